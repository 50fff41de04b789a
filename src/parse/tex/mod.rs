//! TeX formulas: their words, the macros in them, and what they say in plain text.

mod builtin;
mod define;
mod expand;
mod line;
mod macros;
mod plain;
mod rewrite;
mod scripts;
mod symbols;
mod token;

#[cfg(test)]
mod tests;

pub use expand::{Expanded, Fault, LONGEST, Written, expand};
pub use macros::{Macro, Macros};
pub use plain::plain;
pub use symbols::names;
pub use token::{Kind, Token};
