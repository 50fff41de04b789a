//! What begins with a link as entries do, and is none by the outline: most likely the author's headings have other levels,
//! or lists were meant.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Context;
use super::html::Plan;
use super::lead::{self, LeadTitle};
use super::plain::plain;
use super::stream::Stream;
use crate::base::source::Span;
use crate::parse::document::EntryForm;
use crate::parse::unread::Unread;

/// So many of them are no accident: a text may well end with a list of two links.
const ENOUGH: u32 = 3;

/// What there is most of, if it is enough.
pub fn find(stream: &Stream<'_>, html: &Plan, context: &Context<'_>) -> Option<Unread> {
    let mut found: Vec<Unread> = Vec::new();
    let mut count = |form: EntryForm, level: u8, span: Span| match found
        .iter_mut()
        .find(|unread| unread.form == form && unread.level == level)
    {
        Some(unread) => unread.count += 1,
        None => found.push(Unread { form, level, count: 1, span }),
    };
    let outline = &context.rules.outline;
    let mut at = 0;
    while at < stream.len() {
        let after = stream.after(at);
        match stream.event(at) {
            _ if html.encloses(at) => {}
            Event::Start(Tag::Heading { level, .. })
                if *level as u8 != outline.entry && is_link(stream, at, context) =>
            {
                count(EntryForm::Heading, *level as u8, context.span(stream.range(at)));
            }
            Event::Start(Tag::List(_)) if !outline.list_entries => {
                let mut item = at + 1;
                while item + 1 < after {
                    if lead::of_item(stream, item, context.rules, context.text).is_some() {
                        count(EntryForm::ListItem, 0, context.span(stream.range(item)));
                    }
                    item = stream.after(item);
                }
            }
            Event::Start(Tag::Paragraph) if !outline.paragraph_entries => {
                let lead = lead::of_paragraph(stream, at, context.rules);
                if lead.is_some_and(|lead| matches!(lead.title, LeadTitle::Link { .. })) {
                    count(EntryForm::Paragraph, 0, context.span(stream.range(at)));
                }
            }
            _ => {}
        }
        at = after;
    }
    found.into_iter().filter(|unread| unread.count >= ENOUGH).max_by_key(|unread| unread.count)
}

/// Whether most of a heading is a link to another site or a work.
fn is_link(stream: &Stream<'_>, heading: u32, context: &Context<'_>) -> bool {
    let text = |events: Range<u32>| plain(stream, events, 0, &context.rules.macros).len();
    let end = stream.after(heading) - 1;
    let is_link = |at: &u32| matches!(stream.event(*at), Event::Start(Tag::Link { .. }));
    let Some(link) = (heading + 1..end).find(is_link) else { return false };
    lead::opens(stream, link, context.rules) && 2 * text(link..stream.after(link)) >= text(heading + 1..end)
}
