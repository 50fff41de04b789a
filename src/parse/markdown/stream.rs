//! The Markdown parser's events in one row, each with its place in the text and its partner.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

use super::Context;
use super::citation::is_citation;
use super::mend::{Mended, is_touched};
use super::quotes;
use crate::base::diagnostic::{Code, Diagnostic};

/// Deeper than any text goes, and than any browser should be asked to.
pub const DEEPEST: usize = 100;

/// One event. The range is of bytes of the text.
pub struct Node<'a> {
    pub event: Event<'a>,
    pub start: u32,
    pub end: u32,
    /// The index of its end or start; of any other event its own.
    pub partner: u32,
}

/// A text's events, in order, balanced.
pub struct Stream<'a> {
    pub nodes: Vec<Node<'a>>,
    /// Whether there is raw HTML among them.
    pub has_html: bool,
    /// Where reference links without a definition stand.
    pub broken_references: Vec<Range<usize>>,
}

impl<'a> Stream<'a> {
    /// The index behind the event that starts at `at`, its content and its end.
    pub fn after(&self, at: u32) -> u32 {
        self.nodes[at as usize].partner + 1
    }

    pub fn event(&self, at: u32) -> &Event<'a> {
        &self.nodes[at as usize].event
    }

    /// Whether a link starts at `at`.
    pub fn is_link(&self, at: u32) -> bool {
        matches!(self.event(at), Event::Start(Tag::Link { .. }))
    }

    /// The events of a range that stand in no other of them: blocks, or the items of a list.
    pub fn each(&self, range: Range<u32>) -> impl Iterator<Item = u32> {
        let inside = move |at: &u32| *at < range.end;
        std::iter::successors(Some(range.start).filter(inside), move |at| Some(self.after(*at)).filter(inside))
    }

    /// The place of an event in the text.
    pub fn range(&self, at: u32) -> Range<usize> {
        let node = &self.nodes[at as usize];
        node.start as usize..node.end as usize
    }

    pub fn len(&self) -> u32 {
        self.nodes.len() as u32
    }
}

/// Reads the events of a text.
pub fn read<'a>(mended: &'a Mended<'a>, context: &mut Context<'_>) -> Stream<'a> {
    let mut broken_references = Vec::new();
    let text: &'a str = &mended.text;
    let (smart, has_bibliography) = (context.rules.smart, context.rules.has_bibliography);
    let parser = Parser::new_with_broken_link_callback(
        text,
        options(smart),
        Some(|link: BrokenLink<'a>| {
            // `[sic]` is just a word in brackets; `[text][name]` and `[text][]` can only mean a link.
            if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) && !link.reference.starts_with('^') {
                broken_references.push(link.span.clone());
            }
            let inner = text.get(link.span.start + 1..link.span.end.saturating_sub(1)).unwrap_or_default();
            let is_citation = link.link_type == LinkType::Shortcut && is_citation(inner, has_bibliography);
            is_citation.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
        }),
    );
    let mut builder =
        Builder { text, nodes: Vec::with_capacity(text.len() / 24), open: Vec::new(), skipping: 0, html: false };
    for (event, range) in parser.into_offset_iter() {
        builder.push(event, range, context);
    }
    let Builder { mut nodes, html, .. } = builder;
    if mended.is_changed() {
        restore(&mut nodes, mended);
    }
    if let Some(marks) = context.rules.quotes.filter(|_| smart) {
        quotes::set(&mut nodes, text, marks);
    }
    Stream { nodes, has_html: html, broken_references }
}

pub fn options(smart: bool) -> Options {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
        | Options::ENABLE_DEFINITION_LIST;
    if smart { options | Options::ENABLE_SMART_PUNCTUATION } else { options }
}

/// Stands for a citation: a footnote that is referred to has a label.
const CITATION: Event<'static> = Event::FootnoteReference(CowStr::Borrowed(""));

/// Whether an event is a citation.
pub fn is_citation_event(event: &Event<'_>) -> bool {
    matches!(event, Event::FootnoteReference(label) if label.is_empty())
}

