//! What must be percent-encoded where in an address (RFC 3986).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_encode, utf8_percent_encode};

use super::escape::has;

/// What a fragment must not hold as it is.
pub const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What a path must not hold as it is.
pub const PATH: &AsciiSet = &FRAGMENT.add(b'?');

/// What a whole address must not hold as it is: it has its `#`, `%` and `?` for a purpose.
pub const ADDRESS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// What a part of an address must not hold as it is that may hold nothing with a meaning of its own: all but the unreserved
/// characters (RFC 3986, section 2.3).
pub const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A whole address without what it must not hold as it is. Letters of any script stay as they are.
pub fn address(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return utf8_percent_encode(text, ADDRESS).into();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => out.extend(percent_encode(&[byte], ADDRESS)),
            _ => out.push(c),
        }
    }
    out.into()
}

/// A path or a fragment, appended to `out`: in `set` is what it must not hold as it is.
pub fn encode_into(text: &str, set: &'static AsciiSet, out: &mut String) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b'_');
    // Most of them are plain, and seen to be so many bytes at once.
    if has(text, |byte| !is_plain(byte)) {
        out.extend(utf8_percent_encode(text, set));
    } else {
        out.push_str(text);
    }
}
