//! Links behind an entry's title that say what they lead to: `MALT ([paper](…), [code](…))`. They are links of the entry,
//! and their words no part of its title.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Writer;
use crate::base::ident::{is_label, is_paper_label};
use crate::parse::document::Slice;
use crate::parse::markdown::plain::plain;

impl Writer<'_, '_, '_> {
    /// Where the links behind a title begin among its events, and the title's text without them; none where there are
    /// none, or where they are words of the title.
    pub fn links_behind(&self, content: &Range<u32>) -> Option<(u32, String)> {
        let (mut begin, mut at) = (content.end, content.end);
        while at > content.start {
            at = match self.stream.event(at - 1) {
                Event::End(TagEnd::Link) => {
                    let link = self.stream.after(at - 1) - 1;
                    if link == content.start && begin == content.end {
                        // Most titles are a link, and nothing is behind it.
                        return None;
                    }
                    if !is_label(&self.link_text(link), &self.context.rules.outline.paper_labels) {
                        break;
                    }
                    begin = link;
                    link
                }
                Event::Text(text) if !text.contains(char::is_alphanumeric) => at - 1,
                _ => break,
            };
        }
        if begin == content.start || begin == content.end {
            return None;
        }
        let before = match self.stream.event(begin - 1) {
            Event::Text(text) => text.trim_end(),
            _ => "",
        };
        let is_parted = (before.is_empty() || before.ends_with(parts)) && self.is_apart(content, begin, before);
        let title = plain(self.stream, content.start..begin, 0, &self.context.rules.macros);
        let title = title.trim().trim_end_matches(parts);
        (is_parted && title.contains(char::is_alphanumeric)).then(|| (begin, title.to_string()))
    }

    /// Whether links behind a title are more than its last words, as in `GPT-4: [Technical Report](…)`: there are several, the
    /// title is a link itself, or they stand in brackets or behind a bar.
    fn is_apart(&self, content: &Range<u32>, begin: u32, before: &str) -> bool {
        let is_link = |at: &u32| self.stream.is_link(*at);
        let opens = |c: char| "([（【|｜".contains(c);
        let several = (begin..content.end).filter(is_link).count() > 1;
        several
            || (content.start..begin).any(|at| is_link(&at))
            || before.ends_with(opens)
            || self.link_text(begin).starts_with(opens)
    }

    /// Enters the links behind a title. Where the title is no link itself, the paper's is its address, else the first.
    pub fn enter_links(&mut self, events: Range<u32>, own: Option<u32>) -> Option<u32> {
        let stream = self.stream;
        let links: Vec<u32> = events.filter(|at| stream.is_link(*at)).collect();
        let labels = &self.context.rules.outline.paper_labels;
        let paper = links.iter().find(|at| is_paper_label(&self.link_text(**at), labels));
        let lead = paper.or(links.first()).copied().filter(|_| own.is_none());
        let mut address = own;
        for at in links {
            let Event::Start(Tag::Link { dest_url, title, .. }) = stream.event(at) else { continue };
            let text = self.link_text(at);
            let Some(link) = self.add_link(dest_url, title, stream.range(at)) else { continue };
            if lead == Some(at) {
                address = Some(link);
            } else {
                self.begin_mention(link);
                self.note_text(&text);
                self.end_mention();
            }
        }
        address
    }

    /// Takes away what parted the title that was just written from the links behind it.
    pub fn without_parting(&mut self, title: Slice) -> Slice {
        let prose = &mut self.document.prose;
        let last_hole = prose.holes[title.first_hole as usize..].last().map_or(title.start, |hole| hole.at) as usize;
        let end = prose.html[last_hole..].trim_end_matches(parts).len() + last_hole;
        prose.html.truncate(end);
        Slice { end: end as u32, ..title }
    }

    fn link_text(&self, link: u32) -> String {
        plain(self.stream, link + 1..self.stream.after(link) - 1, 0, &self.context.rules.macros)
    }
}

/// Whether a text is nothing but what parts a title from what is behind it.
pub fn is_parting(text: &str) -> bool {
    text.chars().all(parts)
}

/// Whether a character parts a title from what is behind it.
fn parts(c: char) -> bool {
    c.is_whitespace() || "([（【|｜/／·•—–-,，、:：→".contains(c)
}
