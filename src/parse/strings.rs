//! A theme's words in one language: `themes/NAME/strings/LANG.toml`.
//!
//! ```toml
//! read_on = "Read on in the issue"
//! covers = "Covers {from} to {to}"
//! months = ["January", "February", …]
//! entries = { one = "{n} entry", other = "{n} entries" }
//! ```

use std::collections::BTreeMap;

use super::table::{Fault, Table, Toml, Value};
use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::plural::Plural;
use crate::base::source::{SourceId, Span};

/// What a key says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Words, with `{name}` where something is put in.
    Line(String),
    /// A form for each kind of number; `{n}` is the number.
    Counted(BTreeMap<Plural, String>),
    /// Several words in order: the months.
    List(Vec<String>),
}

impl Wording {
    /// What messages call its type.
    pub fn kind(&self) -> &'static str {
        match self {
            Wording::Line(_) => "a string",
            Wording::Counted(_) => "a table of forms",
            Wording::List(_) => "a list of strings",
        }
    }

    fn texts(&self) -> Vec<&str> {
        match self {
            Wording::Line(line) => vec![line],
            Wording::Counted(forms) => forms.values().map(String::as_str).collect(),
            Wording::List(items) => items.iter().map(String::as_str).collect(),
        }
    }

    /// The names in braces.
    pub fn blanks(&self) -> impl Iterator<Item = &str> {
        self.texts().into_iter().flat_map(pieces).filter_map(|piece| match piece {
            Piece::Blank(name) => Some(name),
            Piece::Words(_) => None,
        })
    }
}

/// A wording and the place of its key.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub wording: Wording,
    pub span: Span,
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Words(&'a str),
    /// `{name}`: something is put in here.
    Blank(&'a str),
}

/// A line's words and blanks, in order. A brace that closes nothing is a word.
pub fn pieces(line: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if let Some((name, behind)) = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            rest = behind;
            return Some(Piece::Blank(name));
        }
        let next = rest.as_bytes().get(1..).and_then(|behind| memchr::memchr(b'{', behind));
        let end = next.map_or(rest.len(), |at| at + 1);
        let (words, behind) = rest.split_at(end);
        rest = behind;
        (!words.is_empty()).then_some(Piece::Words(words))
    })
}

/// Reads a strings file.
pub fn strings(text: &str, source: SourceId, report: &mut Report) -> BTreeMap<String, Phrase> {
    let toml = Toml::parse(text, source, 0, report);
    toml.read("a strings file", source, report, |table| {
        let mut phrases = BTreeMap::new();
        for (key, span, value) in table.rest() {
            let wording = wording(table, key, &value);
            phrases.extend(wording.map(|wording| (key.to_string(), Phrase { wording, span })));
        }
        phrases
    })
}

fn wording<'d>(table: &mut Table<'d, '_>, key: &str, value: &Value<'d>) -> Option<Wording> {
    if value.is_table() {
        return table.below(value, format!("`{key}`"), counted).map(Wording::Counted);
    }
    let read = if value.is_list() { list(key, value) } else { value.text().map(Wording::Line) };
    table.keep(read)
}

fn counted(table: &mut Table<'_, '_>) -> BTreeMap<Plural, String> {
    table.miss("other", "the form for all other numbers: `other = \"{n} entries\"`");
    Plural::ALL.into_iter().filter_map(|form| Some((form, table.get(form.name(), Value::text)?))).collect()
}

fn list(key: &str, value: &Value<'_>) -> Result<Wording, Fault> {
    let items: Vec<String> = value.items("strings")?.iter().map(Value::text).collect::<Result<_, _>>()?;
    if key == "months" && items.len() != 12 {
        let message = format!("a year has 12 months, not {}", items.len());
        return Err(Box::new(Diagnostic::new(Code::BadValue, value.span, message).help("name all, from January on")));
    }
    Ok(Wording::List(items))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_pieces(line: &str, expected: &str) {
        let shown = pieces(line).map(|piece| match piece {
            Piece::Words(words) => format!("[{words}]"),
            Piece::Blank(name) => format!("<{name}>"),
        });
        assert_eq!(shown.collect::<String>(), expected);
    }

    #[test]
    fn a_line_is_words_and_blanks() {
        check_pieces("", "");
        check_pieces("No. {number}", "[No. ]<number>");
        check_pieces("{year}年{month}月", "<year>[年]<month>[月]");
        check_pieces("a } b { c", "[a } b ][{ c]");
        check_pieces("{{x}", "<{x>");
    }
}
