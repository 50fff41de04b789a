//! Entries as pages show them.

use std::collections::BTreeSet;

use crate::base::ident::LinkKind;
use crate::model::newsletter::{Correction, Entry, EntryId, Issue, Target, TopicId, Work};
use crate::parse::document::{EntryForm, RawEntry, Slice};

use super::address::{self, Medium};
use super::cite::{self, coins};
use super::corrections;
use super::known::{self, People};
use super::notes::Notes;
use super::prose::Shown;
use super::scene::Scene;
use super::view::{CiteView, EntryView, Html, LinkView, WorkLink};
use super::words::{Said, Words};

/// The page that shows an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// Its issue's own.
    Issue,
    /// A topic's, with an excerpt.
    Topic(TopicId),
    /// Its work's own, which says what is known of the work.
    Work,
}

/// An entry with everything that its views are made of.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub scene: Scene<'a>,
    pub issue: &'a Issue,
    pub raw: &'a RawEntry,
    /// None for a promotion.
    pub entry: Option<&'a Entry>,
}

impl<'a> Told<'a> {
    pub fn of(scene: Scene<'a>, id: EntryId) -> Told<'a> {
        let entry = &scene.newsletter[id];
        let issue = &scene.newsletter[entry.issue];
        Told { scene, issue, raw: &issue.text.document.entries[entry.index as usize], entry: Some(entry) }
    }

    /// The entry at a place of an issue's own document.
    pub fn at(scene: Scene<'a>, issue: &'a Issue, index: u32) -> Told<'a> {
        let entry = issue.entries[index as usize].map(|id| &scene.newsletter[id]);
        Told { scene, issue, raw: &issue.text.document.entries[index as usize], entry }
    }

