//! Which work each entry is about.

mod catalogue;
mod claims;
mod join;
mod shape;

use crate::model::newsletter::IssueId;
use crate::parse::document::RawEntry;

pub(super) use catalogue::{Catalogue, unknown};
pub(super) use claims::EntryIds;
pub(super) use join::{Groups, join};
pub(super) use shape::{redirects, shape};

/// One entry as far as its work is concerned.
pub(super) struct Spoken<'a> {
    pub issue: IssueId,
    pub raw: &'a RawEntry,
    pub ids: &'a EntryIds,
}
