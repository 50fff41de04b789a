//! The vocabulary that every other room speaks: sources and spans, diagnostics, routes, ids of works.

pub mod diagnostic;
pub mod encode;
pub mod endonym;
pub mod escape;
pub mod ident;
pub mod layers;
pub mod media;
mod numbering;
pub mod plural;
pub mod route;
pub mod slug;
pub mod source;
pub mod theme;
pub mod time;
