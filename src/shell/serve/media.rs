//! What kind of content a file is, by its name.

/// The content type of a file; for a name without a known ending, by its first bytes.
pub fn content_type(path: &str, bytes: &[u8]) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.as_deref().and_then(by_ending).unwrap_or_else(|| by_content(bytes))
}

fn by_ending(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "html" | "htm" => "text/html; charset=utf-8",
        "xml" | "rss" | "atom" | "opml" => "application/xml; charset=utf-8",
        "json" | "map" => "application/json",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" | "md" | "toml" | "csv" => "text/plain; charset=utf-8",
        "bib" => "application/x-bibtex; charset=utf-8",
        "ris" => "application/x-research-info-systems; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        _ => return None,
    })
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
