//! What must be percent-encoded where in an address (RFC 3986, sections 3.3 and 3.5).

use percent_encoding::{AsciiSet, CONTROLS};

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
