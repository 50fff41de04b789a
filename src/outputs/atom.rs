//! Atom 1.0 (RFC 4287): the newsletter by issue.

use jiff::Timestamp;

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::Newsletter;
use crate::parse::config::Person;
use crate::render::xml::Xml;

use super::feed::{self, Enclosure, Format, Item};
use super::feed_archives;
use super::plan::{Kind, Output, Planner, Subject};
use super::rss;
use super::site::Site;

const FORMAT: Format = Format { key: "atom", name: "Atom", media_type: "application/atom+xml" };

pub const KIND: Kind = Kind { name: "atom", optional: true, listed: false, feed: Some(FORMAT), plan, render };

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    feed::plan(route(), FORMAT, newsletter, planner);
}

fn route() -> Route {
    Route::file("atom.xml")
}

fn render(site: &Site, _: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let root = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &site.newsletter.config.language)];
    Xml::document(out, |xml| {
        xml.element("feed", &root, |xml| {
            write_feed(site, xml);
            site.newest_items().iter().for_each(|item| write_entry(site, item, xml));
        });
    });
    Ok(())
}

fn write_feed(site: &Site, xml: &mut Xml) {
    let config = &site.newsletter.config;
    xml.text("id", &[], &feed::newsletter_id(&site.newsletter));
    xml.text("title", &[], &config.title);
    if !config.description.is_empty() {
        xml.text("subtitle", &[], &config.description);
    }
    let changed = site.newest_items().iter().map(Item::changed).max();
    xml.text("updated", &[], &changed.unwrap_or(Timestamp::UNIX_EPOCH).to_string());
    // Every entry must have an author, of its own or the feed's.
    let nobody = [Person { name: config.title.clone(), ..Person::default() }];
    write_people(if config.authors.is_empty() { &nobody } else { &config.authors }, xml);
    let absolute = |route: &Route| config.base_url.absolute(route);
    xml.empty("link", &[("rel", "self"), ("type", FORMAT.media_type), ("href", &absolute(&route()))]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &absolute(&Route::home()))]);
    if let Some(hub) = &config.feeds.hub {
        xml.empty("link", &[("rel", "hub"), ("href", hub)]);
    }
    if let Some(archive) = feed_archives::before(site, Subject::Newsletter, None) {
        let href = absolute(&archive);
        xml.empty("link", &[("rel", "prev-archive"), ("type", rss::FORMAT.media_type), ("href", &href)]);
    }
    if let Some(license) = &config.license {
        xml.text("rights", &[], license);
    }
    xml.text("generator", &[("version", env!("CARGO_PKG_VERSION"))], "offprint");
}

fn write_people(people: &[Person], xml: &mut Xml) {
    for person in people {
        xml.element("author", &[], |xml| {
            xml.text("name", &[], &person.name);
            if let Some(url) = &person.url {
                xml.text("uri", &[], url);
            }
        });
    }
}

fn write_entry(site: &Site, item: &Item, xml: &mut Xml) {
    let own = item.language.as_deref().map(|language| ("xml:lang", language));
    xml.element("entry", own.as_slice(), |xml| {
        xml.text("id", &[], &item.guid);
        xml.text("title", &[], &item.title);
        xml.text("published", &[], &item.published.to_string());
        xml.text("updated", &[], &item.changed().to_string());
        write_people(&item.authors, xml);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.url)]);
        if let Some(work) = &item.work {
            xml.empty("link", &[("rel", "related"), ("href", work)]);
        }
        if let Some(Enclosure { url, media_type, length, title }) = &item.enclosure {
            let length = length.to_string();
            let mut link = vec![("rel", "enclosure"), ("type", media_type), ("length", &*length), ("href", url)];
            link.extend(title.as_deref().map(|title| ("title", title)));
            xml.empty("link", &link);
        }
        let scheme = site.newsletter.config.base_url.absolute(&Route::page("topics"));
        for &topic in &item.categories {
            let topic = &site.newsletter[topic];
            xml.empty("category", &[("term", &topic.slug), ("scheme", &scheme), ("label", &topic.name)]);
        }
        if let Some(summary) = &item.summary {
            xml.text("summary", &[], summary);
        }
        if let Some(html) = &item.html {
            xml.text("content", &[("type", "html")], html);
        }
    });
}
