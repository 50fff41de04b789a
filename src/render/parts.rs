//! A text's body as a row of pieces, in reading order.

use crate::model::newsletter::{Issue, Text};
use crate::parse::document::{Item, Part, Section, SectionKind, Slice};

use super::entry::Told;
use super::notes::Notes;
use super::prose::Shown;
use super::scene::Scene;
use super::view::{BreakPart, ContentsView, EntriesPart, Html, ListPart, PartView, ProsePart, SectionEnd, SectionPart};
use super::words::Said;

/// An issue's body on its own page.
pub fn parts(scene: Scene<'_>, issue: &Issue, shown: &Shown<'_>, notes: &Notes) -> Vec<PartView> {
    let mut writer = Writer { scene, issue, shown, notes, views: Vec::new() };
    writer.parts(&issue.text.document.parts);
    writer.views
}

/// All the prose of a text that has neither sections nor entries.
pub fn plain(text: &Text, shown: &Shown<'_>) -> String {
    let mut out = String::new();
    for part in &text.document.parts {
        match part {
            Part::Prose(slice) => shown.write(*slice, &mut out),
            Part::Break => out.push_str("<hr>\n"),
            Part::Section(..) | Part::Entry(_) | Part::List { .. } => {}
        }
    }
    out
}

struct Writer<'a> {
    scene: Scene<'a>,
    issue: &'a Issue,
    shown: &'a Shown<'a>,
    notes: &'a Notes,
    views: Vec<PartView>,
}

impl Writer<'_> {
    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Prose(slice) => self.prose("prose", *slice),
                Part::Break => self.views.push(PartView::Break(BreakPart { kind: "break" })),
                Part::Entry(index) => self.entry(*index),
                Part::Section(index, inner) => self.section(*index as usize, inner),
                Part::List { start, items } => self.list(start.map(u64::from), items),
            }
        }
    }

    fn prose(&mut self, kind: &'static str, slice: Slice) {
        self.views.push(PartView::Prose(ProsePart { kind, html: Html(self.shown.html(slice)) }));
    }

    fn entry(&mut self, index: u32) {
        let entry = Told::at(self.scene, self.issue, index).at_home(self.notes);
        match self.views.last_mut() {
            Some(PartView::Entries(part)) => part.entries.push(entry),
            _ => self.views.push(PartView::Entries(EntriesPart { kind: "entries", entries: vec![entry] })),
        }
    }

    fn section(&mut self, index: usize, inner: &[Part]) {
        let section: &Section = &self.issue.text.document.sections[index];
        let aside = matches!(section.kind, SectionKind::Aside { .. });
        self.views.push(PartView::Section(SectionPart {
            kind: "section",
            level: section.level,
            id: section.id.clone(),
            title: Html(self.shown.html(section.title.html)),
            plain: section.title.plain.to_string(),
            permalink_label: self.shown.words.with(Said::Permalink, &[("title", &section.title.plain)]),
            ordinal: section.title.ordinal.to_string(),
            topic: self.issue.section_topics[index].map(|topic| self.scene.topic_card(topic)),
            aside,
        }));
        self.parts(inner);
        self.views.push(PartView::SectionEnd(SectionEnd { kind: "end_section", aside }));
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let ordered = start.is_some();
        let start = start.map_or(1, |start| u32::try_from(start).unwrap_or(1));
        self.views.push(PartView::List(ListPart { kind: "list", ordered, start }));
        for item in items {
            match item {
                Item::Entry(index) => self.entry(*index),
                Item::Prose(slice) => self.prose("item", *slice),
            }
        }
        self.views.push(PartView::List(ListPart { kind: "end_list", ordered, start }));
    }
}

/// The lines of a table of contents: an issue's sections and the entries in them.
pub fn contents(issue: &Issue, parts: &[PartView]) -> Vec<ContentsView> {
    let line = |title: &str, id: &str, entry, retracted| ContentsView {
        title: title.to_string(),
        url: super::address::fragment(id),
        entry,
        opens: false,
        closes: false,
        retracted,
    };
    let entries_below = issue.text.document.sections.iter().any(|section| section.kind == SectionKind::Topic);
    let mut lines = Vec::new();
    for part in parts {
        match part {
            PartView::Entries(part) => {
                let own = part.entries.iter().filter(|entry| !entry.aside);
                lines.extend(own.map(|entry| line(&entry.plain, &entry.id, entries_below, entry.retracted)));
            }
            PartView::Section(section) if !section.aside => {
                lines.push(line(&section.plain, &section.id, false, false));
            }
            _ => {}
        }
    }
    // The first line stands below nothing.
    if let Some(first) = lines.first_mut() {
        first.entry = false;
    }
    let mut follows = false;
    for line in lines.iter_mut().rev() {
        (line.opens, line.closes) = (follows && !line.entry, line.entry && !follows);
        follows = line.entry;
    }
    lines
}
