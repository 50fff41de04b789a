//! The HTML of feed items: whole issues, and entries on their own.

use crate::model::newsletter::{Correction, Issue, TopicId};
use crate::parse::document::{Aside, Item as ListItem, Part, RawEntry, SectionKind, Slice};
use crate::render::address::Medium;
use crate::render::entry::Told;
use crate::render::escape::{attribute, escape, escape_into, number};
use crate::render::notes::Notes;
use crate::render::prose::Shown;
use crate::render::words::Said;

use super::cover;
use super::site::Site;

/// An entry as an item of its own: the work's links, the text, its notes, and where it is from.
pub fn entry(site: &Site, told: Told<'_>, topic: TopicId) -> String {
    let document = &told.issue.text.document;
    let notes = Notes::of(document, &[told.raw.body]);
    let shown = site.scene().whole(&told.issue.text, told.words(), &told.issue.route, &notes, Medium::Feed);
    let mut out = String::new();
    corrections(site, told.corrections(), shown, &mut out);
    work_line(told, &mut out);
    body_without_links(told.raw, shown, &mut out);
    shown.write_notes(&mut out);
    shown.write_references(&mut out);
    let topic = &site.newsletter[topic];
    out.push_str("<p>");
    out.push_str(&source(told));
    out.push_str(" · ");
    anchor(&site.newsletter.config.base_url.absolute(&topic.route), &topic.name, &mut out);
    out.push_str("</p>");
    out
}

/// Which issue it is from, with a link to its place there.
fn source(told: Told<'_>) -> String {
    let words = told.words();
    let issue = match told.issue.number {
        Some(number) => words.with(Said::FeedIssue, &[("number", &number.to_string())]),
        None => words.with(Said::Quoted, &[("title", &told.issue.title)]),
    };
    let mut link = String::new();
    anchor(&told.permalink(Medium::Feed), &issue, &mut link);
    words.html(Said::FeedFrom, &[("issue", &link)])
}

/// What was wrong stands first: who read the item before must see it.
fn corrections<'a>(site: &Site, corrections: impl Iterator<Item = &'a Correction>, shown: Shown<'_>, out: &mut String) {
    for correction in corrections {
        out.push_str("<p><strong>");
        let words = shown.words;
        escape_into(&words.with(Said::Correction, &[("date", &words.date(correction.day))]), out);
        out.push_str("</strong>");
        if let Some(entry) = correction.entry {
            let told = Told::of(site.scene(), entry);
            out.push_str(" · ");
            anchor(&told.permalink(Medium::Feed), &told.raw.title.plain, out);
        }
        out.push_str("</p><blockquote>");
        shown.write(shown.text.correction(correction), out);
        out.push_str("</blockquote>");
    }
}

/// An entry's body but for the paragraphs that only repeat the line of links above it.
fn body_without_links(raw: &RawEntry, shown: Shown<'_>, out: &mut String) {
    let mut rest = raw.body;
    for links in &raw.link_paragraphs {
        shown.write(Slice { end: links.start, last_hole: links.first_hole, ..rest }, out);
        rest = Slice { start: links.end, first_hole: links.last_hole, ..rest };
    }
    shown.write(rest, out);
}

/// The work's links, and its people where they are known.
fn work_line(told: Told<'_>, out: &mut String) {
    let mut links =
        told.links(Medium::Feed).into_iter().map(|(_, text, url)| (url, text.to_string())).collect::<Vec<_>>();
    if let Some(url) = told.url(Medium::Feed)
        && !leads_to_id(told)
        && !links.iter().any(|(known, _)| *known == url)
    {
        let host = url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(&url).to_string();
        links.insert(0, (url, host));
    }
    let authors = told.work().map(|work| work.authors.join(", ")).filter(|authors| !authors.is_empty());
    if links.is_empty() && authors.is_none() {
        return;
    }
    out.push_str("<p>");
    if let Some(authors) = authors {
        escape_into(&authors, out);
        out.push_str(if links.is_empty() { "" } else { " · " });
    }
    for (index, (url, text)) in links.iter().enumerate() {
        out.push_str(if index > 0 { " · " } else { "" });
        anchor(url, text, out);
    }
    out.push_str("</p>");
}

/// Whether the title's link is another form of one that its work's ids give, such as that of a version.
fn leads_to_id(told: Told<'_>) -> bool {
    let id = told.raw.title_link.and_then(|link| told.issue.text.document.links[link as usize].work.as_ref());
    id.is_some_and(|id| id.is_scholarly() && told.work().is_some_and(|work| work.ids.contains(id)))
}

fn anchor(url: &str, text: &str, out: &mut String) {
    out.push_str("<a");
    attribute("href", url, out);
    out.push('>');
    escape_into(text, out);
    out.push_str("</a>");
}

