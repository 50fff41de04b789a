//! Which headings, lists and paragraphs open sections and entries.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::headings::HeadingPlan;
use super::html::Plan;
use super::lead::{self, Lead};
use super::stream::Stream;
use super::{Context, Rules};
use crate::base::slug::fold;
use crate::parse::config::Undeclared;
use crate::parse::document::EntryForm;
use crate::parse::file::FileKind;

/// A piece of the body, as ranges of events.
#[derive(Debug)]
pub enum Block {
    Prose(Range<u32>),
    /// The heading (index) and what stands below it.
    Section {
        heading: usize,
        aside: bool,
        blocks: Vec<Block>,
    },
    Entry(EntryPlan),
    List {
        start: Option<u64>,
        items: Vec<ItemPlan>,
    },
    Break,
}

#[derive(Debug)]
pub enum ItemPlan {
    Entry(EntryPlan),
    Prose(Range<u32>),
}

/// An entry before it is written.
#[derive(Debug)]
pub struct EntryPlan {
    pub form: EntryForm,
    /// The heading (index), if it has one.
    pub heading: Option<usize>,
    /// How it begins, if it has no heading.
    pub lead: Option<Lead>,
    /// The event that starts its heading, paragraph or item.
    pub at: u32,
    pub body: Range<u32>,
    /// The entry block right under its title.
    pub block: Option<u32>,
}

/// Reads the outline of a document.
pub fn read(stream: &Stream<'_>, html: &Plan, headings: &[HeadingPlan], context: &mut Context<'_>) -> Vec<Block> {
    if context.rules.kind == FileKind::Page {
        return vec![Block::Prose(0..stream.len())];
    }
    let mut outline = Outline {
        stream,
        headings,
        rules: context.rules,
        text: context.text,
        flat: Vec::new(),
        sections: Vec::new(),
        quiet: None,
        entry: None,
        closing: false,
    };
    for at in stream.each(0..stream.len()) {
        let block = at..stream.after(at);
        if html.encloses(at) { outline.prose(block) } else { outline.block(block) }
    }
    nest(outline.flat)
}

/// Whether a code block is an entry block: ` ```toml entry `.
pub fn is_entry_block(event: &Event<'_>) -> bool {
    let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else { return false };
    info.split_whitespace().eq(["toml", "entry"])
}

/// The outline before it is nested.
enum Flat {
    Prose(Range<u32>),
    Section {
        heading: usize,
        at: Range<u32>,
        level: u8,
        aside: bool,
        entries: u32,
    },
    /// Ends all sections of this level and below.
    Close(u8),
    Entry(EntryPlan),
    List {
        start: Option<u64>,
        items: Vec<ItemPlan>,
    },
    Break,
}

struct Outline<'o, 'a> {
    stream: &'o Stream<'a>,
    headings: &'o [HeadingPlan],
    rules: &'o Rules,
    text: &'o str,
    flat: Vec<Flat>,
    /// The open sections: level and place in `flat`.
    sections: Vec<(u8, usize)>,
    /// The level of an open section in which nothing opens: `{.prose}`, `{.aside}` and the like.
    quiet: Option<u8>,
    /// The level of the open entry; below all levels for one without a heading.
    entry: Option<u8>,
    /// Whether a thematic break has begun the closing prose.
    closing: bool,
}

/// The level of entries that any heading ends.
const LOWEST: u8 = 7;

impl Outline<'_, '_> {
    fn block(&mut self, at: Range<u32>) {
        let outline = &self.rules.outline;
        let free = self.quiet.is_none() && !self.closing;
        let by_paragraphs = outline.paragraph_entries && free && self.entry.is_none_or(|level| level == LOWEST);
        match self.stream.event(at.start) {
            Event::Start(Tag::Heading { .. }) => self.heading(at),
            Event::Rule => {
                self.close(1);
                self.flat.push(Flat::Break);
                self.closing = true;
            }
            Event::Start(Tag::List(start)) if outline.list_entries && free && self.entry.is_none() => {
                self.list(*start, at)
            }
            Event::Start(Tag::List(Some(_))) if by_paragraphs => {
                self.paragraph(lead::of_numbered(self.stream, at.start, self.rules, self.text), at)
            }
            Event::Start(Tag::Paragraph) if by_paragraphs => {
                self.paragraph(lead::of_paragraph(self.stream, at.start, self.rules), at)
            }
            _ => self.prose(at),
        }
    }

    /// A paragraph, with what it begins if that is an entry.
    fn paragraph(&mut self, lead: Option<Lead>, at: Range<u32>) {
        match lead {
            Some(lead) => self.open_entry(EntryForm::Paragraph, None, Some(lead), at, LOWEST),
            None => self.prose(at),
        }
    }

    /// Adds a block to the open entry, or to the prose before it.
    fn prose(&mut self, at: Range<u32>) {
        match self.flat.last_mut() {
            Some(Flat::Entry(entry)) if self.entry.is_some() => entry.body.end = at.end,
            Some(Flat::Prose(prose)) if prose.end == at.start => prose.end = at.end,
            _ => self.flat.push(Flat::Prose(at)),
        }
    }

    fn heading(&mut self, at: Range<u32>) {
        let Ok(index) = self.headings.binary_search_by_key(&at.start, |heading| heading.at) else { return };
        let heading = &self.headings[index];
        if heading.dropped {
            return;
        }
        let level = heading.written;
        if self.quiet.is_some_and(|quiet| level <= quiet) {
            self.quiet = None;
        }
        if self.entry.is_some_and(|entry| level <= entry) {
            self.entry = None;
        }
        if self.sections.iter().any(|(section, _)| *section >= level) {
            self.close(level);
        }
        let outline = &self.rules.outline;
        if self.quiet.is_some() || self.entry.is_some() {
            self.prose(at);
        } else if outline.topic.contains(&level) && !self.is_topic(heading) {
            self.quiet = Some(level);
            self.prose(at);
        } else if outline.topic.contains(&level) || heading.braces.aside && level < outline.entry {
            self.closing = false;
            self.open_section(index, at, level);
        } else if level == outline.entry && !heading.braces.prose {
            self.closing = false;
            self.open_entry(EntryForm::Heading, Some(index), None, at, level);
        } else {
            self.prose(at);
        }
    }

