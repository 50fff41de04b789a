//! Parsing within bounds. Tree-sitter recovers from errors in a time that grows with their square, some scanners read
//! to the end of the text for each token, and those of YAML and Python overrun a buffer, and abort, on deep nesting.

use std::cell::Cell;
use std::ops::ControlFlow;

use arborium::tree_sitter::{Language, ParseOptions, ParseState, Parser, Tree};

/// Longer code, in bytes, is left plain. The worst text of this length that we found costs 3 s; real code, 5 ms. It is
/// also far below the 70 KB of ever deeper indents that the Python grammar's scanner has a buffer for.
pub const MAX_BYTES: usize = 20_000;

/// The YAML grammar's scanner has a buffer for 253 open blocks. Each is opened by an indicator.
const MAX_YAML_INDICATORS: usize = 240;

/// Bounds are counted, not timed, so that equal input gives equal output: a base, and one in so many bytes.
struct Bound {
    base: usize,
    bytes: usize,
}

/// Hundreds of the parser's steps. Real code takes one in 60 bytes or more.
const STEPS: Bound = Bound { base: 50, bytes: 40 };
/// Those of them that found no way but through an error.
const STEPS_IN_ERROR: usize = 60;
/// Pieces of text read. Real code reads each piece once or twice, Julia up to 40 times.
const READS: Bound = Bound { base: 200, bytes: 8 };
const PIECE: usize = 1024;

/// Whether no scanner of the grammar can overrun its buffer on `code`.
pub fn is_safe(language: &str, code: &str) -> bool {
    code.len() <= MAX_BYTES && (language != "yaml" || yaml_indicators(code) <= MAX_YAML_INDICATORS)
}

fn yaml_indicators(code: &str) -> usize {
    let ends_at =
        |at: usize| code.as_bytes().get(at).is_none_or(|next| matches!(next, b' ' | b'\t' | b'\r' | b'\n' | 0));
    let is_indicator = |&(at, letter): &(usize, u8)| match letter {
        b'|' | b'>' => true,
        b'-' | b'?' | b':' => ends_at(at + 1),
        _ => false,
    };
    code.bytes().enumerate().filter(is_indicator).count()
}

/// `None` where the bounds are passed. A parser is made for each text: it costs 15 us, and to keep one takes a lock.
pub fn parse(grammar: &Language, code: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(grammar).ok()?;
    let limit = |bound: Bound| bound.base + code.len() / bound.bytes;
    let (steps, steps_in_error, reads) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let is_lost = || steps.get() > limit(STEPS) || steps_in_error.get() > STEPS_IN_ERROR || reads.get() > limit(READS);
    let mut step = |state: &ParseState| {
        steps.update(|count| count + 1);
        steps_in_error.update(|count| count + usize::from(state.has_error()));
        if is_lost() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut read = |at: usize, _| {
        reads.update(|count| count + 1);
        // Only the end of the text stops a scanner. A piece that ends inside a letter makes tree-sitter read past it.
        let end = if is_lost() { at } else { code.floor_char_boundary(at + PIECE) };
        code.as_bytes().get(at..end).unwrap_or_default()
    };
    let tree = parser.parse_with_options(&mut read, None, Some(ParseOptions::new().progress_callback(&mut step)));
    tree.filter(|_| !is_lost())
}
