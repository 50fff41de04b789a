//! What begins with a link as entries do, and is none by the outline: most likely the author's headings have other levels,
//! or lists were meant.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Context;
use super::html::Plan;
use super::lead::{self, LeadTitle};
use super::plain::plain;
use super::stream::Stream;
use crate::parse::document::EntryForm;
use crate::parse::unread::Unread;

/// So many of them are no accident: a text may well end with a list of two links.
const ENOUGH: u32 = 3;

/// What there is most of, if it is enough.
pub fn find(stream: &Stream<'_>, html: &Plan, context: &Context<'_>) -> Option<Unread> {
    let mut found: Vec<Unread> = Vec::new();
    let blocks = stream.each(0..stream.len()).filter(|at| !html.encloses(*at));
    for (form, level, at) in blocks.flat_map(|block| like_entries(stream, block, context)) {
        match found.iter_mut().find(|unread| unread.form == form && unread.level == level) {
            Some(unread) => unread.count += 1,
            None => found.push(Unread { form, level, count: 1, span: context.span(stream.range(at)) }),
        }
    }
    found.into_iter().filter(|unread| unread.count >= ENOUGH).max_by_key(|unread| unread.count)
}

/// What of a block looks like an entry of a form that the outline does not take: the form, a heading's level, and where it is.
fn like_entries(stream: &Stream<'_>, block: u32, context: &Context<'_>) -> Vec<(EntryForm, u8, u32)> {
    let outline = &context.rules.outline;
    match stream.event(block) {
        Event::Start(Tag::Heading { level, .. })
            if *level as u8 != outline.entry && is_linked(stream, block, context) =>
        {
            vec![(EntryForm::Heading, *level as u8, block)]
        }
        Event::Start(Tag::List(_)) if !outline.list_entries => {
            let items = stream.each(block + 1..stream.after(block) - 1);
            let leads = |item: &u32| lead::of_item(stream, *item, context.rules, context.text).is_some();
            items.filter(leads).map(|item| (EntryForm::ListItem, 0, item)).collect()
        }
        Event::Start(Tag::Paragraph) if !outline.paragraph_entries => {
            let lead = lead::of_paragraph(stream, block, context.rules);
            let lead = lead.filter(|lead| matches!(lead.title, LeadTitle::Link { .. }));
            lead.map(|_| (EntryForm::Paragraph, 0, block)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Whether most of a heading is a link to another site or a work.
fn is_linked(stream: &Stream<'_>, heading: u32, context: &Context<'_>) -> bool {
    let text = |events: Range<u32>| plain(stream, events, 0, &context.rules.macros).len();
    let end = stream.after(heading) - 1;
    let Some(link) = (heading + 1..end).find(|at| stream.is_link(*at)) else { return false };
    lead::opens(stream, link, context.rules) && 2 * text(link..stream.after(link)) >= text(heading + 1..end)
}
