//! Where in a file something of a formula stands.

use std::ops::Range;

use crate::base::source::{SourceId, Sources, Span};
use crate::parse::document::Formula;

/// Places in files, each read again when something is wrong in it.
pub struct Places<'a> {
    sources: &'a Sources,
    current: Option<(SourceId, String)>,
}

impl<'a> Places<'a> {
    pub fn new(sources: &'a Sources) -> Places<'a> {
        Places { sources, current: None }
    }

    /// The place of a range of a formula's TeX; that of the formula where its text stands otherwise in the file.
    pub fn of(&mut self, formula: &Formula, range: Range<usize>) -> Span {
        let span = formula.span;
        if self.current.as_ref().is_none_or(|(source, _)| *source != span.source) {
            self.current = self.sources.excerpt(span.source).map(|text| (span.source, text));
        }
        let written = self.current.as_ref().and_then(|(_, text)| text.get(span.range()));
        match written.and_then(|written| find(written, &formula.tex, range)) {
            Some(found) => Span::new(span.source, span.range().start + found.start..span.range().start + found.end),
            None => span,
        }
    }
}

/// The place of a range of `tex` in `written`, where other things may stand before each of its lines.
fn find(written: &str, tex: &str, range: Range<usize>) -> Option<Range<usize>> {
    let start = range.start.min(tex.len());
    let mut line_start = 0;
    let mut from = 0;
    for line in tex.split_inclusive('\n') {
        let text = line.trim_end();
        let at = from + written.get(from..)?.find(text)?;
        if start <= line_start + text.len() {
            let within = start - line_start;
            let end = range.end.clamp(start, line_start + text.len()) - line_start;
            // At the end there is nothing to point at but what comes before.
            let (within, end) = if within < end { (within, end) } else { (within, within + next(&text[within..])) };
            return Some(at + within..at + end);
        }
        line_start += line.len();
        from = at + text.len();
    }
    None
}

/// The length of the first character.
fn next(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, tex: &str, range: Range<usize>, expected: Option<&str>) {
        assert_eq!(find(written, tex, range).map(|found| &written[found]), expected);
    }

    #[test]
    fn a_place_is_found_in_the_file() {
        check("$a \\foo$", "a \\foo", 2..6, Some("\\foo"));
        check("$$\na\n\\foo b\n$$", "a\n\\foo b", 2..6, Some("\\foo"));
        check("$$a\n> \\foo b$$", "a\n\\foo b", 2..6, Some("\\foo"));
        check("$x$", "x", 1..1, Some(""));
        check("$\\|x$", "|x", 0..1, Some("|"));
        check("|$\\|x\\|$|", "|x|", 2..3, None);
        check("$é$", "é", 0..0, Some("é"));
    }
}
