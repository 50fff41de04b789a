//! The ids that one entry gives for its work: its claims, weighed.

use std::sync::Arc;

use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::ident::WorkId;
use crate::base::source::Span;
use crate::parse::bib::BibEntry;
use crate::parse::document::{Claim, ClaimSource, RawEntry};

/// What an entry's claims come to.
#[derive(Clone, Debug, Default)]
pub struct EntryIds {
    /// Scholarly ids, at most one of a kind, in the order of the kinds; or else the URL alone.
    pub ids: Vec<Known>,
    /// URLs that stand beside scholarly ids: links, no identity of their own.
    pub urls: Vec<WorkId>,
    /// The ids stand only in running prose.
    pub guessed: bool,
    /// What a `.bib` file says of the work.
    pub bib: Option<Told>,
}

/// A `.bib` entry that tells of an entry's work.
#[derive(Clone, Debug)]
pub struct Told {
    pub entry: Arc<BibEntry>,
    /// Its place among all `.bib` entries.
    pub order: usize,
    /// The heading cites it; else it only has one of the ids.
    pub cited: bool,
}

/// An id that an entry's work has.
#[derive(Clone, Debug)]
pub struct Known {
    pub id: WorkId,
    /// The address as written, if it came from a link.
    pub url: Option<Arc<str>>,
    pub span: Span,
}

impl EntryIds {
    /// The id that its key is made of, if it has any.
    pub fn first(&self) -> Option<&WorkId> {
        self.ids.first().map(|known| &known.id)
    }
}

/// Weighs an entry's claims: surer ones first, labels yield, a scholarly id beats a URL, guesses count only alone.
///
/// `cited` are the ids of the `.bib` entry that its heading cites.
pub fn settle(entry: &RawEntry, cited: &[Claim], faults: &mut Vec<Diagnostic>) -> EntryIds {
    let sure = |claim: &&Claim| claim.source != ClaimSource::Guessed;
    let mut claims: Vec<&Claim> = entry.claims.iter().filter(sure).chain(cited).collect();
    if claims.is_empty() {
        return guess(entry, faults);
    }
    claims.sort_by_key(|claim| claim.source);
    let mut kept: Vec<&Claim> = Vec::new();
    for claim in claims.iter().filter(|claim| claim.id.is_scholarly()) {
        match kept.iter().find(|other| other.id.kind() == claim.id.kind()) {
            None => kept.push(claim),
            Some(other) if other.id == claim.id => {}
            Some(other) if claim.source == ClaimSource::Label && other.source != ClaimSource::Label => {}
            Some(other) => faults.push(conflict(entry, other, claim)),
        }
    }
    let urls = claims.iter().filter(|claim| !claim.id.is_scholarly());
    if kept.is_empty() {
        return EntryIds { ids: urls.take(1).map(|claim| known(claim)).collect(), ..EntryIds::default() };
    }
    kept.sort_by_key(|claim| claim.id.kind());
    EntryIds {
        ids: kept.into_iter().map(known).collect(),
        urls: urls.map(|claim| claim.id.clone()).collect(),
        ..EntryIds::default()
    }
}

fn guess(entry: &RawEntry, faults: &mut Vec<Diagnostic>) -> EntryIds {
    let Some(first) = entry.claims.first() else { return EntryIds::default() };
    if let Some(other) = entry.claims.iter().find(|claim| claim.id != first.id) {
        let message =
            format!("`{}` names {} and {}, none as its own", entry.title.plain, first.id.label(), other.id.label());
        faults.push(
            Diagnostic::new(Code::AmbiguousWork, entry.span, message)
                .help("link the title to its paper, or call the link `Paper`")
                .about("works"),
        );
        return EntryIds::default();
    }
    EntryIds { ids: vec![known(first)], guessed: true, ..EntryIds::default() }
}

fn known(claim: &Claim) -> Known {
    Known { id: claim.id.clone(), url: claim.url.clone(), span: claim.span }
}

fn conflict(entry: &RawEntry, first: &Claim, second: &Claim) -> Diagnostic {
    let message = format!("`{}` names two works: {} and {}", entry.title.plain, first.id.label(), second.id.label());
    Diagnostic::new(Code::ConflictingIds, second.span, message)
        .related(first.span, "the first")
        .help("an entry is about one work; split it, or make one of them an ordinary link")
}
