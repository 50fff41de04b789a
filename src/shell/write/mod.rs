//! The write door: the only way by which a built site reaches the disk.
//!
//! Changed bytes are staged beside the output folder; a commit moves them in by renames.
//! Before the commit nothing in the output is touched. A process killed in its midst leaves
//! every file whole, old or new, and a manifest that names all of them, so the next build mends it.
//!
//! ```text
//! parent/public/                      the output, a folder or a link to one
//! parent/public/.offprint-manifest    which files of it are ours
//! parent/.public.offprint-stage/      the stage, there while a build runs
//!     offprint-stage.lock             what tells it from a user's folder, and keeps a second build out
//!     site/                           files whose folders are new, at their paths
//!     changed/N/                      other new and changed files, by number
//! ```
//!
//! Where the parent cannot be written, the stage stands in the output, as `.offprint-stage`. Files are not
//! synced one by one: a power cut may empty some, and the next build, which compares bytes, mends them.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the door to the file system")]

mod commit;
mod disk;
mod error;
mod manifest;
mod place;
mod shards;
mod sink;
mod stage;
mod standing;

#[cfg(test)]
mod tests;

pub use commit::Outcome;
pub use disk::{Disk, Entry, RealDisk};
pub use error::WriteError;
pub use manifest::MANIFEST;
pub use sink::{MemorySink, Sink};
pub use stage::Stage;
