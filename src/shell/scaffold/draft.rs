//! What a new issue says, told by the issues before it.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::base::slug::slug;
use crate::base::source::Sources;
use crate::model::newsletter::{Issue, Newsletter, TopicId};
use crate::parse::document::Period;

use super::naming::{Subject, follow};
use super::quoted;

/// How many issues back "lately" reaches.
const LATELY: usize = 6;
/// How many topics a draft has ready.
const TOPICS: usize = 6;

/// An issue to be written.
pub struct Draft {
    pub name: String,
    /// `NAME/index.md`, with room for images, as the issues of late.
    pub in_folder: bool,
    pub text: String,
}

impl Draft {
    pub fn new(title: &str, date: Date, newsletter: &Newsletter, sources: &Sources) -> Draft {
        let newest = newsletter.issues.last();
        let number = next_number(newsletter);
        let new = Subject { date, number, slug: &slug(title) };
        let name = newest.map_or_else(
            || date.to_string(),
            |newest| {
                let old = Subject { date: newest.day, number: newest.number, slug: &slug(&newest.title) };
                follow(&newest.name, &old, &new)
            },
        );
        let mut lately = newsletter.issues.iter().rev().take(3);
        Draft {
            name,
            in_folder: newest.is_some() && lately.all(|issue| sources.path(issue.source).ends_with("/index.md")),
            text: text(title, date, number, newest.and_then(|issue| issue.period).and_then(next_period), newsletter),
        }
    }
}

fn text(title: &str, date: Date, number: Option<u32>, period: Option<Period>, newsletter: &Newsletter) -> String {
    let mut lines = vec!["+++".to_string(), format!("title   = {}", quoted(title))];
    lines.extend(number.map(|number| format!("number  = {number}")));
    lines.push(format!("date    = {date}"));
    lines.extend(period.map(|(from, to)| format!("period  = [{from}, {to}]")));
    lines.push("summary = \"\"".to_string());
    lines.push("draft   = true    # take this line out to publish".to_string());
    lines.push("+++".to_string());
    let topics = recent_topics(newsletter);
    if let Some(level) = newsletter.config.outline.topic.first() {
        let mark = "#".repeat(usize::from(*level));
        lines.extend(topics.iter().map(|topic| format!("\n{mark} {}", newsletter[*topic].name)));
    }
    lines.join("\n") + "\n"
}

/// One more than the highest; none where issues go without numbers.
fn next_number(newsletter: &Newsletter) -> Option<u32> {
    let highest = newsletter.issues.iter().filter_map(|issue| issue.number).max();
    if newsletter.issues.is_empty() { Some(1) } else { highest.and_then(|n| n.checked_add(1)) }
}

/// The period behind one: as many days, or the next month behind a whole one.
fn next_period((from, to): Period) -> Option<Period> {
    let next = to.tomorrow().ok()?;
    if from.day() == 1 && from.last_of_month() == to {
        return Some((next, next.last_of_month()));
    }
    let days = from.until(to).ok()?.get_days();
    Some((next, next.checked_add(days.days()).ok()?))
}

/// The topics with a section in most of the last issues, in the order in which the newest of these has them.
fn recent_topics(newsletter: &Newsletter) -> Vec<TopicId> {
    let lately: Vec<&Issue> = newsletter
        .issues
        .iter()
        .rev()
        .map(Arc::as_ref)
        .filter(|issue| !issue.entries.is_empty())
        .take(LATELY)
        .collect();
    let sections = |issue: &Issue| issue.section_topics.iter().flatten().copied().collect::<Vec<TopicId>>();
    let mut seen: Vec<(TopicId, usize)> = Vec::new();
    for issue in &lately {
        let mut here = sections(issue);
        let mut met = std::collections::BTreeSet::new();
        here.retain(|topic| met.insert(*topic));
        for topic in here {
            match seen.iter_mut().find(|(known, _)| *known == topic) {
                Some((_, times)) => *times += 1,
                None => seen.push((topic, 1)),
            }
        }
    }
    let mut often: Vec<(usize, usize)> = seen.iter().enumerate().map(|(place, (_, times))| (*times, place)).collect();
    often.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    often.truncate(TOPICS);
    let mut places: Vec<usize> = often.into_iter().map(|(_, place)| place).collect();
    places.sort_unstable();
    places.into_iter().map(|place| seen[place].0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_period(last: [&str; 2], expected: [&str; 2]) {
        let period = |days: [&str; 2]| -> Period { (days[0].parse().unwrap(), days[1].parse().unwrap()) };
        assert_eq!(next_period(period(last)), Some(period(expected)));
    }

    #[test]
    fn a_period_follows_the_last_one() {
        check_period(["2024-12-23", "2024-12-29"], ["2024-12-30", "2025-01-05"]);
        check_period(["2024-12-23", "2024-12-23"], ["2024-12-24", "2024-12-24"]);
        check_period(["2024-01-01", "2024-01-31"], ["2024-02-01", "2024-02-29"]);
        check_period(["2024-11-01", "2024-11-30"], ["2024-12-01", "2024-12-31"]);
    }

    #[test]
    fn time_ends_without_a_period() {
        let end: Date = Date::MAX;
        assert_eq!(next_period((end, end)), None);
    }
}
