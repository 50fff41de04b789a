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
    let places: Vec<_> = errors.iter().map(|error| (place(text, error), error)).collect();
    if let Some((range, _)) = places.iter().find(|(_, error)| is_depth(error)) {
        return vec![too_deep(text, range.clone())];
    }
    let mut faults: Vec<_> = places.iter().filter_map(|(at, error)| never_closed(root, at.start, error)).collect();
    let mut rest: Vec<_> = places.iter().map(|(at, error)| spelled(text, at.clone(), error)).collect();
    rest.sort_by_key(|fault| fault.range.start);
    for fault in rest {
        // The parser stumbles on through a line, and to the end of the text behind a bracket that is never closed.
        if !faults
            .iter()
            .any(|earlier| earlier.broken.start <= fault.range.start && fault.range.start <= earlier.broken.end)
        {
            faults.push(fault);
        }
    }
    faults.sort_by_key(|fault| fault.range.start);
    faults.truncate(MOST);
    faults
}

fn place(text: &str, error: &Error) -> Range<usize> {
    let range = error.span().unwrap_or(text.len()..text.len());
    range.start.min(text.len())..range.end.min(text.len())
}

fn is_depth(error: &Error) -> bool {
    error.message().contains("recursion")
}

fn too_deep(text: &str, range: Range<usize>) -> SyntaxFault {
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

/// A mistake as the parser words it: "string values must be quoted, expected literal string".
fn spelled(text: &str, range: Range<usize>, error: &Error) -> SyntaxFault {
    let (message, expected) = match error.message().split_once(", expected ") {
        Some((message, expected)) => (message, Some(expected)),
        None => (error.message(), None),
    };
    let help = match (message, expected) {
        ("string values must be quoted", _) => Some("put it between straight quotes: `\"…\"`".to_string()),
        ("duplicate key", _) => Some("remove one of the two".to_string()),
        (_, Some("nothing") | None) => None,
        (_, Some(expected)) => Some(format!("expected here: {expected}")),
    };
    let broken = line_around(text, &range);
    SyntaxFault { code: Code::TomlSyntax, range, broken, message: message.to_string(), help }
}

/// A range widened to whole lines, without the last line break.
fn line_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[..range.start]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &bytes[range.end..]).map_or(text.len(), |at| range.end + at);
    start..end
}
