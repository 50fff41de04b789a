//! Open data: all that the newsletter, or a topic, says of works, as JSON. README.md documents each field.

use serde::Serialize;

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{EntryId, Issue, Newsletter, Topic, TopicId};
use crate::render::address::Medium;
use crate::render::entry::Told;

use super::json::{write, write_list};
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "entries", optional: true, listed: false, feed: None, plan, render };

pub const FILE: &str = "entries.json";

/// Of the fields: a reader that knows this version understands every file that bears it; new fields may join.
const VERSION: u32 = 1;

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    if newsletter.entries.is_empty() {
        return;
    }
    planner.add(Route::file(FILE), Subject::Newsletter);
    for (id, topic) in newsletter.topics.iter().enumerate().filter(|(_, topic)| !topic.entries.is_empty()) {
        planner.add(topic.route.beside(FILE), Subject::Topic(TopicId(id as u32)));
    }
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let newsletter = &site.newsletter;
    let base = &newsletter.config.base_url;
    out.extend_from_slice(format!("{{\"version\":{VERSION},\n\"title\":").as_bytes());
    write(&newsletter.config.title, out)?;
    out.extend_from_slice(b",\n\"url\":");
    write(&base.absolute(&Route::home()), out)?;
    if let Subject::Topic(id) = output.subject {
        out.extend_from_slice(b",\n\"topic\":");
        write(&topic(site, &newsletter[id]), out)?;
    } else {
        out.extend_from_slice(b",\n\"topics\":");
        write_list(newsletter.topics.iter().map(|each| topic(site, each)), out)?;
    }
    out.extend_from_slice(b",\n\"entries\":");
    write_list(ids(newsletter, output.subject).map(|id| entry(site, id)), out)?;
    out.extend_from_slice(b"}\n");
    Ok(())
}

/// Newest issue first, each from top to bottom.
fn ids(newsletter: &Newsletter, subject: Subject) -> Box<dyn Iterator<Item = EntryId> + '_> {
    match subject {
        Subject::Topic(id) => Box::new(newsletter[id].entries.iter().copied()),
        _ => Box::new(newsletter.issues.iter().rev().flat_map(|issue| issue.entries.iter().flatten().copied())),
    }
}

#[derive(Serialize)]
struct TopicData<'a> {
    slug: &'a str,
    name: &'a str,
    url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
}

fn topic<'a>(site: &'a Site, topic: &'a Topic) -> TopicData<'a> {
    TopicData {
        slug: &topic.slug,
        name: &topic.name,
        url: site.newsletter.config.base_url.absolute(&topic.route),
        description: &topic.description,
        parent: topic.parent.map(|parent| site.newsletter[parent].slug.as_str()),
    }
}

#[derive(Serialize)]
struct EntryData<'a> {
    key: &'a str,
    title: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<String>,
    ids: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    guessed: bool,
    authors: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    retracted: bool,
    topics: Vec<&'a str>,
    labels: &'a [String],
    links: Vec<LinkData<'a>>,
    summary: &'a str,
    issue: IssueData<'a>,
}

#[derive(Serialize)]
struct LinkData<'a> {
    kind: &'static str,
    text: &'a str,
    url: String,
}

#[derive(Serialize)]
struct IssueData<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    date: String,
    url: String,
}

fn entry(site: &Site, id: EntryId) -> EntryData<'_> {
    let told = Told::of(site.scene(), id);
    let (base, entry, work) = (&site.newsletter.config.base_url, &site.newsletter[id], told.work());
    EntryData {
        key: &entry.key,
        title: &told.raw.title.plain,
        url: told.permalink(Medium::Feed),
        link: told.url(Medium::Feed),
        work: work.and_then(|work| work.route.as_ref()).map(|route| base.absolute(route)),
        ids: work.iter().flat_map(|work| &work.ids).map(ToString::to_string).collect(),
        guessed: entry.guessed,
        authors: work.map_or(&[], |work| &work.authors),
        venue: work.and_then(|work| work.venue.as_deref()),
        year: work.and_then(|work| work.year),
        retracted: work.is_some_and(|work| work.retracted),
        topics: entry.topics.iter().map(|&topic| site.newsletter[topic].slug.as_str()).collect(),
        labels: &told.raw.labels,
        links: links(told),
        summary: &told.raw.summary,
        issue: issue(site, told.issue),
    }
}

fn links(told: Told<'_>) -> Vec<LinkData<'_>> {
    let links = told.links(Medium::Feed).into_iter();
    links.map(|(kind, text, url)| LinkData { kind: kind.name(), text, url }).collect()
}

fn issue<'a>(site: &Site, issue: &'a Issue) -> IssueData<'a> {
    IssueData {
        title: &issue.title,
        number: issue.number,
        date: issue.day.to_string(),
        url: site.newsletter.config.base_url.absolute(&issue.route),
    }
}
