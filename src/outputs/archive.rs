//! The archive: all issues by year, and a page for each year.

use std::collections::BTreeMap;

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
    for &year in years(newsletter).keys() {
        planner.add(year_route(year), Subject::Year(year));
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
        years.iter().rev().map(|(&at, issues)| view(site, at, issues, year.is_none() && all)).collect::<Vec<_>>();
    let this = year.and_then(|year| Some(view(site, year, years.get(&year)?, true)));
    let above: &[_] = if year.is_some() { &[("archive", Said::Issues)] } else { &[] };
    let page = Head { title: &title, above, ..Head::default() }.view(site, output);
    site.template(output, page, [("years", views.value()), ("year", this.value())], out)
}

/// Issues by year, each year's newest first.
fn years(newsletter: &Newsletter) -> BTreeMap<i16, Vec<IssueId>> {
    let mut years: BTreeMap<i16, Vec<IssueId>> = BTreeMap::new();
    for (id, issue) in newsletter.issues.iter().enumerate().rev() {
        years.entry(issue.day.year()).or_default().push(IssueId(id as u32));
    }
    years
}

fn year_route(year: i16) -> Route {
    Route::page(&format!("issues/{year:04}"))
}

fn view(site: &Site, year: i16, issues: &[IssueId], with_issues: bool) -> YearView {
    let cards = if with_issues { issues.iter().map(|&id| site.scene().issue_card(id)).collect() } else { Vec::new() };
    YearView { year, url: site.scene().href(&year_route(year)), count: issues.len(), issues: cards }
}
