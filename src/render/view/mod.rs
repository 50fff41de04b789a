//! What templates see: values with documented fields, and nothing else.
//!
//! A view is made of plain values when its page is rendered. HTML fields are marked safe, so that a template prints them
//! as they are; everything else is escaped. `themes/README.md` documents every field from the tables made here.

pub mod field;
mod lists;
mod site;
mod texts;

pub use field::{Documented, Field, Html, Shared};
pub use lists::*;
pub use site::*;
pub use texts::*;

/// Every view, in the order of its documentation.
pub fn documented() -> impl Iterator<Item = &'static Documented> {
    site::VIEWS.iter().chain(lists::VIEWS).chain(texts::VIEWS)
}
