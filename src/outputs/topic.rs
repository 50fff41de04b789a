//! A topic's page: its entries across all issues, newest first.

use crate::base::diagnostic::Diagnostic;
use crate::model::newsletter::{EntryId, Newsletter, TopicId};
use crate::render::activity::activity;
use crate::render::entry::{Host, Told};
use crate::render::view::{Field, Html, Shared, SourceView, TopicView};
use crate::render::words::Said;

use super::head::{self, Head};
use super::list::{Pages, Year};
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "topic", optional: false, listed: true, feed: None, plan, render };

/// The level of entries' headings: below the page's title and the issue's date.
const LEVEL: u8 = 3;

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    for (id, topic) in newsletter.topics.iter().enumerate() {
        let pages = Pages::of(topic.entries.len(), newsletter.config.lists.size);
        pages.plan(&topic.route, Subject::Topic(TopicId(id as u32)), planner);
    }
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let Subject::Topic(id) = output.subject else { return Ok(()) };
    let topic = &site.newsletter[id];
    let pages = Pages::of(topic.entries.len(), site.newsletter.config.lists.size);
    let sources = sources(site, id, &topic.entries[pages.range(output.part)]);
    let entries: Vec<_> = sources.iter().flat_map(|source| &source.entries).cloned().collect();
    let essays: Vec<_> = match output.part {
        0 => topic.essays.iter().map(|&issue| site.scene().issue_card(issue)).collect(),
        _ => Vec::new(),
    };
    let year = |index: usize| site.newsletter[site.newsletter[topic.entries[index]].issue].day.year();
    let title = head::page_title(site, &topic.name, output.part);
    let trail = topic.parent.map(|parent| &site.newsletter[parent]).map(|t| head::link(site, &t.route, &t.name));
    let head = Head {
        title: &title,
        description: &topic.description,
        above: &[("topics", Said::Topics)],
        trail: trail.into_iter().collect(),
        ..Head::default()
    };
    let values = [
        ("topic", view(site, id).value()),
        ("entries", entries.value()),
        ("sources", sources.value()),
        ("essays", essays.value()),
        ("years", pages.years(site, &topic.route, output.part, year).value()),
        ("pages", pages.view(site, &topic.route, output.part).value()),
    ];
    site.template(output, head.view(site, output), values, out)
}

/// Entries under a topic, issue by issue.
fn sources(site: &Site, topic: TopicId, entries: &[EntryId]) -> Vec<SourceView> {
    let newsletter = &site.newsletter;
    let view = |&id: &EntryId| Told::of(site.scene(), id).away(Host::Topic(topic), LEVEL);
    let mut year = Year::default();
    let issues = entries.chunk_by(|&a, &b| newsletter[a].issue == newsletter[b].issue);
    let mut source = |entries: &[EntryId]| {
        let issue = newsletter[entries[0]].issue;
        SourceView {
            issue: site.scene().issue_card(issue),
            opens: year.opened_by(newsletter[issue].day.year()),
            entries: entries.iter().map(|entry| Shared::new(view(entry))).collect(),
        }
    };
    issues.map(&mut source).collect()
}

/// A topic with its place among the others and its activity.
pub fn view(site: &Site, id: TopicId) -> TopicView {
    let (newsletter, scene) = (&site.newsletter, site.scene());
    let topic = &newsletter[id];
    let issues = topic.entries.iter().map(|&entry| newsletter[entry].issue).chain(topic.essays.iter().copied());
    let days: Vec<_> = issues.map(|issue| newsletter[issue].day).collect();
    let life = newsletter.issues.first().zip(newsletter.issues.last()).map(|(first, last)| (first.day, last.day));
    TopicView {
        name: topic.name.clone(),
        slug: topic.slug.clone(),
        url: scene.href(&topic.route),
        description: topic.description.clone(),
        entries: topic.entries.len(),
        essays: topic.essays.len(),
        parent: topic.parent.map(|parent| scene.topic_card(parent)),
        children: topic.children.iter().map(|&child| scene.topic_card(child)).collect(),
        feed: site.plan.feeds(Subject::Topic(id)).next().map(|feed| head::feed_view(&site.newsletter, feed)),
        latest: days.iter().max().map(|&day| scene.date(day)),
        activity: Html(life.map(|life| activity(&days, life, scene.words(None))).unwrap_or_default()),
    }
}
