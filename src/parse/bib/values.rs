//! The fields of an entry, and what they say.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Chunk, Chunks, ChunksExt, Person, RawBibliography, Spanned};

use super::latex::{decode, plain};
use super::strings::{Strings, month, too_long};
use super::{BibDate, BibEntry, Context, Name, ids, source};
use crate::base::diagnostic::Code;
use crate::base::source::Span;

/// The fields that say something of a work; all others (abstracts, file names, notes of a program) stay where they are.
const FIELDS: &[&str] = &[
    "addendum",
    "address",
    "archiveprefix",
    "author",
    "booktitle",
    "chapter",
    "crossref",
    "date",
    "day",
    "doi",
    "edition",
    "editor",
    "eprint",
    "eprinttype",
    "eventtitle",
    "howpublished",
    "institution",
    "isbn",
    "issn",
    "issue",
    "journal",
    "journaltitle",
    "keywords",
    "langid",
    "language",
    "location",
    "month",
    "note",
    "number",
    "organization",
    "pages",
    "pagetotal",
    "primaryclass",
    "publisher",
    "pubstate",
    "school",
    "series",
    "subtitle",
    "title",
    "translator",
    "type",
    "url",
    "urldate",
    "venue",
    "version",
    "volume",
    "volumes",
    "xdata",
    "year",
];

/// Fields in which programs keep what is no reader's business: paths on a disk, notes to oneself. They are not written out.
const PRIVATE: &[&str] = &[
    "__markedentry",
    "annotation",
    "annote",
    "comment",
    "date-added",
    "date-modified",
    "file",
    "groups",
    "local-url",
    "localfile",
    "owner",
    "pdf",
    "read",
    "timestamp",
];

fn is_private(name: &str) -> bool {
    PRIVATE.contains(&name) || name.starts_with("bdsk-file")
}

/// An entry with its fields as TeX, before it is understood.
pub struct Raw<'t> {
    pub key: String,
    pub kind: String,
    /// Of the key.
    pub span: Span,
    /// The place of the whole entry in the text, and the text.
    pub text: &'t str,
    pub fields: BTreeMap<String, Value>,
    /// Places in `text` whose abbreviations are not the reader's: what is to stand there.
    pub replaced: Vec<(Range<usize>, String)>,
    /// Where in `text` its private fields stand.
    pub private: Vec<Range<usize>>,
    /// Where in `text` its fields stand that refer to other entries.
    pub references: Vec<Range<usize>>,
    /// Fields inherited from other entries.
    pub inherited: Vec<(String, String)>,
}

/// A field's value as TeX.
#[derive(Clone)]
pub struct Value {
    pub tex: String,
    pub span: Span,
}

/// The entries of all pieces, in order.
pub fn raw_entries<'t>(
    pieces: &[(Range<usize>, RawBibliography<'t>)],
    strings: &Strings,
    context: &mut Context<'t>,
) -> Vec<Raw<'t>> {
    let mut entries = Vec::new();
    for (place, raw) in pieces {
        let at = place.start;
        for entry in &raw.entries {
            let key = &entry.v.key;
            let kind = &entry.v.kind;
            let span = if key.v.is_empty() { &kind.span } else { &key.span };
            let mut read = Raw {
                key: key.v.to_string(),
                kind: kind.v.to_ascii_lowercase(),
                span: context.span(at + span.start..at + span.end),
                text: &context.text[context.start + at..context.start + place.end],
                fields: BTreeMap::new(),
                replaced: Vec::new(),
                private: Vec::new(),
                references: Vec::new(),
                inherited: Vec::new(),
            };
            for pair in &entry.v.fields {
                read.field(pair, at, strings, context);
            }
            entries.push(read);
        }
    }
    entries
}

