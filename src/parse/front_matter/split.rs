//! Where front matter ends and the text begins.

use std::ops::Range;

use super::yaml;
use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::source::{SourceId, Span};

/// The parts of a file with front matter, as byte ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The opening `+++`: where a missing key is missed.
    pub fence: Range<usize>,
    /// The TOML between the fences.
    pub toml: Range<usize>,
    /// The first byte behind the closing fence's line.
    pub body: usize,
}

/// Finds the `+++` block at a file's head. What stands there instead is reported; the body is then what follows it.
pub fn split(text: &str, source: SourceId, report: &mut Report) -> Result<Split, usize> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = Lines { text, at: start };
    let first = lines.find(|line| !text[line.clone()].trim().is_empty()).unwrap_or(start..start);
    let first = trimmed(text, first);
    match &text[first.clone()] {
        "+++" => fenced(text, source, first, lines, report),
        "---" if yaml::looks_like_yaml(&text[lines.at..]) => {
            let (block, body) = close(text, &mut lines, &["---", "..."]).unwrap_or((lines.at..text.len(), text.len()));
            let diagnostic = Diagnostic::new(
                Code::YamlFrontMatter,
                Span::new(source, first),
                "front matter is written in TOML, this is YAML",
            );
            let toml = yaml::to_toml(&text[block]);
            report.push(diagnostic.help(format!("put this in its place:\n+++\n{toml}+++")));
            Err(body)
        }
        _ => {
            report.push(missing(text, source, start));
            Err(start)
        }
    }
}

fn fenced(
    text: &str,
    source: SourceId,
    fence: Range<usize>,
    mut lines: Lines<'_>,
    report: &mut Report,
) -> Result<Split, usize> {
    if let Some((toml, body)) = close(text, &mut lines, &["+++"]) {
        return Ok(Split { fence, toml, body });
    }
    let diagnostic = Diagnostic::new(
        Code::OpenFrontMatter,
        Span::new(source, fence),
        "front matter is opened here and never closed",
    );
    report.push(diagnostic.help("put a line `+++` behind its last key"));
    // What is TOML and what is text cannot be told apart: saying nothing more of either spares a screen of guesses.
    Err(text.len())
}

/// Goes to the line that is one of `fences`: what stands before it, and where the text goes on.
fn close(text: &str, lines: &mut Lines<'_>, fences: &[&str]) -> Option<(Range<usize>, usize)> {
    let start = lines.at;
    let end = lines.find(|line| fences.contains(&text[line.clone()].trim()))?;
    Some((start..end.start, lines.at))
}

fn missing(text: &str, source: SourceId, start: usize) -> Diagnostic {
    let title = text.lines().find_map(|line| line.strip_prefix("# ")).map_or("…", str::trim);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let head = format!("+++\ntitle = {}\ndate = 2024-12-09\n+++", yaml::quoted(title));
    Diagnostic::new(Code::NoFrontMatter, Span::new(source, start..end), "this file has no front matter")
        .help(format!("begin it with its title and, if it is an issue, its date:\n{head}"))
}

/// A range without the space at its ends: what is pasted from a report stands indented.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + (line.len() - line.trim_start().len());
    start..start + line.trim().len()
}

/// The lines of a text as ranges, without their ends.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let end = memchr::memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |at| start + at);
        self.at = (end + 1).min(self.text.len());
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The TOML and the body of a file; a code and the body where there is no TOML.
    #[track_caller]
    fn check_split(text: &str, expected: Result<(&str, &str), (Code, &str)>) {
        let mut report = Report::default();
        let split = split(text, SourceId(0), &mut report);
        let code = report.sorted().first().map(|diagnostic| diagnostic.code);
        let found = match split {
            Ok(split) => Ok((&text[split.toml], &text[split.body..])),
            Err(body) => Err((code.expect("a diagnostic"), &text[body..])),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_block_of_toml_is_cut_off() {
        check_split("+++\na = 1\n+++\nText\n", Ok(("a = 1\n", "Text\n")));
        check_split("\u{feff}+++\r\na = 1\r\n+++\r\nText", Ok(("a = 1\r\n", "Text")));
        check_split("\n  \n+++  \na = 1\n+++", Ok(("a = 1\n", "")));
        check_split("  +++\n  a = 1\n  +++\nText", Ok(("  a = 1\n", "Text")));
        check_split("+++\n+++\n", Ok(("", "")));
        check_split("+++\na = '+++'\n++++\n+++\n", Ok(("a = '+++'\n++++\n", "")));
    }

    #[test]
    fn what_is_no_block_is_told() {
        check_split("", Err((Code::NoFrontMatter, "")));
        check_split("Text\n+++\n", Err((Code::NoFrontMatter, "Text\n+++\n")));
        check_split("++++\n", Err((Code::NoFrontMatter, "++++\n")));
        check_split("+++\na = 1\nText", Err((Code::OpenFrontMatter, "")));
        check_split("+++", Err((Code::OpenFrontMatter, "")));
        check_split("---\na: 1\n---\nText", Err((Code::YamlFrontMatter, "Text")));
        check_split("---\na: 1\n", Err((Code::YamlFrontMatter, "")));
        check_split("---\nText: a\n\n---\n", Err((Code::YamlFrontMatter, "")));
        check_split("---\n\nText\n", Err((Code::NoFrontMatter, "---\n\nText\n")));
    }
}
