//! LaTeX in names and titles as Unicode: one pass, no recursion, whatever the nesting.

use unicode_normalization::char::compose;

use super::symbols::{accent, symbol};

/// A piece of a decoded value. What stood in braces or in a formula keeps its letter case in every style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub protected: bool,
}

/// Decodes a value: accents, symbols, dashes, quotes, braces, formulas, commands that only change the look.
pub fn decode(tex: &str) -> Vec<Piece> {
    let mut decoder =
        Decoder { rest: tex, pieces: Vec::new(), depth: 0, math: false, accents: Vec::new(), raised: None };
    while let Some(c) = decoder.take() {
        decoder.character(c);
    }
    decoder.pieces
}

/// The decoded value without its braces, its white space folded.
pub fn plain(tex: &str) -> String {
    let text: String = decode(tex).into_iter().map(|piece| piece.text).collect();
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.join(" ")
}

/// A value that is an address or an id: nothing in it is typography.
pub fn literal(tex: &str) -> String {
    let mut out = String::new();
    let mut chars = tex.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' => {}
            '\\' => match chars.peek() {
                Some(next) if next.is_ascii_alphabetic() => while chars.next_if(char::is_ascii_alphabetic).is_some() {},
                _ => {}
            },
            _ => out.push(c),
        }
    }
    out.split_whitespace().collect()
}

struct Decoder<'t> {
    rest: &'t str,
    pieces: Vec<Piece>,
    depth: usize,
    math: bool,
    /// Accents that wait for their letter, the outermost first.
    accents: Vec<char>,
    /// In a formula: the digits of a superscript or subscript, until its braces end at this depth.
    raised: Option<(&'static str, Option<usize>)>,
}

