//! A text's body as a row of pieces, in reading order.

use crate::model::newsletter::{Issue, Text};
use crate::parse::document::{Item, Part, Section, SectionKind, Slice};

use super::entry::Told;
use super::notes::Notes;
use super::prose::Shown;
use super::scene::Scene;
use super::view::{ContentsView, Html, PartView};

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
                Part::Break => self.views.push(blank("break")),
                Part::Entry(index) => self.entry(*index),
                Part::Section(index, inner) => self.section(*index as usize, inner),
                Part::List { start, items } => self.list(*start, items),
            }
        }
    }

    fn prose(&mut self, kind: &str, slice: Slice) {
        self.views.push(PartView { html: Html(self.shown.html(slice)), ..blank(kind) });
    }

    fn entry(&mut self, index: u32) {
        let entry = Told::at(self.scene, self.issue, index).at_home(self.notes);
        self.views.push(PartView { entry: Some(entry), ..blank("entry") });
    }

    fn section(&mut self, index: usize, inner: &[Part]) {
        let section: &Section = &self.issue.text.document.sections[index];
        let aside = matches!(section.kind, SectionKind::Aside { .. });
        self.views.push(PartView {
            level: section.level,
            id: section.id.clone(),
            title: Html(self.shown.html(section.title.html)),
            plain: section.title.plain.clone(),
            ordinal: section.title.ordinal.clone(),
            topic: self.issue.section_topics[index].map(|topic| self.scene.topic_card(topic)),
            aside,
            ..blank("section")
        });
        self.parts(inner);
        self.views.push(PartView { aside, ..blank("end_section") });
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let ordered = start.is_some();
        let start = start.map_or(1, |start| u32::try_from(start).unwrap_or(1));
        self.views.push(PartView { ordered, start, ..blank("list") });
        for item in items {
            match item {
                Item::Entry(index) => self.entry(*index),
                Item::Prose(slice) => self.prose("item", *slice),
            }
        }
        self.views.push(PartView { ordered, ..blank("end_list") });
    }
}

fn blank(kind: &str) -> PartView {
    PartView {
        kind: kind.to_string(),
        html: Html::default(),
        level: 2,
        id: String::new(),
        title: Html::default(),
        plain: String::new(),
        ordinal: String::new(),
        topic: None,
        aside: false,
        ordered: false,
        start: 1,
        entry: None,
    }
}

/// The lines of a table of contents: an issue's sections and the entries in them.
pub fn contents(issue: &Issue, parts: &[PartView]) -> Vec<ContentsView> {
    let line = |title: &str, id: &str, entry, retracted| ContentsView {
        title: title.to_string(),
        url: super::address::fragment(id),
        entry,
        retracted,
    };
    let entries_below = issue.text.document.sections.iter().any(|section| section.kind == SectionKind::Topic);
    let mut lines = Vec::new();
    for part in parts {
        match &part.entry {
            Some(entry) if !entry.aside => lines.push(line(&entry.plain, &entry.id, entries_below, entry.retracted)),
            None if part.kind == "section" && !part.aside => lines.push(line(&part.plain, &part.id, false, false)),
            _ => {}
        }
    }
    lines
}
