//! The words of a file that readers see, where they stand in it.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::stream;
use crate::base::diagnostic::Report;
use crate::base::source::SourceId;
use crate::parse::front_matter::split;

/// Pieces of prose of a Markdown file, front matter, code, formulas and raw HTML left out, as ranges of its bytes.
pub fn prose(file: &str) -> Vec<Range<usize>> {
    pieces(file, |event| matches!(event, Event::Text(_)))
}

/// All that stands between two dollar signs in a line of text, as ranges of its bytes; sums of money are not yet told from
/// formulas.
pub fn dollars(file: &str) -> Vec<Range<usize>> {
    pieces(file, |event| matches!(event, Event::InlineMath(_)))
}

fn pieces(file: &str, wanted: impl Fn(&Event<'_>) -> bool) -> Vec<Range<usize>> {
    // What is wrong with the front matter was told when the file was parsed.
    let body = split(file, SourceId(0), &mut Report::default()).map_or_else(|body| body, |split| split.body);
    let mut in_code = false;
    let mut pieces = Vec::new();
    for (event, range) in Parser::new_ext(&file[body..], stream::options(false)).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            event if !in_code && wanted(&event) => pieces.push(body + range.start..body + range.end),
            _ => {}
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[track_caller]
    fn check_prose(file: &str, expected: &[&str]) {
        assert_eq!(prose(file).into_iter().map(|range| &file[range]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn only_what_is_read_counts() {
        check_prose(
            "+++\ntitle = \"x\"\n+++\n# Head\n\nSome *words* `code` <!-- no -->\n\n```\nno\n```\n",
            &["Head", "Some ", "words", " ", " "],
        );
        check_prose("no front matter", &["no front matter"]);
        check_prose("", &[]);
    }
}
