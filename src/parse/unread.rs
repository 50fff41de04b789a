//! What looks like entries and is none, in an issue that has no entry of a work.

use super::document::{Claim, ClaimSource, EntryForm, RawEntry};
use crate::base::source::Span;

/// What begins with a link as entries do, and is none by the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub form: EntryForm,
    /// A heading's level, as written.
    pub level: u8,
    pub count: u32,
    /// The first.
    pub span: Span,
}

impl RawEntry {
    /// Whether its author said what it is about.
    pub fn is_of_work(&self) -> bool {
        let is_sure = |claim: &Claim| claim.source != ClaimSource::Guessed;
        self.title_link.is_some() || self.attributes.cite.is_some() || self.claims.iter().any(is_sure)
    }
}
