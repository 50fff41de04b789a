//! Text.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr3};
use pulldown_cmark::Event;

use super::Writer;
use super::watch::Watch;
use crate::base::diagnostic::Code;
use crate::base::escape::escape_text_into;
use crate::parse::document::{Formula, HoleKind};
use crate::parse::markdown::autolink;
use crate::parse::markdown::money;
use crate::parse::markdown::script::joins;
use crate::parse::tex;

impl Writer<'_, '_, '_> {
    /// Writes a text, with the addresses in it as links.
    pub fn text(&mut self, text: &str, range: Range<usize>) {
        self.continue_run();
        // Most pieces of text hold no sign of what is looked for below.
        if memchr3(b'[', b'$', b':', text.as_bytes()).is_none() {
            let text = self.unskipped(text);
            return self.words(text);
        }
        let exact = text.len() == range.len();
        if exact {
            self.find_undefined_footnotes(text, &range);
            self.find_dollars(text, &range);
        }
        if self.title.is_some() {
            self.title_address(text, exact.then_some(range.start));
        }
        let whole = text.len();
        let mut text = self.unskipped(text);
        let mut start = range.start + whole - text.len();
        while self.anchors == 0
            && let Some(found) = autolink::find(text)
        {
            let address = &text[found.clone()];
            let place = if exact { start + found.start..start + found.end } else { range.clone() };
            self.words(&text[..found.start]);
            match self.add_link(address, "", place) {
                Some(link) => {
                    self.open_link(link);
                    self.words(address);
                    self.close_link();
                }
                None => self.words(address),
            }
            text = &text[found.end..];
            start += found.end;
        }
        self.words(text);
    }

    /// Writes text as it is.
    pub fn words(&mut self, text: &str) {
        let Some(last) = text.chars().next_back() else { return };
        self.last = Some(last);
        self.note_text(text);
        escape_text_into(text, &mut self.document.prose.html);
    }

    /// What is left of a piece of text of which the beginning may belong to what is written already.
    fn unskipped<'t>(&mut self, text: &'t str) -> &'t str {
        let skipped = self.skip.min(text.len());
        self.skip -= skipped;
        text.get(skipped..).unwrap_or_default()
    }

    pub fn code(&mut self, code: &str) {
        let code = self.unskipped(code);
        if code.is_empty() {
            return;
        }
        self.continue_run();
        self.raw("<code>");
        self.words(code);
        self.raw("</code>");
    }

    /// Enters a formula.
    pub fn formula(&mut self, tex: &str, display: bool, range: Range<usize>) {
        let tex = tex.trim();
        let plain = self.plain_formula(tex);
        let Some(last) = self.unskipped(&plain).chars().next_back() else { return };
        self.continue_run();
        self.note_text(&plain);
        self.last = Some(last);
        let span = self.context.span(range);
        self.document.math.push(Formula { tex: tex.to_string(), display, span });
        self.hole(HoleKind::Math(self.document.math.len() as u32 - 1));
    }

    /// A formula as plain text; its TeX where nobody reads that.
    fn plain_formula<'t>(&self, tex: &'t str) -> Cow<'t, str> {
        if self.skip == 0 && !self.watch.as_ref().is_some_and(Watch::wants_text) {
            return Cow::Borrowed(tex);
        }
        Cow::Owned(tex::plain(tex, &self.context.rules.macros))
    }

    /// A line break in the text: a space, or nothing between two Chinese or Japanese characters.
    pub fn soft_break(&mut self, at: u32) {
        let next = self.next_character(at + 1);
        self.note_break(self.last, next);
        let joined = self.last.zip(next).is_some_and(|(before, after)| joins(before, after));
        if !joined {
            self.raw("\n");
        }
    }

    pub fn hard_break(&mut self) {
        self.note_break(None, None);
        self.raw("<br>\n");
        self.last = None;
    }

    /// The first character of text from an event on, past the start of emphasis and links.
    fn next_character(&self, from: u32) -> Option<char> {
        for at in from..self.stream.len() {
            match self.stream.event(at) {
                Event::Text(text) => return text.chars().next(),
                Event::Start(_) => {}
                _ => return None,
            }
        }
        None
    }

    /// Dollar signs that open no formula although they should.
    fn find_dollars(&mut self, text: &str, range: &Range<usize>) {
        if memchr(b'$', text.as_bytes()).is_none() {
            return;
        }
        for found in money::unbalanced(&self.context.text[range.start..], range.len()) {
            let message = "the braces between these dollar signs are not balanced, so there is no formula".to_string();
            let help = "braces come in pairs; a plain brace is `\\{` or `\\}`";
            self.context.warn(Code::BadMath, range.start + found.start..range.start + found.end, message, Some(help));
        }
        let Some(at) = text.find("$$").map(|at| range.start + at) else { return };
        let source = self.context.text;
        let before = source[..at].rsplit('\n').next().unwrap_or_default();
        let behind = source[at + 2..].split('\n').next().unwrap_or_default();
        if !before.ends_with('\\') && (before.trim_matches([' ', '\t', '>']).is_empty() || behind.trim().is_empty()) {
            let message = "this `$$` opens no formula".to_string();
            let help = "close it with `$$`; in a list or quotation no line of a formula may be blank or begin with `-`, `+`, `#` or `>`";
            self.context.warn(Code::OpenMath, at..at + 2, message, Some(help));
        }
    }

    /// The parser leaves `[^label]` as text where no footnote has that label.
    fn find_undefined_footnotes(&mut self, text: &str, range: &Range<usize>) {
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some(found) = memchr(b'[', &bytes[from..]) {
            let open = from + found;
            from = open + 1;
            if bytes.get(from) != Some(&b'^') {
                continue;
            }
            from += 1;
            let escaped = open == 0 && self.context.text[..range.start].ends_with('\\');
            let label = text[from..].split([']', '[', ' ', '\n', '^']).next().unwrap_or_default();
            let close = from + label.len();
            if escaped || label.is_empty() || bytes.get(close) != Some(&b']') || bytes.get(close + 1) == Some(&b'(') {
                continue;
            }
            let place = range.start + open..range.start + close + 1;
            let message = format!("the footnote `[^{label}]` is not defined");
            let help = format!("define it on a line of its own: `[^{label}]: …`");
            self.context.warn(Code::UndefinedFootnote, place, message, Some(&help));
        }
    }
}
