//! Citations in prose and in titles.

use std::ops::Range;

use super::Writer;
use crate::base::diagnostic::Code;
use crate::base::escape::escape_text_into;
use crate::parse::document::{Attributes, Citation, CitedItem, HoleKind, Title};
use crate::parse::markdown::citation;

impl Writer<'_, '_, '_> {
    /// Enters the citation whose brackets stand at a range; one in a title is held back.
    pub fn citation(&mut self, range: Range<usize>) {
        let start = range.start + 1;
        let inner = &self.context.text[start..range.end.saturating_sub(1).max(start)];
        let items = citation::read(inner).into_iter().map(|item| CitedItem {
            key: inner[item.key.clone()].to_string(),
            span: self.context.span(start + item.key.start..start + item.key.end),
            prefix: item.prefix,
            suffix: item.suffix,
            locator: item.locator,
            without_author: item.without_author,
        });
        let citation = Citation { items: items.collect(), in_link: self.anchors > 0 };
        if self.title.is_some() {
            self.held_citations.push(citation);
            return;
        }
        self.continue_run();
        self.last = Some(']');
        self.document.citations.push(citation);
        self.hole(HoleKind::Citation(self.document.citations.len() as u32 - 1));
    }

    /// Takes the space away that stood between a title and its citation.
    pub fn end_title(&mut self) {
        let prose = &mut self.document.prose;
        let last_hole = prose.holes.last().map_or(0, |hole| hole.at as usize);
        while !self.held_citations.is_empty() && prose.html.ends_with(' ') && prose.html.len() > last_hole {
            prose.html.pop();
        }
    }

    /// The citation in an entry's title names its work, unless an attribute does.
    pub fn title_citation(&mut self, attributes: &mut Attributes, title: &mut Title) {
        let mut keys = std::mem::take(&mut self.held_citations).into_iter().flat_map(|citation| citation.items);
        if attributes.cite.is_none() {
            attributes.cite = keys.next().map(|item| (item.key, Some(item.span)));
            if let Some((key, Some(span))) = attributes.cite.as_ref().filter(|_| title.plain.is_empty()) {
                let message = format!("this heading is nothing but the citation `@{key}`");
                self.context.report(Code::MisplacedCitation, *span, message, "write a title before it");
                title.plain = key.as_str().into();
                title.html = self.slice(|writer| escape_text_into(key, &mut writer.document.prose.html));
            }
        }
        for item in keys {
            let message = format!("a title names one work, and `@{}` is not the first", item.key);
            self.context.report(Code::MisplacedCitation, item.span, message, "cite it in the text below");
        }
    }

    /// Reports citations in the title of a section.
    pub fn no_citation(&mut self) {
        for item in std::mem::take(&mut self.held_citations).into_iter().flat_map(|citation| citation.items) {
            let message = format!("`@{}` says nothing in the title of a section", item.key);
            self.context.report(Code::MisplacedCitation, item.span, message, "cite it in the text below");
        }
    }
}
