//! Formulas set apart by lines of `$$` that Markdown's blocks would break.
//!
//! To CommonMark a blank line ends a paragraph, and a line that begins with `-` or `+` a list, also between `$$` and `$$`.

use std::ops::Range;

use crate::parse::tex::LONGEST;

/// The contents of such formulas at the top level of a text. What stands in fenced code is none.
pub fn broken(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("$$") {
        return found;
    }
    let mut fence: Option<(char, usize)> = None;
    let mut at = 0;
    while let Some(line) = text[at..].split_inclusive('\n').next() {
        let trimmed = line.trim_start_matches(' ');
        let indent = line.len() - trimmed.len();
        let mut next = at + line.len();
        match (fence_of(trimmed), fence) {
            (Some((sign, length, true)), Some((open, least))) if sign == open && length >= least => fence = None,
            (_, Some(_)) => {}
            (Some((sign, length, _)), None) => fence = Some((sign, length)),
            (None, None) => {
                if indent < 4
                    && trimmed.starts_with("$$")
                    && let Some(inner) = inner(text, at + indent + 2)
                {
                    next = inner.end + 2 + text[inner.end + 2..].find('\n').map_or(0, |end| end + 1);
                    if breaks(&text[inner.clone()]) {
                        found.push(inner);
                    }
                }
            }
        }
        at = next.max(at + line.len());
    }
    found
}

/// A fence at the start of a line: its sign, its length, and whether nothing follows it.
fn fence_of(line: &str) -> Option<(char, usize, bool)> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(sign);
    let length = line.len() - rest.len();
    (length >= 3).then(|| (sign, length, rest.trim().is_empty()))
}

/// What stands between the `$$` before a place and those that end a line further down, if that can be a formula.
fn inner(text: &str, start: usize) -> Option<Range<usize>> {
    let end = start + text[start..].find("$$")?;
    let inner = &text[start..end];
    let behind = text[end + 2..].lines().next().unwrap_or_default().trim();
    let ends_line = behind.chars().all(|c| ".,;:".contains(c));
    let sound = inner.contains('\n') && inner.len() <= LONGEST && !inner.trim().is_empty() && !inner.ends_with('\\');
    (sound && ends_line && !inner.lines().any(|line| line.trim_start().starts_with('#'))).then_some(start..end)
}

/// Whether a line of a formula would be more to Markdown than a line of a paragraph.
fn breaks(inner: &str) -> bool {
    let marks = ['-', '+', '*', '>', '=', '|', '~', '`', ':', '<', '[', '_'];
    inner
        .lines()
        .skip(1)
        .map(str::trim)
        .any(|line| line.is_empty() || line.starts_with(marks) || line.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = broken(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blocks_that_markdown_would_break_are_found() {
        check("$$\na\n\nb\n$$\n", &["\na\n\nb\n"]);
        check("Text\n  $$a\n- b$$.\n\n$$\n1\n$$", &["a\n- b", "\n1\n"]);
        check("$$\na\n+ b\n$$\n```\n$$\n\n$$\n```\n", &["\na\n+ b\n"]);
    }

    #[test]
    fn what_markdown_reads_well_or_nobody_could_is_left_alone() {
        check("$$a$$\n\n$$b$$", &[]);
        check("$$\na\nb\n$$", &[]);
        check("$$\na\n\nb", &[]);
        check("$$ is money.\n\nSo is $$ this", &[]);
        check("$$\n\n# Heading\n\n$$", &[]);
        check("    $$\n\n    $$", &[]);
        check("~~~\n$$\n\na$$\n", &[]);
        check("$$", &[]);
        check("$$\né\n\n", &[]);
        check(&format!("$$\n{}\n\n$$", "a".repeat(5000)), &[]);
    }
}
