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

/// A number with zeros before it where it has fewer than `width` digits, as `{:04}` writes it, appended to `out`.
pub fn padded(value: impl Into<i32>, width: usize, out: &mut String) {
    let value = value.into();
    let Ok(mut rest) = u32::try_from(value) else {
        let _ = write!(out, "{value:0width$}");
        return;
    };
    let mut digits = [b'0'; 10];
    let mut first = digits.len();
    while rest > 0 || digits.len() - first < width.clamp(1, digits.len()) {
        first -= 1;
        digits[first] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend(digits[first..].iter().map(|&digit| char::from(digit)));
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

#[cfg(test)]
mod tests {
    use super::padded;

    #[track_caller]
    fn check_padded(value: i32, width: usize, expected: &str) {
        let mut out = String::new();
        padded(value, width, &mut out);
        assert_eq!(out, expected);
        assert_eq!(out, format!("{value:0width$}"));
    }

    #[test]
    fn a_number_is_padded_with_zeros() {
        check_padded(0, 2, "00");
        check_padded(7, 2, "07");
        check_padded(2024, 4, "2024");
        check_padded(12024, 4, "12024");
        check_padded(-5, 4, "-005");
        check_padded(i32::MAX, 0, "2147483647");
    }
}