impl Decoder<'_> {
    fn take(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn take_if(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn character(&mut self, c: char) {
        match c {
            '\\' => self.command(),
            '{' => {
                self.depth += 1;
                if let Some((_, end @ None)) = &mut self.raised {
                    *end = Some(self.depth);
                }
            }
            '}' => {
                self.accents.clear();
                if self.raised.is_some_and(|(_, end)| end == Some(self.depth)) {
                    self.raised = None;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            '$' => self.math = !self.math,
            '^' if self.math => self.raised = Some((SUPERSCRIPTS, None)),
            '_' if self.math => self.raised = Some((SUBSCRIPTS, None)),
            '~' => self.emit('\u{a0}'),
            '-' if !self.math && self.take_if("--") => self.emit('—'),
            '-' if !self.math && self.take_if("-") => self.emit('–'),
            '`' if self.take_if("`") => self.emit('“'),
            '\'' if !self.math && self.take_if("'") => self.emit('”'),
            '`' => self.emit('‘'),
            '\'' if !self.math => self.emit('’'),
            c if c.is_whitespace() => self.space(),
            c => self.emit(c),
        }
    }

    fn space(&mut self) {
        // A space between an accent and its letter, or in a formula, means nothing.
        if !self.accents.is_empty() || self.math {
            return;
        }
        if !self.pieces.last().is_some_and(|piece| piece.text.ends_with(' ')) {
            self.push(' ');
        }
    }

    fn command(&mut self) {
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters == 0 {
            let Some(c) = self.take() else { return };
            match accent(c) {
                Some(mark) if !self.math => self.accents.push(mark),
                _ => match c {
                    '-' | '/' | '(' | ')' | '!' => {}
                    ',' | ';' | ':' | '\\' => self.space(),
                    c if c.is_whitespace() => self.space(),
                    c => self.emit(c),
                },
            }
            return;
        }
        let (name, rest) = self.rest.split_at(letters);
        let spaced = rest.trim_start();
        // A command of letters eats the space behind it.
        self.rest = spaced;
        let mut chars = name.chars();
        if let (Some(c), None) = (chars.next(), chars.next())
            && let Some(mark) = accent(c)
        {
            self.accents.push(mark);
        } else if let Some(text) = symbol(name) {
            text.chars().for_each(|c| self.emit(c));
        } else if name == "href" {
            self.skip_group();
        }
    }

    /// Leaves out a group in braces.
    fn skip_group(&mut self) {
        let mut depth = 0;
        for (at, c) in self.rest.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = &self.rest[at + c.len_utf8()..];
                return;
            }
        }
    }

    fn emit(&mut self, c: char) {
        let Some(last) = self.accents.pop() else {
            let raised = self.raised.and_then(|(digits, _)| {
                let index = "0123456789+-()n".chars().position(|plain| plain == c)?;
                digits.chars().nth(index)
            });
            if self.raised.is_some_and(|(_, end)| end.is_none()) {
                self.raised = None;
            }
            return self.push(raised.unwrap_or(c));
        };
        let base = match c {
            'ı' => 'i',
            'ȷ' => 'j',
            c => c,
        };
        let mut whole = base;
        let mut marks = Vec::new();
        for mark in std::iter::once(last).chain(std::mem::take(&mut self.accents).into_iter().rev()) {
            match compose(whole, mark).filter(|_| marks.is_empty()) {
                Some(composed) => whole = composed,
                None => marks.push(mark),
            }
        }
        self.push(whole);
        marks.into_iter().for_each(|mark| self.push(mark));
    }

    fn push(&mut self, c: char) {
        let protected = self.depth > 0 || self.math;
        match self.pieces.last_mut() {
            Some(piece) if piece.protected == protected => piece.text.push(c),
            _ => self.pieces.push(Piece { text: c.to_string(), protected }),
        }
    }
}

const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ";
const SUBSCRIPTS: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙ";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_plain(tex: &str, expected: &str) {
        assert_eq!(plain(tex), expected, "{tex}");
    }

    #[test]
    fn accents_in_every_spelling() {
        check_plain(r#"G{\"o}del, G\"odel, G\"{o}del, G{\"{o}}del"#, "Gödel, Gödel, Gödel, Gödel");
        check_plain(r"Garc{\'\i}a Garc{\'{\i}}a Garc\'ia", "García García García");
        check_plain(r"Erd{\H o}s, Erd\H{o}s", "Erdős, Erdős");
        check_plain(r"{\v S}koda, \v{C}apek, {\c c}a, Fran\c{c}ois", "Škoda, Čapek, ça, François");
        check_plain(r"Nguy{\~{\^e}}n, {\'{\^e}}", "Nguyễn, ế");
        check_plain(r"\.Izmir, {\aa}, {\O}re, Stra{\ss}e, {\L}\'od\'z, \ae{}on", "İzmir, å, Øre, Straße, Łódź, æon");
        check_plain(r"\'x, \'{}", "x\u{301},");
    }

    #[test]
    fn typography_becomes_characters() {
        check_plain("1--3, a---b, ``x'' and `y'", "1–3, a—b, “x” and ‘y’");
        check_plain(r"R\&D 50\% \$5 a\_b \#1 \{x\}", "R&D 50% $5 a_b #1 {x}");
        check_plain("a~b", "a\u{a0}b");
        check_plain("two\n  lines", "two lines");
        check_plain(r"Bose\textendash{}Einstein, Win\-dows, \LaTeX{} it", "Bose–Einstein, Windows, LaTeX it");
    }

    #[test]
    fn looks_are_left_out() {
        check_plain(r"\emph{In vivo} {\em old} \textbf{bold}", "In vivo old bold");
        check_plain(r"\href{https://a.example/{x}}{text}", "text");
        check_plain(r"{NASA} {{Deep}Seek}", "NASA DeepSeek");
    }

    #[test]
    fn formulas_become_text() {
        check_plain(r"$\alpha$-divergence", "α-divergence");
        check_plain(r"$O(n^2)$ and H$_2$O, $x^{10}$", "O(n²) and H₂O, x¹⁰");
        check_plain(r"the 11$^{th}$", "the 11th");
    }

    #[test]
    fn what_is_broken_is_text() {
        check_plain(r"\", "");
        check_plain(r"{a", "a");
        check_plain(r"a}}", "a");
        check_plain("$x", "x");
        check_plain(r"\'", "");
        check_plain(r"\href{a", "a");
        check_plain(&r"\'{".repeat(50_000), "");
        check_plain(&format!("{}x{}", "{".repeat(100_000), "}".repeat(100_000)), "x");
    }

    #[test]
    fn braces_protect() {
        let pieces = decode("The {NASA} way");
        let shown: Vec<_> = pieces.iter().map(|piece| (piece.text.as_str(), piece.protected)).collect();
        assert_eq!(shown, [("The ", false), ("NASA", true), (" way", false)]);
    }

    #[track_caller]
    fn check_literal(tex: &str, expected: &str) {
        assert_eq!(literal(tex), expected);
    }

    #[test]
    fn addresses_stay_as_they_are() {
        check_literal(r"\url{https://a.example/x_y--z}", "https://a.example/x_y--z");
        check_literal(r"10.1000/a\_b", "10.1000/a_b");
        check_literal(" {2411.19865} ", "2411.19865");
        check_literal(r"https://a.example/~me\%20", "https://a.example/~me%20");
    }
}
