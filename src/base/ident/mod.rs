//! The identity of works: ids of papers in whatever spelling authors use, and the addresses that stand for them.

mod acl;
mod arxiv;
mod doi;
mod link_words;
mod links;
mod openreview;
mod scan;
#[cfg(test)]
mod tests;
mod url;

use std::fmt;

use percent_encoding::utf8_percent_encode;
use xxhash_rust::xxh3::xxh3_64;

use super::escape::has;

pub use acl::AclId;
pub use arxiv::ArxivId;
pub use doi::Doi;
pub use links::{LinkKind, is_at_publisher, is_label, is_paper_label, is_social, label_before};
pub use openreview::OpenReviewId;
pub use scan::scan;
pub use url::{UrlKey, without_tracking};

use super::encode::PATH;
use url::{Parts, strip_prefix_ci};

/// The longest entry key, in bytes.
const KEY_BYTES: usize = 80;

/// One name of a work. A work may have several, of different kinds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkId {
    Arxiv(ArxivId),
    Doi(Doi),
    OpenReview(OpenReviewId),
    Acl(AclId),
    Url(UrlKey),
}

/// The kinds of ids, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdKind {
    Arxiv,
    Doi,
    OpenReview,
    Acl,
    Url,
}

impl IdKind {
    /// The kind's name in attributes, references, keys and addresses: `arxiv`.
    pub fn name(self) -> &'static str {
        match self {
            IdKind::Arxiv => "arxiv",
            IdKind::Doi => "doi",
            IdKind::OpenReview => "openreview",
            IdKind::Acl => "acl",
            IdKind::Url => "url",
        }
    }

    /// The kind's name for people: `arXiv`.
    pub fn title(self) -> &'static str {
        match self {
            IdKind::Arxiv => "arXiv",
            IdKind::Doi => "DOI",
            IdKind::OpenReview => "OpenReview",
            IdKind::Acl => "ACL Anthology",
            IdKind::Url => "Link",
        }
    }
}

impl WorkId {
    /// Reads an address: `http`, `https`, `arxiv:` or `doi:`. One at a known site is that site's id, any other `http` or
    /// `https` address is an id of its own. `None` for `mailto:`, relative addresses and the like.
    pub fn from_url(url: &str) -> Option<WorkId> {
        let url = url.trim();
        if let Some(parts) = Parts::split(url) {
            return Some(WorkId::of_parts(&parts));
        }
        if strip_prefix_ci(url, "arxiv:").is_some() {
            return ArxivId::parse(url).map(WorkId::Arxiv);
        }
        let doi = strip_prefix_ci(url, "doi:")?;
        WorkId::from_doi(&url::decoded(doi)?)
    }

    /// Reads `arxiv:2412.01928`, `doi:10.1145/1`, `openreview:ID`, `acl:2024.acl-long.12` or an `http` or `https` address.
    pub fn parse_reference(text: &str) -> Option<WorkId> {
        let text = text.trim();
        if let Some(parts) = Parts::split(text) {
            return Some(WorkId::of_parts(&parts));
        }
        let (scheme, id) = text.split_once(':')?;
        match scheme.to_ascii_lowercase().as_str() {
            "arxiv" => ArxivId::parse(id).map(WorkId::Arxiv),
            "doi" => WorkId::from_doi(id),
            "openreview" => OpenReviewId::parse(id).map(WorkId::OpenReview),
            "acl" => AclId::parse(id).map(WorkId::Acl),
            _ => None,
        }
    }

    /// Reads a DOI in any spelling. arXiv's own DOIs are arXiv ids.
    pub fn from_doi(text: &str) -> Option<WorkId> {
        WorkId::of_written_doi(&doi::written(text)?)
    }

    fn of_written_doi(doi: &str) -> Option<WorkId> {
        ArxivId::from_doi(doi).map(WorkId::Arxiv).or_else(|| Doi::canonical(doi).map(WorkId::Doi))
    }

    fn of_parts(parts: &Parts<'_>) -> WorkId {
        ArxivId::of_parts(parts)
            .map(WorkId::Arxiv)
            .or_else(|| OpenReviewId::of_parts(parts).map(WorkId::OpenReview))
            .or_else(|| AclId::of_parts(parts).map(WorkId::Acl))
            .or_else(|| WorkId::of_written_doi(&doi::of_parts(parts)?))
            .unwrap_or_else(|| WorkId::Url(UrlKey::of(parts)))
    }

