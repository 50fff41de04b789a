//! A work in one line, for people.

use crate::model::newsletter::Work;

use super::{authors, one_line};

/// `Gao, Li. Title. Venue, 2024. https://…`, with what is known of it and nothing else.
pub fn line(work: &Work) -> String {
    let mut parts = Vec::new();
    let people = authors(work).collect::<Vec<_>>().join(", ");
    if !people.is_empty() {
        parts.push(people);
    }
    parts.push(if work.retracted { format!("[Retracted] {}", work.title) } else { work.title.clone() });
    let place: Vec<String> = work.venue.clone().into_iter().chain(work.year.map(|year| year.to_string())).collect();
    if !place.is_empty() {
        parts.push(place.join(", "));
    }
    let sentence = |part: &String| {
        let part = one_line(part);
        let is_closed = part.ends_with(['.', '?', '!', '。', '？', '！']);
        if is_closed { part.into_owned() } else { format!("{part}.") }
    };
    let text: Vec<String> = parts.iter().map(sentence).collect();
    format!("{} {}", text.join(" "), work.url)
}
