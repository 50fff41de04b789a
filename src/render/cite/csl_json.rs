//! CSL-JSON, the data of the Citation Style Language 1.0.2: what Zotero, Pandoc and citeproc read.

use serde::{Serialize, Serializer};

use super::name::Name;
use super::reference::{Kind, Reference};
use crate::parse::bib::fields;

/// A work with its citation key.
pub struct Item<'a> {
    pub work: Reference<'a>,
    pub key: String,
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let work = &self.work;
        let pages = work.told(fields::PAGES).map(|pages| pages.replace(['–', '—'], "-"));
        let fields = Fields {
            id: &self.key,
            kind: word(work.kind),
            title: &work.title,
            author: work.authors.iter().map(|author| Person::of(author.name())).collect(),
            venue: work.venue.as_deref(),
            issued: work.year.map(|year| Issued { date_parts: [parts(year, work.month)] }),
            volume: work.told(fields::VOLUME),
            issue: work.told(fields::ISSUE),
            page: pages,
            publisher: work.told(fields::PUBLISHER),
            place: work.told(fields::PLACE),
            edition: work.told(fields::EDITION),
            isbn: work.told(fields::ISBN),
            issn: work.told(fields::ISSN),
            number: work.arxiv.map(|id| format!("arXiv:{id}")),
            doi: work.doi.as_deref(),
            url: &work.url,
            note: work.retracted.then_some("Retracted"),
        };
        fields.serialize(serializer)
    }
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

fn parts(year: i16, month: Option<u8>) -> Vec<i16> {
    [year].into_iter().chain(month.map(i16::from)).collect()
}

#[derive(Serialize)]
struct Fields<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    volume: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(rename = "publisher-place", skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    #[serde(rename = "ISBN", skip_serializing_if = "Option::is_none")]
    isbn: Option<String>,
    #[serde(rename = "ISSN", skip_serializing_if = "Option::is_none")]
    issn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<&'a str>,
    #[serde(rename = "URL")]
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
}

#[derive(Serialize)]
struct Issued {
    #[serde(rename = "date-parts")]
    date_parts: [Vec<i16>; 1],
}

#[derive(Default, Serialize)]
struct Person<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    family: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    given: &'a str,
    #[serde(rename = "non-dropping-particle", skip_serializing_if = "str::is_empty")]
    particle: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    suffix: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    literal: &'a str,
}

impl<'a> Person<'a> {
    fn of(name: Name<'a>) -> Person<'a> {
        match name {
            Name::Whole(literal) => Person { literal, ..Person::default() },
            Name::Parts { given, particle, family, suffix } => {
                Person { family, given, particle, suffix, ..Person::default() }
            }
        }
    }
}
