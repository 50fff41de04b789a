//! Formulas in plain text: `x²`, `O(n log n)`, `p(x ∣ θ)`.
//!
//! For titles, descriptions and wherever else no markup can stand. What has no character of its own is said in words; an
//! unknown command is its name.

use super::expand::expand;
use super::line::{Line, grouped};
use super::macros::Macros;
use super::scripts::high;
use super::symbols::{Symbol, symbol};
use super::token::{Kind, Token};

/// Deeper than this, a formula is shown as it is written.
const DEEPEST: usize = 30;

/// A formula as plain text of one line; as it is written where it cannot be read.
pub fn plain(tex: &str, macros: &Macros) -> String {
    let written = || tex.split_whitespace().collect::<Vec<_>>().join(" ");
    let Ok(expanded) = expand(tex, macros) else { return written() };
    let mut reader = Reader { tokens: &expanded.tokens, at: 0, depth: 0, deep: false };
    let text = reader.row(Stop::End);
    if reader.deep || text.is_empty() { written() } else { text }
}

/// Where a row of words ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    End,
    Brace,
    Bracket,
}

struct Reader<'t, 'a> {
    tokens: &'t [Token<'a>],
    at: usize,
    depth: usize,
    deep: bool,
}

impl<'a> Reader<'_, 'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        let token = *self.tokens.get(self.at)?;
        self.at += 1;
        Some(token)
    }

    fn peek(&self) -> Option<Kind<'a>> {
        self.tokens.get(self.at).map(|token| token.kind)
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(Kind::Space) {
            self.at += 1;
        }
    }

    /// Everything up to where the row ends.
    fn row(&mut self, stop: Stop) -> String {
        if self.depth >= DEEPEST {
            self.deep = true;
            self.at = self.tokens.len();
            return String::new();
        }
        self.depth += 1;
        let mut line = Line::default();
        while let Some(token) = self.next() {
            match (token.kind, stop) {
                (Kind::Close, Stop::Brace) | (Kind::Character(']'), Stop::Bracket) => break,
                _ => self.word(token, &mut line),
            }
        }
        self.depth -= 1;
        line.text
    }

    fn word(&mut self, token: Token<'a>, line: &mut Line) {
        match token.kind {
            Kind::Space | Kind::Character('~' | '&') => line.gap = true,
            Kind::Character('\'') => line.text.push('′'),
            Kind::Character(sign @ ('^' | '_')) => {
                let script = self.argument();
                line.script(sign, &script);
            }
            Kind::Open => {
                let inner = self.row(Stop::Brace);
                line.push(&inner);
            }
            Kind::Begin(_) => self.columns(),
            Kind::Close | Kind::End(_) | Kind::Parameter(_) => {}
            Kind::Command(name) => self.command(name, line),
            Kind::Character(_) => line.push(token.text),
        }
    }

    /// A group, or the next word alone.
    fn argument(&mut self) -> String {
        self.skip_spaces();
        if self.peek().is_none_or(|kind| kind == Kind::Close) || self.depth >= DEEPEST {
            self.deep |= self.depth >= DEEPEST;
            return String::new();
        }
        let Some(token) = self.next() else { return String::new() };
        let mut line = Line::default();
        self.depth += 1;
        match token.kind {
            // What it changes is the argument.
            Kind::Command(name) if is_look(name) => line.text = self.argument(),
            _ => self.word(token, &mut line),
        }
        self.depth -= 1;
        line.text
    }

    /// Passes over an argument in brackets, and gives it.
    fn option(&mut self) -> Option<String> {
        self.skip_spaces();
        (self.peek() == Some(Kind::Character('['))).then(|| {
            self.at += 1;
            self.row(Stop::Bracket)
        })
    }

    /// Passes over the columns of an array.
    fn columns(&mut self) {
        let array = matches!(
            self.tokens[..self.at].last().map(|token| token.kind),
            Some(Kind::Begin("array" | "darray" | "subarray"))
        );
        if array {
            self.argument();
        }
    }

    fn command(&mut self, name: &'a str, line: &mut Line) {
        match symbol(name) {
            Some(Symbol::Letter(text)) => return line.push(text),
            Some(Symbol::Relation(text)) => {
                if name.starts_with('x') {
                    self.option();
                    self.argument();
                }
                return line.spaced(text);
            }
            Some(Symbol::Function) => return line.function(name),
            None => {}
        }
        match name {
            "\\" | "cr" | "newline" => {
                line.gap = false;
                line.push(";");
                line.gap = true;
            }
            "," | ":" | ";" | ">" | " " | "\n" | "quad" | "qquad" | "enspace" | "thinspace" | "space" => {
                line.gap = true
            }
            "left" | "right" | "middle" => {
                self.skip_spaces();
                self.at += usize::from(self.peek() == Some(Kind::Character('.')));
            }
            "text" | "textbf" | "textit" | "textrm" | "textsf" | "texttt" | "textsc" => {
                let start = self.at;
                let inner = self.argument();
                let words = &self.tokens[start..self.at];
                line.gap |= words.get(1).is_some_and(|token| token.kind == Kind::Space);
                line.push(&inner);
                line.gap = words.iter().rev().nth(1).is_some_and(|token| token.kind == Kind::Space);
            }
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                let (above, below) = (self.argument(), self.argument());
                line.push(&format!("{}/{}", grouped(&above), grouped(&below)));
            }
            "binom" | "dbinom" | "tbinom" => {
                let (above, below) = (self.argument(), self.argument());
                line.push(&format!("({above} choose {below})"));
            }
            "sqrt" => {
                let root = self.option().and_then(|root| high(&root)).unwrap_or_default();
                let inner = self.argument();
                line.push(&format!("{root}√{}", grouped(&inner)));
            }
            "not" => {
                let negated = self.argument();
                line.spaced(&with_mark(&negated, '\u{338}'));
            }
            "mathbb" => {
                let letters = self.argument();
                line.push(&letters.chars().map(doubled).collect::<String>());
            }
            "operatorname" | "mathop" => {
                self.at += usize::from(self.peek() == Some(Kind::Character('*')));
                let name = self.argument();
                line.function(&name);
            }
            "pmod" => {
                let modulus = self.argument();
                line.spaced(&format!("(mod {modulus})"));
            }
            "overset" | "underset" | "stackrel" => {
                self.argument();
                let base = self.argument();
                line.push(&base);
            }
            "color" => {
                self.option();
                self.argument();
            }
            "hspace" | "vspace" | "kern" | "mkern" | "phantom" | "hphantom" | "vphantom" => {
                self.argument();
            }
            _ => self.other(name, line),
        }
    }

    /// Accents, commands that only change how letters look, and what is unknown.
    fn other(&mut self, name: &str, line: &mut Line) {
        let mark = match name {
            "hat" | "widehat" => '\u{302}',
            "tilde" | "widetilde" => '\u{303}',
            "bar" | "overline" => '\u{304}',
            "dot" => '\u{307}',
            "ddot" => '\u{308}',
            "vec" => '\u{20D7}',
            _ if is_look(name) => return,
            _ => return line.function(name),
        };
        let letter = self.argument();
        line.push(&with_mark(&letter, mark));
    }
}

