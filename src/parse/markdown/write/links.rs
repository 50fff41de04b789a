//! Links and images.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::Writer;
use crate::base::diagnostic::Code;
use crate::base::escape::escape_text_into;
use crate::base::ident::WorkId;
use crate::parse::document::{HoleKind, Image, Link, Target};
use crate::parse::markdown::plain::plain;
use crate::parse::markdown::target::{self, Fault};

impl Writer<'_, '_, '_> {
    /// Begins a link of Markdown.
    pub fn start_link(&mut self, at: u32) {
        let stream = self.stream;
        let Event::Start(Tag::Link { link_type, dest_url, title, .. }) = stream.event(at) else { return };
        if self.title.is_some() {
            self.title_link(dest_url, title, stream.range(at));
            self.links.push(false);
            return;
        }
        self.continue_run();
        let mail = matches!(link_type, LinkType::Email).then(|| format!("mailto:{dest_url}"));
        let address = mail.as_deref().unwrap_or(dest_url);
        let link = if self.anchors == 0 { self.add_link(address, title, stream.range(at)) } else { None };
        if let Some(link) = link {
            self.open_link(link);
        }
        self.links.push(link.is_some());
    }

    pub fn end_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.close_link();
        }
        if let Some(title) = &mut self.title {
            title.inside = false;
            self.end_mention();
        }
    }

    pub fn open_link(&mut self, link: u32) {
        self.hole(HoleKind::Link(link));
        self.anchors += 1;
        self.begin_mention(link);
    }

    pub fn close_link(&mut self) {
        self.raw("</a>");
        self.anchors = self.anchors.saturating_sub(1);
        self.end_mention();
    }

    /// Enters a link; none if its address is none that a page may carry, which is reported.
    pub fn add_link(&mut self, address: &str, title: &str, range: Range<usize>) -> Option<u32> {
        let target = self.target(address, range.clone())?;
        let title = Some(title).filter(|title| !title.is_empty()).map(|title| Box::new(title.into()));
        let span = self.context.span(range);
        let work = match &target {
            Target::Work(id) => Some(id.clone()),
            _ => target::address(&target).and_then(WorkId::from_url).map(|id| self.shared(id)),
        };
        self.document.links.push(Link { target, work, title, span });
        Some(self.document.links.len() as u32 - 1)
    }

    /// An id with the text of an equal one close by, where there is one: `PDF` stands beside its paper.
    fn shared(&self, id: WorkId) -> WorkId {
        let mut near = self.document.links.iter().rev().take(4).filter_map(|link| link.work.as_ref());
        near.find(|known| **known == id).cloned().unwrap_or(id)
    }

    /// Sorts an address, and reports one that no page may carry.
    pub fn target(&mut self, address: &str, range: Range<usize>) -> Option<Target> {
        let fault = match target::read(address, self.context.rules) {
            Ok(target) => return Some(target),
            Err(fault) => fault,
        };
        let shown: String = address.chars().take(60).collect();
        let (message, help) = match fault {
            Fault::Empty => ("a link has no address".to_string(), "write it in the parentheses: `[text](https://…)`"),
            Fault::Forbidden => {
                (format!("`{shown}` is no address that a page may carry"), "link to an address or a file")
            }
            Fault::NoWork => {
                (format!("`{shown}` names no work"), "write it as `work:arxiv:2411.19865` or `work:doi:10.1145/1`")
            }
            Fault::NoName => (format!("`{shown}` names nothing"), "write it as `issue:49` or `topic:rag`"),
        };
        self.context.warn(Code::UnusableLink, range, message, Some(help));
        None
    }

    /// Writes an image. `caption` is whether its title stands below it, and so not in it.
    pub fn image(&mut self, at: u32, caption: bool) {
        let stream = self.stream;
        let Event::Start(Tag::Image { dest_url, title, .. }) = stream.event(at) else { return };
        let inner = at + 1..stream.after(at) - 1;
        let alt = plain(stream, inner, 0, &self.context.rules.macros).trim().to_string();
        let range = stream.range(at);
        let forbidden = |address: &str| !address.trim_start().to_ascii_lowercase().starts_with("data:image/");
        let target = if forbidden(dest_url) {
            self.target(dest_url, range.clone())
        } else {
            Some(Target::External(dest_url.trim().into()))
        };
        let Some(target) = target else {
            escape_text_into(&alt, &mut self.document.prose.html);
            return;
        };
        let title = Some(title.as_ref()).filter(|title| !title.is_empty() && !caption).map(str::to_string);
        let span = self.context.span(range);
        self.document.images.push(Image { target, alt, title, span });
        self.hole(HoleKind::Image(self.document.images.len() as u32 - 1));
        self.last = None;
    }

    /// The image that is all a paragraph holds, perhaps as a link.
    pub fn lone_image(&self, paragraph: u32) -> Option<u32> {
        let end = self.stream.after(paragraph) - 1;
        let first = paragraph + 1;
        match self.stream.event(first) {
            Event::Start(Tag::Image { .. }) if self.stream.after(first) == end => Some(first),
            Event::Start(Tag::Link { .. }) if self.stream.after(first) == end => {
                let image = matches!(self.stream.event(first + 1), Event::Start(Tag::Image { .. }))
                    && self.stream.after(first + 1) + 1 == end;
                image.then_some(first + 1)
            }
            _ => None,
        }
    }

    /// Writes a paragraph that is one image as a figure.
    pub fn figure(&mut self, paragraph: u32, image: u32) {
        let linked = image > paragraph + 1;
        self.raw("<figure>");
        if linked {
            self.start_link(paragraph + 1);
        }
        self.image(image, true);
        if linked {
            self.end_link();
        }
        if let Event::Start(Tag::Image { title, .. }) = self.stream.event(image)
            && !title.is_empty()
        {
            self.raw("<figcaption>");
            escape_text_into(title, &mut self.document.prose.html);
            self.raw("</figcaption>");
        }
        self.raw("</figure>\n");
    }
}
