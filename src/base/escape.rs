//! The one place that escapes.

use std::fmt::Write;

/// Text for an HTML or XML element or a double-quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(text, &mut out);
    out
}

/// [`escape`], appended to `out`.
pub fn escape_into(text: &str, out: &mut String) {
    if memchr::memchr(b'"', text.as_bytes()).is_none() {
        return escape_text_into(text, out);
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"')) {
        rest = escape_one(rest, at, out);
    }
    out.push_str(rest);
}

/// Text for an element, where quotes may stand as they are, appended to `out`.
pub fn escape_text_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'&', b'<', b'>', rest.as_bytes()) {
        rest = escape_one(rest, at, out);
    }
    out.push_str(rest);
}

/// Writes a text up to the character at `at`, and that escaped; what follows.
fn escape_one<'t>(text: &'t str, at: usize, out: &mut String) -> &'t str {
    out.push_str(&text[..at]);
    out.push_str(match text.as_bytes()[at] {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        _ => "&quot;",
    });
    &text[at + 1..]
}

/// ` name="value"`, appended to `out`.
pub fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_into(value, out);
    out.push('"');
}

/// A number, appended to `out`.
pub fn number(value: impl std::fmt::Display, out: &mut String) {
    // Writing to a String never fails.
    let _ = write!(out, "{value}");
}

/// Whether any byte of a text is of a sort. It looks at all of them, which lets the compiler look at many at once: most texts
/// have none that needs care.
pub fn has(text: &str, sort: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | sort(byte))
}

/// Whether HTML and XML may carry a character: no control but white space, no noncharacter.
pub fn is_text(c: char) -> bool {
    let code = u32::from(c);
    let is_noncharacter = code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code);
    !is_noncharacter && (!c.is_control() || matches!(c, '\t' | '\n' | '\r'))
}
