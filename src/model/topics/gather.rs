//! What is listed under each topic.

use crate::base::route::Route;
use crate::model::newsletter::{Entry, EntryId, Issue, IssueId, Redirect, Topic, TopicId};

use super::register::Register;

/// The topics with their entries and essays; `Issue::all_topics` is filled on the way.
pub fn gather(register: &Register, issues: &mut [Issue], entries: &[Entry]) -> Vec<Topic> {
    let mut topics = build(register);
    let mut listed = Vec::new();
    // From the newest issue on, so that every list comes out in its order.
    for (index, issue) in issues.iter_mut().enumerate().rev() {
        let mut all = Vec::new();
        let mut essay = true;
        for id in issue.entries.iter().flatten() {
            essay = false;
            with_ancestors(&topics, &entries[id.0 as usize].topics, &mut listed);
            listed.iter().for_each(|topic| topics[topic.0 as usize].entries.push(*id));
            all.extend_from_slice(&listed);
        }
        if essay {
            with_ancestors(&topics, &issue.topics, &mut listed);
            listed.iter().for_each(|topic| topics[topic.0 as usize].essays.push(IssueId(index as u32)));
            all.extend_from_slice(&listed);
        }
        all.sort_unstable();
        all.dedup();
        issue.all_topics = all;
    }
    topics
}

/// The addresses that topics had before.
pub fn redirects(register: &Register, topics: &[Topic], redirects: &mut Vec<Redirect>) {
    for (registered, topic) in register.topics.iter().zip(topics) {
        for (former, span) in &registered.former {
            let from = Route::page(&format!("topics/{former}"));
            redirects.push(Redirect { from, to: topic.route.clone(), span: Some(*span) });
        }
    }
}

fn build(register: &Register) -> Vec<Topic> {
    let mut topics: Vec<Topic> = register
        .topics
        .iter()
        .map(|topic| Topic {
            name: topic.name.clone(),
            slug: topic.slug.clone(),
            route: Route::page(&format!("topics/{}", topic.slug)),
            description: topic.description.clone(),
            parent: topic.parent.map(|index| TopicId(index as u32)),
            children: Vec::new(),
            former: topic.former.iter().map(|(slug, _)| slug.clone()).collect(),
            entries: Vec::<EntryId>::new(),
            essays: Vec::new(),
            declared: topic.declared,
            span: topic.span,
        })
        .collect();
    for index in 0..topics.len() {
        if let Some(parent) = topics[index].parent {
            topics[parent.0 as usize].children.push(TopicId(index as u32));
        }
    }
    topics
}

/// Lists these topics and all above them, each once, in the place of what `listed` held.
fn with_ancestors(topics: &[Topic], own: &[TopicId], listed: &mut Vec<TopicId>) {
    listed.clear();
    for &topic in own {
        let mut at = Some(topic);
        while let Some(id) = at.filter(|id| !listed.contains(id)) {
            listed.push(id);
            at = topics[id.0 as usize].parent;
        }
    }
}
