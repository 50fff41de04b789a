//! BibTeX, as BibTeX 0.99d and biber read it. Letters with accents of Latin scripts are written as TeX writes them, so that
//! programs that know ASCII alone sort them well; other scripts stand as they are.

use unicode_normalization::char::decompose_canonical;

use crate::base::escape::{has, is_text};

use super::name::Name;
use super::reference::Reference;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Appends a work's entry: the author's own from a `.bib` file, else one that is made of what is known.
pub fn write(work: &Reference<'_>, key: &str, out: &mut String) {
    match work.bib {
        Some(bib) => copy(&bib.source, key, out),
        None => made(work, key, out),
    }
}

/// An entry as written, under a key that may be another; parentheses around it become braces, which all programs read.
fn copy(source: &str, key: &str, out: &mut String) {
    let source = source.trim();
    let (head, rest) = source.split_once(['{', '(']).unwrap_or((source, ""));
    let body = rest.strip_suffix(['}', ')']).unwrap_or(rest);
    let fields = body.find(',').map_or("", |comma| &body[comma..]);
    out.push_str(head.trim_end());
    out.push('{');
    out.push_str(key);
    out.extend(fields.chars().filter(|c| is_text(*c) && *c != '\r'));
    out.push_str("}\n");
}

fn made(work: &Reference<'_>, key: &str, out: &mut String) {
    out.push_str("@misc{");
    out.push_str(key);
    field("title", out, |out| title(&work.title, out));
    if !work.authors.is_empty() {
        field("author", out, |out| people(work, out));
    }
    if let Some(venue) = &work.venue {
        field("howpublished", out, |out| text(venue, out));
    }
    if let Some(year) = work.year {
        field("year", out, |out| out.push_str(&year.to_string()));
    }
    if let Some(name) = work.month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?)) {
        out.push_str(",\n  month = ");
        out.push_str(name);
    }
    if let Some(id) = work.arxiv {
        field("eprint", out, |out| out.push_str(id));
        field("archiveprefix", out, |out| out.push_str("arXiv"));
    }
    if let Some(doi) = &work.doi {
        field("doi", out, |out| verbatim(doi, out));
    }
    field("url", out, |out| verbatim(&work.url, out));
    if work.retracted {
        field("note", out, |out| out.push_str("Retracted"));
    }
    out.push_str("\n}\n");
}

fn field(name: &str, out: &mut String, value: impl FnOnce(&mut String)) {
    out.push_str(",\n  ");
    out.push_str(name);
    out.push_str(" = {");
    value(out);
    out.push('}');
}

/// A title whose capitals beyond a word's first letter survive styles that write titles in small letters.
fn title(title: &str, out: &mut String) {
    let is_plain = is_plain(title);
    let put = |piece: &str, out: &mut String| if is_plain { out.push_str(piece) } else { text(piece, out) };
    let mut rest = title;
    while !rest.is_empty() {
        let (word, behind) = rest.split_at(word_end(rest));
        if keeps_case(word) {
            out.push('{');
            put(word, out);
            out.push('}');
        } else {
            put(word, out);
        }
        let next = behind.find(char::is_alphanumeric).unwrap_or(behind.len());
        put(&behind[..next], out);
        rest = &behind[next..];
    }
}

/// Where the letters and digits end with which a text begins.
fn word_end(text: &str) -> usize {
    let ascii = text.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(text.len());
    let rest = &text[ascii..];
    // Most words are of ASCII alone.
    if rest.bytes().next().is_none_or(|b| b.is_ascii()) {
        return ascii;
    }
    rest.find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |end| ascii + end)
}

/// `LLMs`, `arXiv`, `Qwen2`.
fn keeps_case(word: &str) -> bool {
    let has_digit = word.bytes().any(|b| b.is_ascii_digit());
    word.chars().skip(usize::from(!has_digit)).any(char::is_uppercase)
}

fn people(work: &Reference<'_>, out: &mut String) {
    for (index, author) in work.authors.iter().enumerate() {
        if index > 0 {
            out.push_str(" and ");
        }
        match author.name() {
            // A single name needs no braces, but for the one that means "et al.".
            Name::Whole(name) if !name.contains([' ', ',']) && name != "others" => text(name, out),
            Name::Whole(name) => {
                out.push('{');
                text(name, out);
                out.push('}');
            }
            Name::Parts { given, particle, family, suffix } => {
                for part in [particle, family].iter().filter(|part| !part.is_empty()) {
                    text(part, out);
                    out.push(' ');
                }
                out.pop();
                for part in [suffix, given].iter().filter(|part| !part.is_empty()) {
                    out.push_str(", ");
                    text(part, out);
                }
            }
        }
    }
}

