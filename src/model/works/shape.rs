//! The works that groups of entries are about.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::ident::WorkId;
use crate::base::route::Route;
use crate::model::newsletter::{EntryId, Redirect, Work};
use crate::parse::bib::BibEntry;
use crate::parse::config::WorksOutput;
use crate::parse::document::RawEntry;

use super::{Groups, Spoken};

/// Makes each group of entries a work. Groups are numbered by their first entry, and so are works.
pub fn shape(entries: &[Spoken], groups: &Groups, pages: WorksOutput) -> Vec<Work> {
    let mut members: Vec<Vec<EntryId>> = vec![Vec::new(); groups.more.len()];
    for (index, group) in groups.of_entries.iter().enumerate() {
        if let Some(group) = group {
            members[*group as usize].push(EntryId(index as u32));
        }
    }
    let works = members.into_par_iter().zip(&groups.more);
    works.map(|(members, more)| work(entries, members, more, pages)).collect()
}

fn work(all: &[Spoken], members: Vec<EntryId>, more: &[WorkId], pages: WorksOutput) -> Work {
    let spoken: Vec<&Spoken> = members.iter().map(|id| &all[id.0 as usize]).collect();
    let ids = ids(&spoken, more);
    let bib = bib(&spoken);
    let guessed = spoken.iter().all(|entry| entry.ids.guessed);
    let newest = newest_first(&spoken);
    let date = bib.as_ref().and_then(|bib| bib.date).map(|date| (date.year, date.month));
    let (year, month) = when(find(&newest, |raw| raw.attributes.year), date, submitted(&ids));
    Work {
        title: title(&newest),
        url: url(&spoken, &ids),
        authors: find(&newest, |raw| Some(raw.attributes.authors.clone()).filter(|a| !a.is_empty()))
            .or_else(|| bib.as_ref().map(|bib| bib.authors.iter().map(ToString::to_string).collect()))
            .unwrap_or_default(),
        venue: find(&newest, |raw| raw.attributes.venue.clone())
            .or_else(|| bib.as_ref().and_then(|bib| bib.venue.clone())),
        year,
        month,
        route: route(&ids, &spoken, guessed, pages),
        ids,
        entries: members,
        guessed,
        retracted: spoken.iter().any(|entry| entry.raw.attributes.retracted && (guessed || !entry.ids.guessed))
            || bib.as_ref().is_some_and(|bib| bib.retracted),
        bib,
    }
}

/// The `.bib` entry that the newest heading cites, else the first in the library with one of the ids.
fn bib(spoken: &[&Spoken]) -> Option<Arc<BibEntry>> {
    let told = || spoken.iter().filter_map(|entry| entry.ids.bib.as_ref());
    let cited = told().rev().find(|told| told.cited);
    cited.or_else(|| told().min_by_key(|told| told.order)).map(|told| Arc::clone(&told.entry))
}

/// Year and month: as an author wrote them, else as a `.bib` entry says, else as the id does. A month belongs to its year.
fn when(written: Option<i16>, told: Option<(i16, Option<u8>)>, id: Option<(i16, u8)>) -> (Option<i16>, Option<u8>) {
    let submitted = id.map(|(year, month)| (year, Some(month)));
    let year = written.or(told.map(|(year, _)| year)).or(id.map(|(year, _)| year));
    let months = [told, submitted].into_iter().flatten();
    let month = months.filter(|(of, _)| Some(*of) == year).find_map(|(_, month)| month);
    (year, month)
}

/// When a preprint was submitted.
fn submitted(ids: &[WorkId]) -> Option<(i16, u8)> {
    ids.iter().find_map(|id| match id {
        WorkId::Arxiv(id) => id.year_month(),
        _ => None,
    })
}

/// Scholarly ids in the order of first publication, then those that only a `.bib` entry gives, then URLs.
fn ids(spoken: &[&Spoken], more: &[WorkId]) -> Vec<WorkId> {
    let mut ids: Vec<WorkId> = Vec::new();
    for id in spoken.iter().flat_map(|entry| &entry.ids.ids).map(|known| &known.id).chain(more) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids.sort_by_key(|id| !id.is_scholarly());
    // There are as many works as entries.
    ids.shrink_to_fit();
    ids
}

/// From the newest issue on, each from top to bottom; guesses last.
fn newest_first<'a>(spoken: &[&'a Spoken<'a>]) -> Vec<&'a RawEntry> {
    let mut order: Vec<&Spoken> = spoken.to_vec();
    order.sort_by_key(|entry| (entry.ids.guessed, std::cmp::Reverse(entry.issue)));
    order.into_iter().map(|entry| entry.raw).collect()
}

fn find<T>(newest: &[&RawEntry], read: impl Fn(&RawEntry) -> Option<T>) -> Option<T> {
    newest.iter().find_map(|raw| read(raw))
}

/// The work's own title where an entry block gives it, else the newest heading.
fn title(newest: &[&RawEntry]) -> String {
    let own = find(newest, |raw| raw.attributes.title.clone());
    own.or_else(|| newest.first().map(|raw| raw.title.plain.to_string())).unwrap_or_default()
}

fn url(spoken: &[&Spoken], ids: &[WorkId]) -> String {
    let written =
        || spoken.iter().flat_map(|entry| &entry.ids.ids).find_map(|known| known.url.as_deref().map(str::to_string));
    let landing = || ids.first().map(|id| id.url());
    match ids.first() {
        Some(id) if id.is_scholarly() => landing(),
        _ => written().or_else(landing),
    }
    .unwrap_or_default()
}

/// A page of its own has what a scholarly id makes sure: not a bare URL, not a guess.
fn route(ids: &[WorkId], spoken: &[&Spoken], guessed: bool, pages: WorksOutput) -> Option<Route> {
    let id = ids.first().filter(|id| id.is_scholarly() && !guessed)?;
    let repeated = || spoken.iter().any(|entry| entry.issue != spoken[0].issue);
    let wanted = match pages {
        WorksOutput::None => false,
        WorksOutput::All => true,
        WorksOutput::Repeated => repeated(),
    };
    wanted.then(|| page(id))
}

fn page(id: &WorkId) -> Route {
    Route::page(&["works/", &id.key()].concat())
}

/// The addresses of a work's other ids, which lead to its page.
pub fn redirects(works: &[Work], redirects: &mut Vec<Redirect>) {
    for work in works {
        let Some(to) = &work.route else { continue };
        for id in work.ids.iter().skip(1).filter(|id| id.is_scholarly()) {
            redirects.push(Redirect { from: page(id), to: to.clone(), span: None });
        }
    }
}
