//! The words around the author's: a theme's strings files, laid over each other.
//!
//! A language's words stand over English, for what it lacks; within a language a theme's stand over the default theme's.

mod check;
mod filters;
mod said;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tera::Value;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::plural::Plural;
use crate::base::source::{SourceId, Sources};
use crate::parse::newsletter::text;
use crate::parse::strings::{Phrase, Piece, Wording, pieces, strings};

use super::escape::escape;

pub use filters::register;
pub use said::Said;

const ENGLISH: &str = "en";

/// What a theme says in one language.
#[derive(Debug)]
pub struct Words {
    /// A BCP 47 tag: whose plurals count.
    language: String,
    wordings: BTreeMap<String, Wording>,
    /// The program's own lines, in the order of [`Said`].
    said: Vec<String>,
    /// What templates see as `t`.
    value: Value,
}

/// The words of every language that a newsletter speaks.
#[derive(Debug)]
pub struct Vocabulary {
    /// The newsletter's own.
    site: Words,
    /// Of issues and pages in other languages that the theme speaks.
    others: BTreeMap<String, Words>,
}

impl Vocabulary {
    /// Reads the strings files that a newsletter needs: of its own language, and of `others` that its texts are in.
    pub fn load<'a>(
        sources: &Sources,
        theme: &str,
        own: &str,
        others: impl Iterator<Item = &'a str>,
        report: &mut Report,
    ) -> Vocabulary {
        let mut files = Files { sources, theme, read: BTreeMap::new() };
        let english = files.over(BTreeMap::new(), ENGLISH, None, report);
        check::complete(&english, sources, report);
        let mut words = |language: &str, report: &mut Report| {
            let mut phrases = english.clone();
            for tag in tags(language).filter(|tag| tag != ENGLISH) {
                phrases = files.over(phrases, &tag, Some(&english), report);
            }
            let spoken = tags(language).any(|tag| files.speak(&tag));
            (Words::new(if spoken { language } else { ENGLISH }, phrases), spoken)
        };
        let (site, _) = words(own, report);
        let others: BTreeSet<&str> = others.filter(|&language| language != own).collect();
        let others = others.into_iter().filter_map(|language| {
            let (words, spoken) = words(language, report);
            spoken.then(|| (language.to_string(), words))
        });
        Vocabulary { others: others.collect(), site }
    }

    /// The words for a text in a language; the newsletter's where none is given or the theme does not speak it.
    pub fn of(&self, language: Option<&str>) -> &Words {
        language.and_then(|language| self.others.get(language)).unwrap_or(&self.site)
    }
}

/// `zh`, `zh-hant`, `zh-hant-tw` for `zh-Hant-TW`, and for `zh-TW`, where Chinese is written so.
fn tags(language: &str) -> impl Iterator<Item = String> {
    let mut language = language.to_ascii_lowercase();
    if ["zh-tw", "zh-hk", "zh-mo"].iter().any(|place| language.starts_with(place)) {
        language.insert_str("zh".len(), "-hant");
    }
    let ends: Vec<usize> =
        language.match_indices('-').map(|(at, _)| at).chain(std::iter::once(language.len())).collect();
    ends.into_iter().map(move |end| language[..end].to_string())
}

/// The strings files of a theme and of the default theme, each read once.
struct Files<'a> {
    sources: &'a Sources,
    theme: &'a str,
    read: BTreeMap<SourceId, BTreeMap<String, Phrase>>,
}

impl Files<'_> {
    /// The files of a language, the default theme's first.
    fn of(&self, tag: &str) -> Vec<SourceId> {
        let themes: BTreeSet<(bool, &str)> = ["default", self.theme].map(|name| (name != "default", name)).into();
        let folders = themes.into_iter().map(|(_, theme)| format!("themes/{theme}/strings/"));
        let is_of = |path: &str, folder: &str| {
            let name = path[folder.len()..].strip_suffix(".toml");
            name.is_some_and(|name| name.eq_ignore_ascii_case(tag))
        };
        let find = |folder: String| {
            let found: Vec<_> = self.sources.under(&folder).collect();
            found.into_iter().find(|&id| is_of(self.sources.path(id), &folder))
        };
        folders.filter_map(find).collect()
    }

    fn speak(&self, tag: &str) -> bool {
        !self.of(tag).is_empty()
    }

    /// `below` with a language's own words over it. What they may say is what `english` says, if it is given.
    fn over(
        &mut self,
        mut below: BTreeMap<String, Phrase>,
        tag: &str,
        english: Option<&BTreeMap<String, Phrase>>,
        report: &mut Report,
    ) -> BTreeMap<String, Phrase> {
        for id in self.of(tag) {
            let sources = self.sources;
            let phrases = self.read.entry(id).or_insert_with(|| {
                let phrases = text(sources, id, report).map(|text| strings(&text, id, report)).unwrap_or_default();
                match english {
                    Some(english) => check::translated(phrases, english, report),
                    None => phrases,
                }
            });
            below.extend(phrases.clone());
        }
        below
    }
}

