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

/// Whether a formula may be a piece of a text between two sums of money.
pub fn is_doubtful(tex: &str) -> bool {
    let starts = tex.starts_with(|c: char| c.is_ascii_digit());
    starts && (tex.ends_with(['-', '–', ',', '/', '(']) || has_word(tex))
}

/// Whether there is a word that is no command and stands in no group.
fn has_word(tex: &str) -> bool {
    let mut depth = 0_usize;
    let mut length = 0;
    let mut command = false;
    for c in tex.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c.is_alphabetic() && depth == 0 {
            length += 1;
            if length > 2 && !command {
                return true;
            }
        } else {
            (length, command) = (0, c == '\\');
        }
    }
    false
}

/// What stands between two dollar signs and would be a formula if its braces were balanced; the first sign stands in the
/// first `length` bytes of the text, the second in its paragraph.
pub fn unbalanced(text: &str, length: usize) -> Vec<std::ops::Range<usize>> {
    let text = &text[..text.find("\n\n").unwrap_or(text.len())];
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr(b'$', &text.as_bytes()[from..]).map(|at| from + at).filter(|at| *at < length) {
        from = at + 1;
        let rest = text[from..].trim_start_matches('$');
        let Some(end) = rest.find('$') else { break };
        let content = &rest[..end];
        let end = text.len() - rest.len() + end + 1;
        let flanked = !content.starts_with(char::is_whitespace) && !content.ends_with(char::is_whitespace);
        if flanked && content.contains(['\\', '^', '_']) && !is_balanced(content) {
            found.push(at..end);
            from = end;
        }
    }
    found
}

fn is_balanced(tex: &str) -> bool {
    let mut depth = 0_i32;
    let mut escaped = false;
    for c in tex.chars() {
        match c {
            _ if escaped => {}
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// The sums of money in a text that may be formulas: `$3 n$`.
pub fn doubtful(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    signs(text).filter_map(|at| {
        let end = at + 1 + text[at + 1..].find('$')?;
        let content = &text[at + 1..end];
        let mut words = content.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
        let short = words.peek().is_some() && words.all(|word| word.len() == 1);
        (short && !before_digit(text, end)).then_some(at..end + 1)
    })
}
