//! The works that groups of entries are about.

use crate::base::ident::WorkId;
use crate::base::route::Route;
use crate::model::newsletter::{EntryId, Redirect, Work};
use crate::parse::config::WorksOutput;
use crate::parse::document::RawEntry;

use super::Spoken;

/// Makes each group of entries a work. Groups are numbered by their first entry, and so are works.
pub fn shape(entries: &[Spoken], groups: &[Option<u32>], pages: WorksOutput) -> Vec<Work> {
    let count = groups.iter().flatten().max().map_or(0, |last| *last as usize + 1);
    let mut members: Vec<Vec<EntryId>> = vec![Vec::new(); count];
    for (index, group) in groups.iter().enumerate() {
        if let Some(group) = group {
            members[*group as usize].push(EntryId(index as u32));
        }
    }
    members.into_iter().map(|members| work(entries, members, pages)).collect()
}

fn work(all: &[Spoken], members: Vec<EntryId>, pages: WorksOutput) -> Work {
    let spoken: Vec<&Spoken> = members.iter().map(|id| &all[id.0 as usize]).collect();
    let ids = ids(&spoken);
    let guessed = spoken.iter().all(|entry| entry.ids.guessed);
    let newest = newest_first(&spoken);
    Work {
        title: title(&newest),
        url: url(&spoken, &ids),
        authors: find(&newest, |raw| Some(raw.attributes.authors.clone()).filter(|a| !a.is_empty()))
            .unwrap_or_default(),
        venue: find(&newest, |raw| raw.attributes.venue.clone()),
        year: find(&newest, |raw| raw.attributes.year),
        route: route(&ids, &spoken, guessed, pages),
        ids,
        entries: members,
        guessed,
        retracted: spoken.iter().any(|entry| entry.raw.attributes.retracted && (guessed || !entry.ids.guessed)),
    }
}

/// Scholarly ids in the order of first publication, then URLs.
fn ids(spoken: &[&Spoken]) -> Vec<WorkId> {
    let mut ids: Vec<WorkId> = Vec::new();
    for known in spoken.iter().flat_map(|entry| &entry.ids.ids) {
        if !ids.contains(&known.id) {
            ids.push(known.id.clone());
        }
    }
    ids.sort_by_key(|id| !id.is_scholarly());
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
    own.or_else(|| newest.first().map(|raw| raw.title.plain.clone())).unwrap_or_default()
}

fn url(spoken: &[&Spoken], ids: &[WorkId]) -> String {
    let written = || spoken.iter().flat_map(|entry| &entry.ids.ids).find_map(|known| known.url.clone());
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
    Route::page(&format!("works/{}", id.key()))
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
