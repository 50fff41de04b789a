//! What is noted while an entry's body, or the opening prose, is written.

use super::Writer;
use super::byline::are_names;
use crate::base::ident::{LinkKind, is_label, is_paper_label, label_before};
use crate::parse::document::Slice;
use crate::parse::markdown::autolink;
use crate::parse::markdown::script::joins;
use crate::parse::markdown::target;

/// The longest summary, in characters.
const SUMMARY: usize = 300;
/// The bytes between two paragraphs.
const LINE_END: u32 = 1;

/// Longer than any label before a link, in bytes.
const LABEL: usize = 60;

/// Notes on a text.
#[derive(Default)]
pub struct Watch {
    /// Whether the text is an entry's.
    entry: bool,
    /// Its links, in order.
    pub mentions: Vec<Mention>,
    /// The link whose text is being written.
    current: Option<usize>,
    run: Option<Run>,
    /// The last words since a line or a link began or ended, among which a label of the next link may be.
    before: String,
    /// A paragraph of people and links that the text begins with, and its words.
    byline: Option<(Slice, String)>,
    /// The first paragraph that is more than links, with the byline right before it.
    first_paragraph: Option<Slice>,
    /// The paragraphs that are nothing but links with a kind.
    pub link_paragraphs: Vec<Slice>,
    summary: String,
    full: bool,
}

/// A link with its text.
#[derive(Debug)]
pub struct Mention {
    pub link: u32,
    pub text: String,
    /// The label before it, with a colon, if there is one: `Code: https://…`.
    label: Option<String>,
    /// Whether its text or label says that it leads to the paper itself.
    pub paper: bool,
    /// What it leads to, if that is outside.
    pub kind: Option<LinkKind>,
    /// The first link without a label of a paragraph that is links only.
    pub leads: bool,
}

/// A paragraph, or the text of a list item, a heading or a table cell.
struct Run {
    start: Slice,
    /// How many mentions there were before it.
    mentions: usize,
    /// How many links it holds, to anywhere.
    links: usize,
    /// Whether it has words outside of links.
    words: bool,
    /// Whether they are more than names, or stand where no byline does.
    says: bool,
    text: String,
    kind: RunKind,
    /// Whether it stands in no list, quotation or the like.
    top: bool,
    /// Whether it stands in no paragraph of its own.
    loose: bool,
    /// Whether raw HTML stands in it that may begin or end elsewhere.
    torn: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    Prose,
    /// A heading, a table cell, a figure: no part of a summary.
    Other,
}

impl Watch {
    pub fn of_entry() -> Watch {
        Watch { entry: true, ..Watch::default() }
    }

    /// Whether text that is noted now is kept.
    pub fn wants_text(&self) -> bool {
        self.current.is_some() || !self.full && self.run.as_ref().is_some_and(|run| run.kind == RunKind::Prose)
    }

    /// Keeps the last words before the next link.
    fn note_before(&mut self, text: &str) {
        if text.len() >= LABEL {
            self.before.clear();
        }
        self.before.push_str(&text[text.floor_char_boundary(text.len().saturating_sub(LABEL))..]);
        if self.before.len() > 2 * LABEL {
            self.before.drain(..self.before.floor_char_boundary(self.before.len() - LABEL));
        }
    }

    /// The first paragraph; a byline where nothing else is said.
    pub fn first_paragraph(&self) -> Option<Slice> {
        self.first_paragraph.or_else(|| self.byline.as_ref().map(|(slice, _)| *slice))
    }

    /// The first words, cut at a word; those of a byline where nothing else is said.
    pub fn into_summary(self) -> String {
        let byline = self.byline.map(|(_, words)| words).unwrap_or_default();
        let text = if self.summary.is_empty() { byline.trim() } else { self.summary.trim() };
        let Some(end) = limit(text) else { return text.to_string() };
        let cut = &text[..end];
        let word = cut.rfind(char::is_whitespace).filter(|at| *at > end / 2);
        let words = &cut[..word.unwrap_or(end)];
        [words.trim_end_matches(|c: char| c.is_whitespace() || ",;:，、；：".contains(c)), "…"].concat()
    }

    /// Notes a run that is more than links.
    fn note_words(&mut self, run: Run, slice: Slice) {
        if self.is_byline(&run) {
            self.byline = Some((slice, run.text));
            return;
        }
        if run.top && !run.torn && self.first_paragraph.is_none() {
            self.first_paragraph = Some(self.with_byline(slice));
        }
        if !self.full {
            if !self.summary.is_empty() {
                self.summary.push(' ');
            }
            self.summary.push_str(run.text.trim());
            self.full = self.summary.len() > SUMMARY && self.summary.chars().count() > SUMMARY;
        }
    }

