//! How list items and paragraphs begin that are entries: ordinal, tags, emoji, and then a link.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Rules;
use super::autolink;
use super::plain::plain;
use super::stream::Stream;
use super::target;
use crate::base::ident::{LinkKind, WorkId, is_paper_label, scan};
use crate::base::slug::strip_ordinal;
use crate::parse::document::Target;

/// The longest bracketed tag, in characters: what is longer is prose.
const TAG: usize = 24;

/// The longest text before a link that is looked at in pieces.
const PREFIX: usize = 200;
/// Longer than any ordinal.
const ORDINAL: usize = 40;

/// The beginning of an entry that is a list item or a paragraph.
#[derive(Debug)]
pub struct Lead {
    pub ordinal: String,
    pub labels: Vec<String>,
    pub title: LeadTitle,
    /// The first event behind the title.
    pub rest: u32,
    /// How many bytes of text there belong to the title still.
    pub skip: usize,
    /// Emphasis that reaches behind the title: the events that start it.
    pub open: Vec<u32>,
    /// Whether the title stands in a paragraph of its list item, which goes on behind it.
    pub paragraph: bool,
}

#[derive(Debug)]
pub enum LeadTitle {
    /// The link that starts here.
    Link { at: u32 },
    /// Any content; of its text so many bytes are left out.
    Bold { content: Range<u32>, skip: usize },
    /// An address in running text: its place.
    Address { range: Range<usize> },
    /// A work's id in running text.
    Id { range: Range<usize>, id: WorkId },
}

/// Reads the beginning of the list item at `item`; none if it opens no entry.
pub fn of_item(stream: &Stream<'_>, item: u32, rules: &Rules, text: &str) -> Option<Lead> {
    let end = stream.after(item) - 1;
    let mut at = item + 1;
    let paragraph = matches!(stream.event(at), Event::Start(Tag::Paragraph));
    if paragraph {
        at += 1;
    }
    let mut before = String::new();
    let mut open = Vec::new();
    while at < end {
        match stream.event(at) {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => open.push(at),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                open.pop();
            }
            Event::SoftBreak => before.push(' '),
            Event::Text(piece) => {
                before.push_str(piece);
                let more = matches!(stream.event(at + 1), Event::Text(_)) && before.len() < PREFIX;
                let prefix = Prefix::read(&before);
                if !more && !prefix.rest.is_empty() {
                    return in_text(stream, at, prefix, text).map(|lead| Lead { open, paragraph, ..lead });
                }
            }
            Event::Start(Tag::Link { .. }) => {
                let prefix = Prefix::read(&before);
                if !prefix.rest.is_empty() || !opens(stream, at, rules) {
                    return None;
                }
                let rest = closing(stream, stream.after(at), &mut open);
                let (ordinal, labels) = (prefix.ordinal.to_string(), prefix.labels());
                return Some(Lead { ordinal, labels, title: LeadTitle::Link { at }, rest, skip: 0, open, paragraph });
            }
            _ => return None,
        }
        at += 1;
    }
    None
}

/// Goes past the ends of emphasis that closes right behind the title.
fn closing(stream: &Stream<'_>, mut at: u32, open: &mut Vec<u32>) -> u32 {
    while open.last().is_some_and(|start| stream.event(at) == &closing_event(stream, *start)) {
        open.pop();
        at += 1;
    }
    at
}

