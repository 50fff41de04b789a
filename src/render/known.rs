//! What is known of a work beside its title.

use std::fmt::Write;

use crate::model::newsletter::Work;

use super::escape::escape_into;
use super::view::Html;
use super::words::{Said, Words};

/// Of more people than this, lists name the first [`NAMED`].
const MANY: usize = 10;
const NAMED: usize = 7;

/// Which of a work's people are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    All,
    /// The first, where there are many.
    First,
}

/// Its people, venue and year in a line; empty if nothing is known.
pub fn line(work: &Work, people: People, words: &Words) -> Html {
    let mut line = String::new();
    escape_into(&names(&work.authors, people, words), &mut line);
    if !line.is_empty() && (work.venue.is_some() || work.year.is_some()) {
        line.push_str(" · ");
    }
    if let Some(venue) = &work.venue {
        line.push_str("<cite>");
        escape_into(venue, &mut line);
        line.push_str(if work.year.is_some() { "</cite> " } else { "</cite>" });
    }
    if let Some(year) = work.year {
        // Writing to a String never fails.
        let _ = write!(line, "{year}");
    }
    Html(line)
}

fn names(authors: &[String], people: People, words: &Words) -> String {
    let joined = |authors: &[String]| authors.join(words.line(Said::Comma));
    if people == People::First && authors.len() > MANY {
        let others = (authors.len() - NAMED).to_string();
        return words.with(Said::AndOthers, &[("people", &joined(&authors[..NAMED])), ("n", &others)]);
    }
    joined(authors)
}
