//! What stands in braces behind a heading: `{#id .aside arxiv=2412.01928 topics=agents,training}`.

use std::ops::Range;

use super::Context;
use crate::base::diagnostic::{Code, Diagnostic, nearest};
use crate::base::ident::{AclId, ArxivId, OpenReviewId, WorkId};
use crate::base::source::Span;
use crate::parse::document::{Attributes, Claim, ClaimSource};
use crate::parse::forms::{is_language, no_language};

/// The keys that an entry's heading takes.
const KEYS: [&str; 9] = ["arxiv", "doi", "openreview", "acl", "url", "cite", "topics", "by", "lang"];

/// Keys that only an entry block takes.
const OF_BLOCKS: [&str; 5] = ["authors", "venue", "year", "title", "title_translated"];

/// The word that marks an entry's work as withdrawn.
const RETRACTED: &str = "retracted";

/// The attributes of one heading.
#[derive(Debug, Default)]
pub struct Braces {
    pub id: Option<(String, Range<usize>)>,
    pub aside: bool,
    pub web: bool,
    pub prose: bool,
    pub attributes: Attributes,
    /// Ids that it declares.
    pub claims: Vec<Claim>,
    /// What was not understood, as it goes back into the title: ` {a}`.
    pub text: String,
    /// The first word that says something only of an entry.
    pub entry_word: Option<(String, Range<usize>)>,
    /// The first of `.aside`, `.web` and `.prose`.
    pub class_word: Option<(String, Range<usize>)>,
}

impl Context<'_> {
    /// Reads the braces of a heading that stands at `heading` and whose last event ends at `content_end`. The parser took
    /// them out, if it knew them for attributes, and threw away what it did not like; so they are read from the text.
    pub fn braces(&mut self, heading: Range<usize>, content_end: usize) -> Braces {
        let mut braces = Braces::default();
        let Some(block) = self.brace_block(&heading) else { return braces };
        if block.start < content_end {
            self.lint_unread(block, "write it last on the line, behind any closing `#`, without `<`, `>` and `\\`");
            return braces;
        }
        if let Some(other) = self.brace_block(&(heading.start..block.start)) {
            self.lint_unread(other, "write all in one pair of braces");
        }
        let mut unknown = Vec::new();
        let inner = block.start + 1..block.end - 1;
        let mut pair: Option<Range<usize>> = None;
        for word in words(self.text, inner) {
            let is_pair = self.text[word.clone()].contains('=');
            if !self.brace_word(&mut braces, word.clone(), pair.clone()) {
                unknown.push(word.clone());
            }
            pair = Some(word).filter(|_| is_pair);
        }
        if !unknown.is_empty() {
            let gap = if self.text[content_end..block.start].is_empty() { "" } else { " " };
            let written: Vec<&str> = unknown.iter().map(|word| &self.text[word.clone()]).collect();
            braces.text = format!("{gap}{{{}}}", written.join(" "));
        }
        braces
    }

    /// The last `{…}` of a heading, if nothing but `#` and white space, or a setext heading's underline, follows it.
    fn brace_block(&self, heading: &Range<usize>) -> Option<Range<usize>> {
        let text = &self.text[heading.clone()];
        let open = text.rfind('{')?;
        let close = open + text[open..].find('}')?;
        let rest = &text[close + 1..];
        let ends = rest.trim_matches(|c: char| c.is_whitespace() || c == '#').is_empty()
            || rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
                && rest.chars().all(|c| c.is_whitespace() || "=->".contains(c));
        ends.then(|| heading.start + open..heading.start + close + 1)
    }

    /// Reports braces that end the first line of a list entry: they would be shown.
    pub fn item_braces(&mut self, line: Range<usize>) {
        if let Some(block) = self.brace_block(&line) {
            self.lint_unread(block, "only headings take them: make it a heading, or remove them");
        }
    }

    /// Braces that stayed text although they look like attributes.
    fn lint_unread(&mut self, block: Range<usize>, help: &str) {
        let inner = &self.text[block.start + 1..block.end - 1];
        let word = |w: &str| {
            let key = |key: &str| KEYS.contains(&key) || matches!(key, "id" | "class");
            w.len() > 1 && (w.starts_with('#') || w.starts_with('.')) || w.split_once('=').is_some_and(|(k, _)| key(k))
        };
        if inner.split_ascii_whitespace().next().is_some_and(word) {
            let message = format!("`{}` was not read as attributes", &self.text[block.clone()]);
            self.report.push(Diagnostic::new(Code::UnreadAttributes, self.span(block), message).help(help));
        }
    }

    /// Reads one word, and `pair` is the one before it if that has a value; false if it is unknown and stays text.
    fn brace_word(&mut self, braces: &mut Braces, at: Range<usize>, pair: Option<Range<usize>>) -> bool {
        let word = &self.text[at.clone()];
        if let Some(id) = word.strip_prefix('#').filter(|id| !id.is_empty()) {
            braces.id = Some((id.to_string(), at));
            return true;
        }
        match word {
            ".aside" => braces.aside = true,
            ".web" => braces.web = true,
            ".prose" => braces.prose = true,
            RETRACTED => {
                braces.attributes.retracted = true;
                braces.entry_word.get_or_insert_with(|| (word.to_string(), at));
                return true;
            }
            _ => return self.brace_pair(braces, at, pair),
        }
        braces.class_word.get_or_insert_with(|| (word.to_string(), at));
        true
    }

    fn brace_pair(&mut self, braces: &mut Braces, at: Range<usize>, pair: Option<Range<usize>>) -> bool {
        let word = &self.text[at.clone()];
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        let value = unquoted(value);
        if key == "id" || key == "class" {
            let mark = if key == "id" { '#' } else { '.' };
            let message = format!("`{key}=` is not how a heading gets its {key}");
            let help = format!("write `{{{mark}{value}}}`");
            self.report.push(Diagnostic::new(Code::ReservedAttribute, self.span(at), message).help(help));
            return true;
        }
        if !KEYS.contains(&key) {
            self.unknown_attribute(word, at, pair);
            return false;
        }
        braces.entry_word.get_or_insert_with(|| (key.to_string(), at.clone()));
        let span = self.span(at.start + key.len() + 1..at.end);
        if value.matches('"').count() % 2 == 1 {
            let message = format!("the value of `{key}` has a quote that is never closed");
            let fault = Diagnostic::new(Code::BadValue, span, message);
            self.report.push(fault.help(format!("write both, or none: `{key}=\"…\"`")));
            return true;
        }
        if value.is_empty() {
            let message = format!("`{key}` has no value");
            self.report.push(
                Diagnostic::new(Code::BadValue, self.span(at), message).help(format!("write `{key}=…`, or remove it")),
            );
            return true;
        }
        set(&mut braces.attributes, &mut braces.claims, key, value, span, self);
        true
    }

    fn unknown_attribute(&mut self, word: &str, at: Range<usize>, pair: Option<Range<usize>>) {
        let message = format!("`{word}` is not a heading attribute and stays text");
        let key = word.split('=').next().unwrap_or(word);
        let pair = pair.filter(|_| !word.contains(['=', '.', '#'])).and_then(|pair| self.text[pair].split_once('='));
        let pair = pair.filter(|(key, _)| KEYS.contains(key));
        let help = match nearest(key, KEYS) {
            _ if OF_BLOCKS.contains(&key) => format!("`{key}` stands in a block ` ```toml entry ` below the title"),
            _ if let Some((key, value)) = pair => {
                format!("a value with spaces stands in quotes: `{key}=\"{value} {word}\"`")
            }
            Some(near) => format!("did you mean `{near}=`?"),
            None if nearest(word, [RETRACTED]).is_some() => format!("did you mean `{RETRACTED}`?"),
            None => {
                let keys = KEYS.join("=, ");
                format!("a heading takes `#id`, `.aside`, `.prose`, and an entry's `{RETRACTED}`, {keys}=")
            }
        };
        self.report.push(Diagnostic::new(Code::UnknownAttribute, self.span(at), message).help(help));
    }

    /// Reports words that say nothing where they stand.
    pub fn without_effect(&mut self, word: &Option<(String, Range<usize>)>, what: &str) {
        if let Some((word, at)) = word {
            let message = format!("`{word}` says nothing on {what}");
            self.report.push(Diagnostic::new(Code::UnknownAttribute, self.span(at.clone()), message));
        }
    }

    /// Reads the id of a work that stands under `key`; one that is not of its kind's form is reported.
    pub fn work_id(&mut self, key: &str, value: &str, span: Span) -> Option<WorkId> {
        let id = match key {
            "arxiv" => ArxivId::parse(value).map(WorkId::Arxiv),
            "doi" => WorkId::from_doi(&percent_encoding::percent_decode_str(value).decode_utf8_lossy()),
            "openreview" => OpenReviewId::parse(value).map(WorkId::OpenReview),
            "acl" => AclId::parse(value).map(WorkId::Acl),
            _ => WorkId::from_url(value),
        };
        if id.is_none() {
            let (form, example) = match key {
                "arxiv" => ("an arXiv id", "2412.01928"),
                "doi" => ("a DOI", "10.1145/3292500.3330701"),
                "openreview" => ("an OpenReview id", "kOBxqXqUpb"),
                "acl" => ("an ACL Anthology id", "2024.acl-long.12"),
                _ => ("an http or https address", "https://example.org/paper"),
            };
            let message = format!("`{value}` is not {form}");
            self.report.push(Diagnostic::new(Code::BadWorkId, span, message).help(format!("an example: `{example}`")));
        }
        id
    }
}

