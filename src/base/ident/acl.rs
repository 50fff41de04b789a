//! Ids of the ACL Anthology.

use std::sync::Arc;

use super::url::{Parts, strip_prefix_ci, strip_suffix_ci};

/// Sites whose addresses name a paper of the Anthology.
const HOSTS: &[&str] = &["aclanthology.org", "aclweb.org", "aclanthology.info", "aclanthology.coli.uni-saarland.de"];

/// An ACL Anthology id: `2024.acl-long.12`, or in the style before 2020 `P18-1001`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AclId(Arc<str>);

impl AclId {
    /// Reads a bare id, `acl:ID` or an address at the Anthology, old or new; `None` for anything else.
    pub fn parse(text: &str) -> Option<AclId> {
        let text = text.trim();
        let bare = strip_prefix_ci(text, "acl").and_then(|r| r.strip_prefix([':', ' '])).unwrap_or(text).trim_start();
        AclId::exact(bare).or_else(|| AclId::of_parts(&Parts::with_or_without_scheme(bare)?))
    }

    /// The id: `2024.acl-long.12`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn of_parts(parts: &Parts<'_>) -> Option<AclId> {
        if !HOSTS.iter().any(|host| parts.is_on(host)) {
            return None;
        }
        parts
            .segments()
            .find_map(|s| AclId::exact(strip_suffix_ci(s, ".pdf").or(strip_suffix_ci(s, ".bib")).unwrap_or(s)))
    }

    fn exact(text: &str) -> Option<AclId> {
        let text = without_version(text);
        old_style(text).or_else(|| new_style(text)).map(|id| AclId(id.into()))
    }
}

/// `P18-1001`: a letter for the venue, two digits for the year, four or five for the paper.
fn old_style(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let sound = matches!(bytes.len(), 8 | 9)
        && bytes[0].is_ascii_alphabetic()
        && bytes[3] == b'-'
        && bytes[1..].iter().enumerate().all(|(i, b)| i == 2 || b.is_ascii_digit());
    sound.then(|| text.to_ascii_uppercase())
}

/// `2024.acl-long.12`: year, venue and volume, paper.
fn new_style(text: &str) -> Option<String> {
    let mut fields = text.split('.');
    let (year, volume, paper) = (fields.next()?, fields.next()?, fields.next()?);
    let (venue, part) = volume.split_once('-')?;
    let all_digits =
        |s: &str, longest: usize| (1..=longest).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let word =
        |s: &str| (1..=40).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let sound = fields.next().is_none()
        && year.len() == 4
        && all_digits(year, 4)
        && word(venue)
        && word(part)
        && all_digits(paper, 5);
    sound.then(|| text.to_ascii_lowercase())
}

/// The id without the `v2` of a revised file.
fn without_version(text: &str) -> &str {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    match text.rsplit_once('v') {
        Some((id, version)) if digits(version) && id.ends_with(|c: char| c.is_ascii_digit()) => id,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_id(text: &str, expected: &str) {
        assert_eq!(AclId::parse(text).as_ref().map_or("none", AclId::as_str), expected, "{text}");
    }

    #[test]
    fn ids_are_read_in_usual_spellings() {
        check_id("2024.acl-long.12", "2024.acl-long.12");
        check_id("ACL 2024.ACL-long.12", "2024.acl-long.12");
        check_id("acl:2023.findings-emnlp.1", "2023.findings-emnlp.1");
        check_id("2020.eval4nlp-1.3", "2020.eval4nlp-1.3");
        check_id("P18-1001", "P18-1001");
        check_id("p18-1001v2", "P18-1001");
        check_id("https://aclanthology.org/2024.acl-long.12/", "2024.acl-long.12");
        check_id("https://aclanthology.org/2024.acl-long.12v2.pdf", "2024.acl-long.12");
        check_id("https://www.aclweb.org/anthology/P18-1001", "P18-1001");
        check_id("http://aclweb.org/anthology/P/P18/P18-1001.pdf", "P18-1001");
        check_id("https://aclanthology.info/papers/P18-1001/p18-1001", "P18-1001");
        check_id("aclanthology.org/P18-1001.bib", "P18-1001");
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in [
            "",
            "2024",
            "2024.acl.12",
            "2024.acl-long",
            "2024.acl-long.",
            "2024.acl-long.x",
            "24.acl-long.12",
            "2024.acl-.1",
            "2024.acl-long.1.2",
            "2024.acl-long.123456",
            "P18-100",
            "P18-100100",
            "118-1001",
            "P1八-1001",
            "é18-1001",
            "acl:",
            "https://aclanthology.org/volumes/2024.acl-long/",
            "https://aclanthology.org/",
            "https://example.org/P18-1001",
        ] {
            check_id(text, "none");
        }
    }
}
