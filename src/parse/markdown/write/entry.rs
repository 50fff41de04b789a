//! Entries.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Writer;
use super::watch::{Mention, Watch};
use crate::base::escape::escape_text_into;
use crate::base::source::Span;
use crate::parse::compact::exact;
use crate::parse::document::{Aside, Claim, ClaimSource, EntryForm, RawEntry, Slice, Summary, Title, TypedLink};
use crate::parse::markdown::lead::{Lead, LeadTitle};
use crate::parse::markdown::outline::EntryPlan;
use crate::parse::markdown::plain::plain;

/// The title of an entry and what goes with it.
struct Head {
    title: Title,
    link: Option<u32>,
    /// The id that is the title, where no link is.
    id: Option<Claim>,
    span: Span,
}

impl Writer<'_, '_, '_> {
    /// Writes an entry; its index.
    pub fn entry(&mut self, plan: &EntryPlan, section: Option<u32>) -> u32 {
        self.watch = Some(Watch::of_entry());
        let heading = plan.heading.map(|heading| &self.headings[heading]);
        let mut head = match (heading, &plan.lead) {
            (Some(heading), _) => {
                let (title, link, range) = self.entry_title(heading);
                // Braces that were not read may hold a piece of an id.
                let is_told = link.is_some() || heading.plain.contains('{');
                let id = if is_told { None } else { self.title_id(heading.at) };
                Head { title, link, id, span: self.context.span(range) }
            }
            (None, Some(lead)) => self.lead_title(lead),
            (None, None) => return 0,
        };
        let mut attributes = heading.map(|h| h.braces.attributes.clone()).unwrap_or_default();
        self.title_citation(&mut attributes, &mut head.title);
        let mut claims = heading.map(|h| h.braces.claims.clone()).unwrap_or_default();
        if let Some(block) = plan.block {
            self.entry_block(block, &mut attributes, &mut claims);
        }
        let (body, separator) = self.body(plan);
        let mut watch = self.watch.take().unwrap_or_default();
        // What is declared may well be another work than one that the title's words speak of.
        if claims.is_empty() && attributes.cite.is_none() {
            claims.extend(head.id);
        }
        self.claims(&mut claims, head.link, &watch, plan.body.clone());
        let section_level = section.and_then(|section| self.document.sections.get(section as usize)).map(|s| s.level);
        let entry = RawEntry {
            form: plan.form,
            section,
            title_link: head.link,
            level: heading.map_or_else(|| section_level.map_or(2, |level| (level + 1).min(6)), |h| h.level),
            id: heading.and_then(|h| h.braces.id.as_ref().map(|(id, _)| id.as_str().into())),
            labels: plan.lead.as_ref().map(|lead| lead.labels.as_slice().into()).unwrap_or_default(),
            attributes: attributes.into(),
            claims: exact(claims),
            links: typed_links(&watch.mentions),
            separator: separator.into(),
            body,
            first_paragraph: watch.first_paragraph(),
            link_paragraphs: exact(std::mem::take(&mut watch.link_paragraphs)),
            summary: Summary::of(&watch.into_summary(), self.document.prose.of(body)),
            aside: heading.filter(|h| h.braces.aside).map(|h| Aside { web: h.braces.web }),
            title: head.title,
            span: head.span,
        };
        self.document.entries.push(entry);
        self.document.entries.len() as u32 - 1
    }

    /// Writes the title of an entry without a heading.
    fn lead_title(&mut self, lead: &Lead) -> Head {
        let ordinal: Box<str> = lead.ordinal.as_str().into();
        match &lead.title {
            LeadTitle::Link { at } => {
                let content = at + 1..self.stream.after(*at) - 1;
                let Event::Start(Tag::Link { dest_url, title, .. }) = self.stream.event(*at) else {
                    return self.written_title(ordinal, 0..0);
                };
                let range = self.stream.range(*at);
                let span = self.context.span(range.clone());
                let link = self.add_link(dest_url, title, range);
                let plain = plain(self.stream, content.clone(), 0, &self.context.rules.macros).trim().into();
                let (html, _) = self.title_slice(content, 0, "");
                Head { title: Title { html, plain, ordinal }, link, id: None, span }
            }
            LeadTitle::Bold { content, skip } => {
                let plain = plain(self.stream, content.clone(), *skip, &self.context.rules.macros).trim().into();
                let range = self.content_range(content.clone(), content.start);
                let (html, link) = self.title_slice(content.clone(), *skip, "");
                Head { title: Title { html, plain, ordinal }, link, id: None, span: self.context.span(range) }
            }
            LeadTitle::Address { range } => {
                let address = &self.context.text[range.clone()];
                let link = self.add_link(address, "", range.clone());
                Head { link, ..self.written_title(ordinal, range.clone()) }
            }
            LeadTitle::Id { range, id } => {
                let span = self.context.span(range.clone());
                let claim = Claim { id: id.clone(), url: None, source: ClaimSource::Title, span };
                Head { id: Some(claim), ..self.written_title(ordinal, range.clone()) }
            }
        }
    }

    /// A title that is a piece of the text as it stands.
    fn written_title(&mut self, ordinal: Box<str>, range: Range<usize>) -> Head {
        let plain: Box<str> = self.context.text[range.clone()].into();
        let html = self.slice(|writer| escape_text_into(&plain, &mut writer.document.prose.html));
        Head { title: Title { html, plain, ordinal }, link: None, id: None, span: self.context.span(range) }
    }

    /// Writes what stands below the title, and tells what parts the two in a list item.
    fn body(&mut self, plan: &EntryPlan) -> (Slice, String) {
        let Some(lead) = plan.lead.as_ref().filter(|_| plan.form == EntryForm::ListItem) else {
            let next = (!plan.body.is_empty()).then_some(plan.body.start);
            let body = self.slice(|writer| {
                writer.title_notes_before(next);
                writer.events(plan.body.clone());
            });
            return (body, String::new());
        };
        self.note_tags(plan.at, lead);
        let item = self.stream.range(plan.at);
        let line = self.context.text[item.clone()].find('\n').map_or(item.end, |end| item.start + end);
        self.context.item_braces(item.start..line);
        let (separator, bytes) = self.separator(lead);
        let mut start = plan.body.start;
        let mut skip = lead.skip + bytes;
        while let Event::Text(text) = self.stream.event(start)
            && skip >= text.len()
            && start < plan.body.end
        {
            skip -= text.len();
            start += 1;
        }
        let over = lead.paragraph && *self.stream.event(start) == Event::End(TagEnd::Paragraph);
        let body = self.slice(|writer| {
            if over {
                start += 1;
            } else {
                writer.resume(lead);
            }
            writer.title_notes();
            writer.skip = skip;
            if lead.paragraph && !over {
                start = writer.rest_of_paragraph(start..plan.body.end);
            }
            writer.events(start..plan.body.end);
            writer.raw_html(plan.body.end);
            writer.skip = 0;
        });
        (body, separator)
    }

    /// Writes what follows a title in its paragraph, up to its end, without the paragraph: title and words are one line.
    fn rest_of_paragraph(&mut self, range: Range<u32>) -> u32 {
        let is_end = |at: &u32| *self.stream.event(*at) == Event::End(TagEnd::Paragraph);
        let Some(end) = range.clone().find(is_end) else { return range.start };
        self.events(range.start..end);
        self.raw_html(end);
        self.end_run();
        self.last = None;
        self.raw("\n");
        end + 1
    }

    /// Opens again what the title stood in.
    fn resume(&mut self, lead: &Lead) {
        if lead.paragraph {
            self.begin_run(super::watch::RunKind::Prose);
        }
        for start in &lead.open {
            match self.stream.event(*start) {
                Event::Start(Tag::Strong) => self.raw("<strong>"),
                Event::Start(Tag::Emphasis) => self.raw("<em>"),
                _ => self.raw("<del>"),
            }
        }
    }

    /// Dashes, commas and spaces between a list entry's link and its text, and the bytes they take.
    fn separator(&self, lead: &Lead) -> (String, usize) {
        let parts = |c: char| c.is_whitespace() || "-–—:：·•|｜,，、;；.。".contains(c);
        let mut written = String::new();
        let mut skip = lead.skip;
        let mut at = lead.rest;
        while let Event::Text(text) = self.stream.event(at) {
            let rest = text.get(skip..).unwrap_or_default();
            skip = 0;
            let end = rest.find(|c| !parts(c)).unwrap_or(rest.len());
            written.push_str(&rest[..end]);
            if end < rest.len() {
                break;
            }
            at += 1;
        }
        let bytes = written.len();
        (written, bytes)
    }

    /// The tags before a list entry's link are no reference links.
    fn note_tags(&mut self, item: u32, lead: &Lead) {
        if !lead.labels.is_empty() {
            let end = self.stream.range(lead.rest.saturating_sub(1)).start.max(self.stream.range(item).start);
            self.tags.push(self.stream.range(item).start..end);
        }
    }
}

/// The links that lead outside.
fn typed_links(mentions: &[Mention]) -> Box<[TypedLink]> {
    let typed = |mention: &Mention| {
        Some(TypedLink { kind: mention.kind?, text: mention.text.trim().into(), link: mention.link })
    };
    exact(mentions.iter().filter_map(typed).collect())
}
