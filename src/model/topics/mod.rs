//! Which topics there are, and what is listed under each.

mod assign;
mod declared;
mod gather;
mod register;

pub(super) use assign::{IssueTopics, assign};
pub(super) use gather::{gather, redirects};
pub(super) use register::Register;