fn closing_event(stream: &Stream<'_>, start: u32) -> Event<'static> {
    match stream.event(start) {
        Event::Start(tag) => Event::End(tag.to_end()),
        _ => Event::SoftBreak,
    }
}

/// An address or id at which the leading text of an item goes on.
fn in_text(stream: &Stream<'_>, at: u32, prefix: Prefix<'_>, text: &str) -> Option<Lead> {
    let Event::Text(piece) = stream.event(at) else { return None };
    let range = stream.range(at);
    let from = piece.len().checked_sub(prefix.rest.len())?;
    // Only where the text stands in the source as it is read.
    let start = (piece.len() == range.len()).then_some(range.start + from)?;
    let (length, id) = if autolink::begins(prefix.rest) {
        (autolink::length(&text[start..range.end]), None)
    } else {
        let (found, id) = scan(prefix.rest).into_iter().next().filter(|(found, _)| found.start == 0)?;
        (found.end, Some(id))
    };
    let range = start..start + length;
    let title = match id {
        Some(id) => LeadTitle::Id { range, id },
        None => LeadTitle::Address { range },
    };
    let (ordinal, labels) = (prefix.ordinal.to_string(), prefix.labels());
    Some(Lead { ordinal, labels, title, rest: at, skip: from + length, open: Vec::new(), paragraph: false })
}

/// Whether a link can be the title of an entry: it leads to another site or a work, and it says something.
pub fn opens(stream: &Stream<'_>, at: u32, rules: &Rules) -> bool {
    let Event::Start(Tag::Link { dest_url, .. }) = stream.event(at) else { return false };
    let target = target::read(dest_url, rules);
    let elsewhere = target.is_ok_and(|target| matches!(target, Target::Work(_)) || target::address(&target).is_some());
    elsewhere && has_text(stream, at + 1..stream.after(at) - 1)
}

/// Whether there is text beside images.
fn has_text(stream: &Stream<'_>, range: Range<u32>) -> bool {
    let mut at = range.start;
    while at < range.end {
        match stream.event(at) {
            Event::Start(Tag::Image { .. }) => at = stream.after(at),
            Event::Text(text) | Event::Code(text) if !text.trim().is_empty() => return true,
            Event::InlineMath(_) | Event::DisplayMath(_) => return true,
            _ => at += 1,
        }
    }
    false
}

/// Reads the paragraph at `paragraph`; none if it is more than an ordinal and one link or one bold run.
pub fn of_paragraph(stream: &Stream<'_>, paragraph: u32, rules: &Rules) -> Option<Lead> {
    let end = stream.after(paragraph) - 1;
    let (ordinal, at) = leading_ordinal(stream, paragraph + 1, end);
    of_line(stream, ordinal, at..end, rules)
}

/// Reads the list at `list` as such a paragraph: Markdown takes a number with a dot and a space for the start of a list,
/// but where the list is a single line, its author meant a title.
pub fn of_numbered(stream: &Stream<'_>, list: u32, rules: &Rules, text: &str) -> Option<Lead> {
    let (item, end) = (list + 1, stream.after(list) - 1);
    if stream.after(item) != end {
        return None;
    }
    let mut content = item + 1..end - 1;
    if matches!(stream.event(content.start), Event::Start(Tag::Paragraph)) && stream.after(content.start) == content.end
    {
        content = content.start + 1..content.end - 1;
    }
    let ordinal = text[stream.range(item)].split_whitespace().next()?;
    of_line(stream, ordinal.to_string(), content, rules)
}

/// Reads a line of which the ordinal is told apart already.
fn of_line(stream: &Stream<'_>, ordinal: String, content: Range<u32>, rules: &Rules) -> Option<Lead> {
    let Range { start: at, end } = content;
    if at == end || stream.after(at) != end {
        return None;
    }
    let lead = |ordinal: String, title: LeadTitle| {
        Some(Lead { ordinal, labels: Vec::new(), title, rest: end + 1, skip: 0, open: Vec::new(), paragraph: false })
    };
    match stream.event(at) {
        Event::Start(Tag::Link { .. }) => {
            let sure = !ordinal.is_empty() || !is_sure_label(&plain(stream, at + 1..end - 1, 0, &rules.macros), rules);
            if sure && opens(stream, at, rules) { lead(ordinal, LeadTitle::Link { at }) } else { None }
        }
        Event::Start(Tag::Strong) => {
            let (inner, link) = leading_ordinal(stream, at + 1, end - 1);
            let whole_link = stream.is_link(link) && stream.after(link) == end - 1;
            if whole_link && opens(stream, link, rules) {
                return lead(ordinal + &inner, LeadTitle::Link { at: link });
            }
            let text = plain(stream, at + 1..end - 1, 0, &rules.macros);
            let (inner, rest) = strip_ordinal(&text);
            let skip = text.trim_end().len() - rest.len();
            let has_text = !rest.is_empty();
            has_text.then(|| lead(ordinal + inner, LeadTitle::Bold { content: at + 1..end - 1, skip }))?
        }
        _ => None,
    }
}

/// The ordinal in the texts from `at` on if they are nothing else, and the first event behind them.
fn leading_ordinal(stream: &Stream<'_>, at: u32, end: u32) -> (String, u32) {
    let mut text = String::new();
    let mut behind = at;
    while behind < end
        && let Event::Text(piece) = stream.event(behind)
    {
        text.push_str(piece);
        behind += 1;
    }
    match alone(text.trim()) {
        Some(ordinal) => (ordinal, behind),
        None => (String::new(), at),
    }
}

/// The text if it is an ordinal and nothing else.
fn alone(text: &str) -> Option<String> {
    if text.is_empty() || text.len() > ORDINAL {
        return None;
    }
    let with_title = format!("{text} x");
    (strip_ordinal(&with_title).0 == text).then(|| text.to_string())
}

/// Whether a link's text says what it leads to, not what a work is called: `Paper`, `Code`, `论文`. Of several words only a
/// paper's label is one for sure: a link that has a paragraph to itself may well be a title.
fn is_sure_label(text: &str, rules: &Rules) -> bool {
    let word = !text.contains(char::is_whitespace) && (text.is_ascii() || text.chars().count() <= 4);
    is_paper_label(text, &rules.outline.paper_labels)
        || word && LinkKind::of(text, "https://example.org/") != LinkKind::Site
}

/// What may stand before an item's link.
struct Prefix<'t> {
    ordinal: &'t str,
    tags: Vec<&'t str>,
    /// What is none of it.
    rest: &'t str,
}

