//! A work as programs that manage references take it: BibTeX, RIS, CSL-JSON, and one line for people.
//!
//! A field that nobody told stays out.

pub mod bibtex;
pub mod coins;
pub mod csl_json;
pub mod line;
mod name;
mod reference;
pub mod ris;
#[cfg(test)]
pub(super) mod tests;

use ahash::AHashSet;

use crate::base::ident::WorkId;
use crate::model::newsletter::Work;
use crate::render::view::CiteView;
use crate::render::words::{Said, Words};

pub use reference::{Kind, Reference};

/// Whether a work is known well enough to be cited: by a scholarly id, or because somebody told more of it than its address.
pub fn is_citable(work: &Work) -> bool {
    let is_told = work.bib.is_some() || !work.authors.is_empty() || work.venue.is_some() || work.year.is_some();
    !work.guessed && (is_told || work.ids.first().is_some_and(WorkId::is_scholarly))
}

/// The citation keys of one file: letter case apart, none is given twice.
#[derive(Default)]
pub struct Keys(AHashSet<String>);

impl Keys {
    /// A work's key: that of its `.bib` entry, else one made of its first id.
    pub fn of(&mut self, work: &Work) -> String {
        let first = key(work);
        if self.0.insert(first.to_lowercase()) {
            return first;
        }
        let own = id_key(work);
        let numbered = (2..).map(|number| format!("{own}-{number}"));
        let mut keys = std::iter::once(own.clone()).chain(numbered);
        keys.find(|key| self.0.insert(key.to_lowercase())).unwrap_or_default()
    }
}

/// A work's citation key, where no other work stands beside it.
pub fn key(work: &Work) -> String {
    work.bib.as_ref().map_or_else(|| id_key(work), |bib| bib.key.clone())
}

fn id_key(work: &Work) -> String {
    work.ids.first().map_or_else(|| "work".to_string(), WorkId::key)
}

/// How to cite a work, where it is known well enough, for readers of `words`.
pub fn view(work: &Work, words: &Words) -> Option<CiteView> {
    is_citable(work).then(|| {
        let reference = Reference::of(work);
        let mut bibtex = String::with_capacity(512);
        bibtex::write(&reference, &key(work), &mut bibtex);
        CiteView { line: line::line(&reference, words.line(Said::Retracted)), bibtex }
    })
}