struct Builder<'a> {
    text: &'a str,
    nodes: Vec<Node<'a>>,
    /// The starts that wait for their ends.
    open: Vec<u32>,
    /// How many levels below the deepest one the parser is: all that stands there is left out.
    skipping: usize,
    html: bool,
}

impl<'a> Builder<'a> {
    fn push(&mut self, event: Event<'a>, range: Range<usize>, context: &mut Context<'_>) {
        match &event {
            // A citation becomes one event; what the parser found between its brackets is none of its business.
            Event::Start(Tag::Link { link_type: LinkType::ShortcutUnknown, .. }) if self.skipping == 0 => {
                self.add(CITATION, range);
                self.skipping = 1;
            }
            Event::Start(_) if self.skipping > 0 || self.open.len() >= DEEPEST => {
                if self.skipping == 0 {
                    context.too_deep(range);
                }
                self.skipping += 1;
            }
            Event::End(_) if self.skipping > 0 => self.skipping -= 1,
            _ if self.skipping > 0 => {}
            Event::Start(_) => {
                self.open.push(self.nodes.len() as u32);
                self.add(event, range);
            }
            Event::End(_) => {
                if let Some(start) = self.open.pop() {
                    let end = self.nodes.len() as u32;
                    self.nodes[start as usize].partner = end;
                    self.add(event, range);
                    self.nodes[end as usize].partner = start;
                }
            }
            Event::Text(_) => self.text(event, range),
            _ => self.add(event, range),
        }
    }

    fn add(&mut self, event: Event<'a>, range: Range<usize>) {
        self.html |= matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock));
        let partner = self.nodes.len() as u32;
        self.nodes.push(Node { event, start: range.start as u32, end: range.end as u32, partner });
    }

    /// Joins a text to the one before it where both are neighbouring pieces of the source: the parser splits at every
    /// character that might have meant something.
    fn text(&mut self, event: Event<'a>, range: Range<usize>) {
        let Some(last) = self.nodes.last_mut() else { return self.add(event, range) };
        let (start, middle) = (last.start as usize, last.end as usize);
        if let (Event::Text(CowStr::Borrowed(before)), Event::Text(CowStr::Borrowed(after))) = (&last.event, &event)
            && middle == range.start
            && before.len() == middle - start
            && after.len() == range.len()
            && let Some(joined) = self.text.get(start..range.end)
        {
            last.event = Event::Text(CowStr::Borrowed(joined));
            last.end = range.end as u32;
            return;
        }
        self.add(event, range);
    }
}

/// Puts right what was mended for the parser's sake.
fn restore(nodes: &mut [Node<'_>], mended: &Mended<'_>) {
    for node in nodes {
        let range = node.start as usize..node.end as usize;
        for string in strings(&mut node.event) {
            if is_touched(string) {
                *string = mended.restore(string, range.clone()).into();
            }
        }
    }
}

/// The strings of an event that come from the text.
fn strings<'e, 'a>(event: &'e mut Event<'a>) -> Vec<&'e mut CowStr<'a>> {
    match event {
        Event::Text(s) | Event::Code(s) | Event::InlineMath(s) | Event::DisplayMath(s) => vec![s],
        Event::Html(s) | Event::InlineHtml(s) | Event::FootnoteReference(s) => vec![s],
        Event::Start(Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. }) => {
            vec![dest_url, title, id]
        }
        Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
            let pairs = attrs.iter_mut().flat_map(|(key, value)| std::iter::once(key).chain(value));
            id.iter_mut().chain(classes).chain(pairs).collect()
        }
        Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(info))) => vec![info],
        Event::Start(Tag::FootnoteDefinition(label)) => vec![label],
        _ => Vec::new(),
    }
}

impl Context<'_> {
    pub fn too_deep(&mut self, range: Range<usize>) {
        if std::mem::replace(&mut self.deep, true) {
            return;
        }
        let start = range.start;
        let span = self.span(start..range.end.min(start + 1).max(start));
        let message = format!("this is nested more than {DEEPEST} levels deep");
        self.report
            .push(Diagnostic::new(Code::NestingTooDeep, span, message).help("a text needs no more than a few levels"));
    }
}
