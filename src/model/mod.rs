//! The newsletter as meant: complete, ordered, never changed after it is made.

mod addresses;
mod assets;
mod keys;
mod links;
mod nearest;
pub mod newsletter;
mod publication;
mod resolve;
mod topics;
mod works;

pub use resolve::resolve;