/// A text with what TeX or BibTeX would take for more than itself escaped.
fn text(text: &str, out: &mut String) {
    if is_plain(text) {
        return out.push_str(text);
    }
    for c in text.chars() {
        match escape(c) {
            Some(escaped) => out.push_str(escaped),
            None if c.is_ascii() => out.push(c),
            None => letter(c, out),
        }
    }
}

/// Whether a text stands in BibTeX as it is.
fn is_plain(text: &str) -> bool {
    !has(text, |b| !b.is_ascii() || escape(b.into()).is_some())
}

/// What stands for a character of TeX's or BibTeX's own. Braces are named, for BibTeX counts them even behind a backslash.
fn escape(c: char) -> Option<&'static str> {
    Some(match c {
        '\\' => "{\\textbackslash}",
        '{' => "{\\textbraceleft}",
        '}' => "{\\textbraceright}",
        '~' => "{\\textasciitilde}",
        '^' => "{\\textasciicircum}",
        // Some readers look for `@word{` even within a value.
        '@' => "{@}",
        '#' => "\\#",
        '$' => "\\$",
        '%' => "\\%",
        '&' => "\\&",
        '_' => "\\_",
        _ => return None,
    })
}

/// An address or a number, which TeX takes as it stands.
fn verbatim(text: &str, out: &mut String) {
    if !has(text, |b| b <= b' ' || b >= 0x7F || matches!(b, b'{' | b'}' | b'\\')) {
        return out.push_str(text);
    }
    for c in text.chars() {
        match encoded(c) {
            Some(encoded) => out.push_str(encoded),
            None => out.push(c),
        }
    }
}

fn encoded(c: char) -> Option<&'static str> {
    match c {
        '{' => Some("%7B"),
        '}' => Some("%7D"),
        '\\' => Some("%5C"),
        c if c.is_whitespace() || c.is_control() => Some("%20"),
        _ => None,
    }
}

/// `é` as `{\'e}`; what is no Latin letter with one accent as it is.
fn letter(c: char, out: &mut String) {
    if let Some((_, name)) = LETTERS.iter().find(|(letter, _)| *letter == c) {
        out.push_str("{\\");
        out.push_str(name);
        out.push('}');
        return;
    }
    let mut parts = Vec::new();
    if matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') {
        decompose_canonical(c, |part| parts.push(part));
    }
    let accent = |mark: char| ACCENTS.iter().find(|(known, _)| *known == mark).map(|(_, accent)| *accent);
    match parts[..] {
        [base, mark] if base.is_ascii() => match accent(mark) {
            Some(accent) if accent.is_ascii_alphabetic() => out.extend(['{', '\\', accent, '{', base, '}', '}']),
            Some(accent) => out.extend(['{', '\\', accent, base, '}']),
            None => out.push(c),
        },
        _ => out.push(c),
    }
}

/// Letters that have a command of their own.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('ø', "o"),
    ('Ø', "O"),
    ('å', "aa"),
    ('Å', "AA"),
    ('ł', "l"),
    ('Ł', "L"),
    ('ı', "i"),
];

/// Combining marks and TeX's commands for them.
const ACCENTS: &[(char, char)] = &[
    ('\u{300}', '`'),
    ('\u{301}', '\''),
    ('\u{302}', '^'),
    ('\u{303}', '~'),
    ('\u{304}', '='),
    ('\u{306}', 'u'),
    ('\u{307}', '.'),
    ('\u{308}', '"'),
    ('\u{30A}', 'r'),
    ('\u{30B}', 'H'),
    ('\u{30C}', 'v'),
    ('\u{323}', 'd'),
    ('\u{327}', 'c'),
    ('\u{328}', 'k'),
    ('\u{331}', 'b'),
];

#[cfg(test)]
mod tests {
    use super::title;

    #[track_caller]
    fn check_title(written: &str, expected: &str) {
        let mut out = String::new();
        title(written, &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn capitals_within_words_are_kept() {
        check_title("Do LLMs read arXiv? GPT4o and 3D", "Do {LLMs} read {arXiv}? {GPT4o} and {3D}");
        check_title("Naïve naïveTÉ, 中文 BERT", "Na{\\\"i}ve {na{\\\"i}veT{\\'E}}, 中文 {BERT}");
        check_title("100% of A_B & C#", "100\\% of A\\_B \\& C\\#");
        check_title("— (a)", "— (a)");
        check_title("", "");
    }
}
