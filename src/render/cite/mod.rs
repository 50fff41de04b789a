//! A work as programs that manage references take it: BibTeX, RIS, CSL-JSON, and one line for people.
//!
//! A field that nobody told stays out.

pub mod bibtex;
pub mod csl_json;
pub mod line;
mod name;
pub mod ris;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::base::escape::is_text;
use crate::base::ident::WorkId;
use crate::model::newsletter::Work;
use crate::render::view::CiteView;

/// Whether a work is known well enough to be cited: by a scholarly id, or because somebody told more of it than its address.
pub fn is_citable(work: &Work) -> bool {
    let is_told = !work.authors.is_empty() || work.venue.is_some() || work.year.is_some();
    !work.guessed && (is_told || work.ids.first().is_some_and(WorkId::is_scholarly))
}

/// The citation keys of one file: letter case apart, none is given twice.
#[derive(Default)]
pub struct Keys(BTreeSet<String>);

impl Keys {
    /// A work's key, which stays the same as long as its first id does.
    pub fn of(&mut self, work: &Work) -> String {
        let key = key(work);
        let mut free = key.clone();
        let mut next = 2;
        while !self.0.insert(free.to_lowercase()) {
            free = format!("{key}-{next}");
            next += 1;
        }
        free
    }
}

/// How to cite a work, where it is known well enough.
pub fn view(work: &Work) -> Option<CiteView> {
    is_citable(work).then(|| {
        let mut bibtex = String::with_capacity(512);
        bibtex::write(work, &key(work), &mut bibtex);
        CiteView { line: line::line(work), bibtex }
    })
}

/// A work's citation key, where no other work stands beside it.
pub fn key(work: &Work) -> String {
    work.ids.first().map_or_else(|| "work".to_string(), WorkId::key)
}

/// The bare arXiv id.
fn arxiv(work: &Work) -> Option<&str> {
    work.ids.iter().find(|id| matches!(id, WorkId::Arxiv(_))).map(WorkId::as_str)
}

/// The work's DOI, else the one that arXiv gives its papers.
fn doi(work: &Work) -> Option<Cow<'_, str>> {
    let own = work.ids.iter().find(|id| matches!(id, WorkId::Doi(_)));
    own.map(|id| Cow::Borrowed(id.as_str())).or_else(|| Some(format!("10.48550/arXiv.{}", arxiv(work)?).into()))
}

/// The month of submission, from 1, where the work's year is that of its submission and not of another venue.
fn month(work: &Work) -> Option<u8> {
    if work.venue.is_some() {
        return None;
    }
    let months = work.ids.iter().filter_map(|id| match id {
        WorkId::Arxiv(id) => id.year_month(),
        _ => None,
    });
    months.filter(|(year, _)| Some(*year) == work.year).map(|(_, month)| month).next()
}

/// The work's authors, each in one line.
fn authors(work: &Work) -> impl Iterator<Item = Cow<'_, str>> {
    work.authors.iter().map(|author| one_line(author)).filter(|author| !author.is_empty())
}

/// A text in one line, with single spaces and without what no text file should hold.
fn one_line(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c == ' ' || !c.is_whitespace() && is_text(c);
    let is_all_plain =
        if text.is_ascii() { text.bytes().all(|b| (b' '..=b'~').contains(&b)) } else { text.chars().all(is_plain) };
    if is_all_plain && !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let words = text.split_whitespace().map(|word| word.chars().filter(|c| is_text(*c)).collect::<String>());
    Cow::Owned(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}
