//! Where every link and image of every text leads.

mod directory;
mod enclosures;
mod faults;
mod lookup;
mod size;
mod texts;

pub(super) use directory::Directory;
pub(super) use enclosures::enclosures;
pub(super) use texts::{Looked, look_up};
