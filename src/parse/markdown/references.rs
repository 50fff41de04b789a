//! Characters written by their numbers, `&#1;` or `&#xFFFE;`, that no page and no feed may carry.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Tag};

use super::Context;
use super::stream::Stream;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::escape::is_text;

/// Reports them, except in code and formulas, where they are what they look like.
pub fn check(stream: &Stream<'_>, context: &mut Context<'_>) {
    let text = context.text;
    let mut literal: Option<Vec<Range<usize>>> = None;
    for at in memmem::find_iter(text.as_bytes(), "&#") {
        let Some((length, c)) = read(&text[at..]).filter(|(_, c)| !is_text(*c)) else { continue };
        let literal = literal.get_or_insert_with(|| literals(stream));
        let before = literal.partition_point(|range| range.start <= at);
        if before.checked_sub(1).is_some_and(|last| literal[last].contains(&at)) {
            continue;
        }
        let message = format!("`{}` is the control character U+{:04X}", &text[at..at + length], u32::from(c));
        let span = context.span(at..at + length);
        context.report.push(Diagnostic::new(Code::ControlCharacter, span, message).help("remove it"));
    }
}

/// The reference that a text begins with: its length and its character.
fn read(text: &str) -> Option<(usize, char)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let number = text.get(2..end)?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    // A parser reads zero as U+FFFD.
    Some((end + 1, code.ok().filter(|code| *code > 0).and_then(char::from_u32)?))
}

/// The ranges in which a reference is no reference, in order.
fn literals(stream: &Stream<'_>) -> Vec<Range<usize>> {
    let is_literal = |event: &Event<'_>| {
        matches!(event, Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::Start(Tag::CodeBlock(_)))
    };
    (0..stream.len()).filter(|&at| is_literal(stream.event(at))).map(|at| stream.range(at)).collect()
}
