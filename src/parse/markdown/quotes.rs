//! Quotation marks as each language sets them.

use pulldown_cmark::{CowStr, Event, Tag};

use super::stream::Node;

/// Opening and closing marks, then those of quotations in quotations.
pub type Marks = [&'static str; 4];

const LOW: Marks = ["„", "“", "‚", "‘"];
const ANGLED: Marks = ["«", "»", "“", "”"];

/// Languages, by the beginnings of their tags, that set other marks than English does, which is what the parser makes.
/// Mostly after CLDR.
const OF: &[(&[&str], Marks)] = &[
    (&["de-ch", "de-li", "it-ch"], ["«", "»", "‹", "›"]),
    (&["fr-ch"], ["«\u{202f}", "\u{202f}»", "‹\u{202f}", "\u{202f}›"]),
    (&["fr"], ["«\u{a0}", "\u{a0}»", "“", "”"]),
    (&["de", "cs", "sk", "sl", "hr", "bs", "bg", "is", "lt", "et", "mk", "hsb", "dsb", "ka"], LOW),
    (&["es", "it", "ca", "pt-pt", "el", "sq", "hy"], ANGLED),
    (&["ru", "uk", "be"], ["«", "»", "„", "“"]),
    (&["pl", "ro", "hu"], ["„", "”", "«", "»"]),
    (&["nb", "nn", "no"], ["«", "»", "‘", "’"]),
    (&["sv", "fi"], ["”", "”", "’", "’"]),
    (&["fa"], ["«", "»", "‹", "›"]),
    (&["ar"], ["«", "»", "”", "“"]),
    (&["he", "yi"], ["”", "”", "’", "’"]),
];

/// The marks of a language; none where they are those of English.
pub fn marks(language: &str) -> Option<&'static Marks> {
    let language = language.to_ascii_lowercase();
    let is_of = |tag: &str| language.strip_prefix(tag).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    OF.iter().find(|(tags, _)| tags.iter().any(|tag| is_of(tag))).map(|(_, marks)| marks)
}

/// Sets a language's marks in the place of those that the parser made of straight ones.
pub fn set(nodes: &mut [Node<'_>], text: &str, marks: &'static Marks) {
    let [open, close, open_inner, close_inner] = *marks;
    // What ends an inner quotation looks like an apostrophe.
    let mut inner = 0;
    for node in nodes {
        let made = match &node.event {
            Event::Text(made) => made,
            Event::Start(tag) if !is_inline(tag) => {
                inner = 0;
                continue;
            }
            _ => continue,
        };
        let end = node.end as usize;
        if !matches!(text.get(node.start as usize..end), Some("\"" | "'")) {
            continue;
        }
        let mark = match made.as_ref() {
            // In Hebrew it marks an abbreviation, and is no quotation mark.
            "“" | "”" if is_between_letters(text, node.start as usize, end) => "״",
            "“" => open,
            "”" => close,
            "‘" => {
                inner += 1;
                open_inner
            }
            "’" if inner > 0 && !text[end..].starts_with(char::is_alphanumeric) => {
                inner -= 1;
                close_inner
            }
            _ => continue,
        };
        node.event = Event::Text(CowStr::Borrowed(mark));
    }
}

fn is_between_letters(text: &str, start: usize, end: usize) -> bool {
    let is_hebrew = |c: char| matches!(c, '\u{5d0}'..='\u{5ea}');
    text[..start].ends_with(is_hebrew) && text[end..].starts_with(is_hebrew)
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn a_tag_begins_with_its_language() {
        let check = |language: &str, expected: Option<&str>| assert_eq!(marks(language).map(|m| m[0]), expected);
        check("de", Some("„"));
        check("de-AT", Some("„"));
        check("de-CH", Some("«"));
        check("fr-CA", Some("«\u{a0}"));
        check("pt-BR", None);
        check("pt-PT", Some("«"));
        check("en", None);
        check("dev", None);
        check("", None);
    }
}
