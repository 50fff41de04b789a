//! Sums of money, whose dollar signs open no formula.

use memchr::memchr;

/// What a formula holds and a text about money does not.
const MARKS: &[char] = &['\\', '^', '_', '=', '{', '}', '<', '>', '+'];

/// The places of the dollar signs of sums of money that could be taken for the beginning of a formula.
///
/// Such a sign stands before a digit, and the next one before a digit too (`$5-$10`), or words and no marks of
/// mathematics stand between the two (`$5 in US$`).
pub fn signs(text: &str) -> impl Iterator<Item = usize> {
    let next = |from: usize| memchr(b'$', text.as_bytes().get(from..)?).map(|found| from + found);
    let signs = std::iter::successors(next(0), move |at| next(at + 1));
    signs.filter(move |&at| {
        before_digit(text, at) && is_single(text, at) && next(at + 1).is_some_and(|end| is_money(text, at, end))
    })
}

fn is_money(text: &str, at: usize, end: usize) -> bool {
    let content = &text[at + 1..end];
    before_digit(text, end) || content.contains(char::is_whitespace) && !content.contains(MARKS)
}

fn before_digit(text: &str, at: usize) -> bool {
    text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Whether the sign at a place is no half of `$$`, and not escaped.
fn is_single(text: &str, at: usize) -> bool {
    !text[..at].ends_with(['$', '\\'])
}
