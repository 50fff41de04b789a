//! Citations in the text: `[@key]`, `[@a; @b]`, `[see @key, p. 3]`, `[-@key]`, after Pandoc.

use std::ops::Range;

use crate::parse::document::Locator;

/// What stands between the brackets of a citation, its items in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The place of the key in the text.
    pub key: Range<usize>,
    pub prefix: String,
    pub locator: Option<Locator>,
    pub suffix: String,
    /// `-@key`: the author is named in the sentence already.
    pub without_author: bool,
}

/// Whether brackets with this text in them are a citation. Words before the first key count only where there is something
/// to cite: `[by @someone]` is text in a newsletter without a bibliography.
pub fn is_citation(inner: &str, has_bibliography: bool) -> bool {
    match key(inner) {
        Some(found) => has_bibliography || inner[..found.at].trim().is_empty(),
        None => false,
    }
}

/// Reads the text between the brackets. Nothing if the first part has no key.
pub fn read(inner: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut at = 0;
    for part in inner.split(';') {
        let start = at;
        at += part.len() + 1;
        match (key(part), items.last_mut()) {
            (Some(found), _) => items.push(item(part, start, &found)),
            (None, Some(before)) => {
                before.suffix.push(';');
                before.suffix.push_str(part);
            }
            (None, None) => return Vec::new(),
        }
    }
    for item in &mut items {
        item.suffix.truncate(item.suffix.trim_end().len());
    }
    items
}

/// A key in a part of a citation.
struct Key {
    /// Where its `@`, or the `-` before it, stands.
    at: usize,
    key: Range<usize>,
    end: usize,
    without_author: bool,
}

/// The first `@key` that begins a word.
fn key(part: &str) -> Option<Key> {
    memchr::memchr_iter(b'@', part.as_bytes()).find_map(|sign| {
        let without_author = part[..sign].ends_with('-');
        let at = sign - usize::from(without_author);
        if part[..at].chars().next_back().is_some_and(|c| !c.is_whitespace() && !"([{\"'“‘".contains(c)) {
            return None;
        }
        let rest = &part[sign + 1..];
        let (key, end) = match rest.strip_prefix('{') {
            Some(braced) => {
                let close = braced.find('}').filter(|close| *close > 0)?;
                (sign + 2..sign + 2 + close, sign + 3 + close)
            }
            None => {
                let length = length(rest);
                (sign + 1..sign + 1 + length, sign + 1 + length)
            }
        };
        (!key.is_empty()).then_some(Key { at, key, end, without_author })
    })
}

/// The length of the key that a text begins with: letters, digits and `_`, and punctuation between them.
fn length(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if is_word(c) {
            end = at + c.len_utf8();
        } else if at == 0 || at > end || !":.#$%&-+?<>~/".contains(c) {
            // Two signs in a row end it too.
            break;
        }
    }
    end
}

fn item(part: &str, start: usize, found: &Key) -> Item {
    let rest = &part[found.end..];
    let tail = rest.trim_start().strip_prefix(',').unwrap_or(rest);
    let (locator, suffix) = locator(tail);
    Item {
        key: start + found.key.start..start + found.key.end,
        prefix: part[..found.at].trim_start().to_string(),
        locator,
        suffix: suffix.to_string(),
        without_author: found.without_author,
    }
}

/// What words a locator may begin with, and what CSL calls it.
const LABELS: &[(&str, &str)] = &[
    ("appendix", "appendix"),
    ("chapter", "chapter"),
    ("chapters", "chapter"),
    ("chap.", "chapter"),
    ("ch.", "chapter"),
    ("eq.", "equation"),
    ("equation", "equation"),
    ("figure", "figure"),
    ("fig.", "figure"),
    ("figs.", "figure"),
    ("line", "line"),
    ("lines", "line"),
    ("page", "page"),
    ("pages", "page"),
    ("p.", "page"),
    ("pp.", "page"),
    ("para.", "paragraph"),
    ("paragraph", "paragraph"),
    ("part", "part"),
    ("sec.", "section"),
    ("section", "section"),
    ("sections", "section"),
    ("§", "section"),
    ("§§", "section"),
    ("table", "table"),
    ("tab.", "table"),
    ("vol.", "volume"),
    ("volume", "volume"),
];

/// A locator and what follows it: `p. 3, with care`. Numbers alone are pages.
fn locator(tail: &str) -> (Option<Locator>, &str) {
    let text = tail.trim_start();
    let word = text.split_whitespace().next().unwrap_or_default();
    // `p.3` and `§4` need no space.
    let label = match word.find(|c: char| c.is_ascii_digit()) {
        Some(digit) => &word[..digit],
        None => word,
    };
    let kind = match LABELS.iter().find(|(known, _)| known.eq_ignore_ascii_case(label)) {
        Some((_, kind)) => kind,
        None if label.is_empty() && !word.is_empty() => "page",
        None => return (None, tail),
    };
    let numbers = text[label.len()..].trim_start();
    let end = numbers
        .match_indices(',')
        .map(|(at, _)| at)
        .find(|at| !numbers[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let (numbers, suffix) = numbers.split_at(end.unwrap_or(numbers.len()));
    let numbers = numbers.trim_end();
    if numbers.is_empty() || !numbers.starts_with(|c: char| c.is_alphanumeric()) {
        return (None, tail);
    }
    (Some(Locator { kind, text: numbers.to_string() }), suffix)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items as `prefix|key|locator|suffix`, with `-` before a key without author.
    #[track_caller]
    fn check_items(inner: &str, expected: &[&str]) {
        let shown = |item: &Item| {
            let locator = item.locator.as_ref().map_or(String::new(), |at| format!("{} {}", at.kind, at.text));
            let sign = if item.without_author { "-" } else { "" };
            format!("{}|{sign}{}|{locator}|{}", item.prefix, &inner[item.key.clone()], item.suffix)
        };
        assert_eq!(read(inner).iter().map(shown).collect::<Vec<_>>(), expected, "{inner}");
    }

    #[test]
    fn citations_have_items() {
        check_items("@chen2024", &["|chen2024||"]);
        check_items("@a; @b;@c", &["|a||", "|b||", "|c||"]);
        check_items("see @a, p. 3", &["see |a|page 3|"]);
        check_items("@a, pp. 3-5, 8, with care", &["|a|page 3-5, 8|, with care"]);
        check_items("@a p. 3", &["|a|page 3|"]);
        check_items("@a, 12", &["|a|page 12|"]);
        check_items("@a, §4.2; e.g. @b, chap. IV", &["|a|section 4.2|", "e.g. |b|chapter IV|"]);
        check_items("@a and others", &["|a|| and others"]);
        check_items("-@a", &["|-a||"]);
        check_items("@a; and more", &["|a||; and more"]);
    }

    #[test]
    fn keys_hold_what_programs_put_in_them() {
        check_items("@DBLP:journals/corr/abs-2411-19865", &["|DBLP:journals/corr/abs-2411-19865||"]);
        check_items("@müller_2024.", &["|müller_2024||."]);
        check_items("@{odd key!}", &["|odd key!||"]);
        check_items("@a--b", &["|a||--b"]);
        check_items("@_x1", &["|_x1||"]);
    }

    #[test]
    fn other_brackets_are_text() {
        for inner in ["", "sic", "me@home.example", "@", "@ a", "a; @b", "@{}", "@{", "-", "@-a", "video"] {
            check_items(inner, &[]);
        }
        assert!(is_citation("by @someone", true));
        assert!(!is_citation("by @someone", false));
        assert!(is_citation("@someone", false));
    }
}
