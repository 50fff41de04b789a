//! Which topics an issue's sections and entries belong to.

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::source::Span;
use crate::model::newsletter::TopicId;
use crate::model::publication::Dated;
use crate::parse::config::{Config, Undeclared};
use crate::parse::document::{Document, SectionKind};

use super::declared::{slug_collision, stand_in};
use super::register::{Register, key};

/// The topics of one issue.
pub struct IssueTopics {
    /// The front matter's.
    pub front: Vec<TopicId>,
    /// For each section.
    pub sections: Vec<Option<TopicId>>,
    /// For each entry; empty for promotions.
    pub entries: Vec<Vec<TopicId>>,
}

/// All topics, and those of each issue.
///
/// Titles are looked up in all issues before attributes are, so that `topics=agents` finds a heading `Agents` that comes
/// later.
pub fn assign(config: &Config, issues: &[Dated], report: &mut Report) -> (Register, Vec<IssueTopics>) {
    let mut register = Register::declared(&config.topics, report);
    let sections: Vec<_> = issues.iter().map(|issue| section_topics(issue, config, &mut register, report)).collect();
    let mut assigned: Vec<_> = issues
        .iter()
        .zip(sections)
        .map(|(issue, sections)| issue_topics(issue, sections, config, &mut register, report))
        .collect();
    let number = register.settle();
    for issue in &mut assigned {
        let entries = issue.entries.iter_mut().flatten();
        for topic in issue.front.iter_mut().chain(issue.sections.iter_mut().flatten()).chain(entries) {
            *topic = number[topic.0 as usize];
        }
    }
    (register, assigned)
}

fn section_topics(
    issue: &Dated,
    config: &Config,
    register: &mut Register,
    report: &mut Report,
) -> Vec<Option<TopicId>> {
    let document: &Document = &issue.file.document;
    let mut filled = vec![false; document.sections.len()];
    for entry in document.entries.iter().filter(|entry| entry.aside.is_none()) {
        if let Some(section) = entry.section {
            filled[section as usize] = true;
        }
    }
    let policy = policy(issue, config);
    let sections = document.sections.iter().zip(filled);
    sections
        .map(|(section, filled)| match section.kind {
            SectionKind::Topic if filled => {
                let title = &section.title.plain;
                let known = register.by_title(title);
                Some(named(known, title, section.span, policy, register, report))
            }
            // A section of nothing but promotions makes no new topic.
            SectionKind::Topic => register.by_title(&section.title.plain),
            SectionKind::Aside { .. } => None,
        })
        .map(|topic| topic.map(|index| TopicId(index as u32)))
        .collect()
}

fn policy(issue: &Dated, config: &Config) -> Undeclared {
    let own = issue.file.front_matter.outline.as_ref().and_then(|outline| outline.undeclared);
    own.unwrap_or(config.outline.undeclared)
}

fn issue_topics(
    issue: &Dated,
    sections: Vec<Option<TopicId>>,
    config: &Config,
    register: &mut Register,
    report: &mut Report,
) -> IssueTopics {
    // Whoever names a topic outright means one: where undeclared titles are prose, an undeclared name is a mistake.
    let policy = match policy(issue, config) {
        Undeclared::Topic => Undeclared::Topic,
        Undeclared::Prose | Undeclared::Error => Undeclared::Error,
    };
    let mut refer = |name: &str, span: Span| {
        let known = register.by_reference(name);
        TopicId(named(known, name, span, policy, register, report) as u32)
    };
    let mut front = Vec::new();
    for (name, span) in &issue.file.front_matter.topics {
        add(&mut front, refer(name, *span));
    }
    let mut entries = Vec::new();
    for entry in &issue.file.document.entries {
        let mut topics = Vec::new();
        if entry.aside.is_none() {
            topics.extend(entry.section.and_then(|section| sections[section as usize]));
            for (name, span) in &entry.attributes.topics {
                add(&mut topics, refer(name, span.unwrap_or(entry.span)));
            }
            if topics.is_empty() {
                topics.clone_from(&front);
            }
        }
        entries.push(topics);
    }
    IssueTopics { front, sections, entries }
}

fn add(topics: &mut Vec<TopicId>, topic: TopicId) {
    if !topics.contains(&topic) {
        topics.push(topic);
    }
}

/// The topic that a name means, made if need be. One that no `[[topics]]` declares is reported as the config wants.
fn named(
    known: Option<usize>,
    name: &str,
    span: Span,
    policy: Undeclared,
    register: &mut Register,
    report: &mut Report,
) -> usize {
    if let Some(index) = known.filter(|&index| register.topics[index].declared) {
        return index;
    }
    if policy == Undeclared::Error || register.any_declared() {
        report.push(undeclared(name, span, policy, register));
    }
    known.unwrap_or_else(|| make(name, span, register, report))
}

fn undeclared(name: &str, span: Span, policy: Undeclared, register: &mut Register) -> Diagnostic {
    let (code, message) = match policy {
        Undeclared::Error => (Code::UndeclaredTopicError, format!("no [[topics]] declares `{name}`")),
        Undeclared::Topic | Undeclared::Prose => {
            (Code::UndeclaredTopic, format!("`{name}` is in no [[topics]], and so a topic of its own"))
        }
    };
    let help = match register.nearest(name) {
        Some(near) => format!("if it is `{near}`, add it to the `aliases` there; else declare it"),
        None => "declare it, or list it under `not_topics` of [outline]".to_string(),
    };
    Diagnostic::new(code, span, message).help(help).about(key(name))
}

fn make(name: &str, span: Span, register: &mut Register, report: &mut Report) -> usize {
    let (index, taken) = register.add_undeclared(name, span);
    let slug = register.topics[index].slug.clone();
    if slug.is_empty() {
        let message = format!("`{name}` leaves nothing to make a topic's address of");
        report.push(
            Diagnostic::new(Code::EmptySlug, span, message)
                .help("declare it in [[topics]] with a `slug`, or mark the section {.prose}"),
        );
    } else if let Some(other) = taken {
        report.push(slug_collision(register, index, other));
    }
    if slug.is_empty() || taken.is_some() {
        register.topics[index].slug = stand_in(&slug, index);
    }
    index
}
