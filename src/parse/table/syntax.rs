//! Mistakes in the TOML itself, each told once.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use crate::base::diagnostic::Code;

/// A file that is no TOML at all would fill screens; the first mistakes say as much.
const MOST: usize = 20;

/// One mistake. `range` is what to show, `broken` what can no longer be trusted.
pub struct SyntaxFault {
    pub code: Code,
    pub range: Range<usize>,
    pub broken: Range<usize>,
    pub message: String,
    pub help: Option<String>,
}

/// Parses as much of a text as can be parsed.
///
/// The toml crate refuses what is nested deeper than 80, dotted keys included, so that nothing here can run out of stack.
pub fn parse(text: &str) -> (DeTable<'_>, Vec<SyntaxFault>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let root = root.into_inner();
    let faults = faults(text, &root, &errors);
    (root, faults)
}

fn faults(text: &str, root: &DeTable<'_>, errors: &[Error]) -> Vec<SyntaxFault> {
    let mut places: Vec<_> = errors.iter().map(|error| (place(text, error), error)).collect();
    if places.iter().any(|(_, error)| is_depth(error)) {
        return vec![too_deep(text)];
    }
    places.sort_by_key(|(range, _)| range.start);
    let unclosed = places.iter().filter_map(|(at, error)| never_closed(root, at.start, error));
    let mut faults: Vec<_> = unclosed.take(MOST).collect();
    // The parser stumbles on through a line, and to the end of the text behind a bracket that is never closed.
    let told = |faults: &[SyntaxFault], at| faults.iter().any(|told| told.broken.start <= at && at <= told.broken.end);
    for (range, error) in places {
        if faults.len() < MOST && !told(&faults, range.start) {
            faults.push(spelled(text, range, error));
        }
    }
    faults.sort_by_key(|fault| fault.range.start);
    faults
}

fn place(text: &str, error: &Error) -> Range<usize> {
    let range = error.span().unwrap_or(text.len()..text.len());
    range.start.min(text.len())..range.end.min(text.len())
}

fn is_depth(error: &Error) -> bool {
    error.message().contains("recursion")
}

/// The parser does not say where: the line that holds the most of what nests is shown.
fn too_deep(text: &str) -> SyntaxFault {
    let nesting = |range: &Range<usize>| text[range.clone()].bytes().filter(|byte| b"[{.".contains(byte)).count();
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    });
    let range = lines.max_by_key(nesting).unwrap_or(0..0);
    SyntaxFault {
        code: Code::NestingTooDeep,
        range,
        broken: 0..text.len(),
        message: "tables, lists or dotted keys are nested more than 80 deep".to_string(),
        help: None,
    }
}

/// A list or inline table that runs to the end of the text because its bracket is missing: shown where it opens.
fn never_closed(root: &DeTable<'_>, at: usize, error: &Error) -> Option<SyntaxFault> {
    let (what, bracket) = match error.message().split(',').next()? {
        "unclosed array" => ("list", "]"),
        "unclosed inline table" => ("table", "}"),
        _ => return None,
    };
    let value = outermost(root, at)?;
    Some(SyntaxFault {
        code: Code::TomlSyntax,
        range: value.start..value.start + 1,
        broken: value,
        message: format!("this {what} is never closed"),
        help: Some(format!("close it with `{bracket}`")),
    })
}

/// The outermost list or inline table around a place.
fn outermost(table: &DeTable<'_>, at: usize) -> Option<Range<usize>> {
    table.values().find_map(|value| match value.get_ref() {
        DeValue::Table(below) if !below.is_empty() && outermost(below, at).is_some() => outermost(below, at),
        DeValue::Array(_) | DeValue::Table(_) if value.span().contains(&at) || value.span().end == at => {
            Some(value.span())
        }
        _ => None,
    })
}

/// A mistake that the parser words like "string values must be quoted, expected literal string".
fn spelled(text: &str, range: Range<usize>, error: &Error) -> SyntaxFault {
    let (message, expected) = match error.message().split_once(", expected ") {
        Some((message, expected)) => (message, Some(expected)),
        None => (error.message(), None),
    };
    let mut broken = line_around(text, &range);
    if message == "unclosed table" {
        // What stands below belongs to a table of which not even the name is known.
        broken.end = text[broken.end..].find("\n[").map_or(text.len(), |at| broken.end + at);
    }
    let (message, help) = match misspelt_date(text, &range) {
        Some(told) => told,
        None => reworded(&text[range.clone()], message, expected),
    };
    SyntaxFault { code: Code::TomlSyntax, range, broken, message, help }
}

/// The parser's words, or better ones for the slips that authors make most.
fn reworded(at: &str, message: &str, expected: Option<&str>) -> (String, Option<String>) {
    let (message, help) = match (message, expected) {
        ("string values must be quoted", _) if at.is_empty() => ("a value is missing", "write it behind the `=`"),
        ("string values must be quoted", _) => {
            ("a string stands without quotes", "put it between straight quotes: `\"…\"`")
        }
        ("invalid basic string", Some("`\"`")) => ("this string is never closed", "close it with `\"`"),
        ("invalid literal string", Some("`'`")) => ("this string is never closed", "close it with `'`"),
        ("invalid basic string" | "invalid literal string", _) => ("a string holds a control character", "remove it"),
        ("missing escaped value", _) => {
            ("an unknown escape", "write `\\\\` for a backslash, or put the string between `'`")
        }
        ("duplicate key", _) => ("this key was given before", "remove one of the two"),
        ("unclosed table", _) => ("this table's name is never closed", "close it with `]`"),
        ("invalid unquoted key", _) if at == ":" => {
            ("a key and its value are joined by `=`, not by `:`", "write `key = value`")
        }
        ("key with no value", _) => ("a key without a value", "write `key = value`, or `# …` if this is a remark"),
        (_, Some("nothing") | None) => return (message.to_string(), None),
        (_, Some(expected)) => return (message.to_string(), Some(format!("expected here: {expected}"))),
    };
    (message.to_string(), Some(help.to_string()))
}

/// A value of digits with two dots or slashes is a date as people write it: `9.12.2024`, `12/9/2024`.
fn misspelt_date(text: &str, range: &Range<usize>) -> Option<(String, Option<String>)> {
    let line = &text[line_around(text, range)];
    let value = line.split_once('=')?.1.trim();
    let is_date = |sign: char| {
        value.split(sign).count() == 3
            && value.split(sign).all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let help = "write year, month and day: `2024-12-09`".to_string();
    (is_date('.') || is_date('/')).then(|| (format!("`{value}` is no date of TOML"), Some(help)))
}

/// A range widened to whole lines, without the last line break.
fn line_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..range.start]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &bytes[range.end..]).map_or(text.len(), |at| range.end + at);
    start..end
}
