//! RIS, as Zotero, EndNote and Mendeley read it: a tag and a value a line, lines end in CR LF.

use crate::model::newsletter::Work;

use super::name::Name;
use super::{arxiv, authors, doi, month, one_line};

/// Appends a work's record.
pub fn write(work: &Work, key: &str, out: &mut String) {
    let arxiv = arxiv(work);
    // `GEN` is a work of a kind that nobody told, `UNPB` a preprint.
    line("TY", if arxiv.is_some() && work.venue.is_none() { "UNPB" } else { "GEN" }, out);
    line("ID", key, out);
    line("TI", &one_line(&work.title), out);
    for author in authors(work) {
        line("AU", &person(Name::of(&author)), out);
    }
    if let Some(venue) = &work.venue {
        line("T2", &one_line(venue), out);
    }
    if let Some(year) = work.year {
        line("PY", &format!("{year:04}"), out);
        if let Some(month) = month(work) {
            line("DA", &format!("{year:04}/{month:02}//"), out);
        }
    }
    if let Some(id) = arxiv {
        line("AN", &format!("arXiv:{id}"), out);
    }
    if let Some(doi) = doi(work) {
        line("DO", &one_line(&doi), out);
    }
    line("UR", &one_line(&work.url), out);
    out.push_str("ER  - \r\n\r\n");
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
