//! `.bib` files: BibTeX and BibLaTeX.
//!
//! A file's result is a function of its bytes. A broken entry is one diagnostic, the others live.

pub mod fields;
mod ids;
mod inherit;
mod latex;
mod pieces;
mod source;
mod strings;
mod symbols;
mod values;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::ident::WorkId;
use crate::base::source::{SourceId, Span};

use pieces::Fault;
use strings::Strings;

pub use latex::{Piece, decode, literal};

/// A `.bib` file after parsing.
#[derive(Debug, Default)]
pub struct BibFile {
    /// In the file's order, each key once.
    pub entries: Vec<Arc<BibEntry>>,
    /// Whether something in it could not be read, so that a key that is not here may still be meant to be.
    pub is_broken: bool,
}

/// One entry of a `.bib` file: what it says of a work.
#[derive(Debug)]
pub struct BibEntry {
    pub key: String,
    /// Its type in lower case: `article`, `inproceedings`, `misc`.
    pub kind: String,
    /// The entry as BibTeX that stands alone: as written, with `@string` abbreviations and what it inherits by `crossref`
    /// or `xdata` put in, and without what is private (`file`, `annote`, ...).
    pub source: String,
    /// Its ids, scholarly ones first.
    pub ids: Vec<WorkId>,
    pub title: Option<String>,
    pub authors: Vec<Name>,
    /// Whether the authors end in `and others`.
    pub and_others: bool,
    pub editors: Vec<Name>,
    pub date: Option<BibDate>,
    /// Where it appeared: the journal, else the book or proceedings; for a bare preprint nothing.
    pub venue: Option<String>,
    /// A note or keyword says that the work was retracted.
    pub retracted: bool,
    /// Every field that is of use, by its name in lower case, as TeX with abbreviations put in: see [`BibEntry::text`].
    pub fields: BTreeMap<String, String>,
    /// Of the key, for diagnostics.
    pub span: Span,
}

impl BibEntry {
    /// A field as plain text: `publisher`, `volume`, `pages`, `note`, ...
    pub fn text(&self, field: &str) -> Option<String> {
        self.fields.get(field).map(|tex| latex::plain(tex)).filter(|text| !text.is_empty())
    }

    /// The first of some [`fields`] that is there.
    pub fn first(&self, fields: &[&str]) -> Option<String> {
        fields.iter().find_map(|field| self.text(field))
    }
}

/// A person's name in its parts; any but `family` may be empty. A group has only `family`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    pub given: String,
    /// `van der`.
    pub prefix: String,
    pub family: String,
    /// `Jr.`.
    pub suffix: String,
}

/// `Ludwig van Beethoven, Jr.`
impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<&str> = [&self.given, &self.prefix, &self.family]
            .into_iter()
            .map(String::as_str)
            .filter(|p| !p.is_empty())
            .collect();
        f.write_str(&parts.join(" "))?;
        if self.suffix.is_empty() { Ok(()) } else { write!(f, ", {}", self.suffix) }
    }
}

/// A date as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BibDate {
    pub year: i16,
    /// 1 to 12.
    pub month: Option<u8>,
    pub day: Option<u8>,
}

/// Reads a `.bib` file.
pub fn parse(source: SourceId, text: &str, report: &mut Report) -> BibFile {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let pieces = pieces::pieces(&text[start..]);
    let context = &mut Context { source, text, start, report };
    let mut file = BibFile { is_broken: !pieces.faults.is_empty(), ..BibFile::default() };
    for fault in &pieces.faults {
        context.broken(fault);
    }
    let strings = Strings::read(&pieces.read, context);
    let mut raw = values::raw_entries(&pieces.read, &strings, context);
    inherit::resolve(&mut raw, context);
    let mut known: BTreeMap<String, Span> = BTreeMap::new();
    for entry in raw {
        if entry.key.is_empty() {
            file.is_broken = true;
            let message = format!("this `@{}` has no key", entry.kind);
            context.say(Code::BibSyntax, entry.span, message, "write one behind the brace: `@article{chen2024,`");
            continue;
        }
        if let Some(first) = known.get(&entry.key) {
            let message = format!("the key `{}` is taken", entry.key);
            let fault = Diagnostic::new(Code::DuplicateBibKey, entry.span, message);
            context.report.push(fault.related(*first, "this entry counts").help("give one of them another key"));
            continue;
        }
        known.insert(entry.key.clone(), entry.span);
        // An `@xdata` entry is only there to be inherited from.
        if entry.kind != "xdata" {
            file.entries.push(Arc::new(values::entry(entry, context)));
        }
    }
    file
}

/// The file that is read, and where to report what is wrong with it.
struct Context<'c> {
    source: SourceId,
    text: &'c str,
    /// Where what is read begins: behind a byte order mark.
    start: usize,
    report: &'c mut Report,
}

impl Context<'_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, range.start + self.start..range.end + self.start)
    }

    fn say(&mut self, code: Code, span: Span, message: String, help: &str) {
        self.report.push(Diagnostic::new(code, span, message).help(help));
    }

    fn broken(&mut self, fault: &Fault) {
        let head = &self.text[self.start..][fault.head.clone()];
        let name = head.split(',').next().unwrap_or(head).trim_end();
        let message = format!("the entry `{name}` cannot be read: {}", fault.message);
        let help = "it is left out; the other entries are read";
        self.say(Code::BibSyntax, self.span(fault.place.clone()), message, help);
    }
}
