//! Words that authors leave for themselves: `TK`, `TODO`.

use std::ops::Range;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::source::Span;
use crate::outputs::site::Site;
use crate::parse::markdown::prose;

use super::summaries;
use super::texts;

/// Reports what is left to do, one line a file. Code is left alone, and so are comments, which nobody sees.
pub fn lint(site: &Site, report: &mut Report) {
    for (source, _) in texts(&site.newsletter) {
        let text = site.sources.excerpt(source).unwrap_or_default();
        for piece in prose(&text) {
            for word in marks(&text[piece.clone()]) {
                let span = Span::new(source, piece.start + word.start..piece.start + word.end);
                let message = format!("`{}` is still to be done", &text[span.range()]);
                report.push(unfinished(span, message).about(site.sources.path(source)));
            }
        }
    }
    for issue in &site.newsletter.issues {
        let summary = issue.summary.as_deref().unwrap_or_default();
        for (key, value) in [("title", issue.title.as_str()), ("summary", summary)] {
            if let Some(word) = marks(value).next() {
                let message = format!("`{}` in the {key} is still to be done", &value[word]);
                let place = summaries::place(site, issue.source, key);
                report.push(unfinished(place, message).about(site.sources.path(issue.source)));
            }
        }
    }
}

fn unfinished(place: impl Into<crate::base::diagnostic::Place>, message: String) -> Diagnostic {
    Diagnostic::new(Code::UnfinishedText, place, message).help("write what is missing, or take the mark out")
}

/// The marks among the words of a text: `TK`, `TKTK`, `TODO`, `FIXME`, in capitals.
fn marks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))).filter_map(
        move |piece| {
            let start = at;
            at += piece.len();
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            is_mark(word).then(|| start..start + word.len())
        },
    )
}

fn is_mark(word: &str) -> bool {
    let is_tk = !word.is_empty() && word.len().is_multiple_of(2) && word.as_bytes().chunks(2).all(|two| two == b"TK");
    is_tk || matches!(word, "TODO" | "FIXME")
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[track_caller]
    fn check_marks(text: &str, expected: &[&str]) {
        assert_eq!(marks(text).map(|range| &text[range]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn marks_stand_by_themselves_and_in_capitals() {
        check_marks("TK and TKTK, (TODO: x) [FIXME]", &["TK", "TKTK", "TODO", "FIXME"]);
        check_marks("Ends in TK.", &["TK"]);
        check_marks("图 TODO 表", &["TODO"]);
        check_marks("todo Tk tk TKO TODOs TODO-list my_TODO src/TODO.md STKT", &[]);
        check_marks("", &[]);
    }
}