impl Words {
    fn new(language: &str, phrases: BTreeMap<String, Phrase>) -> Words {
        let wordings: BTreeMap<_, _> = phrases.into_iter().map(|(key, phrase)| (key, phrase.wording)).collect();
        let line = |said: &Said| match wordings.get(said.key()) {
            Some(Wording::Line(line)) => line.clone(),
            _ => String::new(),
        };
        let said = Said::ALL.iter().map(line).collect();
        let mut words = Words { language: language.to_string(), wordings, said, value: Value::none() };
        words.value = filters::value(&words);
        words
    }

    /// All of them, as templates see them: `t`.
    pub fn value(&self) -> Value {
        self.value.clone()
    }

    /// The words themselves, blanks and all.
    pub fn line(&self, said: Said) -> &str {
        self.said.get(said as usize).map_or("", String::as_str)
    }

    /// The words with something in each blank.
    pub fn with(&self, said: Said, values: &[(&str, &str)]) -> String {
        fill(self.line(said), values)
    }

    /// The words as HTML, with HTML in each blank.
    pub fn html(&self, said: Said, values: &[(&str, &str)]) -> String {
        fill(&escape(self.line(said)), values)
    }

    /// The form that goes with a number, with the number in it: `3 entries`.
    pub fn count(&self, said: Said, n: usize) -> String {
        let Some(Wording::Counted(forms)) = self.wordings.get(said.key()) else { return String::new() };
        count(n, &self.language, self.line(Said::Thousands), |form| forms.get(&form).map(String::as_str))
    }

    /// An issue's number: `No. 49`.
    pub fn numbered(&self, number: u32) -> String {
        self.with(Said::Number, &[("number", &number.to_string())])
    }

    /// A whole number: `13,983`.
    pub fn number(&self, n: usize) -> String {
        grouped(n, self.line(Said::Thousands))
    }

    /// A day: `9 December 2024`.
    pub fn date(&self, day: Date) -> String {
        let of_month = match (day.day(), self.line(Said::FirstDay)) {
            (1, first) if !first.is_empty() => first.to_string(),
            (day, _) => day.to_string(),
        };
        let year = day.year().to_string();
        self.with(Said::Date, &[("day", &of_month), ("month", self.month_name(day.month())), ("year", &year)])
    }

    /// A month: `December 2024`.
    pub fn month(&self, day: Date) -> String {
        self.with(Said::Month, &[("month", self.month_name(day.month())), ("year", &day.year().to_string())])
    }

    fn month_name(&self, month: i8) -> &str {
        let Some(Wording::List(months)) = self.wordings.get(Said::Months.key()) else { return "" };
        months.get(usize::try_from(month - 1).unwrap_or_default()).map_or("", String::as_str)
    }
}

/// A line with its blanks filled; a blank without a value stays as it is written.
fn fill(line: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(line.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
    for piece in pieces(line) {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Blank(name) => match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => out.push_str(value),
                None => out.extend(["{", name, "}"]),
            },
        }
    }
    out
}

/// `12,345`; four digits stand together.
fn grouped(n: usize, separator: &str) -> String {
    let digits = n.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

/// The form for `n` among those that a language has, with the number in it.
fn count<'a>(n: usize, language: &str, separator: &str, form: impl Fn(Plural) -> Option<&'a str>) -> String {
    let line = form(Plural::of(language, n)).or_else(|| form(Plural::Other)).unwrap_or_default();
    fill(line, &[("n", &grouped(n, separator))])
}

/// A fault of a strings file.
fn fault(code: Code, span: crate::base::source::Span, message: String, help: String) -> Diagnostic {
    Diagnostic::new(code, span, message).help(help)
}
