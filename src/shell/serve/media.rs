//! What kind of content a file is.

use crate::base::media::by_ending;

/// The content type of a file; for a name without a known ending, by its first bytes.
pub fn content_type(path: &str, bytes: &[u8]) -> &'static str {
    by_ending(path).unwrap_or_else(|| by_content(bytes))
}

/// An old feed address often has no ending.
fn by_content(bytes: &[u8]) -> &'static str {
    let start = bytes.get(..bytes.len().min(15)).unwrap_or_default().to_ascii_lowercase();
    if start.starts_with(b"<?xml") {
        "application/xml; charset=utf-8"
    } else if start.starts_with(b"<!doctype html") {
        "text/html; charset=utf-8"
    } else {
        "application/octet-stream"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_type(path: &str, bytes: &str, expected: &str) {
        assert_eq!(content_type(path, bytes.as_bytes()).split(';').next(), Some(expected));
    }

    #[test]
    fn types_go_by_ending_then_by_content() {
        check_type("issues/1/index.html", "", "text/html");
        check_type("feed.xml", "", "application/xml");
        check_type("A.PNG", "", "image/png");
        check_type("v1.2/CNAME", "example.org", "application/octet-stream");
        check_type("rss", "<?xml version='1.0'?>", "application/xml");
        check_type("old", "<!DOCTYPE html>", "text/html");
        check_type("", "", "application/octet-stream");
    }
}
