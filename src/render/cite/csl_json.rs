//! CSL-JSON, the data of the Citation Style Language 1.0.2: what Zotero, Pandoc and citeproc read.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::model::newsletter::Work;

use super::name::Name;
use super::{arxiv, authors, doi, month, one_line};

/// A work with its citation key.
pub struct Item<'a> {
    pub work: &'a Work,
    pub key: String,
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let work = self.work;
        let arxiv = arxiv(work);
        let authors: Vec<_> = authors(work).collect();
        let fields = Fields {
            id: &self.key,
            // CSL's word for a preprint is `article`; `document` is anything.
            kind: if arxiv.is_some() && work.venue.is_none() { "article" } else { "document" },
            title: one_line(&work.title),
            author: authors.iter().map(|author| Person::of(Name::of(author))).collect(),
            venue: work.venue.as_deref().map(one_line),
            issued: work.year.map(|year| Issued { date_parts: [parts(year, month(work))] }),
            number: arxiv.map(|id| format!("arXiv:{id}")),
            doi: doi(work),
            url: one_line(&work.url),
        };
        fields.serialize(serializer)
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
    title: Cow<'a, str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    venue: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(rename = "DOI", skip_serializing_if = "Option::is_none")]
    doi: Option<Cow<'a, str>>,
    #[serde(rename = "URL")]
    url: Cow<'a, str>,
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
