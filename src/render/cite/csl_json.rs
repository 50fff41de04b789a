//! CSL-JSON, the data of the Citation Style Language 1.0.2: what Zotero, Pandoc and citeproc read.

use super::name::Name;
use super::reference::{Kind, Reference};
use crate::parse::bib::fields;
use crate::render::json::{list, number, object};

/// Appends a work under its citation key.
pub fn write(work: &Reference<'_>, key: &str, out: &mut Vec<u8>) {
    object(out, |item| {
        item.text("id", key);
        item.text("type", word(work.kind));
        item.text("title", &work.title);
        if !work.authors.is_empty() {
            item.list("author", &work.authors, |author, out| person(author.name(), out));
        }
        item.known("container-title", work.venue.as_deref());
        if let Some(year) = work.year {
            let parts = || [year].into_iter().chain(work.month.map(i16::from));
            item.object("issued", |issued| issued.list("date-parts", [parts()], |date, out| list(date, out, number)));
        }
        item.known("volume", work.told(fields::VOLUME));
        item.known("issue", work.told(fields::ISSUE));
        item.known("page", work.told(fields::PAGES).map(|pages| pages.replace(['–', '—'], "-")));
        item.known("publisher", work.told(fields::PUBLISHER));
        item.known("publisher-place", work.told(fields::PLACE));
        item.known("edition", work.told(fields::EDITION));
        item.known("ISBN", work.told(fields::ISBN));
        item.known("ISSN", work.told(fields::ISSN));
        item.known("number", work.arxiv.map(|id| ["arXiv:", id].concat()));
        item.known("DOI", work.doi.as_deref());
        item.text("URL", &work.url);
        item.known("note", work.retracted.then_some("Retracted"));
    });
}

fn person(name: Name<'_>, out: &mut Vec<u8>) {
    object(out, |person| match name {
        Name::Whole(name) => person.known("literal", some(name)),
        Name::Parts { given, particle, family, suffix } => {
            person.known("family", some(family));
            person.known("given", some(given));
            person.known("non-dropping-particle", some(particle));
            person.known("suffix", some(suffix));
        }
    });
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// CSL's word for a kind: a preprint is an `article`, a `document` anything.
pub fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Unknown => "document",
        Kind::Preprint => "article",
        Kind::Article => "article-journal",
        Kind::ConferencePaper => "paper-conference",
        Kind::Chapter => "chapter",
        Kind::Book => "book",
        Kind::Thesis => "thesis",
        Kind::Report => "report",
        Kind::WebPage => "webpage",
        Kind::Software => "software",
        Kind::Data => "dataset",
        Kind::Patent => "patent",
        Kind::Manuscript => "manuscript",
    }
}
