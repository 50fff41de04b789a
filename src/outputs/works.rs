//! The list of works.

use jiff::civil::Date;

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{Newsletter, Work, WorkIx};
use crate::render::known::{self, People};
use crate::render::view::{Field, WorkCard};
use crate::render::words::Said;

use super::head::{self, Head};
use super::list::{Pages, Year};
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

/// Switched by `[outputs] works`, whose values say which works have a page at all.
pub const KIND: Kind = Kind { name: "works", optional: false, listed: true, feed: None, plan, render };

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    let count = listed(newsletter).count();
    if count > 0 {
        Pages::of(count, newsletter.config.lists.size).plan(&route(), Subject::Newsletter, planner);
    }
}

fn route() -> Route {
    Route::page("works")
}

/// Works with a page, the last that came first.
pub fn listed(newsletter: &Newsletter) -> impl Iterator<Item = WorkIx> {
    let numbered = newsletter.works.iter().enumerate().rev();
    numbered.filter(|(_, work)| work.route.is_some()).map(|(index, _)| WorkIx(index as u32))
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let newsletter = &site.newsletter;
    let all = site.listed_works();
    let pages = Pages::of(all.len(), newsletter.config.lists.size);
    let cards = cards(site, &all[pages.range(output.part)]);
    let title = head::page_title(site, site.scene().words(None).line(Said::Works), output.part);
    let page = Head { title: &title, ..Head::default() }.view(site, output);
    let year = |index: usize| first_day(newsletter, &newsletter[all[index]]).map_or(0, Date::year);
    let values = [
        ("works", cards.value()),
        ("years", pages.years(site, &route(), output.part, year).value()),
        ("pages", pages.view(site, &route(), output.part).value()),
    ];
    site.template(output, page, values, out)
}

/// The day of the first issue with an entry on a work.
fn first_day(newsletter: &Newsletter, work: &Work) -> Option<Date> {
    work.entries.first().map(|&entry| newsletter[newsletter[entry].issue].day)
}

fn cards(site: &Site, works: &[WorkIx]) -> Vec<WorkCard> {
    let mut year = Year::default();
    let mut cards: Vec<_> = works.iter().filter_map(|&work| card(site, &site.newsletter[work])).collect();
    cards.iter_mut().for_each(|card| card.opens = year.opened_by(card.since.year));
    cards
}

fn card(site: &Site, work: &Work) -> Option<WorkCard> {
    let newest = &site.newsletter[*work.entries.last()?];
    Some(WorkCard {
        title: work.title.clone(),
        url: site.scene().href(work.route.as_ref()?),
        ids: work.ids.iter().filter(|id| id.is_scholarly()).map(|id| id.label()).collect(),
        authors: work.authors.clone(),
        venue: work.venue.clone(),
        year: work.year,
        known: known::line(work, People::First, site.scene().words(None)),
        retracted: work.retracted,
        entries: work.entries.len(),
        opens: None,
        since: site.scene().date(first_day(&site.newsletter, work)?),
        date: site.scene().date(site.newsletter[newest.issue].day),
    })
}
