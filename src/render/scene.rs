//! What every rendering looks at, and the small views that many pages share.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::base::route::{BaseUrl, Route};
use crate::model::newsletter::{Issue, IssueId, Newsletter, Text, TopicId};
use crate::parse::config::Person;

use super::address::Medium;
use super::code::CodeBlocks;
use super::math::Formulas;
use super::notes::Notes;
use super::prose::Shown;
use super::references::References;
use super::view::{DateView, IssueCard, PersonView, Shared, TopicCard};
use super::words::{Vocabulary, Words};

/// A newsletter and what was rendered of it beforehand.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub newsletter: &'a Newsletter,
    pub code: &'a CodeBlocks,
    pub math: &'a Formulas,
    pub cards: &'a Cards,
    pub references: &'a References,
    pub vocabulary: &'a Vocabulary,
}

/// The cards of issues and topics, each made when it is first asked for.
pub struct Cards {
    issues: Vec<OnceLock<Shared<IssueCard>>>,
    topics: Vec<OnceLock<Shared<TopicCard>>>,
}

impl Cards {
    pub fn of(newsletter: &Newsletter) -> Cards {
        Cards {
            issues: newsletter.issues.iter().map(|_| OnceLock::new()).collect(),
            topics: newsletter.topics.iter().map(|_| OnceLock::new()).collect(),
        }
    }
}

impl<'a> Scene<'a> {
    pub fn base(&self) -> &'a BaseUrl {
        &self.newsletter.config.base_url
    }

    pub fn href(&self, route: &Route) -> String {
        self.base().href(route)
    }

    /// The theme's words for a text in a language; the newsletter's own where none is given.
    pub fn words(&self, language: Option<&str>) -> &'a Words {
        self.vocabulary.of(language)
    }

    /// A text on its own page, or whole in a feed.
    pub fn whole(
        &self,
        text: &'a Text,
        words: &'a Words,
        own: &'a Route,
        notes: &'a Notes,
        medium: Medium,
    ) -> Shown<'a> {
        Shown {
            words,
            base: self.base(),
            text,
            code: self.code,
            math: self.math,
            own,
            prefix: "",
            deeper: 0,
            notes,
            cited: self.references.set(self.newsletter, text),
            medium,
        }
    }

    /// A day in the newsletter's language.
    pub fn date(&self, day: Date) -> DateView {
        date(day, self.words(None))
    }

    pub fn topic_card(&self, id: TopicId) -> Shared<TopicCard> {
        self.cards.topics[id.0 as usize].get_or_init(|| Shared::new(self.new_topic_card(id))).clone()
    }

    fn new_topic_card(&self, id: TopicId) -> TopicCard {
        let topic = &self.newsletter[id];
        TopicCard {
            name: topic.name.clone(),
            slug: topic.slug.clone(),
            url: self.href(&topic.route),
            entries: topic.entries.len(),
            essays: topic.essays.len(),
        }
    }

    pub fn issue_card(&self, id: IssueId) -> Shared<IssueCard> {
        self.cards.issues[id.0 as usize].get_or_init(|| Shared::new(self.new_issue_card(id))).clone()
    }

    fn new_issue_card(&self, id: IssueId) -> IssueCard {
        let issue = &self.newsletter[id];
        IssueCard {
            number: issue.number,
            numbered: issue.number.map(|number| self.words(None).numbered(number)),
            title: issue.title.clone(),
            url: self.href(&issue.route),
            date: self.date(issue.day),
            from: issue.period.map(|(from, _)| self.date(from)),
            to: issue.period.map(|(_, to)| self.date(to)),
            summary: summary(issue).to_string(),
            entries: issue.entries.iter().flatten().count(),
            topics: issue.all_topics.iter().map(|&topic| self.topic_card(topic)).collect(),
            language: issue.language.clone(),
            draft: issue.draft,
            future: issue.future,
        }
    }
}

/// What the author says of an issue, else its first words.
pub fn summary(issue: &Issue) -> &str {
    issue.summary.as_deref().unwrap_or(&issue.text.document.opening)
}

pub fn people(persons: &[Person]) -> Vec<PersonView> {
    let view = |p: &Person| PersonView { name: p.name.clone(), url: p.url.clone(), orcid: p.orcid.clone() };
    persons.iter().map(view).collect()
}

/// A day in a language.
pub fn date(day: Date, words: &Words) -> DateView {
    DateView { iso: day.to_string(), text: words.date(day), year: day.year() }
}

/// `rtl` for languages written from right to left.
pub fn direction(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ku" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}
