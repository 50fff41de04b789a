//! All feeds as an OPML 2.0 document (opml.org/spec2.opml), which readers import: the newsletter, and its topics as they
//! stand below each other.

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{Newsletter, TopicId};
use crate::render::xml::Xml;

use super::head;
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

/// Topics further down stand beside each other: readers know folders in folders, not abysses.
const DEEPEST: usize = 16;

pub const KIND: Kind = Kind { name: "opml", optional: true, listed: false, feed: None, plan, render };

fn plan(_: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(Route::file("feeds.opml"), Subject::Newsletter);
}

fn render(site: &Site, _: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let config = &site.newsletter.config;
    Xml::document(out, |xml| {
        xml.element("opml", &[("version", "2.0")], |xml| {
            xml.element("head", &[], |xml| xml.text("title", &[], &config.title));
            xml.element("body", &[], |xml| {
                let newsletter = Line { subject: Subject::Newsletter, text: &config.title, page: &Route::home() };
                newsletter.write(site, &config.description, xml, |_| {});
                write_topics(site, &rows(&site.newsletter), xml);
            });
        });
    });
    Ok(())
}

/// Every topic behind its parent, with how deep it stands.
fn rows(newsletter: &Newsletter) -> Vec<(usize, TopicId)> {
    let top = (0..newsletter.topics.len() as u32).map(TopicId).filter(|&id| newsletter[id].parent.is_none());
    let mut open: Vec<(usize, TopicId)> = top.map(|id| (0, id)).collect();
    open.reverse();
    let mut rows = Vec::new();
    while let Some((depth, id)) = open.pop() {
        rows.push((depth, id));
        open.extend(newsletter[id].children.iter().rev().map(|&child| ((depth + 1).min(DEEPEST), child)));
    }
    rows
}

/// Writes topics with those below them.
fn write_topics(site: &Site, mut rows: &[(usize, TopicId)], xml: &mut Xml) {
    while let Some((&(depth, id), rest)) = rows.split_first() {
        let below = rest.iter().take_while(|(inner, _)| *inner > depth).count();
        let topic = &site.newsletter[id];
        let line = Line { subject: Subject::Topic(id), text: &topic.name, page: &topic.route };
        line.write(site, &topic.description, xml, |xml| write_topics(site, &rest[..below], xml));
        rows = &rest[below..];
    }
}

struct Line<'a> {
    subject: Subject,
    text: &'a str,
    page: &'a Route,
}

impl Line<'_> {
    /// Of a subject's feeds the first: readers that imported several would show everything as often.
    fn write(&self, site: &Site, description: &str, xml: &mut Xml, below: impl FnOnce(&mut Xml)) {
        let base = &site.newsletter.config.base_url;
        let title = head::feed_title(&site.newsletter, self.subject);
        let page = base.absolute(self.page);
        let mut attributes = vec![("text", self.text)];
        let address = site.plan.feeds(self.subject).next().map(|feed| base.absolute(&feed.route));
        if let Some(address) = &address {
            attributes.extend([("type", "rss"), ("title", &*title), ("xmlUrl", address), ("htmlUrl", &*page)]);
        }
        if !description.is_empty() {
            attributes.push(("description", description));
        }
        xml.element("outline", &attributes, below);
    }
}
