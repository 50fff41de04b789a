//! RSS 2.0: the newsletter by issue, every topic by entry (rssboard.org/rss-specification and rss-profile).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{Newsletter, TopicId};
use crate::render::escape::escape;
use crate::render::xml::Xml;

use super::feed::{self, Enclosure, Format, Item};
use super::feed_archives;
use super::head;
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

pub const FORMAT: Format = Format { key: "rss", name: "RSS", media_type: "application/rss+xml" };

pub const NEWSLETTER: Kind =
    Kind { name: "rss", optional: true, listed: false, feed: Some(FORMAT), plan: plan_newsletter, render };

pub const TOPIC: Kind =
    Kind { name: "topic_rss", optional: true, listed: false, feed: Some(FORMAT), plan: plan_topics, render };

const ROOT: &[(&str, &str)] = &[
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
];
const HISTORY: (&str, &str) = ("xmlns:fh", "http://purl.org/syndication/history/1.0");

fn plan_newsletter(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    feed::plan(Route::file("feed.xml"), FORMAT, newsletter, planner);
}

/// A topic's feed, and the same bytes where it was under former slugs: readers follow an old feed for years.
fn plan_topics(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    for (id, topic) in newsletter.topics.iter().enumerate() {
        let subject = Subject::Topic(TopicId(id as u32));
        planner.add(topic.route.beside("feed.xml"), subject);
        for slug in &topic.former {
            planner.add_copy(Route::file(&format!("topics/{slug}/feed.xml")), subject);
        }
    }
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let own;
    let items = match output.subject {
        Subject::Topic(topic) => {
            own = feed::of_topic(site, topic);
            &own
        }
        _ => site.newest_items(),
    };
    // A copy at an old address names the feed's own.
    let own = site.plan.feeds(output.subject).find(|feed| feed.kind.name == output.kind.name);
    let channel = Channel {
        subject: output.subject,
        route: own.map_or(&output.route, |own| &own.route),
        changed: items.iter().map(Item::changed).max(),
        archive: None,
    };
    channel.document(site, out, |xml| items.iter().for_each(|item| write_item(site, item, xml)));
    Ok(())
}

/// An RSS document without its items.
pub struct Channel<'a> {
    pub subject: Subject,
    /// Where it is.
    pub route: &'a Route,
    /// When its newest item changed.
    pub changed: Option<Timestamp>,
    /// Its number, if it is an archive (RFC 5005, section 4).
    pub archive: Option<usize>,
}

impl Channel<'_> {
    /// The document with what `items` writes behind what is said of the channel.
    pub fn document(&self, site: &Site, out: &mut Vec<u8>, items: impl FnOnce(&mut Xml)) {
        let root = [ROOT, if self.archive.is_some() { &[HISTORY] } else { &[] }].concat();
        Xml::document(out, |xml| {
            xml.element("rss", &root, |xml| {
                xml.element("channel", &[], |xml| {
                    self.write(site, xml);
                    items(xml);
                });
            });
        });
    }

    fn write(&self, site: &Site, xml: &mut Xml) {
        let config = &site.newsletter.config;
        let title = head::feed_title(&site.newsletter, self.subject);
        let (page, description) = match self.subject {
            Subject::Topic(topic) => (&site.newsletter[topic].route, site.newsletter[topic].description.as_str()),
            _ => (&Route::home(), config.description.as_str()),
        };
        xml.text("title", &[], &title);
        xml.text("link", &[], &config.base_url.absolute(page));
        xml.text("description", &[], if description.is_empty() { &title } else { description });
        xml.text("language", &[], &config.language);
        self.links(site, xml);
        if let Some(license) = &config.license {
            xml.text("copyright", &[], license);
        }
        if let Some(changed) = self.changed {
            xml.text("lastBuildDate", &[], &rfc822(changed));
        }
        xml.text("generator", &[], concat!("offprint ", env!("CARGO_PKG_VERSION")));
        xml.text("docs", &[], "https://www.rssboard.org/rss-specification");
    }

    fn links(&self, site: &Site, xml: &mut Xml) {
        let link = |rel: &str, route: &Route, xml: &mut Xml| {
            let href = site.newsletter.config.base_url.absolute(route);
            xml.empty("atom:link", &[("href", &href), ("rel", rel), ("type", FORMAT.media_type)]);
        };
        link("self", self.route, xml);
        match self.archive {
            None => {
                if let Some(hub) = &site.newsletter.config.feeds.hub {
                    xml.empty("atom:link", &[("href", hub), ("rel", "hub")]);
                }
            }
            Some(_) => {
                xml.empty("fh:archive", &[]);
                let current = site.plan.page(NEWSLETTER.name);
                current.into_iter().for_each(|current| link("current", current, xml));
            }
        }
        if let Some(route) = feed_archives::before(site, self.subject, self.archive) {
            link("prev-archive", &route, xml);
        }
    }
}

/// The description comes before the full text, as readers expect it.
pub fn write_item(site: &Site, item: &Item, xml: &mut Xml) {
    xml.element("item", &[], |xml| {
        xml.text("title", &[], &item.title);
        xml.text("link", &[], &item.url);
        xml.text("guid", &[("isPermaLink", "false")], &item.guid);
        xml.text("pubDate", &[], &rfc822(item.published));
        for author in &item.authors {
            xml.text("dc:creator", &[], &author.name);
        }
        for &topic in &item.categories {
            let topic = &site.newsletter[topic];
            let page = site.newsletter.config.base_url.absolute(&topic.route);
            xml.text("category", &[("domain", &page)], &topic.name);
        }
        if let Some(Enclosure { url, media_type, length, .. }) = &item.enclosure {
            xml.empty("enclosure", &[("url", url), ("length", &length.to_string()), ("type", media_type)]);
        }
        match (&item.summary, &item.html) {
            (Some(summary), Some(html)) => {
                xml.text("description", &[], &escape(summary));
                xml.text("content:encoded", &[], html);
            }
            (Some(summary), None) => xml.text("description", &[], &escape(summary)),
            (None, Some(html)) => xml.text("description", &[], html),
            (None, None) => {}
        }
    });
}

/// RFC 822 with the year in four digits: `Mon, 09 Dec 2024 08:00:00 +0000`.
fn rfc822(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}
