//! Raw HTML in Markdown, balanced before a byte of it is written.
//!
//! A tag counts only if its partner stands in the same block of Markdown: an element opened in a list item ends in it.
//! Browsers' own rules close what may be left open (`<li>`, `<p>`); any other tag without a partner is left out, with
//! a warning. So whatever an author writes, each slice of the prose is whole.

mod balance;
mod elements;
mod tokens;

use std::ops::Range;

pub use balance::plan;
pub use elements::{Role, is_unknown, is_void, role};

/// What raw HTML says at one event.
#[derive(Debug)]
pub struct Op {
    /// The event before which, or instead of which, it is written.
    pub at: u32,
    pub kind: OpKind,
}

#[derive(Debug)]
pub enum OpKind {
    /// Left out.
    Nothing,
    Text(String),
    Open {
        name: String,
        attributes: Vec<(String, String)>,
        page_only: bool,
        range: Range<usize>,
    },
    Close {
        name: String,
        page_only: bool,
    },
}

/// All raw HTML of a document, in order.
#[derive(Debug, Default)]
pub struct Plan {
    pub ops: Vec<Op>,
    /// Events at top level that stand inside an element which was opened before them and is closed behind them.
    inside: Vec<Range<u32>>,
}

impl Plan {
    /// Whether an event at top level stands inside raw HTML.
    pub fn encloses(&self, at: u32) -> bool {
        let next = self.inside.partition_point(|range| range.end <= at);
        self.inside.get(next).is_some_and(|range| range.contains(&at))
    }

    /// The operations of one event.
    pub fn at(&self, at: u32) -> Range<usize> {
        let first = self.ops.partition_point(|op| op.at < at);
        let last = first + self.ops[first..].partition_point(|op| op.at == at);
        first..last
    }
}