    /// Which kind of id this is.
    pub fn kind(&self) -> IdKind {
        match self {
            WorkId::Arxiv(_) => IdKind::Arxiv,
            WorkId::Doi(_) => IdKind::Doi,
            WorkId::OpenReview(_) => IdKind::OpenReview,
            WorkId::Acl(_) => IdKind::Acl,
            WorkId::Url(_) => IdKind::Url,
        }
    }

    /// Whether this is an id that a registry of papers gave, not just an address.
    pub fn is_scholarly(&self) -> bool {
        self.kind() != IdKind::Url
    }

    /// The bare id, without its kind: `2411.19865`.
    pub fn as_str(&self) -> &str {
        match self {
            WorkId::Arxiv(id) => id.as_str(),
            WorkId::Doi(id) => id.as_str(),
            WorkId::OpenReview(id) => id.as_str(),
            WorkId::Acl(id) => id.as_str(),
            WorkId::Url(id) => id.as_str(),
        }
    }

    /// The entry key, HTML id and path segment of this id: `arxiv-2411.19865`, `doi-10.1145-1-HASH`, `url-HASH`.
    ///
    /// Only `[a-z0-9._-]`, at most 80 bytes. Where that form lost anything, case included, it ends in a short hash of the
    /// exact id.
    pub fn key(&self) -> String {
        let exact = self.as_str();
        let kind = self.kind().name();
        let hash = xxh3_64(exact.as_bytes());
        if self.kind() == IdKind::Url {
            return format!("{kind}-{:012x}", hash >> 16);
        }
        let mut whole = String::with_capacity(kind.len() + 1 + exact.len());
        whole.push_str(kind);
        whole.push('-');
        let keep = |c: char| if matches!(c, 'a'..='z' | '0'..='9' | '.' | '_' | '-') { c } else { '-' };
        if !has(exact, |b| keep(b.into()) != char::from(b)) && whole.len() + exact.len() <= KEY_BYTES {
            whole.push_str(exact);
            return whole;
        }
        whole.extend(exact.chars().map(|c| keep(c.to_ascii_lowercase())));
        let short = &whole[..whole.len().min(KEY_BYTES - 9)];
        format!("{}-{:08x}", short.trim_end_matches(['-', '.']), hash >> 32)
    }

    /// The id as authors refer to it, which `parse_reference` reads again: `arxiv:2411.19865`; of an address its `url`.
    pub fn reference(&self) -> String {
        match self {
            WorkId::Url(_) => self.url(),
            _ => [self.kind().name(), ":", self.as_str()].concat(),
        }
    }

    /// The work's landing page: `https://arxiv.org/abs/2411.19865`.
    pub fn url(&self) -> String {
        match self {
            WorkId::Arxiv(id) => ["https://arxiv.org/abs/", id.as_str()].concat(),
            WorkId::Doi(id) => format!("https://doi.org/{}", utf8_percent_encode(id.as_str(), PATH)),
            WorkId::OpenReview(id) => ["https://openreview.net/forum?id=", id.as_str()].concat(),
            WorkId::Acl(id) => ["https://aclanthology.org/", id.as_str(), "/"].concat(),
            WorkId::Url(key) => ["https://", key.as_str()].concat(),
        }
    }

    /// The id as people write it: `arXiv:2411.19865`, `doi:10.1145/1`; of an address its host.
    pub fn label(&self) -> String {
        match self {
            WorkId::Arxiv(id) => ["arXiv:", id.as_str()].concat(),
            WorkId::Doi(id) => ["doi:", id.as_str()].concat(),
            WorkId::OpenReview(id) => ["OpenReview:", id.as_str()].concat(),
            WorkId::Acl(id) => ["ACL ", id.as_str()].concat(),
            WorkId::Url(key) => key.host().to_string(),
        }
    }
}

/// As [`WorkId::parse_reference`] reads it: `arxiv:2411.19865`, `https://example.org/post`.
impl fmt::Display for WorkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WorkId::Url(_) => f.write_str(&self.url()),
            _ => write!(f, "{}:{}", self.kind().name(), self.as_str()),
        }
    }
}
