//! A work in one line, for people.

use super::name::Name;
use super::reference::Reference;

/// `Li Gao, Ann Chen. Title. Venue, 2024. https://…`, with what is known of it and nothing else;
/// `retracted` is the word for a work that was withdrawn.
pub fn line(work: &Reference<'_>, retracted: &str) -> String {
    let mut text = String::new();
    let mut people: Vec<String> = work.authors.iter().map(|author| person(author.name())).collect();
    if work.and_others {
        people.push("et al.".to_string());
    }
    sentence(&people.join(", "), &mut text);
    sentence(&work.title, &mut text);
    let year = work.year.map(|year| year.to_string());
    let place: Vec<&str> = work.venue.as_deref().into_iter().chain(year.as_deref()).collect();
    sentence(&place.join(", "), &mut text);
    if work.retracted {
        sentence(retracted, &mut text);
    }
    text.push_str(&work.url);
    text
}

fn sentence(part: &str, text: &mut String) {
    if !part.is_empty() {
        text.push_str(part);
        text.push_str(if part.ends_with(['.', '?', '!', '。', '？', '！']) { " " } else { ". " });
    }
}

/// `Johannes van der Waals Jr.`
fn person(name: Name<'_>) -> String {
    match name {
        Name::Whole(name) => name.to_string(),
        Name::Parts { given, particle, family, suffix } => {
            let parts = [given, particle, family, suffix];
            parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
        }
    }
}
