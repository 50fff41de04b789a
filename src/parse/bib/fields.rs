//! Names of fields that say the same thing; of several the first that is there counts.

pub const VOLUME: &[&str] = &["volume"];
/// What BibTeX calls a journal's number is its issue.
pub const ISSUE: &[&str] = &["number", "issue"];
pub const PAGES: &[&str] = &["pages"];
pub const PUBLISHER: &[&str] = &["publisher", "school", "institution", "organization"];
pub const PLACE: &[&str] = &["location", "address"];
pub const EDITION: &[&str] = &["edition"];
pub const ISBN: &[&str] = &["isbn"];
pub const ISSN: &[&str] = &["issn"];
