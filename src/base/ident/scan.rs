//! Ids that stand in running prose.

use std::ops::Range;

use super::url::strip_prefix_ci;
use super::{ArxivId, WorkId, doi};

/// How addresses begin that are looked at in prose. Without a scheme, only these sites count.
const ADDRESSES: &[&str] = &[
    "http://",
    "https://",
    "arxiv.org/",
    "www.arxiv.org/",
    "export.arxiv.org/",
    "doi.org/",
    "dx.doi.org/",
    "openreview.net/",
    "aclanthology.org/",
    "www.aclanthology.org/",
    "aclweb.org/anthology/",
    "www.aclweb.org/anthology/",
];

/// The scholarly ids in a prose text, in order, each with the bytes it takes: `arXiv:2411.19865`, `arxiv 2411.19865`,
/// `doi:10.1145/1`, `10.1145/1`, and addresses at arXiv, DOI, OpenReview and ACL with or without a scheme.
///
/// A number such as `2411.19865` alone is no id. Punctuation behind an id is the sentence's. Takes linear time.
pub fn scan(text: &str) -> Vec<(Range<usize>, WorkId)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let (end, id) = read(text, start);
        at = end;
        if let Some(id) = id {
            found.push((start..end, id));
        }
    }
    found
}

/// The next place where an id may begin: a letter of those that ids begin with, or `1`, at the start of a word.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let joins = |b: u8| b.is_ascii_alphanumeric() || b"_/.-@".contains(&b);
    let begins = |b: u8| matches!(b.to_ascii_lowercase(), b'a' | b'd' | b'e' | b'h' | b'o' | b'w' | b'1');
    (from..bytes.len()).find(|&i| begins(bytes[i]) && (i == 0 || !joins(bytes[i - 1])))
}

/// Reads what begins at `start`, a letter or digit: where to go on, and the id if there is one, which ends there.
fn read(text: &str, start: usize) -> (usize, Option<WorkId>) {
    let rest = &text[start..];
    if let Some(begin) = ADDRESSES.iter().find(|a| strip_prefix_ci(rest, a).is_some()) {
        let address = &rest[..token(rest)];
        let with_scheme = if begin.ends_with("://") { address.to_string() } else { format!("https://{address}") };
        let id = WorkId::from_url(&with_scheme).filter(WorkId::is_scholarly);
        return (start + address.len().max(begin.len()), id);
    }
    if let Some(tail) = strip_prefix_ci(rest, "arxiv").and_then(separated)
        && let Some((id, length)) = ArxivId::at_start(tail)
    {
        return (text.len() - tail.len() + length, Some(WorkId::Arxiv(id)));
    }
    let tail = strip_prefix_ci(rest, "doi").and_then(separated).unwrap_or(rest);
    if doi::prefix(tail).is_some() {
        let written = &tail[..token(tail)];
        return (text.len() - tail.len() + written.len().max(1), WorkId::from_doi(written));
    }
    (start + 1, None)
}

/// What follows a colon, a space or both.
fn separated(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(':').unwrap_or(text);
    let rest = rest.strip_prefix([' ', '\n', '\u{a0}']).unwrap_or(rest);
    (rest.len() < text.len()).then_some(rest)
}

