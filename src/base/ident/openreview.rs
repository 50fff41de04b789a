//! Ids of papers at OpenReview.

use std::sync::Arc;

use super::url::{Parts, strip_prefix_ci};

/// An OpenReview forum id, case and all: `hqDb8d65Vfh`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpenReviewId(Arc<str>);

impl OpenReviewId {
    /// Reads a bare id, `openreview:ID` or an address with `forum?id=`, `pdf?id=` or `attachment?id=`; `None` for
    /// anything else.
    pub fn parse(text: &str) -> Option<OpenReviewId> {
        let text = text.trim();
        let bare = strip_prefix_ci(text, "openreview:").unwrap_or(text).trim_start();
        OpenReviewId::exact(bare).or_else(|| OpenReviewId::of_parts(&Parts::with_or_without_scheme(bare)?))
    }

    /// The id: `hqDb8d65Vfh`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn of_parts(parts: &Parts<'_>) -> Option<OpenReviewId> {
        let page = parts.path.trim_matches('/');
        if !parts.is_on("openreview.net") || !matches!(page, "forum" | "pdf" | "attachment") {
            return None;
        }
        OpenReviewId::exact(&parts.parameter("id")?)
    }

    fn exact(text: &str) -> Option<OpenReviewId> {
        let sound = (6..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
            && text.bytes().any(|b| b.is_ascii_alphanumeric());
        sound.then(|| OpenReviewId(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_id(text: &str, expected: &str) {
        assert_eq!(OpenReviewId::parse(text).as_ref().map_or("none", OpenReviewId::as_str), expected, "{text}");
    }

    #[test]
    fn ids_are_read_in_usual_spellings() {
        check_id("hqDb8d65Vfh", "hqDb8d65Vfh");
        check_id("openreview: SJ_QT-Zdb", "SJ_QT-Zdb");
        check_id("https://openreview.net/forum?id=hqDb8d65Vfh", "hqDb8d65Vfh");
        check_id("https://www.openreview.net/pdf?id=hqDb8d65Vfh#page=2", "hqDb8d65Vfh");
        check_id("http://openreview.net/forum/?noteId=x&id=hqDb8d65Vfh", "hqDb8d65Vfh");
        check_id("https://openreview.net/attachment?id=hqDb8d65Vfh&name=pdf", "hqDb8d65Vfh");
        check_id("openreview.net/forum?id=hqDb8d65Vfh", "hqDb8d65Vfh");
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in [
            "",
            "abc",
            "------",
            "hqDb 8d65",
            "hqDb8d65é",
            "openreview:",
            "https://openreview.net/forum",
            "https://openreview.net/forum?id=",
            "https://openreview.net/forum?id=%FF%FE",
            "https://openreview.net/group?id=ICLR.cc",
            "https://openreview.net/pdf/0123456789abcdef.pdf",
            "https://example.org/forum?id=hqDb8d65Vfh",
            "https://openreview.net/references/pdf?id=hqDb8d65Vfh",
        ] {
            check_id(text, "none");
        }
    }
}