impl Raw<'_> {
    fn field(&mut self, pair: &biblatex::Pair<'_>, at: usize, strings: &Strings, context: &mut Context<'_>) {
        let name = pair.key.v.to_ascii_lowercase();
        let span = context.span(at + pair.value.span.start..at + pair.value.span.end);
        let end = pair.value.span.start + self.text[pair.value.span.clone()].trim_end().len();
        if is_private(&name) {
            self.private.push(pair.key.span.start..end);
            return;
        }
        let is_known = FIELDS.binary_search(&name.as_str()).is_ok();
        // Not looked at, but written out again if its abbreviations are this file's own.
        let is_plain = pair.value.v.iter().all(|chunk| matches!(chunk.v, biblatex::RawChunk::Normal(_)));
        if !is_known && is_plain {
            return;
        }
        let Some(whole) = strings.whole(&pair.value.v, at, context) else {
            let name_span = context.span(at + pair.key.span.start..at + pair.key.span.end);
            return too_long(&name, name_span, context);
        };
        if whole.is_abbreviated {
            self.replaced.push((pair.value.span.start..end, whole.text.clone()));
        }
        if matches!(name.as_str(), "crossref" | "xdata") {
            self.references.push(pair.key.span.start..end);
        }
        // The first of two fields with one name counts, as in BibTeX.
        if is_known {
            self.fields.entry(name).or_insert(Value { tex: whole.text, span });
        }
    }
}

/// What an entry says.
pub fn entry(raw: Raw<'_>, context: &mut Context<'_>) -> BibEntry {
    let date = date(&raw, context);
    let source = source::written(&raw);
    let (authors, and_others) = names(&raw, "author");
    let (editors, _) = names(&raw, "editor");
    let ids = ids::ids(&raw);
    let text = |field: &str| raw.fields.get(field).map(|value| plain(&value.tex)).filter(|text| !text.is_empty());
    let title = text("title").map(|title| match text("subtitle") {
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title,
    });
    let says = |field: &str| text(field).is_some_and(|text| text.to_lowercase().contains("retracted"));
    BibEntry {
        title,
        authors,
        and_others,
        editors,
        date,
        venue: venue(&raw.kind, text),
        retracted: ["note", "keywords", "addendum", "pubstate"].into_iter().any(says),
        ids,
        source,
        fields: fields(raw.fields),
        key: raw.key,
        kind: raw.kind,
        span: raw.span,
    }
}

/// The fields but for a preprint server that stands for a journal, and its volume, which is the preprint's id.
fn fields(fields: BTreeMap<String, Value>) -> BTreeMap<String, String> {
    let is_server = |name: &str| fields.get(name).is_some_and(|value| is_preprint_server(&plain(&value.tex)));
    let on_server = ["journal", "journaltitle"].into_iter().any(is_server);
    let kept = |(name, value): (String, Value)| {
        let is_left_out = on_server && matches!(name.as_str(), "journal" | "journaltitle" | "volume");
        (!is_left_out).then_some((name, value.tex))
    };
    fields.into_iter().filter_map(kept).collect()
}

/// `arXiv preprint arXiv:1706.03762`, as Google Scholar has it; `CoRR`, as DBLP has it.
fn is_preprint_server(journal: &str) -> bool {
    let folded = journal.to_lowercase();
    folded.starts_with("arxiv") || matches!(folded.as_str(), "corr" | "computing research repository")
}

/// The journal or the book. A preprint server is no venue.
fn venue(kind: &str, text: impl Fn(&str) -> Option<String>) -> Option<String> {
    let journal = text("journaltitle").or_else(|| text("journal")).filter(|name| !is_preprint_server(name));
    let event = || text("eventtitle").or_else(|| text("venue"));
    let house = || match kind {
        "book" | "collection" | "proceedings" | "mvbook" => text("publisher"),
        "phdthesis" | "mastersthesis" | "thesis" => text("school").or_else(|| text("institution")),
        "techreport" | "report" => text("institution"),
        _ => None,
    };
    journal.or_else(|| text("booktitle")).or_else(event).or_else(house)
}

