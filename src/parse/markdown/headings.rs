//! The headings of a document: what they say and how deep they are shown.

use pulldown_cmark::{Event, Tag};

use super::Context;
use super::attributes::Braces;
use super::html::Plan;
use super::plain::plain;
use super::stream::Stream;
use crate::base::slug::fold;

/// One heading.
#[derive(Debug)]
pub struct HeadingPlan {
    /// The event that starts it.
    pub at: u32,
    /// The level as written, 1 to 6.
    pub written: u8,
    /// The level as shown, 2 to 6.
    pub level: u8,
    pub braces: Braces,
    /// Its text without the attributes, with what was no attribute.
    pub plain: String,
    /// Whether it stands in nothing: no quotation, list or raw HTML.
    pub top: bool,
    /// An H1 that only repeats the title.
    pub dropped: bool,
}

/// Reads all headings, in order.
pub fn read(stream: &Stream<'_>, html: &Plan, context: &mut Context<'_>) -> Vec<HeadingPlan> {
    let title = fold(&context.rules.title);
    let mut headings = Vec::new();
    let mut levels = Levels::default();
    // What stands in a quotation or list is below the heading before it, and has no say in what follows.
    let mut nested: Option<Levels> = None;
    let mut end_of_block = 0;
    for at in 0..stream.len() {
        let top = at >= end_of_block;
        if top && matches!(stream.event(at), Event::Start(_)) {
            end_of_block = stream.after(at);
            if !html.encloses(at) {
                nested = None;
            }
        }
        let Event::Start(Tag::Heading { level, .. }) = stream.event(at) else { continue };
        let written = *level as u8;
        let end = stream.after(at) - 1;
        let last = if end == at + 1 { stream.range(at).start } else { stream.range(end - 1).end };
        let braces = context.braces(stream.range(at), last);
        let text = plain(stream, at + 1..end, 0, &context.rules.macros).trim().to_string() + &braces.text;
        let top = top && !html.encloses(at);
        let dropped = top && written == 1 && !title.is_empty() && fold(&text) == title;
        let level = if dropped {
            2
        } else if top {
            levels.enter(written)
        } else {
            nested.get_or_insert_with(|| levels.below()).enter(written)
        };
        headings.push(HeadingPlan { at, written, level, braces, plain: text, top, dropped });
    }
    headings
}

/// The headings that enclose a place: levels as written and as shown.
#[derive(Default)]
struct Levels {
    around: Vec<(u8, u8)>,
}

impl Levels {
    /// The levels inside a block: all headings there are below the one before it.
    fn below(&self) -> Levels {
        Levels { around: self.around.last().map(|(_, shown)| (0, *shown)).into_iter().collect() }
    }

    /// Enters a heading: it is shown one below the heading that encloses it, so that no level is skipped.
    fn enter(&mut self, written: u8) -> u8 {
        while self.around.last().is_some_and(|(around, _)| *around >= written) {
            self.around.pop();
        }
        let shown = self.around.last().map_or(2, |(_, shown)| (shown + 1).min(6));
        self.around.push((written, shown));
        shown
    }
}
