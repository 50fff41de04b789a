//! A work as an OpenURL in an empty element, which reference managers find on a page (COinS; ANSI/NISO Z39.88-2004).

use percent_encoding::utf8_percent_encode;

use crate::base::encode::PART;
use crate::base::escape::padded;
use crate::model::newsletter::Work;

use super::name::Name;
use super::reference::{Kind, Reference};

/// The element; nothing for a work that is only guessed.
pub fn span(work: &Work) -> String {
    if work.guessed {
        return String::new();
    }
    let mut out = String::with_capacity(640);
    out.push_str("<span class=\"Z3988\" aria-hidden=\"true\" title=\"");
    open_url(work, &mut out);
    out.push_str("\"></span>");
    out
}

/// Appends the OpenURL as it stands in an attribute: of all that it is made of, `&` alone needs an escape.
fn open_url(work: &Work, out: &mut String) {
    let reference = Reference::of(work);
    let form = Form::of(&reference, work);
    out.push_str("ctx_ver=Z39.88-2004");
    let mut add = |key: &str, values: &[&str]| {
        out.push_str("&amp;");
        out.push_str(key);
        out.push('=');
        out.extend(values.iter().flat_map(|value| utf8_percent_encode(value, PART)));
    };
    add("rft_val_fmt", &["info:ofi/fmt:kev:mtx:", form.format]);
    if let Some((key, value)) = form.genre {
        add(key, &[value]);
    }
    add(form.title, &[&reference.title]);
    if let (Some(key), Some(venue)) = (form.venue, &reference.venue) {
        add(key, &[venue]);
    }
    for author in &reference.authors {
        match author.name() {
            Name::Whole(name) => add("rft.au", &[name]),
            Name::Parts { given, particle, family, suffix } => {
                let family =
                    [particle, family].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                let parts = [family.as_str(), suffix, given].into_iter().filter(|part| !part.is_empty());
                add("rft.au", &[&parts.collect::<Vec<_>>().join(", ")]);
            }
        }
    }
    if let Some(date) = date(&reference) {
        add("rft.date", &[&date]);
    }
    if let Some(doi) = &reference.doi {
        add("rft_id", &["info:doi/", doi]);
    }
    add("rft_id", &[&reference.url]);
}

/// `2024`, or `2024-11` where the month is known.
pub fn date(reference: &Reference<'_>) -> Option<String> {
    let mut date = String::with_capacity(8);
    padded(reference.year?, 4, &mut date);
    if let Some(month) = reference.month {
        date.push('-');
        padded(month, 2, &mut date);
    }
    Some(date)
}

/// The words of a metadata format for a sort of work.
struct Form {
    format: &'static str,
    genre: Option<(&'static str, &'static str)>,
    title: &'static str,
    venue: Option<&'static str>,
}

impl Form {
    fn of(reference: &Reference<'_>, work: &Work) -> Form {
        let form = |format, genre, title, venue| Form { format, genre: Some(("rft.genre", genre)), title, venue };
        let plain = |format, title| Form { format, genre: None, title, venue: None };
        match reference.kind {
            Kind::Preprint => form("journal", "preprint", "rft.atitle", Some("rft.jtitle")),
            Kind::ConferencePaper => form("book", "proceeding", "rft.atitle", Some("rft.btitle")),
            Kind::Chapter => form("book", "bookitem", "rft.atitle", Some("rft.btitle")),
            Kind::Book => form("book", "book", "rft.btitle", None),
            Kind::Report => form("book", "report", "rft.btitle", None),
            Kind::Thesis => plain("dissertation", "rft.title"),
            Kind::Patent => plain("patent", "rft.title"),
            Kind::WebPage | Kind::Software | Kind::Data | Kind::Manuscript => plain("dc", "rft.title"),
            Kind::Unknown if !work.ids.iter().any(|id| id.is_scholarly()) => plain("dc", "rft.title"),
            Kind::Article | Kind::Unknown => form("journal", "article", "rft.atitle", Some("rft.jtitle")),
        }
    }
}
