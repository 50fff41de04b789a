//! The newsletter as meant: complete, ordered, never changed after it is made.

mod addresses;
mod assets;
mod citations;
mod corrections;
mod keys;
mod links;
pub mod newsletter;
mod publication;
pub mod resolve;
mod topics;
mod translations;
mod works;