/// An issue's whole text, headings and all. Promotions for the web alone are left out.
pub fn issue(site: &Site, issue: &Issue) -> String {
    let notes = Notes::all(&issue.text.document);
    let shown = site.scene().whole(
        &issue.text,
        site.scene().words(issue.language.as_deref()),
        &issue.route,
        &notes,
        Medium::Feed,
    );
    let mut writer = IssueWriter { site, issue, shown, out: String::new() };
    corrections(site, issue.corrections.iter(), shown, &mut writer.out);
    writer.cover();
    writer.parts(&issue.text.document.parts);
    writer.shown.write_notes(&mut writer.out);
    writer.shown.write_references(&mut writer.out);
    writer.out
}

struct IssueWriter<'a> {
    site: &'a Site,
    issue: &'a Issue,
    shown: Shown<'a>,
    out: String,
}

impl IssueWriter<'_> {
    fn cover(&mut self) {
        let image = cover::image(self.site, self.issue, Medium::Feed);
        if !image.is_empty() {
            self.out.push_str("<p>");
            self.out.push_str(&image);
            self.out.push_str("</p>");
        }
    }

    /// Says that what follows is a promotion: in a reader no colour tells.
    fn promotion(&mut self) {
        self.out.push_str("<p><strong>");
        escape_into(self.shown.words.line(Said::Promotion), &mut self.out);
        self.out.push_str("</strong></p>");
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Prose(slice) => self.shown.write(*slice, &mut self.out),
                Part::Break => self.out.push_str("<hr>"),
                Part::Section(index, inner) => self.section(*index as usize, inner),
                Part::Entry(index) => self.entry(*index),
                Part::List { start, items } => self.list(start.is_some(), items),
            }
        }
    }

    fn section(&mut self, index: usize, inner: &[Part]) {
        let section = &self.issue.text.document.sections[index];
        match section.kind {
            SectionKind::Aside { web: true } => return,
            SectionKind::Aside { web: false } => self.promotion(),
            _ => {}
        }
        let title = self.shown.html(section.title.html);
        self.heading(section.level, &section.title.ordinal, &title, None, false);
        self.parts(inner);
    }

    fn heading(&mut self, level: u8, ordinal: &str, title: &str, url: Option<&str>, retracted: bool) {
        self.out.push_str("<h");
        number(level, &mut self.out);
        self.out.push('>');
        if !ordinal.is_empty() {
            self.out.push_str(&escape(ordinal));
            self.out.push(' ');
        }
        self.mark(retracted);
        self.linked(title, url);
        self.out.push_str("</h");
        number(level, &mut self.out);
        self.out.push('>');
    }

    fn mark(&mut self, retracted: bool) {
        if retracted {
            escape_into(self.shown.words.line(Said::RetractedBefore), &mut self.out);
        }
    }

    fn linked(&mut self, title: &str, url: Option<&str>) {
        match url {
            Some(url) => {
                self.out.push_str("<a");
                attribute("href", url, &mut self.out);
                self.out.push('>');
                self.out.push_str(title);
                self.out.push_str("</a>");
            }
            None => self.out.push_str(title),
        }
    }

    fn entry(&mut self, index: u32) {
        let told = Told::at(self.site.scene(), self.issue, index);
        match told.raw.aside {
            Some(Aside { web: true }) => return,
            Some(Aside { web: false }) => self.promotion(),
            None => {}
        }
        let (title, url) = (self.shown.html(told.raw.title.html), told.url(Medium::Feed));
        self.heading(told.raw.level, &told.raw.title.ordinal, &title, url.as_deref(), told.is_retracted());
        self.shown.write(told.raw.body, &mut self.out);
    }

    fn list(&mut self, ordered: bool, items: &[ListItem]) {
        self.out.push_str(if ordered { "<ol>" } else { "<ul>" });
        for item in items {
            self.out.push_str("<li>");
            match item {
                ListItem::Prose(slice) => self.shown.write(*slice, &mut self.out),
                ListItem::Entry(index) => self.list_entry(*index),
            }
            self.out.push_str("</li>");
        }
        self.out.push_str(if ordered { "</ol>" } else { "</ul>" });
    }

    fn list_entry(&mut self, index: u32) {
        let told = Told::at(self.site.scene(), self.issue, index);
        for label in &told.raw.labels {
            self.out.push_str(&format!("[{}] ", escape(label)));
        }
        self.mark(told.is_retracted());
        let (title, url) = (self.shown.html(told.raw.title.html), told.url(Medium::Feed));
        self.linked(&title, url.as_deref());
        self.out.push_str(&escape(&told.raw.separator));
        self.shown.write(told.raw.body, &mut self.out);
    }
}
