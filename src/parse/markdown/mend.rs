//! What Markdown's own rules would misread: emphasis in Chinese, Japanese and Korean text, and sums of money.
//!
//! CommonMark lets `**` close behind punctuation only before a space or more punctuation, so `中文**加粗。**后面` would
//! keep its asterisks. The text that is parsed therefore differs from the one written, at equal length: beside such a
//! mark, full-width punctuation looks like a letter, and a letter that faces ASCII punctuation looks like punctuation.
//! The `$` of a sum of money opens no formula, and a formula set apart may have blank lines. What is read from it is put right before anyone sees it.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr2;

use super::display;
use super::money;
use super::script::is_letter;

/// Stands for a letter of three bytes, and counts as punctuation.
const MARK_3: char = '\u{2E4F}';
/// The same for a letter of four bytes.
const MARK_4: char = '\u{10102}';
/// Stands for the `$` of a sum of money, and for the bytes of a formula. Addresses may hold it, and no text does: it is a control character.
const MONEY: char = '\u{7F}';
/// Blocks whose punctuation is mended, and where in the private use area each is mapped to.
const BLOCKS: [(u32, u32, u32); 3] = [(0x2010, 0x205F, 0xE000), (0x3001, 0x303F, 0xE100), (0xFF01, 0xFF65, 0xE200)];

/// A text made ready for the Markdown parser.
pub struct Mended<'t> {
    pub text: Cow<'t, str>,
    original: &'t str,
}

/// Makes a text ready for parsing. Nothing is mended in a text that itself holds the private characters.
pub fn mend(original: &str) -> Mended<'_> {
    let unchanged = Mended { text: Cow::Borrowed(original), original };
    let mut places: Vec<_> = places(original).into_iter().map(|(at, c)| (at, at + c.len_utf8(), c)).collect();
    places.extend(money::signs(original).map(|at| (at, at + 1, MONEY)));
    // Of a formula that its lines would break nothing is left for Markdown to see.
    places.extend(display::broken(original).into_iter().map(|inner| (inner.start, inner.end, MONEY)));
    places.sort_unstable();
    if places.is_empty() || original.chars().any(is_private) {
        return unchanged;
    }
    let mut text = String::with_capacity(original.len());
    let mut done = 0;
    for (at, end, stand_in) in places {
        if at < done {
            continue;
        }
        text.push_str(&original[done..at]);
        text.extend(std::iter::repeat_n(stand_in, (end - at) / stand_in.len_utf8()));
        done = end;
    }
    text.push_str(&original[done..]);
    Mended { text: Cow::Owned(text), original }
}

impl Mended<'_> {
    pub fn is_changed(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }

    /// A string that the parser gave, as its author wrote it. `range` is where the parser found it.
    pub fn restore(&self, read: &str, range: Range<usize>) -> String {
        let base = self.text.as_ptr() as usize;
        let at = (read.as_ptr() as usize).wrapping_sub(base);
        if at <= self.text.len() && at + read.len() <= self.text.len() {
            return self.original[at..at + read.len()].to_string();
        }
        // Not a piece of the text itself: letters are put back in the order in which they stand there.
        let marks = self.text[range.clone()].char_indices().filter(|(_, c)| is_mark(*c));
        let mut letters = marks.filter_map(|(i, _)| self.original[range.start + i..].chars().next());
        read.chars()
            .map(|c| if is_mark(c) { letters.next().unwrap_or(c) } else { punctuation(c).unwrap_or(c) })
            .collect()
    }
}

/// Whether a string holds anything that was mended.
pub fn is_touched(read: &str) -> bool {
    memchr::memchr(MONEY as u8, read.as_bytes()).is_some() || !read.is_ascii() && read.chars().any(is_private)
}

/// Where a character must give way to a stand-in of its own length.
fn places(text: &str) -> Vec<(usize, char)> {
    let mut places: Vec<(usize, char)> = Vec::new();
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr2(b'*', b'~', &bytes[from..]) {
        let start = from + found;
        let run = bytes[start..].iter().take_while(|b| **b == bytes[start]).count();
        from = start + run;
        // Between ASCII neighbours nothing is to be mended.
        if start == 0 || bytes[start - 1].is_ascii() && bytes.get(from).is_none_or(u8::is_ascii) {
            continue;
        }
        if let (Some(before), Some(after)) = (text[..start].chars().next_back(), text[from..].chars().next()) {
            places.extend(beside(text, start, from, before, after));
        }
    }
    places
}

/// The stand-in that one run of marks needs.
fn beside(text: &str, start: usize, end: usize, before: char, after: char) -> Option<(usize, char)> {
    if is_letter(after) && ends(before) {
        return match stand_in(before) {
            Some(letter) => Some((start - before.len_utf8(), letter)),
            None => Some((end, mark(after)?)),
        };
    }
    if is_letter(before) && begins(after) {
        let at = start - before.len_utf8();
        return match stand_in(after) {
            Some(letter) => Some((end, letter)),
            // A mark before this letter needs it as it is.
            None if text[..at].ends_with(['*', '~']) => None,
            None => Some((at, mark(before)?)),
        };
    }
    None
}

/// Punctuation behind which marks close rather than open.
fn ends(c: char) -> bool {
    c.is_ascii_punctuation() && !"([{<*~\\".contains(c) || stand_in(c).is_some() && !is_opening(c)
}

/// Punctuation before which marks open rather than close.
fn begins(c: char) -> bool {
    "([{<\"'`!$@#&".contains(c) || is_opening(c)
}

fn is_opening(c: char) -> bool {
    "“‘‚„‹〈《「『【〔〖〘〚〝（［｛｟｢＜＂＇".contains(c)
}

/// The private letter for full-width punctuation.
fn stand_in(c: char) -> Option<char> {
    let code = u32::from(c);
    if c.is_alphanumeric() || c.is_whitespace() {
        return None;
    }
    let (first, _, private) = BLOCKS.into_iter().find(|(first, last, _)| (first..=last).contains(&&code))?;
    char::from_u32(private + code - first)
}

/// What a private character stands for, if that is always the same.
fn punctuation(c: char) -> Option<char> {
    if c == MONEY {
        return Some('$');
    }
    let code = u32::from(c);
    let (first, _, private) =
        BLOCKS.into_iter().find(|(first, last, private)| (*private..=private + last - first).contains(&code))?;
    char::from_u32(first + code - private)
}

fn mark(letter: char) -> Option<char> {
    match letter.len_utf8() {
        3 => Some(MARK_3),
        4 => Some(MARK_4),
        _ => None,
    }
}

fn is_mark(c: char) -> bool {
    c == MARK_3 || c == MARK_4
}

fn is_private(c: char) -> bool {
    is_mark(c) || c == MONEY || matches!(u32::from(c), 0xE000..=0xE2FF)
}
