//! A `.bib` entry in the terms of CSL.

use std::collections::BTreeMap;

use citationberg::json::{DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange};

use super::super::cite::{Kind, csl_json};
use super::locale::OTHERS;
use crate::base::ident::WorkId;
use crate::parse::bib::{BibDate, BibEntry, Name, fields};

/// The entry with everything that styles ask for, and nothing that it does not say.
pub fn of(entry: &BibEntry) -> Item {
    let mut item = Builder(BTreeMap::new());
    item.text("id", Some(entry.key.clone()));
    item.text("type", Some(csl_json::word(kind(entry)).to_string()));
    item.text("title", entry.title.clone());
    item.names("author", &entry.authors, entry.and_others);
    item.names("editor", &entry.editors, false);
    item.date("issued", entry.date);
    for (variable, fields) in VARIABLES {
        item.text(variable, entry.first(fields));
    }
    item.text("page", entry.first(fields::PAGES).map(|pages| pages.replace('–', "-")));
    item.text("number", number(entry));
    item.text("genre", genre(entry));
    item.text("language", Some(language(entry)));
    item.text("DOI", entry.ids.iter().find_map(doi));
    item.text("URL", url(entry));
    if kind(entry) == Kind::Preprint {
        item.text("publisher", Some("arXiv".to_string()));
    }
    Item(item.0)
}

/// CSL's variables, each with the fields that may give it.
const VARIABLES: &[(&str, &[&str])] = &[
    ("container-title", &["journaltitle", "journal", "booktitle"]),
    ("collection-title", &["series"]),
    ("event-title", &["eventtitle"]),
    ("publisher", fields::PUBLISHER),
    ("publisher-place", fields::PLACE),
    ("volume", fields::VOLUME),
    ("issue", fields::ISSUE),
    ("edition", fields::EDITION),
    ("chapter-number", &["chapter"]),
    ("version", &["version"]),
    ("ISBN", fields::ISBN),
    ("ISSN", fields::ISSN),
];

fn kind(entry: &BibEntry) -> Kind {
    let told = Kind::told(&entry.kind);
    match told {
        _ if arxiv(entry).is_some() && entry.venue.is_none() => told.or_preprint(),
        Kind::Unknown if entry.fields.contains_key("url") => Kind::WebPage,
        _ => told,
    }
}

fn arxiv(entry: &BibEntry) -> Option<&str> {
    entry.ids.iter().find_map(|id| match id {
        WorkId::Arxiv(id) => Some(id.as_str()),
        _ => None,
    })
}

fn doi(id: &WorkId) -> Option<String> {
    match id {
        WorkId::Doi(doi) => Some(doi.as_str().to_string()),
        _ => None,
    }
}

/// The number of a report; of a preprint its id.
fn number(entry: &BibEntry) -> Option<String> {
    match kind(entry) {
        Kind::Preprint => arxiv(entry).map(|id| format!("arXiv:{id}")),
        Kind::Report | Kind::Patent | Kind::Manuscript | Kind::Data => entry.text("number"),
        _ => None,
    }
}

fn genre(entry: &BibEntry) -> Option<String> {
    entry.text("type").or_else(|| {
        let genre = match entry.kind.as_str() {
            "phdthesis" => "PhD thesis",
            "mastersthesis" => "Master’s thesis",
            _ => return None,
        };
        Some(genre.to_string())
    })
}

/// Where it is read: as its file says, else the landing page of its id.
fn url(entry: &BibEntry) -> Option<String> {
    let own = entry.fields.get("url").map(|tex| crate::parse::bib::literal(tex));
    let own = own.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    own.or_else(|| entry.ids.iter().find(|id| doi(id).is_none()).map(WorkId::url))
}

/// Styles capitalise the titles of English works, and would make `iPhone` an `Iphone`. Only where the file says that a work
/// is in English they may; else a title stands as it is written.
fn language(entry: &BibEntry) -> String {
    let written = entry.text("langid").or_else(|| entry.text("language")).unwrap_or_default().to_lowercase();
    let english = ["english", "american", "british", "usenglish", "ukenglish"];
    let is_english = written == "en" || written.starts_with("en-") || english.contains(&written.as_str());
    if is_english { "en".to_string() } else { "und".to_string() }
}

struct Builder(BTreeMap<String, Value>);

impl Builder {
    fn text(&mut self, variable: &str, value: Option<String>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.insert(variable.to_string(), Value::String(value));
        }
    }

    fn names(&mut self, variable: &str, names: &[Name], and_others: bool) {
        let mut values: Vec<NameValue> = names.iter().map(name).collect();
        if and_others {
            values.push(NameValue::Literal(LiteralName { literal: OTHERS.to_string() }));
        }
        if !values.is_empty() {
            self.0.insert(variable.to_string(), Value::Names(values));
        }
    }

    fn date(&mut self, variable: &str, date: Option<BibDate>) {
        let Some(date) = date else { return };
        let parts = std::iter::once(date.year).chain(date.month.map(i16::from)).chain(date.day.map(i16::from));
        let date_parts = VecDateRange(vec![VecDate(parts.collect())]);
        let value = DateValue::DateParts { date_parts, literal: None, season: None, circa: false };
        self.0.insert(variable.to_string(), Value::Date(value));
    }
}

fn name(name: &Name) -> NameValue {
    if name.given.is_empty() && name.prefix.is_empty() && name.suffix.is_empty() {
        return NameValue::Literal(LiteralName { literal: name.family.clone() });
    }
    let part = |part: &String| Some(part.clone()).filter(|part| !part.is_empty());
    NameValue::Item(NameItem {
        family: name.family.clone(),
        given: part(&name.given),
        non_dropping_particle: part(&name.prefix),
        dropping_particle: None,
        suffix: part(&name.suffix),
        comma_suffix: None,
    })
}