    /// The theme's words in its issue's language.
    pub fn words(&self) -> &'a Words {
        self.scene.words(self.issue.language.as_deref())
    }

    pub fn work(&self) -> Option<&'a Work> {
        self.entry?.work.map(|work| &self.scene.newsletter[work])
    }

    /// Its anchor; empty for a promotion without an id of its own.
    pub fn key(&self) -> &'a str {
        match self.entry {
            Some(entry) => &entry.key,
            None => self.raw.id.as_deref().unwrap_or_default(),
        }
    }

    /// Whether its work was withdrawn.
    pub fn is_retracted(&self) -> bool {
        self.raw.attributes.retracted || self.work().is_some_and(|work| work.retracted)
    }

    /// What it had wrong, newest first.
    pub fn corrections(&self) -> impl Iterator<Item = &'a Correction> {
        let (newsletter, own) = (self.scene.newsletter, self.entry.map(|entry| entry.index));
        let of = move |correction: &&Correction| {
            let about = correction.entry.map(|id| newsletter[id].index);
            about.is_some() && about == own
        };
        self.issue.corrections.iter().filter(of)
    }

    /// The entry's place on its issue's page; the page itself for one without an anchor.
    pub fn permalink(&self, medium: Medium) -> String {
        let page = address::href(self.scene.base(), &self.issue.route, medium);
        if self.key().is_empty() { page } else { page + &address::fragment(self.key()) }
    }

    /// What is said of the work, in short.
    pub fn summary(&self) -> String {
        self.issue.text.document.summary(self.raw)
    }

    /// Where the title leads.
    pub fn url(&self, medium: Medium) -> Option<String> {
        let own = &self.issue.route;
        let linked = self.raw.title_link.and_then(|link| self.issue.text.link(link));
        match linked {
            Some(Target::Nowhere) | None => self.work().map(|work| work.url.clone()),
            Some(target) => address::target(self.scene.base(), &target, own, false, medium),
        }
    }

    /// Links to the work by its scholarly ids, then the entry's own, no address twice: kind, text, address.
    pub fn links(&self, medium: Medium) -> Vec<(LinkKind, &'a str, String)> {
        let mut links = Vec::new();
        let mut seen = BTreeSet::new();
        for id in self.work().into_iter().flat_map(|work| &work.ids).filter(|id| id.is_scholarly()) {
            seen.insert(id);
            links.push((LinkKind::Paper, id.kind().title(), id.url()));
        }
        for link in &self.raw.links {
            let target = self.issue.text.link(link.link).unwrap_or(Target::Nowhere);
            let Some(url) = address::target(self.scene.base(), &target, &self.issue.route, false, medium) else {
                continue;
            };
            let work = self.issue.text.document.links[link.link as usize].work.as_ref();
            if work.is_none_or(|id| seen.insert(id)) {
                links.push((link.kind, &*link.text, url));
            }
        }
        links
    }

    fn work_links(&self) -> Vec<WorkLink> {
        let (words, title) = (self.words(), &*self.raw.title.plain);
        let view = |(kind, text, url): (LinkKind, &str, String)| WorkLink {
            kind: kind.name(),
            text: text.to_string(),
            label: words.with(Said::WorkLabel, &[("link", text), ("title", title)]),
            url,
        };
        self.links(Medium::Page).into_iter().map(view).collect()
    }

    /// Other issues' entries on the same work, oldest first.
    fn also(&self) -> Vec<LinkView> {
        let Some((entry, work)) = self.entry.zip(self.work()) else { return Vec::new() };
        // A work's entries stand in the order of their issues.
        let issue = |id: &EntryId| self.scene.newsletter[*id].issue;
        let (before, rest) = work.entries.split_at(work.entries.partition_point(|id| issue(id) < entry.issue));
        let after = &rest[rest.partition_point(|id| issue(id) == entry.issue)..];
        before
            .iter()
            .chain(after)
            .map(|&id| Told::of(self.scene, id))
            .map(|other| LinkView { title: self.name_of(other.issue), url: other.permalink(Medium::Page) })
            .collect()
    }

    /// What an issue is called in a line: `No. 49`, else its title.
    fn name_of(&self, issue: &Issue) -> String {
        issue.number.map_or_else(|| issue.title.clone(), |number| self.words().numbered(number))
    }

    /// How to cite its work; nothing for a guess.
    fn cite(&self) -> Option<CiteView> {
        self.entry.filter(|entry| !entry.guessed).and(self.work()).and_then(|work| cite::view(work, self.words()))
    }

    /// Its work for reference managers.
    fn coins(&self) -> Html {
        let told = self.entry.filter(|entry| !entry.guessed).and(self.work());
        Html(told.map(coins::span).unwrap_or_default())
    }

    /// The entry on its issue's own page.
    pub fn at_home(&self, notes: &Notes) -> EntryView {
        let shown = self.scene.whole(&self.issue.text, self.words(), &self.issue.route, notes, Medium::Page);
        let topic = self.raw.section.and_then(|section| self.issue.section_topics[section as usize]);
        let (id, level, words) = (self.key().to_string(), self.raw.level, self.words());
        self.view(&shown, Place { host: Host::Issue, id, level, topic, words })
    }

    /// The entry on another page, under a heading of `level`.
    pub fn away(&self, host: Host, level: u8) -> EntryView {
        let id = format!("{}-{}", self.issue.slug, self.key());
        let (topic, notes) = match host {
            Host::Topic(topic) => (Some(topic), Notes::default()),
            _ => (None, Notes::of(&self.issue.text.document, &[self.raw.title.html, self.raw.body])),
        };
        let prefix = format!("{id}-");
        let whole = self.scene.whole(&self.issue.text, self.words(), &self.issue.route, &notes, Medium::Page);
        let shown = Shown { prefix: &prefix, deeper: level as i8 - self.raw.level as i8, ..whole };
        let place = Place { host, id, level, topic, words: self.scene.words(None) };
        let mut view = self.view(&shown, place);
        shown.write_notes(&mut view.html.0);
        shown.write_references(&mut view.html.0);
        view.language = view
            .language
            .or_else(|| self.issue.language.clone().filter(|own| *own != self.scene.newsletter.config.language));
        view.issue = self.entry.map(|entry| self.scene.issue_card(entry.issue));
        view
    }

    fn view(&self, shown: &Shown<'_>, place: Place<'_>) -> EntryView {
        let (raw, work, title) = (self.raw, self.work(), [("title", &*self.raw.title.plain)]);
        let (at_home, at_work) = (place.host == Host::Issue, place.host == Host::Work);
        let (body, excerpt) = match place.host {
            Host::Topic(_) => (None, raw.first_paragraph),
            Host::Issue | Host::Work => (Some(raw.body), None),
        };
        let prose = |slice: Option<Slice>| Html(slice.map(|slice| shown.html(slice)).unwrap_or_default());
        let topics: Vec<_> = self.entry.iter().flat_map(|entry| entry.topics.iter().copied()).collect();
        let card = |topic| self.scene.topic_card(topic);
        let page = work.and_then(|work| work.route.as_ref()).map(|route| self.scene.href(route));
        let cite = if at_home { self.cite() } else { None };
        let known = work.filter(|_| !at_work).map(|work| known::line(work, People::First, place.words));
        let cite_label =
            (!at_work && (cite.is_some() || page.is_some())).then(|| place.words.with(Said::CiteWork, &title));
        EntryView {
            key: self.key().to_string(),
            id: place.id,
            title: Html(shown.html(raw.title.html)),
            plain: raw.title.plain.to_string(),
            translated: raw.attributes.title_translated.clone(),
            language: raw.attributes.language.clone(),
            ordinal: raw.title.ordinal.to_string(),
            level: place.level,
            item: at_home && raw.form == EntryForm::ListItem,
            url: self.url(Medium::Page),
            permalink: self.permalink(Medium::Page),
            permalink_label: place.words.with(if at_home { Said::Permalink } else { Said::ReadOnWork }, &title),
            labels: raw.labels.to_vec(),
            separator: raw.separator.to_string(),
            by: raw.attributes.by.clone(),
            authors: work.map(|work| work.authors.clone()).unwrap_or_default(),
            venue: work.and_then(|work| work.venue.clone()),
            year: work.and_then(|work| work.year),
            known: known.unwrap_or_default(),
            links: self.work_links(),
            retracted: self.is_retracted(),
            corrections: corrections::of_entry(self, shown),
            html: prose(body),
            excerpt: prose(excerpt),
            summary: self.summary(),
            under: place.topic.map(card),
            others: topics.iter().filter(|&&topic| Some(topic) != place.topic).map(|&topic| card(topic)).collect(),
            topics: topics.into_iter().map(card).collect(),
            work: page,
            cite,
            cite_label: cite_label.unwrap_or_default(),
            coins: if at_work { Html::default() } else { self.coins() },
            also: self.also(),
            aside: raw.aside.is_some(),
            issue: None,
        }
    }
}

/// Where an entry is shown.
struct Place<'a> {
    host: Host,
    /// Its anchor there.
    id: String,
    /// The level of its heading there.
    level: u8,
    /// The topic of the section or the page.
    topic: Option<TopicId>,
    /// The words of the page.
    words: &'a Words,
}
