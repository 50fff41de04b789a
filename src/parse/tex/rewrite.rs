//! TeX as people write it, said in the words that the reader of formulas knows.

use std::ops::Range;

use super::builtin::{self, Builtin};
use super::expand::{Expander, Fault};
use super::token::{Kind, Token, tokens};

/// A length is no longer than so many words: `[-0.25em]`.
const LENGTH: usize = 12;

impl<'a> Expander<'a> {
    /// Passes a word on, or what it stands for.
    pub fn rewrite(&mut self, token: Token<'a>) -> Result<(), Fault> {
        match token.kind {
            Kind::Command("tag") => self.tag(token),
            Kind::Command("boxed") => {
                // It is read on its own, whatever else is as it was.
                self.changed = true;
                self.push(token)
            }
            Kind::Command("hspace") => {
                self.star();
                self.push(token)
            }
            Kind::Command("\\") => {
                self.push(token)?;
                self.distance();
                Ok(())
            }
            Kind::Command("mathop" | "operatorname") => self.limits(token),
            Kind::Command("text" | "textbf" | "textit" | "textrm" | "textsf" | "texttt" | "textsc") => self.text(token),
            Kind::Command(name) => match builtin::command(name) {
                Some(builtin) => self.builtin(token, builtin),
                None => self.push(token),
            },
            Kind::Begin(name) => self.begin(token, name),
            Kind::End(name) => match builtin::environment(name) {
                Some((_, end)) => self.put(token, end),
                None => self.push(token),
            },
            Kind::Character('<') if self.is_delimiter() => self.put(token, "\\langle"),
            Kind::Character('>') if self.is_delimiter() => self.put(token, "\\rangle"),
            _ => self.push(token),
        }
    }

    /// Puts words in the place of one.
    fn put(&mut self, token: Token<'a>, text: &'static str) -> Result<(), Fault> {
        self.changed = true;
        self.stack.extend(tokens(text).into_iter().rev().map(|word| token.becomes(word.kind, word.text)));
        Ok(())
    }

    fn builtin(&mut self, token: Token<'a>, builtin: Builtin) -> Result<(), Fault> {
        let option = builtin.with_option.and_then(|body| Some((body, self.option()?)));
        let mut arguments = self.arguments(token, builtin.arguments)?;
        let body = option.map_or(builtin.body, |(body, option)| {
            arguments.insert(0, option);
            body
        });
        self.replace(token, &tokens(body), &arguments)
    }

    /// An author's own number for a formula stands behind it; with a star it has no parentheses.
    fn tag(&mut self, token: Token<'a>) -> Result<(), Fault> {
        let body = if self.star() { "\\qquad\\text{#1}" } else { "\\qquad\\text{(#1)}" };
        let arguments = self.arguments(token, 1)?;
        self.replace(token, &tokens(body), &arguments)
    }

    /// `\limits` behind a word that is no operator by itself: its scripts stand below and above it.
    fn limits(&mut self, token: Token<'a>) -> Result<(), Fault> {
        let behind = self.ahead().map(|group| &self.stack[..group.start - 1]);
        let next = behind.and_then(|words| words.iter().rev().find(|word| word.kind != Kind::Space));
        if next.is_none_or(|word| word.kind != Kind::Command("limits")) {
            return self.push(token);
        }
        let mut base = self.arguments(token, 1)?.concat();
        if token.kind == Kind::Command("operatorname") {
            base.splice(0..0, [token, token.becomes(Kind::Open, "{")]);
            base.push(token.becomes(Kind::Close, "}"));
        }
        self.spaces();
        self.stack.pop();
        let [below, above] = self.scripts()?;
        let body = match (&below, &above) {
            (Some(_), Some(_)) => "\\mathop{\\underset{#2}{\\overset{#3}{#1}}}",
            (Some(_), None) => "\\mathop{\\underset{#2}{#1}}",
            (None, Some(_)) => "\\mathop{\\overset{#3}{#1}}",
            (None, None) => "\\mathop{#1}",
        };
        self.replace(token, &tokens(body), &[base, below.unwrap_or_default(), above.unwrap_or_default()])
    }

    /// The scripts that come next: below and above.
    fn scripts(&mut self) -> Result<[Option<Vec<Token<'a>>>; 2], Fault> {
        let mut found = [None, None];
        loop {
            self.spaces();
            let Some(&sign) = self.stack.last() else { return Ok(found) };
            let script = match sign.kind {
                Kind::Character('_') => &mut found[0],
                Kind::Character('^') => &mut found[1],
                _ => return Ok(found),
            };
            if script.is_some() {
                return Ok(found);
            }
            self.stack.pop();
            *script = self.arguments(sign, 1)?.pop();
        }
    }

