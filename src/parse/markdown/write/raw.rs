//! Raw HTML, balanced already.

use std::ops::Range;

use super::Writer;
use crate::base::diagnostic::Code;
use crate::base::escape::{attribute, escape_into};
use crate::base::ident::UrlKey;
use crate::parse::document::HoleKind;
use crate::parse::markdown::html::{OpKind, Role, is_void, role};
use crate::parse::markdown::target;

impl Writer<'_, '_, '_> {
    /// Writes the raw HTML that stands at an event.
    pub fn raw_html(&mut self, at: u32) {
        if self.html.ops.is_empty() {
            return;
        }
        let plan = self.html;
        let ops = &plan.ops[plan.at(at)];
        if !ops.is_empty() {
            self.tear_run();
        }
        for op in ops {
            match &op.kind {
                OpKind::Nothing => {}
                OpKind::Text(text) => self.raw_text(text),
                OpKind::Open { name, attributes, page_only, range } => {
                    self.open_element(name, attributes, *page_only, range);
                }
                OpKind::Close { name, page_only } => self.close_element(name, *page_only),
            }
        }
    }

    fn raw_text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.raw(text);
        }
        self.words(text);
    }

    fn open_element(&mut self, name: &str, attributes: &[(String, String)], page_only: bool, range: &Range<usize>) {
        let find = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        if name == "a" {
            self.anchors += 1;
            if self.anchors > 1 {
                // A link in a link, or in a title, is none.
                return;
            }
        }
        if page_only {
            self.page_only += 1;
            if self.page_only == 1 {
                self.page_only_hole = self.document.prose.holes.len();
                self.hole(HoleKind::PageOnlyOpen { link: None });
            }
        }
        self.raw("<");
        self.tag_name(name);
        for (key, value) in attributes {
            if name == "a" && key == "name" {
                // The old spelling of an id.
                if find("id").is_none() {
                    self.ids_attribute("id", value, range);
                }
                continue;
            }
            self.attribute(name, key, value, find("class").is_some(), range);
        }
        if name == "img" && find("alt").is_none() {
            self.raw(" alt=\"\"");
            self.document.silent_images.push(self.context.span(range.clone()));
        }
        if name == "img" && find("loading").is_none() {
            self.raw(" loading=\"lazy\"");
        }
        if name == "iframe" && find("title").is_none() {
            // Who cannot see it hears at least whose it is.
            let host = find("src").and_then(UrlKey::parse).map(|key| key.host().to_string());
            attribute("title", host.as_deref().unwrap_or("iframe"), &mut self.document.prose.html);
        }
        self.raw(">");
    }

    /// Headings move with those around them where a text is shown elsewhere.
    fn tag_name(&mut self, name: &str) {
        match name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            Some(level) => {
                self.raw("h");
                self.hole(HoleKind::Level(level));
            }
            None => self.raw(name),
        }
    }

    /// Writes one attribute. `class` is whether the element has a class of its own.
    fn attribute(&mut self, element: &str, key: &str, value: &str, class: bool, range: &Range<usize>) {
        match role(element, key) {
            Role::Forbidden => {
                let message = format!("the attribute `{key}` of `<{element}>` is left out");
                let help = "a newsletter's pages hold neither scripts nor styles of their own; a class can be styled by the theme";
                self.context.warn(Code::ForbiddenHtml, range.clone(), message, Some(help));
            }
            Role::Obsolete => {}
            Role::Length => {
                let pixels = value.trim().trim_end_matches("px");
                // `100%` and `auto` are the stylesheet's to say.
                if !pixels.is_empty() && pixels.bytes().all(|b| b.is_ascii_digit()) {
                    attribute(key, pixels, &mut self.document.prose.html);
                }
            }
            Role::Text => attribute(key, value, &mut self.document.prose.html),
            Role::Ids => self.ids_attribute(key, value, range),
            Role::Address => self.address(element, key, value, range),
            Role::Addresses => self.addresses(key, value, range),
            Role::Align => {
                let side = value.to_ascii_lowercase();
                if !class && matches!(side.as_str(), "left" | "center" | "right") {
                    attribute("class", &format!("align-{side}"), &mut self.document.prose.html);
                }
            }
        }
    }

    fn ids_attribute(&mut self, key: &str, value: &str, range: &Range<usize>) {
        if let Some(own) = value.split_ascii_whitespace().find(|id| id.starts_with('_')) {
            let message = format!("the id `{own}` is left out: those that begin with `_` are the theme's");
            self.context.warn(Code::ForbiddenHtml, range.clone(), message, Some("choose another"));
        }
        let ids = || value.split_ascii_whitespace().filter(|id| !id.starts_with('_'));
        if ids().next().is_none() || key == "id" && !self.is_free(value, range) {
            return;
        }
        self.open_value(key);
        for (index, id) in ids().enumerate() {
            if index > 0 {
                self.raw(" ");
            }
            self.document.html_ids.push(id.to_string());
            self.hole(HoleKind::Id(self.document.html_ids.len() as u32 - 1));
        }
        self.raw("\"");
    }

    /// Whether an id is the first of its name. The second would be found by nobody.
    fn is_free(&mut self, id: &str, range: &Range<usize>) -> bool {
        let free = self.html_ids.remove(id.trim());
        if !free {
            let message = format!("the id `{}` stands in this file already and is left out here", id.trim());
            self.context.warn(Code::ForbiddenHtml, range.clone(), message, Some("choose another"));
        }
        free
    }

    fn address(&mut self, element: &str, key: &str, value: &str, range: &Range<usize>) {
        let picture = element == "img" && value.trim_start().to_ascii_lowercase().starts_with("data:image/");
        if picture {
            return attribute(key, value, &mut self.document.prose.html);
        }
        let Some(link) = self.add_link(value, "", range.clone()) else { return };
        self.open_value(key);
        self.hole(HoleKind::Url(link));
        self.raw("\"");
        if element == "a" && key == "href" {
            self.begin_mention(link);
        }
        self.lead_out(key, link);
    }

    /// The first address in an element that only pages carry is what a feed links to.
    fn lead_out(&mut self, key: &str, link: u32) {
        let outside =
            self.document.links.get(link as usize).is_some_and(|link| target::address(&link.target).is_some());
        if self.page_only > 0
            && matches!(key, "src" | "href")
            && outside
            && let Some(hole) = self.document.prose.holes.get_mut(self.page_only_hole)
            && hole.kind == (HoleKind::PageOnlyOpen { link: None })
        {
            hole.kind = HoleKind::PageOnlyOpen { link: Some(link) };
        }
    }

    fn addresses(&mut self, key: &str, value: &str, range: &Range<usize>) {
        let candidates = value.split(',').map(str::trim).filter(|candidate| !candidate.is_empty());
        let mut written = 0;
        for candidate in candidates {
            let (address, size) = candidate.split_once(char::is_whitespace).unwrap_or((candidate, ""));
            let Some(link) = self.add_link(address, "", range.clone()) else { continue };
            if written == 0 {
                self.open_value(key)
            } else {
                self.raw(", ")
            }
            written += 1;
            self.hole(HoleKind::Url(link));
            if !size.is_empty() {
                self.raw(" ");
                escape_into(size.trim(), &mut self.document.prose.html);
            }
        }
        if written > 0 {
            self.raw("\"");
        }
    }

    fn open_value(&mut self, key: &str) {
        self.raw(" ");
        self.raw(key);
        self.raw("=\"");
    }

    fn close_element(&mut self, name: &str, page_only: bool) {
        if name == "a" {
            self.anchors = self.anchors.saturating_sub(1);
            if self.anchors > 0 {
                return;
            }
            self.end_mention();
        }
        if !name.is_empty() && !is_void(name) {
            self.raw("</");
            self.tag_name(name);
            self.raw(">");
        }
        if page_only {
            self.page_only = self.page_only.saturating_sub(1);
            if self.page_only == 0 {
                self.hole(HoleKind::PageOnlyClose);
            }
        }
    }
}
