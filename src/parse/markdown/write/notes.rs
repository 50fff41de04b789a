//! Footnotes, numbered by their first reference.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Writer;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::parse::document::{Footnote, HoleKind, Slice};
use crate::parse::markdown::Context;
use crate::parse::markdown::stream::Stream;

/// The footnotes that a document defines.
#[derive(Default)]
pub struct Notes<'w> {
    /// By label in lower case.
    by_label: BTreeMap<String, Note<'w>>,
    /// Those referred to, in order: their labels.
    order: Vec<String>,
}

struct Note<'w> {
    /// The event that starts its definition.
    at: u32,
    label: &'w str,
    number: Option<u32>,
}

impl<'w> Notes<'w> {
    pub fn read(stream: &'w Stream<'_>, context: &mut Context<'_>) -> Notes<'w> {
        let mut notes = Notes::default();
        for at in 0..stream.len() {
            let Event::Start(Tag::FootnoteDefinition(label)) = stream.event(at) else { continue };
            let note = Note { at, label, number: None };
            let earlier = notes.by_label.entry(label.to_lowercase());
            if let std::collections::btree_map::Entry::Occupied(first) = &earlier {
                let start = stream.range(at).start;
                let span = context.span(start..start + label.len() + 3);
                let first = stream.range(first.get().at).start;
                let first = context.span(first..first + label.len() + 3);
                let message = format!("the footnote `[^{label}]` is defined twice");
                let diagnostic = Diagnostic::new(Code::UnusedFootnote, span, message);
                context
                    .report
                    .push(diagnostic.related(first, "this definition counts").help("give one of them another label"));
                continue;
            }
            earlier.or_insert(note);
        }
        notes
    }
}

impl Writer<'_, '_, '_> {
    /// Reads a reference to a footnote; one in a title is held back.
    pub fn reference(&mut self, label: &str, range: Range<usize>) {
        if self.context.text.get(range.end..).is_some_and(|rest| rest.starts_with("](")) {
            let message = "a footnote in the text of a link makes it no link".to_string();
            let help = format!("put it behind the link: `[text](address)[^{label}]`");
            self.context.warn(Code::UnusableLink, range, message, Some(&help));
        }
        if self.title.is_some() {
            self.held_notes.push(label.to_string());
        } else {
            self.write_reference(label);
        }
    }

    pub fn write_reference(&mut self, label: &str) {
        self.continue_run();
        let key = label.to_lowercase();
        let Some(note) = self.notes.by_label.get_mut(&key) else { return };
        let number = *note.number.get_or_insert_with(|| {
            let span = self.context.span(self.stream.range(note.at));
            let footnote = Footnote { label: note.label.to_string(), body: Slice::default(), references: 0, span };
            self.document.footnotes.push(footnote);
            self.notes.order.push(key);
            self.document.footnotes.len() as u32 - 1
        });
        let footnote = &mut self.document.footnotes[number as usize];
        let nth = footnote.references;
        footnote.references += 1;
        self.hole(HoleKind::Footnote { note: number, nth });
    }

    /// Writes the bodies of the footnotes, those that only footnotes refer to included.
    pub fn footnotes(&mut self) {
        let mut next = 0;
        while let Some(key) = self.notes.order.get(next) {
            let Some(at) = self.notes.by_label.get(key).map(|note| note.at) else { break };
            let events = at + 1..self.stream.after(at) - 1;
            let end = events.end;
            let body = self.slice(|writer| {
                writer.events(events);
                writer.raw_html(end);
            });
            self.document.footnotes[next].body = body;
            next += 1;
        }
        self.report_unused();
    }

    fn report_unused(&mut self) {
        for note in self.notes.by_label.values().filter(|note| note.number.is_none()) {
            let start = self.stream.range(note.at).start;
            let message = format!("nothing refers to the footnote `[^{}]`", note.label);
            let help = Some("refer to it, or remove it");
            self.context.warn(Code::UnusedFootnote, start..start + note.label.len() + 3, message, help);
        }
    }
}
