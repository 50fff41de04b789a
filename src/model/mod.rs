//! The newsletter as meant: complete, ordered, never changed after it is made.

pub mod newsletter;
