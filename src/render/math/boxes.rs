//! `\boxed`: a formula in a frame.
//!
//! math-core has no element for it. So what stands in a frame is read as a formula of its own, and a mark holds its place.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::parse::tex::{Fault, Kind, Token};

/// A piece of a formula.
pub enum Part<'t, 'a> {
    Word(&'t Token<'a>),
    Box { command: &'t Token<'a>, inner: &'t [Token<'a>] },
}

/// The pieces of a formula; boxes in boxes are in the inner ones.
///
/// # Errors
/// A box has nothing in it.
pub fn parts<'t, 'a>(tokens: &'t [Token<'a>]) -> Result<Vec<Part<'t, 'a>>, Fault> {
    let mut parts = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if token.kind != Kind::Command("boxed") {
            parts.push(Part::Word(token));
            continue;
        }
        let argument = argument(&tokens[at..]).ok_or_else(|| {
            Fault::new(token.range(), "`\\boxed` takes 1 argument", "put it in braces behind the command")
        })?;
        parts.push(Part::Box { command: token, inner: argument.inner });
        at += argument.length;
    }
    Ok(parts)
}

struct Argument<'t, 'a> {
    inner: &'t [Token<'a>],
    /// How many words it is, with its braces and the spaces before them.
    length: usize,
}

/// The argument that a text begins with: what is in braces, or a word.
fn argument<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<Argument<'t, 'a>> {
    let start = tokens.iter().position(|token| token.kind != Kind::Space)?;
    match tokens[start].kind {
        Kind::Close | Kind::End(_) => None,
        Kind::Open => {
            let mut depth = 0;
            let end = tokens.iter().enumerate().skip(start).find_map(|(at, token)| {
                depth += i32::from(token.kind == Kind::Open) - i32::from(token.kind == Kind::Close);
                (depth == 0).then_some(at)
            })?;
            Some(Argument { inner: &tokens[start + 1..end], length: end + 1 })
        }
        _ => Some(Argument { inner: &tokens[start..=start], length: start + 1 }),
    }
}

/// Characters without a meaning, for private use.
const PRIVATE: RangeInclusive<char> = '\u{E000}'..='\u{F8FF}';

/// Letters that no word of a formula has: marks for boxes.
pub fn marks(tokens: &[Token<'_>]) -> impl Iterator<Item = char> {
    let all = tokens.iter().flat_map(|token| token.text.chars());
    let taken: BTreeSet<char> = all.filter(|c| PRIVATE.contains(c)).collect();
    PRIVATE.filter(move |c| !taken.contains(c))
}

/// MathML with the boxes where their marks are.
///
/// # Errors
/// The number of a box whose mark is part of something else, such as a text or an operator's name.
pub fn fill(mathml: &str, boxes: &[(char, String)]) -> Result<String, usize> {
    let mut out = String::with_capacity(mathml.len() + boxes.iter().map(|(_, inner)| inner.len() + 100).sum::<usize>());
    let mut rest = mathml;
    let number = |c: char| PRIVATE.contains(&c).then(|| boxes.iter().position(|(mark, _)| *mark == c))?;
    while let Some((at, found)) = rest.char_indices().find_map(|(at, c)| Some((at, number(c)?))) {
        let (mark, inner) = &boxes[found];
        let before = rest[..at].strip_suffix("<mi>").ok_or(found)?;
        let behind = rest[at + mark.len_utf8()..].strip_prefix("</mi>").ok_or(found)?;
        out.push_str(before);
        out.push_str("<menclose notation=\"box\"><mstyle displaystyle=\"true\" scriptlevel=\"0\">");
        out.push_str(inner);
        out.push_str("</mstyle></menclose>");
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}