    /// Whether nothing stands yet of an entry, so that a byline may.
    fn is_at_beginning(&self) -> bool {
        self.entry && self.byline.is_none() && self.first_paragraph.is_none() && self.summary.is_empty()
    }

    /// Whether a run begins an entry and only says who made the work and where it is.
    fn is_byline(&self, run: &Run) -> bool {
        let links = &self.mentions[run.mentions..];
        // What leads just anywhere may be a sentence's verb: `OpenAI [announces](…)`.
        let to_work = |kind: LinkKind| !matches!(kind, LinkKind::Site | LinkKind::Post);
        run.top
            && !run.loose
            && !run.says
            && links.iter().all(|link| link.kind.is_some())
            && links.iter().any(|link| link.kind.is_some_and(to_work))
    }

    /// A paragraph, and the byline where it stands right before.
    fn with_byline(&self, slice: Slice) -> Slice {
        match &self.byline {
            Some((byline, _)) if byline.end + LINE_END >= slice.start => {
                Slice { start: byline.start, first_hole: byline.first_hole, ..slice }
            }
            _ => slice,
        }
    }
}

impl Writer<'_, '_, '_> {
    /// Begins a run of text here.
    pub fn begin_run(&mut self, kind: RunKind) {
        self.end_run();
        let (start, top) = (self.mark(), self.depth == 0);
        if let Some(watch) = &mut self.watch {
            let (mentions, says) = (watch.mentions.len(), !watch.is_at_beginning());
            watch.before.clear();
            watch.run = Some(Run {
                start,
                mentions,
                links: 0,
                words: false,
                says,
                text: String::new(),
                kind,
                top,
                loose: false,
                torn: false,
            });
        }
    }

    /// Begins a run where text stands in no paragraph.
    pub fn continue_run(&mut self) {
        if self.title.is_none() && self.watch.as_ref().is_some_and(|watch| watch.run.is_none()) {
            self.begin_run(RunKind::Prose);
            if let Some(run) = self.watch.as_mut().and_then(|watch| watch.run.as_mut()) {
                run.loose = true;
            }
        }
    }

    /// Notes raw HTML.
    pub fn tear_run(&mut self) {
        if let Some(run) = self.watch.as_mut().and_then(|watch| watch.run.as_mut()) {
            run.torn |= run.loose;
        }
    }

    /// Ends the current run and notes what it was.
    pub fn end_run(&mut self) {
        let Some(run) = self.watch.as_mut().and_then(|watch| watch.run.take()) else { return };
        let slice = self.since(run.start);
        if run.links > 0 && !run.words && !run.loose && run.kind == RunKind::Prose {
            self.note_leading_link(run.mentions);
            self.note_link_paragraph(&run, slice);
        }
        let Some(watch) = &mut self.watch else { return };
        if run.kind == RunKind::Prose && run.words {
            watch.note_words(run, slice);
        }
    }

    /// Marks the first link of a links-only paragraph that no label and no host gives a type. Where one of them is called
    /// `Paper`, that one is meant, and none is marked.
    fn note_leading_link(&mut self, from: usize) {
        let Some(watch) = &mut self.watch else { return };
        let mentions = &mut watch.mentions[from..];
        if mentions.iter().any(|mention| mention.paper) {
            return;
        }
        let untyped = mentions.iter_mut().find(|mention| match mention.kind {
            Some(kind) => matches!(kind, LinkKind::Paper | LinkKind::Site),
            None => self.document.links.get(mention.link as usize).is_some_and(|link| link.work.is_some()),
        });
        if let Some(mention) = untyped {
            mention.leads = true;
        }
    }

    /// Marks a paragraph of an entry that only repeats links which are shown with the entry's title.
    fn note_link_paragraph(&mut self, run: &Run, slice: Slice) {
        let Some(watch) = self.watch.as_mut().filter(|watch| watch.entry) else { return };
        let shown = |mention: &Mention| mention.kind.is_some() && !mention.text.trim().is_empty();
        // An image or the like is a hole too.
        let alone = (slice.last_hole - slice.first_hole) as usize == run.links;
        let prose = &mut self.document.prose;
        if !run.top || self.page_only > 0 || !alone || !watch.mentions[run.mentions..].iter().all(shown) {
            return;
        }
        let start = slice.start as usize;
        if !prose.html[start..].starts_with("<p>") {
            return;
        }
        const CLASS: &str = " class=\"links\"";
        prose.html.insert_str(start + "<p".len(), CLASS);
        for hole in &mut prose.holes[slice.first_hole as usize..] {
            hole.at += CLASS.len() as u32;
        }
        watch.link_paragraphs.push(Slice { end: slice.end + CLASS.len() as u32, ..slice });
    }

    /// Notes a link that begins here.
    pub fn begin_mention(&mut self, link: u32) {
        if let Some(watch) = &mut self.watch {
            watch.current = Some(watch.mentions.len());
            let label = label_before(&watch.before).filter(|label| label.len() < LABEL).map(str::to_string);
            watch.before.clear();
            watch.mentions.push(Mention { link, text: String::new(), label, paper: false, kind: None, leads: false });
            if let Some(run) = &mut watch.run {
                run.links += 1;
            }
        }
    }

    pub fn end_mention(&mut self) {
        let Some(watch) = &mut self.watch else { return };
        let Some(mention) = watch.current.take().and_then(|current| watch.mentions.get_mut(current)) else { return };
        if !watch.entry {
            return;
        }
        let labels = &self.context.rules.outline.paper_labels;
        let label = mention.label.take().filter(|label| is_label(label, labels) && !is_label(&mention.text, labels));
        let name = label.as_deref().unwrap_or(mention.text.trim());
        mention.paper = is_paper_label(name, labels);
        let Some(link) = self.document.links.get(mention.link as usize) else { return };
        mention.kind = target::address(&link.target).map(|url| match mention.paper {
            true => LinkKind::Paper,
            false => LinkKind::told(name, url, link.work.as_ref()),
        });
        // An address says less than what it was called.
        if let Some(label) = label
            && autolink::begins(&mention.text)
        {
            mention.text = label;
        }
    }

    /// Notes text that is written.
    pub fn note_text(&mut self, text: &str) {
        let Some(watch) = &mut self.watch else { return };
        let in_link = watch.current.and_then(|current| watch.mentions.get_mut(current));
        let linked = in_link.is_some();
        match in_link {
            Some(mention) => mention.text.push_str(text),
            None => watch.note_before(text),
        }
        let Some(run) = &mut watch.run else { return };
        run.words = run.words || !linked && text.contains(char::is_alphanumeric);
        run.says = run.says || !linked && !are_names(text);
        // What is longer than a summary is not needed.
        if !watch.full && run.kind == RunKind::Prose && run.text.len() <= SUMMARY * 4 {
            // A citation or a note between two texts leaves nothing behind.
            let is_parted = run.text.ends_with(' ');
            if is_parted && text.starts_with(['.', ',']) {
                run.text.pop();
            }
            let text = if is_parted { text.trim_start_matches(' ') } else { text };
            if run.text.is_empty() {
                run.text.reserve(SUMMARY * 2);
            }
            run.text.push_str(&text[..text.floor_char_boundary(SUMMARY * 4)]);
        }
    }

    /// Notes a line break between two characters.
    pub fn note_break(&mut self, before: Option<char>, after: Option<char>) {
        if let Some(watch) = &mut self.watch {
            watch.before.push('\n');
        }
        let joined = before.zip(after).is_some_and(|(before, after)| joins(before, after));
        if joined {
            return;
        }
        if let Some(watch) = &mut self.watch {
            if let Some(mention) = watch.current.and_then(|current| watch.mentions.get_mut(current)) {
                mention.text.push(' ');
            }
            if let Some(run) = &mut watch.run {
                run.text.push(' ');
            }
        }
    }
}

/// The place of the last character that a summary has room for; none if it has room for the whole text.
fn limit(text: &str) -> Option<usize> {
    let end = place(text, SUMMARY - 1)?;
    text[end..].chars().nth(1).map(|_| end)
}

/// Where the character begins that `count` others stand before; none if the text ends there or sooner.
fn place(text: &str, mut count: usize) -> Option<usize> {
    let mut at = 0;
    while count > 0 {
        // No more characters than bytes: this goes never too far, and seldom has far to go again.
        let piece = text.as_bytes().get(at..at + count)?;
        at += count;
        count -= piece.iter().filter(|byte| (**byte as i8) >= -0x40).count();
    }
    (at..text.len()).find(|at| text.is_char_boundary(*at))
}
