//! Events to a [`Document`]: its prose, and what stands in it.

mod behind;
mod blocks;
mod byline;
mod citations;
mod claims;
mod entry;
mod entry_block;
mod inline;
mod links;
mod notes;
mod raw;
mod title;
mod watch;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::Alignment;

use self::notes::Notes;
use self::title::TitleLinks;
use self::watch::Watch;
use super::Context;
use super::headings::HeadingPlan;
use super::html::{OpKind, Plan};
use super::ids::Ids;
use super::outline::{Block, ItemPlan};
use super::stream::Stream;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::parse::compact::exact;
use crate::parse::document::{Citation, Document, Hole, HoleKind, Item, Part, Section, SectionKind, Slice};

/// Writes a document along its outline.
pub fn write(
    stream: &Stream<'_>,
    html: &Plan,
    headings: &[HeadingPlan],
    outline: &[Block],
    context: &mut Context<'_>,
) -> Document {
    let mut writer = Writer::new(stream, html, headings, context);
    writer.take_ids();
    writer.watch = Some(Watch::default());
    let parts = writer.parts(outline, None);
    writer.end_opening();
    writer.document.parts = parts;
    writer.footnotes();
    writer.report_references();
    writer.document
}

struct Writer<'w, 'a, 'c> {
    stream: &'w Stream<'a>,
    html: &'w Plan,
    headings: &'w [HeadingPlan],
    context: &'w mut Context<'c>,
    document: Document,
    ids: Ids,
    notes: Notes<'w>,
    /// Labels of the footnotes that the last title refers to, until they are written below it.
    held_notes: Vec<String>,
    /// The citations in the last title: each names the work.
    held_citations: Vec<Citation>,
    /// Bytes of text to leave out before anything is written.
    skip: usize,
    /// Around the current place: `<a>`s, and titles, which hold none.
    anchors: usize,
    /// For each open link of Markdown whether its tags are written.
    links: Vec<bool>,
    title: Option<TitleLinks>,
    /// The last character of text, for soft breaks.
    last: Option<char>,
    /// The columns of the table that is being written, and the current one.
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// The event before which the `<label>` of a task ends.
    task: Option<u32>,
    /// Elements around the current place that only pages carry; the hole that opened the outermost.
    page_only: usize,
    page_only_hole: usize,
    /// Lists, quotations and the like around the current place.
    depth: usize,
    watch: Option<Watch>,
    /// Ranges of reference links that are tags of entries, and so no links.
    tags: Vec<Range<usize>>,
    /// The ids of raw HTML that are still to be written.
    html_ids: BTreeSet<String>,
}

