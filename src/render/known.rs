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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::base::diagnostic::Report;
    use crate::base::source::Sources;
    use crate::render::cite::tests::work;
    use crate::render::words::Vocabulary;

    #[track_caller]
    fn check(authors: &[&str], venue: Option<&str>, year: Option<i16>, people: People, expected: &str) {
        let sources = Sources::memory(BTreeMap::new());
        let words = Vocabulary::load(&sources, "default", "en", std::iter::empty(), &mut Report::default());
        let work = Work { venue: venue.map(str::to_string), year, ..work(&["arxiv:2411.19865"], "", authors) };
        assert_eq!(line(&work, people, words.of(None)).0, expected);
    }

    #[test]
    fn what_is_known_stands_in_a_line() {
        check(&[], None, None, People::First, "");
        check(&[], None, Some(2024), People::First, "2024");
        check(&["Li Gao", "A & B"], None, None, People::First, "Li Gao, A &amp; B");
        check(&["Li Gao"], Some("<ICML>"), None, People::First, "Li Gao · <cite>&lt;ICML&gt;</cite>");
        check(&["Li Gao"], Some("ICML"), Some(2024), People::First, "Li Gao · <cite>ICML</cite> 2024");
    }

    #[test]
    fn of_many_people_lists_name_the_first() {
        let many = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
        check(&many[..10], None, None, People::First, "a, b, c, d, e, f, g, h, i, j");
        check(&many, None, None, People::First, "a, b, c, d, e, f, g and 4 others");
        check(&many, None, None, People::All, "a, b, c, d, e, f, g, h, i, j, k");
    }
}
