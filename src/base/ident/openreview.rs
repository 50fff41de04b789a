//! Ids of papers at OpenReview.

use super::url::{Parts, strip_prefix_ci};

/// An OpenReview forum id, case and all: `hqDb8d65Vfh`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpenReviewId(Box<str>);

impl OpenReviewId {
    /// Reads a bare id, `openreview:ID` or an address with `forum?id=`, `pdf?id=` or `attachment?id=`; `None` for
    /// anything else.
    pub fn parse(text: &str) -> Option<OpenReviewId> {
        let text = text.trim();
        if let Some(parts) = Parts::split(text) {
            return OpenReviewId::of_parts(&parts);
        }
        if let Some(rest) = strip_prefix_ci(text, "openreview:") {
            return OpenReviewId::exact(rest.trim_start());
        }
        OpenReviewId::exact(text).or_else(|| OpenReviewId::of_parts(&Parts::split(&format!("https://{text}"))?))
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
        let sound = (4..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
            && text.bytes().any(|b| b.is_ascii_alphanumeric());
        sound.then(|| OpenReviewId(text.into()))
    }
}