impl<'t> Prefix<'t> {
    fn read(text: &'t str) -> Prefix<'t> {
        let mut prefix = Prefix { ordinal: "", tags: Vec::new(), rest: text };
        loop {
            prefix.rest = prefix.rest.trim_start();
            if let Some((tag, rest)) = tag(prefix.rest) {
                prefix.tags.push(tag);
                prefix.rest = rest;
            } else if let Some(rest) = emoji(prefix.rest) {
                prefix.rest = rest;
            } else if let Some(length) = (prefix.ordinal.is_empty()).then(|| ordinal_length(prefix.rest)).flatten() {
                (prefix.ordinal, prefix.rest) = prefix.rest.split_at(length);
            } else {
                return prefix;
            }
        }
    }

    fn labels(&self) -> Vec<String> {
        self.tags.iter().map(|tag| tag.to_string()).collect()
    }
}

/// Splits a bracketed tag off: `[video]`, `【视频】`.
fn tag(text: &str) -> Option<(&str, &str)> {
    let (close, inner) = match text.chars().next()? {
        '[' => (']', &text[1..]),
        '【' => ('】', &text['【'.len_utf8()..]),
        '［' => ('］', &text['［'.len_utf8()..]),
        _ => return None,
    };
    let (tag, rest) = inner.split_once(close)?;
    let sound = !tag.trim().is_empty() && !tag.contains(['[', '^']) && tag.chars().count() <= TAG;
    sound.then(|| (tag.trim(), rest))
}

/// Splits one emoji or other symbol off, with what only says how it is drawn.
fn emoji(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let rest = &text[first.len_utf8()..];
    let drawn = |c: char| matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}');
    let symbol = matches!(u32::from(first), 0xA9 | 0xAE | 0x203C | 0x2049 | 0x2122 | 0x2139
        | 0x2190..=0x23FF | 0x24C2 | 0x25A0..=0x27BF | 0x2900..=0x297F | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF);
    // Circled numbers and those on keys are ordinals.
    let number = matches!(first, '\u{2776}'..='\u{2793}' | '🔟');
    (symbol && !number || drawn(first)).then(|| rest.trim_start_matches(drawn))
}

fn ordinal_length(text: &str) -> Option<usize> {
    if text.is_empty() || text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let with_title = format!("{} x", &text[..text.floor_char_boundary(ORDINAL)]);
    let (ordinal, _) = strip_ordinal(&with_title);
    (!ordinal.is_empty() && ordinal.len() <= text.len()).then_some(ordinal.len())
}
