//! Macros that a formula defines for itself.

use super::expand::{Expander, Fault};
use super::token::{Kind, Token, tokens};

/// A macro that a formula defines for itself.
pub struct Local<'a> {
    pub arguments: usize,
    pub body: Vec<Token<'a>>,
}

impl<'a> Expander<'a> {
    /// Reads the macros that a formula begins with; whether there are any.
    pub fn definitions(&mut self) -> Result<bool, Fault> {
        let mut found = false;
        loop {
            let spaces = self.stack.iter().rev().take_while(|token| token.kind == Kind::Space).count();
            let Some(&Token { kind: Kind::Command(name), .. }) = self.stack.iter().rev().nth(spaces) else {
                return Ok(found);
            };
            if !matches!(name, "newcommand" | "renewcommand" | "providecommand" | "DeclareMathOperator" | "def") {
                return Ok(found);
            }
            self.spaces();
            let Some(token) = self.stack.pop() else { return Ok(found) };
            found = true;
            let Some((defined, local)) = self.definition(name) else {
                let help = "write it as `\\newcommand{\\name}[1]{\\mathbb{#1}}`, without a default";
                return Err(Fault::new(token.range(), format!("this `\\{name}` cannot be read"), help));
            };
            self.local.insert(defined, local);
        }
    }

    /// What stands behind `\newcommand` and its like.
    fn definition(&mut self, kind: &str) -> Option<(&'a str, Local<'a>)> {
        let starred = self.stack.last().is_some_and(|token| token.kind == Kind::Character('*'));
        if starred {
            self.stack.pop();
        }
        let name = self.argument()?.into_iter().find_map(|token| match token.kind {
            Kind::Command(name) => Some(name),
            _ => None,
        })?;
        let mut arguments = 0;
        self.spaces();
        if kind == "def" {
            while let Some(Kind::Parameter(number)) = self.stack.last().map(|token| token.kind) {
                arguments = number;
                self.stack.pop();
            }
        } else if self.stack.last().is_some_and(|token| token.kind == Kind::Character('[')) {
            let words: Vec<_> = (0..3).filter_map(|_| self.stack.pop()).map(|token| token.kind).collect();
            let [_, Kind::Character(digit), Kind::Character(']')] = words[..] else { return None };
            arguments = digit.to_digit(10)? as usize;
        }
        self.spaces();
        if self.stack.last()?.kind != Kind::Open {
            return None;
        }
        let body = self.argument()?;
        let unknown = |token: &Token<'_>| matches!(token.kind, Kind::Parameter(number) if number > arguments);
        if body.iter().any(unknown) {
            return None;
        }
        let body = if kind == "DeclareMathOperator" { operator(body, starred) } else { body };
        Some((name, Local { arguments, body }))
    }
}

/// The words of an operator's name as an operator.
fn operator(name: Vec<Token<'_>>, limits: bool) -> Vec<Token<'_>> {
    let head = if limits { "\\operatorname*{" } else { "\\operatorname{" };
    let mut words = tokens(head);
    words.extend(name);
    words.extend(tokens("}"));
    words
}

/// Commands that define others; those of them that people write are read where a formula begins.
pub fn is_definition(name: &str) -> bool {
    matches!(
        name,
        "newcommand"
            | "renewcommand"
            | "providecommand"
            | "DeclareMathOperator"
            | "def"
            | "gdef"
            | "edef"
            | "xdef"
            | "let"
            | "futurelet"
            | "global"
            | "long"
            | "newenvironment"
            | "renewenvironment"
            | "csname"
            | "expandafter"
            | "noexpand"
            | "char"
            | "catcode"
            | "@firstoftwo"
            | "@secondoftwo"
            | "@ifnextchar"
            | "@ifstar"
            | "TextOrMath"
    )
}