/// A value as the pieces that biblatex's readers take.
pub fn chunks(tex: &str) -> Chunks {
    let mut at = 0;
    let piece = |piece: super::Piece| {
        // Its readers count in spans, which must not be empty ones.
        let span = at..at + piece.text.len();
        at = span.end;
        Spanned::new(if piece.protected { Chunk::Verbatim(piece.text) } else { Chunk::Normal(piece.text) }, span)
    };
    decode(tex).into_iter().map(piece).collect()
}

fn names(raw: &Raw<'_>, field: &str) -> (Vec<Name>, bool) {
    let Some(value) = raw.fields.get(field) else { return (Vec::new(), false) };
    let people: Vec<Person> = chunks(&value.tex).parse().unwrap_or_default();
    let tidy = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut names: Vec<Name> = people
        .into_iter()
        .map(|person| Name {
            given: tidy(person.given_name),
            prefix: tidy(person.prefix),
            family: tidy(person.name),
            suffix: tidy(person.suffix),
        })
        .filter(|name| !name.family.is_empty() || !name.given.is_empty())
        .collect();
    let is_others = |name: &Name| name.family == "others" && name.given.is_empty();
    let and_others = names.last().is_some_and(is_others);
    names.retain(|name| !is_others(name));
    (names, and_others)
}

/// `date`, else `year` with `month` and `day`. A year that is none is reported.
fn date(raw: &Raw<'_>, context: &mut Context<'_>) -> Option<BibDate> {
    if let Some(value) = raw.fields.get("date").filter(|value| !value.tex.trim().is_empty()) {
        let text = plain(&value.tex);
        let found = iso(&text);
        if found.is_none() {
            odd(&text, "a date such as `2024-11-29`", value.span, context);
        }
        return found;
    }
    let value = raw.fields.get("year").filter(|value| !value.tex.trim().is_empty())?;
    let text = plain(&value.tex);
    let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
    let year = digits.get(..4).filter(|_| digits.len() == 4 || !digits.as_bytes()[4].is_ascii_digit());
    let Some(year) = year.and_then(|year| year.parse::<i16>().ok()).filter(|year| *year > 0) else {
        odd(&text, "a year", value.span, context);
        return None;
    };
    let month = raw.fields.get("month").and_then(|value| month(&plain(&value.tex)));
    let day =
        raw.fields.get("day").and_then(|value| plain(&value.tex).parse().ok()).filter(|day| (1..=31).contains(day));
    Some(BibDate { year, month, day: day.filter(|_| month.is_some()) })
}

/// `2024`, `2024-11`, `2024-11-29`, or the beginning of a range of them.
fn iso(text: &str) -> Option<BibDate> {
    let first = text.split(['/', '–', 'T']).next()?.trim().trim_end_matches(['~', '?', '%']);
    let mut parts = first.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok().filter(|year| *year > 0)?;
    let month: Option<u8> =
        parts.next().map(|month| month.parse().ok().filter(|m| (1..=12).contains(m))).unwrap_or(None);
    let day = parts.next().and_then(|day| day.parse().ok()).filter(|day| (1..=31).contains(day));
    Some(BibDate { year, month, day: day.filter(|_| month.is_some()) })
}

fn odd(text: &str, what: &str, span: Span, context: &mut Context<'_>) {
    let shown: String = text.chars().take(40).collect();
    context.say(
        Code::BibValue,
        span,
        format!("`{shown}` is not {what}"),
        "it is left out; the rest of the entry counts",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_in_order() {
        assert!(FIELDS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[track_caller]
    fn check_iso(text: &str, expected: Option<(i16, Option<u8>, Option<u8>)>) {
        assert_eq!(iso(text).map(|date| (date.year, date.month, date.day)), expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_far_as_they_go() {
        check_iso("2024", Some((2024, None, None)));
        check_iso("2024-11", Some((2024, Some(11), None)));
        check_iso("2024-11-29", Some((2024, Some(11), Some(29))));
        check_iso("2024-11-29/2024-12-01", Some((2024, Some(11), Some(29))));
        check_iso("2024-13-29", Some((2024, None, None)));
        check_iso("soon", None);
        check_iso("", None);
        check_iso("24-11", None);
    }
}
