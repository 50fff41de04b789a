//! What feeds say, whatever their format: items with HTML that travels.

use jiff::Timestamp;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::base::encode::PART;
use crate::base::route::Route;
use crate::model::newsletter::{Entry, EntryId, Issue, IssueId, Newsletter, TopicId};
use crate::parse::config::{FeedContent, Person};
use crate::render::address::{Medium, fragment, target};
use crate::render::entry::Told;
use crate::render::scene;
use crate::render::words::Said;

use super::cover;
use super::feed_html;
use super::plan::{Output, Plan, Planner, Subject};
use super::site::Site;

/// A format of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// What `[feeds] aliases` call it.
    pub key: &'static str,
    /// What readers call it: `Atom`.
    pub name: &'static str,
    pub media_type: &'static str,
}

/// One item of a feed.
pub struct Item {
    /// Never changes once published: a `tag:` URI of the newsletter's id, the issue's NAME and the entry's key.
    pub guid: String,
    pub title: String,
    pub url: String,
    /// The work, where the item is about a single one.
    pub work: Option<String>,
    pub published: Timestamp,
    pub updated: Option<Timestamp>,
    pub authors: Vec<Person>,
    pub categories: Vec<TopicId>,
    /// Where it differs from the newsletter's.
    pub language: Option<String>,
    /// A file that goes with it.
    pub enclosure: Option<Enclosure>,
    /// The address of its cover.
    pub image: Option<String>,
    pub summary: Option<String>,
    /// The full text as HTML; none where the config asks for summaries.
    pub html: Option<String>,
}

/// A file that goes with an item.
pub struct Enclosure {
    pub url: String,
    pub media_type: String,
    /// In bytes.
    pub length: u64,
    pub title: Option<String>,
}

impl Item {
    /// When it last changed.
    pub fn changed(&self) -> Timestamp {
        self.updated.unwrap_or(self.published)
    }
}

/// Plans the newsletter's feed at its own address and at those that the config keeps for it.
pub fn plan(route: Route, format: Format, newsletter: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(route, Subject::Newsletter);
    for (route, feed, span) in &newsletter.config.feeds.aliases {
        if feed == format.key {
            planner.add_alias(route.clone(), Subject::Newsletter, *span);
        }
    }
}

/// Reports old addresses where nothing would be found, because their feed is switched off.
pub fn check_aliases(newsletter: &Newsletter, plan: &Plan, report: &mut Report) {
    let formats: Vec<Format> = plan.feeds(Subject::Newsletter).filter_map(|output| output.kind.feed).collect();
    for (route, feed, span) in &newsletter.config.feeds.aliases {
        if formats.iter().any(|format| format.key == feed) {
            continue;
        }
        let message = format!("`/{}` leads to the feed `{feed}`, which is switched off", route.as_str());
        let help = match formats.first() {
            Some(format) => format!("switch it on in [outputs], or name another: `{}`", format.key),
            None => "switch it on in [outputs], or remove the address".to_string(),
        };
        report.push(Diagnostic::new(Code::BadValue, *span, message).help(help));
    }
}

/// The newsletter's newest issues, newest first.
pub fn newest(site: &Site) -> Vec<Item> {
    let issues = (0..site.newsletter.issues.len() as u32).rev().take(site.newsletter.config.feeds.issues);
    issues.map(|id| of_issue(site, IssueId(id))).collect()
}

/// Over this many bytes, readers and mail services begin to refuse a feed: FeedBurner's limit was 512 kB.
const LARGE: usize = 400_000;

/// A warning about a feed that readers poll all day. Archives are fetched once, and may be large.
pub fn too_large(output: &Output, size: usize) -> Option<Diagnostic> {
    if output.kind.feed.is_none() || size <= LARGE {
        return None;
    }
    let key = if output.subject == Subject::Newsletter { "issues" } else { "entries" };
    let message = format!("this feed has {} kB, and some readers refuse more than {} kB", size / 1000, LARGE / 1000);
    let help = format!("lower `[feeds] {key}`, or set `[feeds] content = \"summary\"`");
    let place = Place::Path(output.route.file_path());
    Some(Diagnostic::new(Code::FeedTooLarge, place, message).help(help).about(key))
}

/// A topic's entries and essays, newest first.
pub fn of_topic(site: &Site, id: TopicId) -> Vec<Item> {
    let (topic, most) = (&site.newsletter[id], site.newsletter.config.feeds.entries);
    let entries = topic.entries.iter().take(most).map(|&entry| of_entry(site, entry, id));
    let essays = topic.essays.iter().take(most).map(|&issue| of_issue(site, issue));
    let mut items: Vec<Item> = entries.chain(essays).collect();
    items.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.guid.cmp(&b.guid)));
    items.truncate(most);
    items
}