    /// Formulas in a text stand between the texts before and behind them.
    fn text(&mut self, token: Token<'a>) -> Result<(), Fault> {
        let is_sign = |word: &Token<'_>| word.kind == Kind::Character('$');
        let signs = self.ahead().map_or(0, |group| self.stack[group].iter().filter(|word| is_sign(word)).count());
        if signs == 0 {
            return self.push(token);
        }
        let words = self.arguments(token, 1)?.concat();
        if let Some(last) = words.iter().rfind(|word| is_sign(word)).filter(|_| signs % 2 == 1) {
            let help = "a formula in a text stands between two of them; a plain dollar sign is `\\$`";
            return Err(Fault::new(last.range(), "this `$` has no other", help));
        }
        let (open, close) = (token.becomes(Kind::Open, "{"), token.becomes(Kind::Close, "}"));
        let mut parts = Vec::with_capacity(words.len() + 3 * signs);
        for (number, part) in words.split(is_sign).enumerate().filter(|(_, part)| !part.is_empty()) {
            parts.extend((number % 2 == 0).then_some(token));
            parts.push(open);
            parts.extend(part);
            parts.push(close);
        }
        self.replace(token, &parts, &[])
    }

    fn begin(&mut self, token: Token<'a>, name: &str) -> Result<(), Fault> {
        if name.ends_with("matrix*") || matches!(name, "array" | "aligned" | "alignedat" | "gathered" | "split") {
            self.letter();
        }
        if matches!(name, "alignat" | "alignat*" | "alignedat") {
            self.arguments(token, 1)?;
        }
        match builtin::environment(name) {
            Some((begin, _)) => self.put(token, begin),
            None => self.push(token),
        }
    }

    /// Passes over `[t]`: where a box stands in its line, or a column's text in its column.
    fn letter(&mut self) {
        let next: Vec<_> = self.stack.iter().rev().take(3).map(|word| word.kind).collect();
        if let [Kind::Character('['), Kind::Character('t' | 'b' | 'c' | 'l' | 'r'), Kind::Character(']')] = next[..] {
            self.stack.truncate(self.stack.len() - 3);
            self.changed = true;
        }
    }

    /// Passes over the distance to the next row, which is the stylesheet's business: `*`, `[2pt]`.
    fn distance(&mut self) {
        self.star();
        let next = || self.stack.iter().rev();
        if next().next().is_none_or(|word| word.kind != Kind::Character('[')) {
            return;
        }
        let inner: String = next().skip(1).take(LENGTH).map(|word| word.text).take_while(|text| *text != "]").collect();
        let unit = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "-. ".contains(c));
        if unit.len() == 2 && unit.len() < inner.len() && unit.chars().all(|c| c.is_ascii_lowercase()) {
            self.option();
        }
    }

    /// Passes over a star that comes next; whether there was one.
    fn star(&mut self) -> bool {
        let found = self.stack.last().is_some_and(|word| word.kind == Kind::Character('*'));
        if found {
            self.stack.pop();
            self.changed = true;
        }
        found
    }

    /// An argument in brackets, if one comes next.
    fn option(&mut self) -> Option<Vec<Token<'a>>> {
        let next = || self.stack.iter().rev().skip_while(|word| word.kind == Kind::Space);
        let length = next().take_while(|word| word.kind != Kind::Character(']')).count();
        if next().next()?.kind != Kind::Character('[') || next().nth(length).is_none() {
            return None;
        }
        self.changed = true;
        self.spaces();
        let option = self.stack.split_off(self.stack.len() - length - 1);
        Some(option[1..length].iter().rev().copied().collect())
    }

    /// The places in the stack of what is in the group that comes next.
    fn ahead(&self) -> Option<Range<usize>> {
        let words = || self.stack.iter().enumerate().rev();
        let (open, _) = words().find(|(_, word)| word.kind != Kind::Space).filter(|(_, w)| w.kind == Kind::Open)?;
        let mut depth = 0;
        let (close, _) = words().skip(self.stack.len() - open).find(|(_, word)| {
            depth += i32::from(word.kind == Kind::Open) - i32::from(word.kind == Kind::Close);
            depth < 0
        })?;
        Some(close + 1..open)
    }

    /// Whether a bracket or its like must come next.
    fn is_delimiter(&self) -> bool {
        let before = self.out.iter().rev().find(|word| word.kind != Kind::Space);
        before.is_some_and(|word| match word.kind {
            Kind::Command("left" | "right" | "middle") => true,
            Kind::Command(name) => {
                let size = name.strip_suffix(['l', 'r', 'm']).unwrap_or(name);
                matches!(size, "big" | "Big" | "bigg" | "Bigg")
            }
            _ => false,
        })
    }
}
