//! RIS, as Zotero, EndNote and Mendeley read it: a tag and a value a line, lines end in CR LF.

use super::name::Name;
use super::reference::{Kind, Reference};
use crate::base::escape::padded;
use crate::parse::bib::fields;

/// Appends a work's record.
pub fn write(work: &Reference<'_>, key: &str, out: &mut String) {
    line("TY", kind(work.kind), out);
    line("ID", key, out);
    line("TI", &work.title, out);
    for author in &work.authors {
        line("AU", &person(author.name()), out);
    }
    line("T2", work.venue.as_deref().unwrap_or_default(), out);
    if let Some(year) = work.year {
        let mut date = String::with_capacity(16);
        padded(year, 4, &mut date);
        line("PY", &date, out);
        if let Some(month) = work.month {
            date.push('/');
            padded(month, 2, &mut date);
            date.push_str("//");
            line("DA", &date, out);
        }
    }
    told(work, out);
    if let Some(id) = work.arxiv {
        line("AN", &["arXiv:", id].concat(), out);
    }
    line("DO", work.doi.as_deref().unwrap_or_default(), out);
    line("UR", &work.url, out);
    line("N1", if work.retracted { "Retracted" } else { "" }, out);
    out.push_str("ER  - \r\n\r\n");
}

/// What only a `.bib` entry tells.
fn told(work: &Reference<'_>, out: &mut String) {
    if work.bib.is_none() {
        return;
    }
    let mut told = |tag, names| line(tag, &work.told(names).unwrap_or_default(), out);
    told("VL", fields::VOLUME);
    told("IS", fields::ISSUE);
    told("PB", fields::PUBLISHER);
    told("CY", fields::PLACE);
    told("ET", fields::EDITION);
    // One tag is for both numbers.
    told("SN", &[fields::ISSN, fields::ISBN].concat());
    let pages = work.told(fields::PAGES).unwrap_or_default();
    let mut ends = pages.split(['-', '–', '—']).filter(|end| !end.trim().is_empty());
    line("SP", ends.next().unwrap_or_default().trim(), out);
    line("EP", ends.next().unwrap_or_default().trim(), out);
}

/// `GEN` is a work of a kind that nobody told, `UNPB` what is not published but by its authors.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Unknown => "GEN",
        Kind::Preprint | Kind::Manuscript => "UNPB",
        Kind::Article => "JOUR",
        Kind::ConferencePaper => "CPAPER",
        Kind::Chapter => "CHAP",
        Kind::Book => "BOOK",
        Kind::Thesis => "THES",
        Kind::Report => "RPRT",
        Kind::WebPage => "ELEC",
        Kind::Software => "COMP",
        Kind::Data => "DATA",
        Kind::Patent => "PAT",
    }
}

fn line(tag: &str, value: &str, out: &mut String) {
    if !value.is_empty() {
        out.push_str(tag);
        out.push_str("  - ");
        out.push_str(value);
        out.push_str("\r\n");
    }
}

/// `van der Waals, Johannes, Jr.`
fn person(name: Name<'_>) -> String {
    match name {
        Name::Whole(name) => name.to_string(),
        Name::Parts { given, particle, family, suffix } => {
            let family = if particle.is_empty() { family.to_string() } else { format!("{particle} {family}") };
            let parts = [family.as_str(), given, suffix];
            parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
        }
    }
}