impl<'w, 'a, 'c> Writer<'w, 'a, 'c> {
    fn new(
        stream: &'w Stream<'a>,
        html: &'w Plan,
        headings: &'w [HeadingPlan],
        context: &'w mut Context<'c>,
    ) -> Writer<'w, 'a, 'c> {
        let mut document = Document::default();
        document.prose.html.reserve(context.text.len() + context.text.len() / 4);
        let notes = Notes::read(stream, context);
        Writer {
            stream,
            html,
            headings,
            context,
            document,
            ids: Ids::default(),
            notes,
            held_notes: Vec::new(),
            held_citations: Vec::new(),
            skip: 0,
            anchors: 0,
            links: Vec::new(),
            title: None,
            last: None,
            columns: Vec::new(),
            column: 0,
            in_head: false,
            task: None,
            page_only: 0,
            page_only_hole: 0,
            depth: 0,
            watch: None,
            tags: Vec::new(),
            html_ids: BTreeSet::new(),
        }
    }

    /// Takes the ids that are written, before any is made.
    fn take_ids(&mut self) {
        self.take_heading_ids();
        for op in &self.html.ops {
            let OpKind::Open { name, attributes, .. } = &op.kind else { continue };
            let find = |wanted: &str| attributes.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.trim());
            let id = find("id").or_else(|| find("name").filter(|_| name == "a"));
            if let Some(id) = id
                && self.ids.take(id)
            {
                self.html_ids.insert(id.to_string());
            }
        }
    }

    fn take_heading_ids(&mut self) {
        for (index, heading) in self.headings.iter().enumerate() {
            let Some((id, at)) = &heading.braces.id else { continue };
            if id.starts_with('_') {
                let message = format!("`#{id}` cannot be a heading's id: those that begin with `_` are the theme's");
                let fault = Diagnostic::new(Code::BadValue, self.context.span(at.clone()), message);
                self.context.report.push(fault.help("choose another"));
            }
            if heading.dropped || self.ids.take(id) {
                continue;
            }
            let first =
                self.headings[..index].iter().find_map(|h| h.braces.id.as_ref().filter(|(other, _)| other == id));
            let message = format!("the id `{id}` is taken");
            let mut diagnostic = Diagnostic::new(Code::DuplicateId, self.context.span(at.clone()), message);
            if let Some((_, first)) = first {
                diagnostic = diagnostic.related(self.context.span(first.clone()), "it is taken here");
            }
            self.context.report.push(diagnostic);
        }
    }

    fn parts(&mut self, blocks: &[Block], section: Option<u32>) -> Vec<Part> {
        let mut parts = Vec::new();
        for block in blocks {
            let part = match block {
                Block::Prose(events) => {
                    let slice = self.slice(|writer| writer.events(events.clone()));
                    if slice.is_empty() {
                        continue;
                    }
                    Part::Prose(slice)
                }
                Block::Section { heading, aside, blocks } => self.section(*heading, *aside, blocks),
                Block::Entry(plan) => {
                    self.end_opening();
                    Part::Entry(self.entry(plan, section))
                }
                Block::List { start, items } => {
                    self.end_opening();
                    let items = exact(items.iter().map(|item| self.item(item, section)).collect());
                    // A list's number has nine digits at most.
                    Part::List { start: start.and_then(|first| u32::try_from(first).ok()), items }
                }
                Block::Break => Part::Break,
            };
            parts.push(part);
        }
        parts
    }

    fn section(&mut self, heading: usize, aside: bool, blocks: &[Block]) -> Part {
        self.end_opening();
        let plan = &self.headings[heading];
        self.context.without_effect(&plan.braces.entry_word, "a section's heading");
        let (title, link, _) = self.heading_title(plan);
        self.no_citation();
        let id = self.heading_id(plan, &title.plain);
        let kind = if aside { SectionKind::Aside { web: plan.braces.web } } else { SectionKind::Topic };
        let span = self.context.span(trimmed(self.context.text, self.stream.range(plan.at)));
        let index = self.document.sections.len() as u32;
        self.document.sections.push(Section { title, kind, level: plan.level, id, link, span });
        let next = match blocks.first() {
            Some(Block::Prose(events)) => Some(events.start),
            _ => None,
        };
        let notes = self.slice(|writer| writer.title_notes_before(next));
        let mut parts = self.parts(blocks, Some(index));
        if !notes.is_empty() {
            parts.insert(0, Part::Prose(notes));
        }
        Part::Section(index, exact(parts))
    }

    fn item(&mut self, item: &ItemPlan, section: Option<u32>) -> Item {
        match item {
            ItemPlan::Entry(plan) => Item::Entry(self.entry(plan, section)),
            ItemPlan::Prose(events) => Item::Prose(self.slice(|writer| writer.events(events.clone()))),
        }
    }

    /// `{#id}`, else one made from the title.
    fn heading_id(&mut self, plan: &HeadingPlan, title: &str) -> String {
        plan.braces.id.as_ref().map_or_else(|| self.ids.make(title), |(id, _)| id.clone())
    }

    /// The opening prose ends with the first section or entry.
    fn end_opening(&mut self) {
        if let Some(watch) = self.watch.take() {
            self.document.opening = watch.into_summary();
        }
    }

    /// What `write` appends to the prose, as a slice.
    fn slice(&mut self, write: impl FnOnce(&mut Self)) -> Slice {
        let start = self.mark();
        write(self);
        self.end_run();
        self.since(start)
    }

    /// The end of the prose as far as it is written.
    fn mark(&self) -> Slice {
        let (at, hole) = (self.document.prose.html.len() as u32, self.document.prose.holes.len() as u32);
        Slice { start: at, end: at, first_hole: hole, last_hole: hole }
    }

    fn since(&self, start: Slice) -> Slice {
        let end = self.mark();
        Slice { end: end.end, last_hole: end.last_hole, ..start }
    }

    fn hole(&mut self, kind: HoleKind) {
        let at = self.document.prose.html.len() as u32;
        self.document.prose.holes.push(Hole { at, kind });
    }

    fn raw(&mut self, html: &str) {
        self.document.prose.html.push_str(html);
    }

    fn report_references(&mut self) {
        for range in &self.stream.broken_references {
            if self.tags.iter().any(|tag| tag.start <= range.start && range.end <= tag.end) {
                continue;
            }
            let written = &self.context.text[range.clone()];
            let message = format!("`{written}` refers to a link that is not defined");
            let name =
                written.trim_end_matches(']').rsplit('[').next().filter(|name| !name.is_empty()).unwrap_or("name");
            let help = format!("define it on a line of its own: `[{name}]: https://…`");
            self.context.warn(Code::UndefinedReference, range.clone(), message, Some(&help));
        }
    }
}

/// A range without the line break at its end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let length = text.get(range.clone()).map_or(range.len(), |text| text.trim_end().len());
    range.start..range.start + length
}
