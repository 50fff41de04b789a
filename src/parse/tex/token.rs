//! The words of a formula.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// `\alpha`, `\,`: its name without the backslash.
    Command(&'a str),
    /// `\begin{NAME}`.
    Begin(&'a str),
    /// `\end{NAME}`.
    End(&'a str),
    Open,
    Close,
    /// `#1` to `#9`.
    Parameter(usize),
    /// White space, or a comment with its line end.
    Space,
    /// Any other character.
    Character(char),
}

/// A word with its place in the formula; a word from a macro has the place of the command that stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    pub kind: Kind<'a>,
    pub text: &'a str,
    pub start: u32,
    pub end: u32,
}

impl<'a> Token<'a> {
    /// Another word in its place.
    pub fn becomes(&self, kind: Kind<'a>, text: &'a str) -> Token<'a> {
        Token { kind, text, ..*self }
    }

    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it is one of the words that may make a parser go deeper.
    pub fn weighs(&self) -> bool {
        match self.kind {
            Kind::Command(_) | Kind::Begin(_) | Kind::Open => true,
            Kind::Character(c) => matches!(c, '^' | '_' | '&' | '\''),
            Kind::End(_) | Kind::Close | Kind::Parameter(_) | Kind::Space => false,
        }
    }
}

/// The words of a text.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = match c {
            '\\' => command(rest),
            '{' => (Kind::Open, 1),
            '}' => (Kind::Close, 1),
            '%' => (Kind::Space, rest.find('\n').map_or(rest.len(), |end| end + 1)),
            '#' => match rest[1..].chars().next().and_then(|digit| digit.to_digit(10)) {
                Some(number @ 1..) => (Kind::Parameter(number as usize), 2),
                _ => (Kind::Character('#'), 1),
            },
            c if c.is_whitespace() => (Kind::Space, rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len())),
            c => (Kind::Character(c), c.len_utf8()),
        };
        tokens.push(Token { kind, text: &rest[..length], start: at as u32, end: (at + length) as u32 });
        at += length;
    }
    tokens
}

/// The command at the start of a text, and its length with its backslash.
fn command(text: &str) -> (Kind<'_>, usize) {
    let letters = text[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 {
        let length = text[1..].chars().next().map_or(0, char::len_utf8);
        return (Kind::Command(&text[1..1 + length]), 1 + length);
    }
    let name = &text[1..=letters];
    let behind = &text[1 + letters..];
    let environment = behind.trim_start().strip_prefix('{').and_then(|rest| {
        let end = rest.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'*').count();
        rest[end..].starts_with('}').then(|| &rest[..end])
    });
    match (name, environment) {
        ("begin" | "end", Some(environment)) => {
            let length = 1 + letters + (behind.len() - behind.trim_start().len()) + environment.len() + 2;
            (if name == "begin" { Kind::Begin(environment) } else { Kind::End(environment) }, length)
        }
        _ => (Kind::Command(name), 1 + letters),
    }
}
