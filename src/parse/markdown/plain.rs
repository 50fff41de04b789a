//! The plain text of events.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::html::is_unknown;
use super::script::joins;
use super::stream::Stream;
use crate::parse::tex::{self, Macros};

/// The text of a range of events, without marks; images say their alternative text, formulas what they say in plain text. `skip` bytes of
/// text are left out.
pub fn plain(stream: &Stream<'_>, range: Range<u32>, mut skip: usize, macros: &Macros) -> String {
    let mut out = String::new();
    let mut at = range.start;
    let mut soft_break = false;
    let mut formula;
    while at < range.end {
        let text = match stream.event(at) {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::InlineMath(tex) | Event::DisplayMath(tex) => {
                formula = tex::plain(tex, macros);
                &formula
            }
            Event::SoftBreak => {
                soft_break = true;
                ""
            }
            Event::HardBreak => " ",
            Event::InlineHtml(html) if html.starts_with("<br") => " ",
            Event::InlineHtml(html) if is_unknown(html) => html.as_ref(),
            Event::Start(Tag::FootnoteDefinition(_)) => {
                at = stream.after(at);
                continue;
            }
            _ => "",
        };
        let skipped = skip.min(text.len());
        skip -= skipped;
        let text = text.get(skipped..).unwrap_or_default();
        if let Some(after) = text.chars().next() {
            if soft_break && !out.chars().next_back().is_some_and(|before| joins(before, after)) {
                out.push(' ');
            }
            soft_break = false;
            out.push_str(text);
        }
        at += 1;
    }
    out
}
