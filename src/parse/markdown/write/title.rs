//! Titles: markup without links, ordinals and attributes.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Writer;
use super::behind::is_parting;
use crate::base::escape::escape_text_into;
use crate::base::slug::strip_ordinal;
use crate::parse::document::Title;
use crate::parse::markdown::autolink;
use crate::parse::markdown::headings::HeadingPlan;

/// The links of a title while it is written: the first is its own, the others are links of the entry.
#[derive(Default)]
pub struct TitleLinks {
    pub first: Option<u32>,
    /// Whether the place is inside a link.
    pub inside: bool,
}

impl Writer<'_, '_, '_> {
    /// Writes the title of a section or entry that has a heading; with its link, and the range of what was written.
    pub fn heading_title(&mut self, plan: &HeadingPlan) -> (Title, Option<u32>, Range<usize>) {
        let (ordinal, rest) = strip_ordinal(&plan.plain);
        let skip = plan.plain.len() - rest.len();
        let content = plan.at + 1..self.stream.after(plan.at) - 1;
        let range = self.content_range(content.clone(), plan.at);
        let (ordinal, plain) = (ordinal.into(), rest.into());
        let (html, link) = self.title_slice(content, skip, &plan.braces.text);
        (Title { html, plain, ordinal }, link, range)
    }

    /// The same of an entry: links behind its title that say what they lead to are no part of it.
    pub fn entry_title(&mut self, plan: &HeadingPlan) -> (Title, Option<u32>, Range<usize>) {
        let content = self.unwrapped(plan.at + 1..self.stream.after(plan.at) - 1);
        let behind = Some(&content).filter(|_| plan.braces.text.is_empty()).and_then(|all| self.links_behind(all));
        let Some((begin, plain)) = behind else { return self.heading_title(plan) };
        let (ordinal, rest) = strip_ordinal(&plain);
        let is_parting = |at: u32| matches!(self.stream.event(at), Event::Text(text) if is_parting(text));
        let end = (content.start + 1..=begin).rev().find(|end| !is_parting(end - 1)).unwrap_or(begin);
        let (title, link) = self.title_slice(content.start..end, plain.len() - rest.len(), "");
        let html = self.without_parting(title);
        let link = self.enter_links(begin..content.end, link);
        let range = self.content_range(content, plan.at);
        (Title { html, plain: rest.into(), ordinal: ordinal.into() }, link, range)
    }

    /// Writes events as a title.
    pub fn title_slice(
        &mut self,
        content: Range<u32>,
        skip: usize,
        more: &str,
    ) -> (crate::parse::document::Slice, Option<u32>) {
        let end = content.end;
        let content = self.unwrapped(content);
        self.title = Some(TitleLinks::default());
        self.anchors += 1;
        self.skip = skip;
        self.last = None;
        let slice = self.slice(|writer| {
            let ends = content.end..=end;
            writer.events(content);
            writer.end_title();
            escape_text_into(more, &mut writer.document.prose.html);
            // Raw HTML that ends with the title.
            ends.for_each(|at| writer.raw_html(at));
        });
        self.skip = 0;
        self.last = None;
        self.anchors -= 1;
        let link = self.title.take().and_then(|title| title.first);
        (slice, link)
    }

    /// Writes the references to footnotes that stood in the title above. A theme may make a link of a title, and a link in
    /// a link is none, so they stand at the start of what is below.
    pub fn title_notes(&mut self) {
        for label in std::mem::take(&mut self.held_notes) {
            self.write_reference(&label);
        }
    }

    /// The same in a paragraph of their own, unless they can stand in the one that begins at `next`.
    pub fn title_notes_before(&mut self, next: Option<u32>) {
        let paragraph = next.filter(|&at| matches!(self.stream.event(at), Event::Start(Tag::Paragraph)));
        if self.held_notes.is_empty() || paragraph.is_some_and(|at| self.lone_image(at).is_none()) {
            return;
        }
        self.raw("<p>");
        self.title_notes();
        self.raw("</p>\n");
        self.end_run();
    }

    /// A title that is all bold or all slanted is neither.
    fn unwrapped(&self, mut content: Range<u32>) -> Range<u32> {
        while content.start < content.end
            && matches!(self.stream.event(content.start), Event::Start(Tag::Strong | Tag::Emphasis))
            && self.stream.after(content.start) == content.end
        {
            content = content.start + 1..content.end - 1;
        }
        content
    }

    /// Where events stand in the text; that of `fallback` if there are none.
    pub fn content_range(&self, events: Range<u32>, fallback: u32) -> Range<usize> {
        if events.is_empty() {
            return self.stream.range(fallback);
        }
        self.stream.range(events.start).start..self.stream.range(events.end - 1).end
    }

    /// Enters a link of a title.
    pub fn title_link(&mut self, address: &str, title: &str, range: Range<usize>) {
        let Some(link) = self.add_link(address, title, range) else { return };
        let Some(links) = &mut self.title else { return };
        links.inside = true;
        if links.first.is_none() {
            links.first = Some(link);
        } else {
            self.begin_mention(link);
        }
    }

    /// An address that stands bare in a title is its link.
    pub fn title_address(&mut self, text: &str, start: Option<usize>) {
        if self.title.as_ref().is_none_or(|links| links.inside) {
            return;
        }
        if let (Some(found), Some(start)) = (autolink::find(text), start) {
            let range = start + found.start..start + found.end;
            self.title_link(&text[found], "", range);
            self.end_mention();
            if let Some(links) = &mut self.title {
                links.inside = false;
            }
        }
    }
}
