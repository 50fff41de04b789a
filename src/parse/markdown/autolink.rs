//! Addresses that stand bare in running text.

use std::ops::Range;

use memchr::memchr;

use super::script::is_wide;

/// Whether a text begins with an address.
pub fn begins(text: &str) -> bool {
    let starts = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let scheme = if starts("https://") { 8 } else { 7 };
    (scheme == 8 || starts("http://")) && text[scheme..].starts_with(|c: char| c.is_alphanumeric() || c == '[')
}

/// The first address in a text: its place.
pub fn find(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(found) = memchr(b':', &text.as_bytes()[from..]) {
        let colon = from + found;
        from = colon + 1;
        if !text[from..].starts_with("//") {
            continue;
        }
        for scheme in [5, 4] {
            let Some(start) = colon.checked_sub(scheme) else { continue };
            let inside_word = text[..start.min(text.len())].ends_with(|c: char| c.is_ascii_alphanumeric());
            if text.is_char_boundary(start) && !inside_word && begins(&text[start..]) {
                return Some(start..start + length(&text[start..]));
            }
        }
    }
    None
}

/// The length of the address that a text begins with.
///
/// It ends at white space, quotes, angle brackets and whatever is as wide as Chinese; closing brackets that were not
/// opened in it, and marks that end a sentence, belong to the text.
pub fn length(text: &str) -> usize {
    let stops = |c: char| c.is_whitespace() || c.is_control() || "<>\"`|\\^{}“”‘’".contains(c) || is_wide(c);
    let mut address = &text[..text.find(stops).unwrap_or(text.len())];
    let excess = |close: char, open: char| address.matches(close).count().saturating_sub(address.matches(open).count());
    let mut unopened = [(')', excess(')', '(')), (']', excess(']', '['))];
    while let Some(last) = address.chars().next_back() {
        match unopened.iter_mut().find(|(close, n)| *close == last && *n > 0) {
            Some((_, n)) => *n -= 1,
            None if ".,;:!?'*_~&…".contains(last) => {}
            None => break,
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address.len()
}