    /// Whether a heading at a topic level opens a section, or a promotion, rather than prose.
    fn is_topic(&self, heading: &HeadingPlan) -> bool {
        if heading.braces.aside {
            return true;
        }
        let outline = &self.rules.outline;
        if outline.not_topics.is_empty() && outline.undeclared != Undeclared::Prose {
            return !heading.braces.prose;
        }
        let name = fold(crate::base::slug::strip_ordinal(&heading.plain).1);
        let excluded = outline.not_topics.iter().any(|pattern| matches(pattern, &name));
        let undeclared = outline.undeclared == Undeclared::Prose && !self.rules.declared.contains(&name);
        !heading.braces.prose && !excluded && !undeclared
    }

    fn open_section(&mut self, heading: usize, at: Range<u32>, level: u8) {
        let aside = self.headings[heading].braces.aside;
        if aside {
            self.quiet = Some(level);
        }
        self.sections.push((level, self.flat.len()));
        self.flat.push(Flat::Section { heading, at, level, aside, entries: 0 });
    }

    fn open_entry(&mut self, form: EntryForm, heading: Option<usize>, lead: Option<Lead>, at: Range<u32>, level: u8) {
        let block = Some(at.end).filter(|at| *at < self.stream.len() && is_entry_block(self.stream.event(*at)));
        let start = block.map_or(at.end, |block| self.stream.after(block));
        self.flat.push(Flat::Entry(EntryPlan { form, heading, lead, at: at.start, body: start..start, block }));
        self.entry = Some(level);
        self.count(1);
    }

    /// Counts entries for the section that they stand in.
    fn count(&mut self, more: u32) {
        if let Some((_, section)) = self.sections.last()
            && let Flat::Section { entries, .. } = &mut self.flat[*section]
        {
            *entries += more;
        }
    }

    fn list(&mut self, start: Option<u64>, at: Range<u32>) {
        let mut items = Vec::new();
        let mut entries = 0;
        for item in self.stream.each(at.start + 1..at.end - 1) {
            let inner = item + 1..self.stream.after(item) - 1;
            match lead::of_item(self.stream, item, self.rules, self.text) {
                Some(lead) => {
                    entries += 1;
                    let body = lead.rest..inner.end;
                    let form = EntryForm::ListItem;
                    items.push(ItemPlan::Entry(EntryPlan {
                        form,
                        heading: None,
                        lead: Some(lead),
                        at: item,
                        body,
                        block: None,
                    }));
                }
                None => items.push(ItemPlan::Prose(inner)),
            }
        }
        if entries == 0 {
            return self.prose(at);
        }
        self.count(entries);
        self.flat.push(Flat::List { start, items });
    }

    /// Ends the sections of a level and below, with their entries.
    fn close(&mut self, level: u8) {
        self.entry = None;
        if level == 1 {
            self.quiet = None;
        }
        self.sections.retain(|(section, _)| *section < level);
        self.flat.push(Flat::Close(level));
    }
}

/// Nests blocks in their sections; sections without entries become prose.
fn nest(flat: Vec<Flat>) -> Vec<Block> {
    let mut root = Vec::new();
    let mut open: Vec<(u8, usize, bool, Vec<Block>)> = Vec::new();
    for piece in flat {
        let block = match piece {
            Flat::Prose(at) => Block::Prose(at),
            Flat::Section { aside: false, entries: 0, at, .. } => Block::Prose(at),
            Flat::Section { heading, level, aside, .. } => {
                open.push((level, heading, aside, Vec::new()));
                continue;
            }
            Flat::Close(level) => {
                while open.last().is_some_and(|(section, ..)| *section >= level) {
                    end_section(&mut root, &mut open);
                }
                continue;
            }
            Flat::Entry(entry) => Block::Entry(entry),
            Flat::List { start, items } => Block::List { start, items },
            Flat::Break => Block::Break,
        };
        add(open.last_mut().map_or(&mut root, |(.., blocks)| blocks), block);
    }
    while !open.is_empty() {
        end_section(&mut root, &mut open);
    }
    root
}

fn end_section(root: &mut Vec<Block>, open: &mut Vec<(u8, usize, bool, Vec<Block>)>) {
    if let Some((_, heading, aside, blocks)) = open.pop() {
        let parent = open.last_mut().map_or(root, |(.., blocks)| blocks);
        parent.push(Block::Section { heading, aside, blocks });
    }
}

/// Adds a block, joined to the prose before it where it continues that.
fn add(blocks: &mut Vec<Block>, block: Block) {
    if let (Some(Block::Prose(before)), Block::Prose(after)) = (blocks.last_mut(), &block)
        && before.end == after.start
    {
        before.end = after.end;
        return;
    }
    blocks.push(block);
}

/// Whether a folded name fits a pattern such as `Quote*`, in which `*` stands for anything.
fn matches(pattern: &str, name: &str) -> bool {
    let parts: Vec<String> = pattern.split('*').map(fold).collect();
    let [first, middle @ .., last] = parts.as_slice() else { return parts.first().is_some_and(|whole| whole == name) };
    let Some(mut rest) = name.strip_prefix(first.as_str()) else { return false };
    for part in middle {
        let Some(at) = rest.find(part.as_str()) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last.as_str())
}
