//! JSON Feed 1.1 (jsonfeed.org): the newsletter by issue.

use serde::Serialize;

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::Newsletter;
use crate::parse::config::Person;

use super::feed::{self, Enclosure, Format, Item};
use super::json::write_pretty;
use super::plan::{Kind, Output, Planner};
use super::site::Site;

const FORMAT: Format = Format { key: "json", name: "JSON Feed", media_type: "application/feed+json" };

pub const KIND: Kind = Kind { name: "json_feed", optional: true, listed: false, feed: Some(FORMAT), plan, render };

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    feed::plan(route(), FORMAT, newsletter, planner);
}

fn route() -> Route {
    Route::file("feed.json")
}

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    items: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: &'a str,
}

/// An item. One has either HTML or text.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
}

#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    size_in_bytes: u64,
}

fn render(site: &Site, _: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let config = &site.newsletter.config;
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &config.title,
        home_page_url: config.base_url.absolute(&Route::home()),
        feed_url: config.base_url.absolute(&route()),
        description: &config.description,
        language: &config.language,
        authors: people(&config.authors),
        hubs: config.feeds.hub.iter().map(|url| Hub { kind: "WebSub", url }).collect(),
        items: site.newest_items().iter().map(|item| entry(site, item)).collect(),
    };
    write_pretty(&feed, out)
}

fn people(people: &[Person]) -> Vec<Author<'_>> {
    people.iter().map(|person| Author { name: &person.name, url: person.url.as_deref() }).collect()
}

fn entry<'a>(site: &'a Site, item: &'a Item) -> Entry<'a> {
    let text = item.html.is_none().then(|| item.summary.as_deref().unwrap_or_default());
    Entry {
        id: &item.guid,
        url: &item.url,
        external_url: item.work.as_deref(),
        title: &item.title,
        content_html: item.html.as_deref(),
        content_text: text,
        summary: item.summary.as_deref(),
        image: item.image.as_deref(),
        date_published: item.published.to_string(),
        date_modified: item.updated.map(|updated| updated.to_string()),
        authors: people(&item.authors),
        tags: item.categories.iter().map(|&topic| site.newsletter[topic].name.as_str()).collect(),
        language: item.language.as_deref(),
        attachments: item.enclosure.iter().map(attachment).collect(),
    }
}

fn attachment(enclosure: &Enclosure) -> Attachment<'_> {
    Attachment {
        url: &enclosure.url,
        mime_type: &enclosure.media_type,
        title: enclosure.title.as_deref(),
        size_in_bytes: enclosure.length,
    }
}