/// Enters one key of an entry.
fn set(
    attributes: &mut Attributes,
    claims: &mut Vec<Claim>,
    key: &str,
    value: &str,
    span: Span,
    context: &mut Context<'_>,
) {
    let list = || value.split(',').map(|item| unquoted(item.trim())).filter(|s| !s.is_empty()).map(str::to_string);
    match key {
        "cite" => attributes.cite = Some((value.to_string(), Some(span))),
        "topics" => attributes.topics.extend(list().map(|topic| (topic, Some(span)))),
        "by" => attributes.by.extend(list()),
        "lang" if !is_language(value) => {
            let (message, help) = no_language(value);
            context.report.push(Diagnostic::new(Code::BadValue, span, message).help(help));
        }
        "lang" => attributes.language = Some(value.to_string()),
        _ => {
            let url = (key == "url").then(|| value.into());
            let id = context.work_id(key, value, span);
            claims.extend(id.map(|id| Claim { id, url, source: ClaimSource::Declared, span }));
        }
    }
}

/// A value without the quotes around it.
fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)
}

/// The words of a range, split at white space that stands in no quoted value.
fn words(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let gap = rest.len() - rest.trim_ascii_start().len();
        if gap > 0 {
            at += gap;
            continue;
        }
        let space = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        // A quoted value ends at its second quote, with the word that this stands in.
        let quoted = rest[..space].find("=\"").map(|open| open + 2);
        let close = quoted.and_then(|open| Some(open + rest[open..].find('"')? + 1));
        let end = match close {
            Some(close) => close + rest[close..].find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len() - close),
            None => space,
        };
        words.push(at..at + end);
        at += end;
    }
    words
}
