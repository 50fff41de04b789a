//! The archive: all issues by year, and a page for each year.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{IssueId, Newsletter};
use crate::render::view::{Field, YearView};
use crate::render::words::Said;

use super::head::Head;
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "archive", optional: true, listed: true, feed: None, plan, render };

/// Up to this many issues, the archive lists them itself; beyond, it lists the years.
const ON_ONE_PAGE: usize = 200;

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(Route::page("issues"), Subject::Newsletter);
    for (year, of_year) in years(newsletter) {
        planner.add(of_year.route, Subject::Year(year));
    }
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let years = years(&site.newsletter);
    let all = site.newsletter.issues.len() <= ON_ONE_PAGE;
    let words = site.scene().words(None);
    let (title, year) = match output.subject {
        Subject::Year(year) => (words.with(Said::IssuesOf, &[("year", &year.to_string())]), Some(year)),
        _ => (words.line(Said::Issues).to_string(), None),
    };
    let views =
        years.iter().rev().map(|(&at, of_year)| view(site, at, of_year, year.is_none() && all)).collect::<Vec<_>>();
    let this = year.and_then(|year| Some(view(site, year, years.get(&year)?, true)));
    let above: &[_] = if year.is_some() { &[("archive", Said::Issues)] } else { &[] };
    let page = Head { title: &title, above, ..Head::default() }.view(site, output);
    site.template(output, page, [("years", views.value()), ("year", this.value())], out)
}

/// What appeared in one year.
struct Year {
    route: Route,
    /// Newest first.
    issues: Vec<IssueId>,
}

fn years(newsletter: &Newsletter) -> BTreeMap<i16, Year> {
    let taken: BTreeSet<&str> = newsletter.issues.iter().filter_map(|issue| named_as_a_year(&issue.route)).collect();
    let mut years: BTreeMap<i16, Year> = BTreeMap::new();
    for (id, issue) in newsletter.issues.iter().enumerate().rev() {
        let year = issue.day.year();
        let new = || Year { route: route(year, &taken), issues: Vec::new() };
        years.entry(year).or_insert_with(new).issues.push(IssueId(id as u32));
    }
    years
}

/// What follows `issues/` in the address of an issue, where that might be a year.
fn named_as_a_year(route: &Route) -> Option<&str> {
    let name = route.as_str().strip_prefix("issues/")?.strip_suffix('/')?;
    name.bytes().all(|b| b.is_ascii_digit()).then_some(name)
}

/// `/issues/2025/`; beside an issue of that very name `/issues/year/2025/`.
fn route(year: i16, taken: &BTreeSet<&str>) -> Route {
    let name = format!("{year:04}");
    let above = if taken.contains(name.as_str()) { "issues/year" } else { "issues" };
    Route::page(&format!("{above}/{name}"))
}

fn view(site: &Site, year: i16, of_year: &Year, with_issues: bool) -> YearView {
    let Year { route, issues } = of_year;
    let cards = if with_issues { issues.iter().map(|&id| site.scene().issue_card(id)).collect() } else { Vec::new() };
    YearView { year, url: site.scene().href(route), count: issues.len(), issues: cards }
}
