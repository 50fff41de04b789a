//! A place in a text as people see it: line, column, and the line itself fit for a terminal.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::base::source::{SourceId, Sources, Span};

/// How many columns of a line are shown.
const WIDTH: usize = 100;
/// How many of them before the place, if the line is longer.
const BEFORE: usize = 30;

/// What is shown for a tab.
const TAB: &str = "    ";

/// A place counted from 1, columns in characters. The end is the first place behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// One line of a text, made safe to show, with the part that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    /// Bytes of `text`; empty for a place between two characters or at the line's end.
    pub marked: Range<usize>,
}

/// A file's text with its lines counted.
pub struct Lines {
    text: String,
    starts: Vec<usize>,
    /// Characters before each block of [`BLOCK`] bytes: a file of one long line may have a fault on every column.
    counts: Vec<usize>,
}

/// Bytes between two counts of characters.
const BLOCK: usize = 4096;

impl Lines {
    pub fn new(text: String) -> Lines {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        let mut total = 0;
        let mut counts = Vec::with_capacity(text.len() / BLOCK + 1);
        for block in text.as_bytes().chunks(BLOCK) {
            counts.push(total);
            total += characters(block);
        }
        Lines { text, starts, counts }
    }

    pub fn locate(&self, span: Span) -> Location {
        let range = self.clamp(span);
        let (line, column) = self.position(range.start);
        let (end_line, end_column) = self.position(range.end);
        Location { line, column, end_line, end_column }
    }

    /// The line on which a place begins. Of a place of many lines the first is shown.
    pub fn excerpt(&self, span: Span) -> Excerpt {
        let range = self.clamp(span);
        let line = self.line_at(range.start);
        let start = self.starts[line];
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let text = self.text[start..end].trim_end_matches('\r');
        let marked = (range.start - start).min(text.len())..(range.end - start).min(text.len());
        visible(text, marked)
    }

    /// The file may have changed since it was read: whatever the span says, the range lies in the text, between characters.
    fn clamp(&self, span: Span) -> Range<usize> {
        let start = self.text.floor_char_boundary(span.start as usize);
        let end = self.text.ceil_char_boundary(span.end as usize);
        start..end.max(start)
    }

    fn line_at(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn position(&self, at: usize) -> (usize, usize) {
        let line = self.line_at(at);
        (line + 1, self.characters_before(at) - self.characters_before(self.starts[line]) + 1)
    }

    fn characters_before(&self, at: usize) -> usize {
        let block = (at / BLOCK).min(self.counts.len().saturating_sub(1));
        self.counts.get(block).copied().unwrap_or(0) + characters(&self.text.as_bytes()[block * BLOCK..at])
    }
}

/// How many characters begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The part of a line around the marked bytes, with nothing in it that a terminal would obey.
fn visible(line: &str, marked: Range<usize>) -> Excerpt {
    let start = window_start(line, marked.start);
    let mut text = String::new();
    if start > 0 {
        text.push('…');
    }
    let mut shown = marked.start..marked.start;
    let mut width = 0;
    for (at, c) in line[start..].char_indices() {
        let at = start + at;
        if at == marked.start {
            shown.start = text.len();
        }
        if at == marked.end {
            shown.end = text.len();
        }
        width += columns(c);
        if width > WIDTH {
            let end = if at < marked.end { text.len() } else { shown.end };
            text.push('…');
            return Excerpt { marked: shown.start.min(end)..end, text };
        }
        push_visible(c, &mut text);
    }
    if marked.start == line.len() {
        shown.start = text.len();
    }
    if marked.end == line.len() {
        shown.end = text.len();
    }
    Excerpt { text, marked: shown }
}

/// Where to begin so that the place and a little before it fits.
fn window_start(line: &str, at: usize) -> usize {
    let fits = line.len() <= WIDTH && line.chars().map(columns).sum::<usize>() <= WIDTH;
    let mut width = 0;
    let mut start = at;
    for (before, c) in line[..at].char_indices().rev() {
        width += columns(c);
        if width > BEFORE && !fits {
            return start;
        }
        start = before;
    }
    start
}

/// Columns that a character takes.
fn columns(c: char) -> usize {
    if c == '\t' { TAB.len() } else { c.width().unwrap_or(1) }
}

/// Columns that a safe text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// A text in which every control character is a picture of itself; line breaks stay.
pub fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' { safe.push(c) } else { push_visible(c, &mut safe) }
    }
    safe
}

fn push_visible(c: char, text: &mut String) {
    match c {
        '\t' => text.push_str(TAB),
        '\0'..='\u{1f}' => text.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\u{7f}' => text.push('\u{2421}'),
        // C1 controls, and marks that turn the direction of all that follows.
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => text.push('\u{fffd}'),
        _ => text.push(c),
    }
}

/// Texts while diagnostics are shown in file order: the file of the hour, and the last other one that was looked at.
pub struct Texts<'s> {
    sources: &'s Sources,
    main: Option<(SourceId, Option<Lines>)>,
    other: Option<(SourceId, Option<Lines>)>,
}

impl<'s> Texts<'s> {
    pub fn new(sources: &'s Sources) -> Texts<'s> {
        Texts { sources, main: None, other: None }
    }

    pub fn path(&self, source: SourceId) -> String {
        safe(self.sources.path(source))
    }

    /// The text of the file whose diagnostics are being shown; `None` if it cannot be read.
    pub fn main(&mut self, source: SourceId) -> Option<&Lines> {
        look(self.sources, &mut self.main, source)
    }

    /// The text of a file that one of them points at.
    pub fn other(&mut self, source: SourceId) -> Option<&Lines> {
        match &self.main {
            Some((id, lines)) if *id == source => lines.as_ref(),
            _ => look(self.sources, &mut self.other, source),
        }
    }
}

fn look<'l>(sources: &Sources, slot: &'l mut Option<(SourceId, Option<Lines>)>, source: SourceId) -> Option<&'l Lines> {
    if slot.as_ref().is_none_or(|(id, _)| *id != source) {
        *slot = Some((source, sources.excerpt(source).map(Lines::new)));
    }
    slot.as_ref().and_then(|(_, lines)| lines.as_ref())
}
