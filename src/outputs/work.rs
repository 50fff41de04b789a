//! A work's page: each issue's words on it.

use std::collections::BTreeSet;

use crate::base::diagnostic::Diagnostic;
use crate::model::newsletter::{Newsletter, Work, WorkIx};
use crate::render::cite;
use crate::render::entry::{Host, Told};
use crate::render::known::{self, People};
use crate::render::view::{EntryView, Field, Html, LinkView, WorkView};
use crate::render::words::Said;

use super::head::Head;
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

/// Switched by `[outputs] works`, which says which works have a page.
pub const KIND: Kind = Kind { name: "work", optional: false, listed: true, feed: None, plan, render };

/// The level of entries' headings: below the page's title.
const LEVEL: u8 = 2;

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    for (index, work) in newsletter.works.iter().enumerate() {
        if let Some(route) = &work.route {
            planner.add(route.clone(), Subject::Work(WorkIx(index as u32)));
        }
    }
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let Subject::Work(id) = output.subject else { return Ok(()) };
    let work = &site.newsletter[id];
    let told: Vec<Told<'_>> = work.entries.iter().rev().map(|&entry| Told::of(site.scene(), entry)).collect();
    let mut entries: Vec<_> = told.iter().map(|told| told.away(Host::Work, LEVEL)).collect();
    let description = told.first().map(Told::summary).unwrap_or_default();
    let head =
        Head { title: &work.title, description: &description, above: &[("works", Said::Works)], ..Head::default() };
    let values = [("work", view(site, work, &told, &mut entries).value()), ("entries", entries.value())];
    site.template(output, head.view(site, output), values, out)
}

/// The work, with the links of all its entries in the place of their own.
fn view(site: &Site, work: &Work, told: &[Told<'_>], entries: &mut [EntryView]) -> WorkView {
    let mut seen = BTreeSet::new();
    let links = entries.iter_mut().flat_map(|entry| std::mem::take(&mut entry.links));
    let links = links.filter(|link| seen.insert(link.url.clone())).collect();
    let topics: BTreeSet<_> = told.iter().filter_map(|told| told.entry).flat_map(|entry| &entry.topics).collect();
    let scholarly = work.ids.iter().filter(|id| id.is_scholarly());
    let words = site.scene().words(None);
    WorkView {
        title: work.title.clone(),
        link: work.url.clone(),
        tally: words.count(Said::Entries, entries.len()),
        ids: scholarly.map(|id| LinkView { title: id.label(), url: id.url() }).collect(),
        authors: work.authors.clone(),
        venue: work.venue.clone(),
        year: work.year,
        known: known::line(work, People::All, words),
        retracted: work.retracted,
        cite: cite::view(work, words),
        coins: Html(cite::coins::span(work)),
        links,
        topics: topics.into_iter().map(|&topic| site.scene().topic_card(topic)).collect(),
    }
}