/// An issue as one item.
pub fn of_issue(site: &Site, id: IssueId) -> Item {
    let issue = &site.newsletter[id];
    Item {
        guid: guid(&site.newsletter, issue, None),
        title: issue.title.clone(),
        url: site.newsletter.config.base_url.absolute(&issue.route),
        work: only_work(site, issue),
        published: issue.published,
        updated: issue.updated,
        authors: issue.authors.clone(),
        categories: issue.all_topics.clone(),
        language: issue.language.clone().filter(|own| *own != site.newsletter.config.language),
        enclosure: enclosure(site, issue),
        image: cover::url(site, issue, Medium::Feed),
        summary: if is_full(site) { issue.summary.clone() } else { Some(brief(site, issue)) },
        html: is_full(site).then(|| feed_html::issue(site, issue)),
    }
}

fn enclosure(site: &Site, issue: &Issue) -> Option<Enclosure> {
    let own = issue.enclosure.as_ref()?;
    let url = target(site.scene().base(), &own.target, &issue.route, false, Medium::Feed)?;
    Some(Enclosure { url, media_type: own.media_type.clone(), length: own.length, title: own.title.clone() })
}

/// Where an issue with a single entry leads.
fn only_work(site: &Site, issue: &Issue) -> Option<String> {
    let mut entries = issue.entries.iter().flatten();
    let only = entries.next().filter(|_| entries.next().is_none())?;
    Told::of(site.scene(), *only).url(Medium::Feed)
}

fn of_entry(site: &Site, id: EntryId, topic: TopicId) -> Item {
    let told = Told::of(site.scene(), id);
    let entry = &site.newsletter[id];
    let by = told.raw.attributes.by.iter().map(|name| Person { name: name.clone(), ..Person::default() });
    let by: Vec<Person> = by.collect();
    Item {
        guid: guid(&site.newsletter, told.issue, Some(entry)),
        title: title(told),
        url: told.permalink(Medium::Feed),
        work: told.url(Medium::Feed),
        published: entry.published,
        updated: entry.updated,
        authors: if by.is_empty() { told.issue.authors.clone() } else { by },
        categories: entry.topics.clone(),
        language: told.issue.language.clone().filter(|own| *own != site.newsletter.config.language),
        enclosure: None,
        image: None,
        summary: (!is_full(site)).then(|| short(&told.summary(), &told.raw.title.plain)),
        html: is_full(site).then(|| feed_html::entry(site, told, topic)),
    }
}

fn is_full(site: &Site) -> bool {
    site.newsletter.config.feeds.content == FeedContent::Full
}

/// What an issue says in short: its corrections are part of it.
fn brief(site: &Site, issue: &Issue) -> String {
    let summary = short(scene::summary(issue), &issue.title);
    let Some(newest) = issue.corrections.first() else { return summary };
    let words = site.scene().words(issue.language.as_deref());
    format!("{} {summary}", words.with(Said::Corrected, &[("date", &words.date(newest.day))]))
}

/// An entry's title, with a word about a work that was withdrawn.
fn title(told: Told<'_>) -> String {
    let mark = if told.is_retracted() { told.words().line(Said::RetractedBefore) } else { "" };
    format!("{mark}{}", told.raw.title.plain)
}

/// What stands for a text: its summary, or its title if there are no words to sum up.
fn short(summary: &str, title: &str) -> String {
    if summary.is_empty() { title.to_string() } else { summary.to_string() }
}

/// `tag:example.org,2024-10-28:NAME#KEY` (RFC 4151); without an id, the address on the site.
fn guid(newsletter: &Newsletter, issue: &Issue, entry: Option<&Entry>) -> String {
    let own = issue.guid.as_deref().map(str::to_string);
    let of_issue = own.unwrap_or_else(|| match &newsletter.config.id {
        Some(id) => format!("tag:{id}:{}", percent_encoding::utf8_percent_encode(&issue.name, PART)),
        None => newsletter.config.base_url.absolute(&issue.route),
    });
    match entry {
        Some(entry) => format!("{of_issue}{}", fragment(&entry.key)),
        None => of_issue,
    }
}

/// The newsletter itself as a `tag:` URI. No issue has it, for in a NAME the slash is encoded.
pub fn newsletter_id(newsletter: &Newsletter) -> String {
    match &newsletter.config.id {
        Some(id) => format!("tag:{id}:/"),
        None => newsletter.config.base_url.absolute(&Route::home()),
    }
}