/// A single letter with a mark; longer text stays without.
fn with_mark(text: &str, mark: char) -> String {
    let mut marked = text.to_string();
    if text.chars().count() == 1 {
        marked.push(mark);
    }
    marked
}

/// The letters of sets of numbers.
fn doubled(letter: char) -> char {
    match letter {
        'C' => 'ℂ',
        'H' => 'ℍ',
        'N' => 'ℕ',
        'P' => 'ℙ',
        'Q' => 'ℚ',
        'R' => 'ℝ',
        'Z' => 'ℤ',
        other => other,
    }
}

/// Commands that change how what follows looks, and nothing that it says.
fn is_look(name: &str) -> bool {
    let sizes = ["big", "Big", "bigg", "Bigg"];
    let sized = sizes.iter().any(|size| matches!(name.strip_prefix(size), Some("" | "l" | "r" | "m")));
    sized
        || name.starts_with("math") && name.len() > 4
        || name.starts_with("text")
        || name.ends_with("style")
        || matches!(
            name,
            "bm" | "boldsymbol"
                | "bf"
                | "rm"
                | "it"
                | "sf"
                | "tt"
                | "cal"
                | "emph"
                | "boxed"
                | "limits"
                | "nolimits"
                | "displaylimits"
                | "underline"
                | "underbrace"
                | "overbrace"
                | "hline"
                | "negthinspace"
                | "cancel"
                | "bcancel"
                | "xcancel"
                | "operatornamewithlimits"
                | "mathstrut"
                | "tiny"
                | "small"
                | "large"
                | "Large"
        )
}
