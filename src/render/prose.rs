//! Prose with its holes filled for a medium and a place.

use crate::base::route::BaseUrl;
use crate::base::route::Route;
use crate::model::newsletter::{Target, Text};
use crate::parse::document::{Alert, Heading, HoleKind, Slice};

use super::address::{self, Medium};
use super::code::CodeBlocks;
use super::escape::{attribute, escape_into, number};
use super::math::Formulas;
use super::notes::Notes;
use super::references::Set;
use super::words::{Said, Words};

/// Where and how a piece of a text is shown.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub base: &'a BaseUrl,
    pub text: &'a Text,
    /// What is said around the text, in its language.
    pub words: &'a Words,
    pub code: &'a CodeBlocks,
    pub math: &'a Formulas,
    /// The page on which the text stands whole.
    pub own: &'a Route,
    /// What goes before every id: empty on the text's own page, else something unique on the page.
    pub prefix: &'a str,
    /// How much deeper headings stand than on the text's own page; may be negative.
    pub deeper: i8,
    pub notes: &'a Notes,
    /// What stands in the place of its citations.
    pub cited: Option<&'a Set>,
    pub medium: Medium,
}

impl Shown<'_> {
    /// Whether the text stands on its own page here.
    fn at_home(&self) -> bool {
        self.prefix.is_empty() && self.medium == Medium::Page
    }

    /// The HTML of a slice.
    pub fn html(&self, slice: Slice) -> String {
        let mut out = String::with_capacity((slice.end - slice.start) as usize * 9 / 8);
        self.write(slice, &mut out);
        out
    }

    /// Appends the HTML of a slice.
    pub fn write(&self, slice: Slice, out: &mut String) {
        let prose = &self.text.document.prose;
        let mut at = slice.start as usize;
        // What only pages may carry, with a link that stands for it elsewhere.
        let mut skipping = false;
        for hole in &prose.holes[slice.first_hole as usize..slice.last_hole as usize] {
            let here = hole.at as usize;
            if !skipping {
                out.push_str(&prose.html[at..here]);
            }
            at = here;
            match hole.kind {
                HoleKind::PageOnlyOpen { link } if self.medium == Medium::Feed => {
                    skipping = true;
                    self.stand_in(link, out);
                }
                HoleKind::PageOnlyClose if self.medium == Medium::Feed => skipping = false,
                kind if !skipping => self.fill(kind, out),
                _ => {}
            }
        }
        out.push_str(&prose.html[at..slice.end as usize]);
    }

    fn fill(&self, hole: HoleKind, out: &mut String) {
        let document = &self.text.document;
        match hole {
            HoleKind::Link(link) => self.link(link, out),
            HoleKind::Image(image) => self.image(image as usize, out),
            HoleKind::HeadingOpen(heading) => self.heading_open(&document.headings[heading as usize], out),
            HoleKind::HeadingClose(heading) => {
                out.push_str("</h");
                number(self.level(document.headings[heading as usize].level), out);
                out.push('>');
            }
            HoleKind::Level(level) => number(self.level(level), out),
            HoleKind::Code(block) => match self.medium {
                Medium::Page => self.code.page(&document.code[block as usize], out),
                Medium::Feed => CodeBlocks::feed(&document.code[block as usize], out),
            },
            HoleKind::Math(formula) => match self.medium {
                Medium::Page => self.math.page(&document.math[formula as usize], out),
                Medium::Feed => Formulas::feed(&document.math[formula as usize], out),
            },
            HoleKind::Footnote { note, nth } => self.reference(note, nth, out),
            HoleKind::Citation(citation) => self.citation(citation, out),
            HoleKind::AlertTitle(alert) => self.write_alert_title(alert, out),
            HoleKind::Url(link) => {
                escape_into(&self.leads_to(link).unwrap_or_default(), out);
            }
            HoleKind::Id(id) => {
                out.push_str(self.prefix);
                escape_into(&document.html_ids[id as usize], out);
            }
            HoleKind::PageOnlyOpen { .. } | HoleKind::PageOnlyClose => {}
        }
    }

    fn leads_to(&self, link: u32) -> Option<String> {
        self.address(&self.text.link(link)?)
    }

    pub(super) fn address(&self, target: &Target) -> Option<String> {
        address::target(self.base, target, self.own, self.at_home(), self.medium)
    }

    fn link(&self, link: u32, out: &mut String) {
        out.push_str("<a");
        if let Some(url) = self.leads_to(link) {
            attribute("href", &url, out);
        }
        if let Some(title) = &self.text.document.links[link as usize].title {
            attribute("title", title, out);
        }
        out.push('>');
    }

    fn image(&self, image: usize, out: &mut String) {
        let (written, found) = (&self.text.document.images[image], &self.text.images[image]);
        let Some(url) = self.address(&found.target) else {
            return escape_into(&written.alt, out);
        };
        out.push_str("<img");
        attribute("src", &url, out);
        attribute("alt", &written.alt, out);
        if let Some(title) = &written.title {
            attribute("title", title, out);
        }
        if let Some((width, height)) = found.size {
            attribute("width", &width.to_string(), out);
            attribute("height", &height.to_string(), out);
        }
        out.push_str(" loading=\"lazy\">");
    }

    fn level(&self, level: u8) -> i8 {
        (level as i8 + self.deeper).clamp(2, 6)
    }

    fn heading_open(&self, heading: &Heading, out: &mut String) {
        out.push_str("<h");
        number(self.level(heading.level), out);
        if self.medium == Medium::Page {
            attribute("id", &format!("{}{}", self.prefix, heading.id), out);
        }
        out.push('>');
    }

    fn reference(&self, note: u32, nth: u32, out: &mut String) {
        let Some(shown) = self.notes.number(note) else { return };
        out.push_str("<sup class=\"footnote-ref\"><a");
        if self.medium == Medium::Page {
            attribute("id", &reference_id(self.prefix, shown, nth), out);
        }
        attribute("href", &self.note_address(note, shown), out);
        out.push_str(" role=\"doc-noteref\">");
        number(shown, out);
        out.push_str("</a></sup>");
    }

    /// Feeds lead to the note on the text's own page, under its number there.
    fn note_address(&self, note: u32, shown: usize) -> String {
        match self.medium {
            Medium::Page => address::fragment(&note_id(self.prefix, shown)),
            Medium::Feed => self.base.absolute(self.own) + &address::fragment(&note_id("", note as usize + 1)),
        }
    }

    /// A link to what a feed cannot carry.
    fn stand_in(&self, link: Option<u32>, out: &mut String) {
        let Some(url) = link.and_then(|link| self.leads_to(link)) else { return };
        out.push_str("<a");
        attribute("href", &url, out);
        out.push('>');
        escape_into(&url, out);
        out.push_str("</a>");
    }

    /// Appends the word that heads an alert. A reader knows no classes.
    fn write_alert_title(&self, alert: Alert, out: &mut String) {
        let (open, close) = if self.medium == Medium::Feed { ("<strong>", "</strong>") } else { ("", "") };
        out.push_str(open);
        escape_into(self.words.line(said(alert)), out);
        out.push_str(close);
    }

    /// Appends the notes shown, as a list with links back; nothing if there are none.
    pub fn write_notes(&self, out: &mut String) {
        if self.notes.is_empty() {
            return;
        }
        // A reader has no frame to set them apart from the text.
        out.push_str(if self.medium == Medium::Feed { "<hr>" } else { "" });
        out.push_str("<ol class=\"footnotes\">");
        for (index, (note, references)) in self.notes.iter().enumerate() {
            let footnote = &self.text.document.footnotes[note as usize];
            out.push_str("<li");
            if self.medium == Medium::Page {
                attribute("id", &note_id(self.prefix, index + 1), out);
            }
            out.push('>');
            let start = out.len();
            self.write(footnote.body, out);
            if self.medium == Medium::Page {
                self.back_links(index + 1, references, start, out);
            }
            out.push_str("</li>");
        }
        out.push_str("</ol>");
    }

    /// Puts the links back into the note's last paragraph, or behind it.
    fn back_links(&self, shown: usize, references: &[u32], start: usize, out: &mut String) {
        let mut links = String::new();
        for &nth in references {
            links.push_str(" <a");
            attribute("href", &address::fragment(&reference_id(self.prefix, shown, nth)), &mut links);
            attribute(
                "aria-label",
                &self.words.with(Said::BackToReference, &[("number", &shown.to_string())]),
                &mut links,
            );
            links.push_str(" role=\"doc-backlink\">↩</a>");
        }
        let body = out[start..].trim_end();
        match body.strip_suffix("</p>") {
            Some(inner) => out.insert_str(start + inner.len(), &links),
            None => out.push_str(&links),
        }
    }
}

fn said(alert: Alert) -> Said {
    match alert {
        Alert::Note => Said::Note,
        Alert::Tip => Said::Tip,
        Alert::Important => Said::Important,
        Alert::Warning => Said::Warning,
        Alert::Caution => Said::Caution,
    }
}

fn note_id(prefix: &str, shown: usize) -> String {
    format!("{prefix}fn-{shown}")
}

fn reference_id(prefix: &str, shown: usize, nth: u32) -> String {
    if nth == 0 { format!("{prefix}fnref-{shown}") } else { format!("{prefix}fnref-{shown}-{}", nth + 1) }
}
