//! From text to what it says, as written.
//!
//! Nothing here fails: every function returns a value and the diagnostics of all it saw. Nothing here looks at a second
//! file, so that a file's result is a function of its bytes and the config.

mod attributes;
pub mod bib;
pub mod bibliography;
mod compact;
pub mod config;
mod conflict;
mod corrections;
pub mod csl;
pub mod document;
pub mod file;
mod forms;
pub mod front_matter;
pub mod markdown;
mod memo;
pub mod newsletter;
mod rewording;
pub mod strings;
mod summary;
pub mod table;
pub mod tex;
pub mod theme;
pub mod unread;
