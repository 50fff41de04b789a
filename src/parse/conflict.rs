//! What git leaves in a file when two sides of a merge meet: `<<<<<<<`, `=======`, `>>>>>>>`.

use std::ops::Range;

use memchr::memmem;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::source::{SourceId, Span};

/// Reports every conflict that stands in a text; true if there is one. Code blocks may show one.
pub fn report(text: &str, source: SourceId, report: &mut Report) -> bool {
    let conflicts = conflicts(text);
    let found = !conflicts.is_empty();
    for range in conflicts {
        let fault = Diagnostic::new(Code::MergeConflict, Span::new(source, range), "a merge was not finished here");
        report.push(fault.help("choose between the two sides and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`"));
    }
    found
}

/// The first line of each conflict.
fn conflicts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if memmem::find(text.as_bytes(), b"<<<<<<<").is_none() {
        return found;
    }
    let mut fence: Option<&str> = None;
    let mut open: Option<(Range<usize>, bool)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        match (fence, marks(line)) {
            (Some(mark), Some(end)) if end.starts_with(mark) && line.trim() == end => fence = None,
            (None, Some(mark)) => fence = Some(mark),
            (Some(_), _) => {}
            (None, None) if is_mark(line, "<<<<<<<") => open = Some((start..start + line.len(), false)),
            (None, None) if line == "=======" => open = open.map(|(range, _)| (range, true)),
            (None, None) if is_mark(line, ">>>>>>>") => {
                found.extend(open.take().filter(|open| open.1).map(|open| open.0))
            }
            (None, None) => {}
        }
    }
    found
}

/// The backticks or tildes that open or close a code block.
fn marks(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(sign).len();
    (length >= 3).then(|| &line[..length])
}

fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_conflicts(text: &str, expected: &[&str]) {
        let found: Vec<_> = conflicts(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn both_sides_make_a_conflict() {
        check_conflicts("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n", &["<<<<<<< HEAD"]);
        check_conflicts("x\r\n<<<<<<<\r\na\r\n=======\r\n>>>>>>>\r\n", &["<<<<<<<"]);
        check_conflicts(
            "<<<<<<< a\n||||||| b\n=======\n>>>>>>> c\n<<<<<<< d\n=======\n>>>>>>> e",
            &["<<<<<<< a", "<<<<<<< d"],
        );
        check_conflicts("```\nx\n```\n<<<<<<< a\n=======\n>>>>>>> b", &["<<<<<<< a"]);
    }

    #[test]
    fn less_is_none() {
        check_conflicts("", &[]);
        check_conflicts("A title\n=======\n", &[]);
        check_conflicts("<<<<<<< a\n>>>>>>> b\n", &[]);
        check_conflicts("<<<<<<< a\n=======\n", &[]);
        check_conflicts("<<<<<<<a\n=======\n>>>>>>>b\n", &[]);
        check_conflicts("```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n", &[]);
        check_conflicts("    <<<<<<< a\n    =======\n    >>>>>>> b\n", &[]);
    }
}
