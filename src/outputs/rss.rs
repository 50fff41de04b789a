//! RSS 2.0: the newsletter by issue, every topic by entry (rssboard.org/rss-specification and rss-profile).

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{Newsletter, TopicId};
use crate::render::xml::Xml;

use super::feed::{self, Item};
use super::head;
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

const MEDIA_TYPE: &str = "application/rss+xml";

pub const NEWSLETTER: Kind =
    Kind { name: "rss", optional: true, listed: false, feed: Some(MEDIA_TYPE), plan: plan_newsletter, render };

pub const TOPIC: Kind =
    Kind { name: "topic_rss", optional: true, listed: false, feed: Some(MEDIA_TYPE), plan: plan_topics, render };

const ROOT: &[(&str, &str)] = &[
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
];

fn plan_newsletter(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(Route::file("feed.xml"), Subject::Newsletter);
    for (route, feed, span) in &newsletter.config.feeds.aliases {
        if feed == "rss" {
            planner.add_alias(route.clone(), Subject::Newsletter, *span);
        }
    }
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
    let items = feed::items(site, output.subject);
    *out = Xml::document(|xml| {
        xml.element("rss", ROOT, |xml| xml.element("channel", &[], |xml| channel(site, output.subject, &items, xml)));
    });
    Ok(())
}

fn channel(site: &Site, subject: Subject, items: &[Item], xml: &mut Xml) {
    let config = &site.newsletter.config;
    let title = head::feed_title(&site.newsletter, subject);
    let (page, description) = match subject {
        Subject::Topic(topic) => (&site.newsletter[topic].route, site.newsletter[topic].description.as_str()),
        _ => (&Route::home(), config.description.as_str()),
    };
    xml.text("title", &[], &title);
    xml.text("link", &[], &config.base_url.absolute(page));
    xml.text("description", &[], if description.is_empty() { &title } else { description });
    xml.text("language", &[], &config.language);
    if let Some(own) = site.plan.feeds(subject).find(|feed| feed.kind.feed == Some(MEDIA_TYPE)) {
        let href = config.base_url.absolute(&own.route);
        xml.empty("atom:link", &[("href", &href), ("rel", "self"), ("type", MEDIA_TYPE)]);
    }
    if let Some(hub) = &config.feeds.hub {
        xml.empty("atom:link", &[("href", hub), ("rel", "hub")]);
    }
    if let Some(license) = &config.license {
        xml.text("copyright", &[], license);
    }
    if let Some(newest) = items.iter().map(|item| item.updated.unwrap_or(item.published)).max() {
        xml.text("lastBuildDate", &[], &rfc822(newest));
    }
    xml.text("generator", &[], concat!("offprint ", env!("CARGO_PKG_VERSION")));
    xml.text("docs", &[], "https://www.rssboard.org/rss-specification");
    for item in items {
        xml.element("item", &[], |xml| write_item(site, item, xml));
    }
}

/// The description comes before the full text, as readers expect it.
fn write_item(site: &Site, item: &Item, xml: &mut Xml) {
    xml.text("title", &[], &item.title);
    xml.text("link", &[], &item.url);
    xml.text("guid", &[("isPermaLink", "false")], &item.guid);
    xml.text("pubDate", &[], &rfc822(item.published));
    for author in &item.authors {
        xml.text("dc:creator", &[], author);
    }
    for &topic in &item.categories {
        let topic = &site.newsletter[topic];
        let page = site.newsletter.config.base_url.absolute(&topic.route);
        xml.text("category", &[("domain", &page)], &topic.name);
    }
    match (&item.summary, &item.html) {
        (Some(summary), Some(html)) => {
            xml.text("description", &[], &crate::render::escape::escape(summary));
            xml.text("content:encoded", &[], html);
        }
        (Some(summary), None) => xml.text("description", &[], &crate::render::escape::escape(summary)),
        (None, Some(html)) => xml.text("description", &[], html),
        (None, None) => {}
    }
}

/// RFC 822 with the year in four digits: `Mon, 09 Dec 2024 08:00:00 +0000`.
fn rfc822(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}
