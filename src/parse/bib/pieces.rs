//! A `.bib` file cut into its entries, so that a broken one takes no other with it.

use std::ops::Range;

use biblatex::{ParseError, ParseErrorKind, RawBibliography};

/// What was read of a file.
#[derive(Default)]
pub struct Pieces<'t> {
    /// In the file's order, each with the place of its text.
    pub read: Vec<(Range<usize>, RawBibliography<'t>)>,
    pub faults: Vec<Fault>,
}

/// Why a piece cannot be read.
pub struct Fault {
    pub place: Range<usize>,
    /// What begins the entry: `@article{key`.
    pub head: Range<usize>,
    pub message: String,
}

/// How often a file's length may be read again in vain before entries are cut short at the next one's beginning.
const PATIENCE: usize = 4;

/// Reads the entries of a file one by one.
pub fn pieces(text: &str) -> Pieces<'_> {
    let mut starts = starts(text);
    close(text, &mut starts);
    let mut pieces = Pieces::default();
    let mut budget = text.len() * PATIENCE;
    let mut at = 0;
    for (index, start) in starts.iter().enumerate() {
        // It stands inside the entry before it.
        if start.at < at {
            continue;
        }
        let next = starts.get(index + 1).map_or(text.len(), |next| next.at);
        let whole = start.end.unwrap_or(next);
        if matches!(start.kind, Kind::Silent) {
            at = whole;
            continue;
        }
        let (end, patient) = if whole <= next || whole - start.at <= budget { (whole, true) } else { (next, false) };
        match RawBibliography::parse(&text[start.at..end]) {
            Ok(raw) => {
                pieces.read.push((start.at..end, raw));
                at = end;
            }
            Err(error) => {
                if patient && whole > next {
                    budget = budget.saturating_sub(whole - start.at);
                }
                pieces.faults.push(fault(text, start, next.min(end), &error));
                at = next.min(end);
            }
        }
    }
    pieces
}

fn fault(text: &str, start: &Start, end: usize, error: &ParseError) -> Fault {
    let place = start.at + error.span.start;
    let head = start.at..start.at + text[start.at..end].lines().next().map_or(1, str::len).min(60);
    let head = head.start..text.floor_char_boundary(head.end);
    let is_open = matches!(error.kind, ParseErrorKind::UnexpectedEof) || place >= end;
    let message = if is_open { "it is never closed".to_string() } else { error.kind.to_string() };
    let place = if is_open { head.clone() } else { place..text.ceil_char_boundary((place + 1).min(text.len())) };
    Fault { place, head, message }
}

/// Where something that may be an entry begins.
struct Start {
    at: usize,
    /// Its opening brace.
    brace: usize,
    /// Behind the brace that closes it.
    end: Option<usize>,
    kind: Kind,
}

enum Kind {
    Read,
    /// `@comment` and `@preamble` say nothing of any work.
    Silent,
}

/// Every `@word{` that begins a line or follows a closing brace.
fn starts(text: &str) -> Vec<Start> {
    let mut starts = Vec::new();
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        // Looked at in a short window, so that a long line costs no more than a short one.
        let window = &text.as_bytes()[at.saturating_sub(64)..at];
        let before = window.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        if !before.is_none_or(|byte| matches!(byte, b'\n' | b'}' | b')')) {
            continue;
        }
        let word = text[at + 1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let rest = &text[at + 1 + word..];
        let brace = at + 1 + word + (rest.len() - rest.trim_start().len());
        if word == 0 || !text[brace..].starts_with(['{', '(']) {
            continue;
        }
        let silent = ["comment", "preamble"].iter().any(|name| text[at + 1..at + 1 + word].eq_ignore_ascii_case(name));
        starts.push(Start { at, brace, end: None, kind: if silent { Kind::Silent } else { Kind::Read } });
    }
    starts
}

/// Finds the closing brace of every start, escaped ones left out.
fn close(text: &str, starts: &mut [Start]) {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => open.push(at),
            b'}' => {
                let pair = open.pop().and_then(|brace| starts.binary_search_by_key(&brace, |start| start.brace).ok());
                if let Some(start) = pair.and_then(|pair| starts.get_mut(pair)) {
                    start.end = Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_pieces(text: &str, keys: &[&str], faults: &[(&str, &str)]) {
        let pieces = pieces(text);
        let read: Vec<_> = pieces.read.iter().flat_map(|(_, raw)| &raw.entries).map(|entry| entry.v.key.v).collect();
        assert_eq!(read, keys, "{text}");
        let said: Vec<_> =
            pieces.faults.iter().map(|fault| (&text[fault.place.clone()], fault.message.as_str())).collect();
        assert_eq!(said, faults, "{text}");
    }

    #[test]
    fn sound_files_are_read() {
        check_pieces("", &[], &[]);
        check_pieces("no entry at all", &[], &[]);
        check_pieces("@article{a, title={x}}\n@book{b,\n title = \"y\",\n}\n", &["a", "b"], &[]);
        check_pieces("words\n  @misc{a,}\n% x\n@misc{b}", &["a"], &[("}", "expected comma")]);
        check_pieces("@comment{@misc{a,}}\n@preamble{\"x\" # {y}}\n@misc{b,}", &["b"], &[]);
        check_pieces("@misc{a, note={mail me@home.example\n@misc{x,} }}\n@misc{b,}", &["a", "b"], &[]);
    }

    #[test]
    fn a_broken_entry_takes_no_other_with_it() {
        check_pieces("@misc{a, title={x}\n@misc{b,}\n", &["b"], &[("@misc{a, title={x}", "it is never closed")]);
        check_pieces("@misc{a, title={x\n}\n\n@misc{b,}\n", &["b"], &[("@misc{a, title={x", "it is never closed")]);
        check_pieces("@misc{a, title {x}}\n@misc{b,}", &["b"], &[("{", "expected equals")]);
        check_pieces("@misc{a, title={x}} }\n@misc{b,}", &["a", "b"], &[]);
        check_pieces("@misc(a, title={x})\n@misc{b,}", &["b"], &[("(", "expected opening brace")]);
        check_pieces("@misc{a, é = }\n@misc{b,}", &["b"], &[("@misc{a, é = }", "it is never closed")]);
    }

    #[test]
    fn hostile_files_end() {
        let deep = format!("@misc{{a, title={}x{}}}", "{".repeat(100_000), "}".repeat(100_000));
        check_pieces(&deep, &["a"], &[]);
        let open = "@misc{a,t={\n".repeat(20_000);
        assert_eq!(pieces(&open).faults.len(), 20_000);
        let nested = format!("{}{}", "@misc{a,t={\n".repeat(20_000), "}x}\n".repeat(20_000));
        assert!(!pieces(&nested).faults.is_empty());
    }
}