/// The length of the address or DOI that the text begins with. It ends at white space, at what is not ASCII and at
/// quotes; dots, commas and closing brackets that were not opened in it belong to the sentence.
fn token(text: &str) -> usize {
    let bytes = text.as_bytes();
    let stops = |b: &u8| !b.is_ascii_graphic() || b"<>\"`|\\".contains(b);
    let mut end = bytes.iter().position(stops).unwrap_or(bytes.len());
    let count = |b: u8| bytes[..end].iter().filter(|x| **x == b).count();
    // How many more brackets close than open, for each kind.
    let mut excess = [(b'(', b')'), (b'[', b']'), (b'{', b'}')].map(|(o, c)| (c, count(c).saturating_sub(count(o))));
    while end > 0 {
        let last = bytes[end - 1];
        let unopened = excess.iter_mut().find(|(close, n)| *close == last && *n > 0);
        match unopened {
            Some((_, n)) => *n -= 1,
            None if b".,;:!?'*_&".contains(&last) => {}
            None => break,
        }
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each expected row is the text of the range and the reference of the id.
    #[track_caller]
    fn check_scan(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<(&str, String)> =
            scan(text).into_iter().map(|(range, id)| (&text[range], id.reference())).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(written, id)| (*written, id.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn ids_are_found_in_prose() {
        check_scan("see arXiv:2411.19865v2.", &[("arXiv:2411.19865v2", "arxiv:2411.19865")]);
        check_scan("(arxiv 2411.19865)", &[("arxiv 2411.19865", "arxiv:2411.19865")]);
        check_scan("arXiv preprint arXiv: cs/0112017, 2001", &[("arXiv: cs/0112017", "arxiv:cs/0112017")]);
        check_scan("doi:10.1145/ABC.", &[("doi:10.1145/ABC", "doi:10.1145/abc")]);
        check_scan("DOI 10.1145/1; next", &[("DOI 10.1145/1", "doi:10.1145/1")]);
        check_scan("(as 10.1145/3292500.3330701),", &[("10.1145/3292500.3330701", "doi:10.1145/3292500.3330701")]);
        check_scan(
            "10.1002/(SICI)1097(199806)49:8.",
            &[("10.1002/(SICI)1097(199806)49:8", "doi:10.1002/(sici)1097(199806)49:8")],
        );
        check_scan("10.48550/arXiv.2411.19865", &[("10.48550/arXiv.2411.19865", "arxiv:2411.19865")]);
        check_scan("论文arXiv:2411.19865。好", &[("arXiv:2411.19865", "arxiv:2411.19865")]);
        check_scan("见10.1145/1。", &[("10.1145/1", "doi:10.1145/1")]);
    }

    #[test]
    fn addresses_are_found_in_prose() {
        check_scan(
            "at https://arxiv.org/abs/2411.19865v1.",
            &[("https://arxiv.org/abs/2411.19865v1", "arxiv:2411.19865")],
        );
        check_scan("<arxiv.org/pdf/2411.19865>", &[("arxiv.org/pdf/2411.19865", "arxiv:2411.19865")]);
        check_scan("(https://doi.org/10.1145/1)", &[("https://doi.org/10.1145/1", "doi:10.1145/1")]);
        check_scan(
            "openreview.net/forum?id=hqDb8d65Vfh!",
            &[("openreview.net/forum?id=hqDb8d65Vfh", "openreview:hqDb8d65Vfh")],
        );
        check_scan(
            "https://aclanthology.org/P18-1001/, and",
            &[("https://aclanthology.org/P18-1001/", "acl:P18-1001")],
        );
        check_scan(
            "https://arxiv.org/abs/2411.19865，arXiv:2411.19866",
            &[("https://arxiv.org/abs/2411.19865", "arxiv:2411.19865"), ("arXiv:2411.19866", "arxiv:2411.19866")],
        );
    }

    #[test]
    fn other_texts_hold_no_ids() {
        for text in [
            "",
            "2024.12345",
            "2411.19865",
            "arxiv",
            "arXiv:",
            "arXiv: soon",
            "arXiv:2411.198650",
            "arXiv2411.19865",
            "xarXiv:2411.19865",
            "10.5",
            "10.5/2",
            "10.1145/",
            "10.1145/.",
            "version 110.1145/1",
            "x.10.1145/1",
            "https://example.org/10.1145/1",
            "https://example.org/?q=arXiv:2411.19865",
            "https://",
            "http://)",
            "me@arxiv.org/abs/2411.19865",
            "P18-1001",
            "doi",
            "doi:",
            "arxiv.org/",
            "十arXiv",
        ] {
            check_scan(text, &[]);
        }
    }

    #[test]
    fn long_texts_take_linear_time() {
        for piece in
            ["10.1145/", "10.", "1", "arxiv ", "https://", "https://a)", "doi:", ")", "a.", "10.1111.", "doi:10.1145/("]
        {
            assert!(scan(&piece.repeat(20_000)).len() <= 20_000);
        }
    }
}
