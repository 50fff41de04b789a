//! Open data: all that the newsletter, or a topic, says of works, as JSON. README.md documents each field.

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{EntryId, Issue, Newsletter, Topic, TopicId};
use crate::render::address::Medium;
use crate::render::entry::Told;
use crate::render::json::{Object, object, text};

use super::json::write_list;
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
    text(&newsletter.config.title, out);
    out.extend_from_slice(b",\n\"url\":");
    text(&base.absolute(&Route::home()), out);
    if let Subject::Topic(id) = output.subject {
        out.extend_from_slice(b",\n\"topic\":");
        write_topic(site, &newsletter[id], out);
    } else {
        out.extend_from_slice(b",\n\"topics\":");
        write_list(newsletter.topics.iter(), out, |topic, out| write_topic(site, topic, out));
    }
    out.extend_from_slice(b",\n\"entries\":");
    write_list(ids(newsletter, output.subject), out, |id, out| write_entry(site, id, out));
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

fn write_topic(site: &Site, topic: &Topic, out: &mut Vec<u8>) {
    object(out, |data| {
        data.text("slug", &topic.slug);
        data.text("name", &topic.name);
        data.text("url", &site.newsletter.config.base_url.absolute(&topic.route));
        if !topic.description.is_empty() {
            data.text("description", &topic.description);
        }
        data.known("parent", topic.parent.map(|parent| &site.newsletter[parent].slug));
    });
}

fn write_entry(site: &Site, id: EntryId, out: &mut Vec<u8>) {
    let told = Told::of(site.scene(), id);
    let (base, entry, work) = (&site.newsletter.config.base_url, &site.newsletter[id], told.work());
    object(out, |data| {
        data.text("key", &entry.key);
        data.text("title", &told.raw.title.plain);
        data.text("url", &told.permalink(Medium::Feed));
        data.known("link", told.url(Medium::Feed));
        data.known("work", work.and_then(|work| work.route.as_ref()).map(|route| base.absolute(route)));
        data.list("ids", work.iter().flat_map(|work| &work.ids), |id, out| text(&id.reference(), out));
        data.flag("guessed", entry.guessed);
        data.list("authors", work.iter().flat_map(|work| &work.authors), |name, out| text(name, out));
        data.known("venue", work.and_then(|work| work.venue.as_deref()));
        if let Some(year) = work.and_then(|work| work.year) {
            data.number("year", year);
        }
        data.flag("retracted", work.is_some_and(|work| work.retracted));
        data.list("topics", &entry.topics, |&topic, out| text(&site.newsletter[topic].slug, out));
        data.list("labels", &told.raw.labels, |label, out| text(label, out));
        data.list("links", told.links(Medium::Feed), |(kind, words, url), out| {
            object(out, |data| {
                data.text("kind", kind.name());
                data.text("text", words);
                data.text("url", &url);
            });
        });
        data.text("summary", &told.summary());
        data.object("issue", |data| issue(site, told.issue, data));
    });
}

fn issue(site: &Site, issue: &Issue, data: &mut Object<'_>) {
    data.text("title", &issue.title);
    if let Some(number) = issue.number {
        data.number("number", number);
    }
    data.text("date", &issue.day.to_string());
    data.text("url", &site.newsletter.config.base_url.absolute(&issue.route));
}
