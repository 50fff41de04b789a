//! Names made from titles: slugs for addresses, folded forms for look-up, ordinals told apart from titles.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug, in bytes.
const SLUG_BYTES: usize = 80;

/// A title as an address: NFC, lower case, letters and digits of any script with their marks, all else `-`, runs merged,
/// ends trimmed, at most 80 bytes. `Agents & Tools` is `agents-tools`. Empty when the text has no letter or digit.
pub fn slug(text: &str) -> String {
    let mut slug = if text.is_ascii() {
        words(&text.to_ascii_lowercase(), '-')
    } else {
        let lower = text.nfc().collect::<String>().to_lowercase();
        words(&lower.nfc().collect::<String>(), '-')
    };
    if slug.len() > SLUG_BYTES {
        let end = slug.floor_char_boundary(SLUG_BYTES);
        slug.truncate(end);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A title as it is looked up: case, width, punctuation, emoji and white space folded. `🧠 LLM  Reasoning!` is
/// `llm reasoning`, `C++` is `cplusplus`, `C#` is `csharp`, `&` is `and`. Empty when the text has no letter or digit.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return words(&spelled(&text.to_ascii_lowercase()), ' ');
    }
    let plain: String = text.chars().filter(|c| !matches!(c, '™' | '℠' | '®' | '©')).nfkc().collect();
    let lower: String = plain.to_lowercase().nfkc().collect();
    words(&spelled(&lower), ' ')
}

/// The text with `&`, and with `+` and `#` at a word's end, as words.
fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '+', '#']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let run = tail.len() - tail.trim_start_matches(['+', '#']).len();
        let ends_word = !tail[run..].starts_with(char::is_alphanumeric) && out.ends_with(char::is_alphanumeric);
        match run {
            0 => out.push_str(" and "),
            _ if ends_word => out.extend(tail[..run].chars().map(|c| if c == '+' { "plus" } else { "sharp" })),
            _ => out.push(' '),
        }
        rest = &tail[run.max(1)..];
    }
    out + rest
}

/// The words of a text: runs of letters, digits and their marks, parted by `gap`.
fn words(text: &str, gap: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for c in text.chars().filter(|c| !is_selector(*c)) {
        if c.is_alphanumeric() && !is_combining_mark(c) {
            if !open && !out.is_empty() {
                out.push(gap);
            }
            out.push(c);
            open = true;
        } else if open && is_combining_mark(c) {
            out.push(c);
        } else {
            open = false;
        }
    }
    out
}

/// Characters that only say how the one before them is drawn, as in emoji.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20e3}' | '\u{e0100}'..='\u{e01ef}' | '\u{200d}' | '\u{ad}')
}

/// A title's ordinal and the rest: `1.1. Agents` is `1.1.` and `Agents`. Ordinals are `1.`, `1.1.`, `1)`, `1.)`, `1、`,
/// `(1)`, `（1）`, `①`, `1️⃣`, `١.`, `一、`, `（一）` and `第一、`. The ordinal is empty where the title merely begins with a number (`3D Rendering`,
/// `1.5 Pro`), and where nothing would remain.
pub fn strip_ordinal(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = ordinal(text).unwrap_or(0);
    let rest = text[end..].trim_start();
    if rest.is_empty() { ("", text) } else { (&text[..end], rest) }
}

/// The bytes that the ordinal at the start of the text takes.
fn ordinal(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let inner = &text[first.len_utf8()..];
    if let Some(keycaps) = keycaps(text) {
        return Some(keycaps);
    }
    match first {
        '\u{2460}'..='\u{2473}' | '\u{2776}'..='\u{2793}' => {
            let close = inner.chars().next().filter(|c| "、.．".contains(*c)).map_or(0, char::len_utf8);
            Some(first.len_utf8() + close)
        }
        '(' | '（' => {
            let number = arabic(inner).or_else(|| chinese(inner))?;
            let close = inner[number..].chars().next().filter(|c| ")）".contains(*c))?;
            Some(first.len_utf8() + number + close.len_utf8())
        }
        '第' => {
            let number = arabic(inner).or_else(|| chinese(inner))?;
            inner[number..].starts_with('、').then_some(first.len_utf8() + number + '、'.len_utf8())
        }
        _ => numbered(text).or_else(|| chinese_numbered(text)),
    }
}

/// `1.`, `1.1.`, `1)`, `1、`.
fn numbered(text: &str) -> Option<usize> {
    let mut end = arabic(text)?;
    loop {
        let sign = text[end..].chars().next()?;
        let after = &text[end + sign.len_utf8()..];
        match sign {
            ')' | '）' | '、' => return Some(end + sign.len_utf8()),
            '.' | '．' => match arabic(after) {
                Some(more) => end += sign.len_utf8() + more,
                // `1.Title` is numbered, `3.js` is a name, `1.2024` a number.
                None if after.starts_with([')', '）']) => end += sign.len_utf8(),
                None => {
                    let opens = !after.starts_with(|c: char| c.is_lowercase() || c.is_numeric() || c == '.');
                    return opens.then_some(end + sign.len_utf8());
                }
            },
            _ => return None,
        }
    }
}

/// `一、`, `十二．`.
fn chinese_numbered(text: &str) -> Option<usize> {
    let end = chinese(text)?;
    let sign = text[end..].chars().next().filter(|c| "、．.".contains(*c))?;
    Some(end + sign.len_utf8())
}

/// The bytes of one to three digits of usual or full width, or of a script that writes numbers like these with its own.
fn arabic(text: &str) -> Option<usize> {
    number(text, 3, |c| {
        let own = matches!(c, '٠'..='٩' | '۰'..='۹' | '०'..='९' | '০'..='৯' | '๐'..='๙');
        own || matches!(c, '0'..='9' | '０'..='９')
    })
}

/// The bytes of digits on keys: `1️⃣`, `1️⃣2️⃣`, `🔟`.
fn keycaps(text: &str) -> Option<usize> {
    let mut rest = text;
    while let Some(key) = rest.strip_prefix('🔟').or_else(|| {
        let key = rest.strip_prefix(|c: char| c.is_ascii_digit())?;
        key.strip_prefix('\u{fe0f}').unwrap_or(key).strip_prefix('\u{20e3}')
    }) {
        rest = key;
    }
    (rest.len() < text.len()).then_some(text.len() - rest.len())
}

/// The bytes of one to four Chinese numerals.
fn chinese(text: &str) -> Option<usize> {
    number(text, 4, |c| "零〇一二三四五六七八九十百".contains(c))
}

fn number(text: &str, longest: usize, is_digit: impl Fn(char) -> bool) -> Option<usize> {
    let digits: Vec<char> = text.chars().take(longest + 1).take_while(|c| is_digit(*c)).collect();
    (1..=longest).contains(&digits.len()).then(|| digits.iter().map(|c| c.len_utf8()).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_slug(text: &str, expected: &str) {
        assert_eq!(slug(text), expected, "{text}");
        assert_eq!(slug(expected), expected, "the slug of a slug is itself");
    }

    #[track_caller]
    fn check_fold(text: &str, expected: &str) {
        assert_eq!(fold(text), expected, "{text}");
        assert_eq!(fold(expected), expected, "what is folded stays as it is");
    }

    #[track_caller]
    fn check_ordinal(text: &str, expected: (&str, &str)) {
        assert_eq!(strip_ordinal(text), expected, "{text}");
    }

    #[test]
    fn a_slug_keeps_letters_and_digits_of_any_script() {
        check_slug("LLM Reasoning", "llm-reasoning");
        check_slug("  Agents & Tools!  ", "agents-tools");
        check_slug("C++", "c");
        check_slug("2024-12-09_notes", "2024-12-09-notes");
        check_slug("Éte\u{301} à Zürich", "été-à-zürich");
        check_slug("大模型：推理（一）", "大模型-推理-一");
        check_slug("हिन्दी समाचार", "हिन्दी-समाचार");
        check_slug("ΟΔΟΣ", "οδος");
        check_slug("İstanbul", "i\u{307}stanbul");
        check_slug("🧠 LLMs", "llms");
        check_slug("❤\u{fe0f} 1\u{fe0f}\u{20e3} x", "1-x");
        check_slug("\u{301}a", "a");
        check_slug("../../etc", "etc");
        for text in ["", " ", "---", "🧠", "…!?", "\u{0}\u{7f}", "\u{301}"] {
            check_slug(text, "");
        }
    }

    #[test]
    fn a_slug_is_short() {
        check_slug(&"a".repeat(200), &"a".repeat(80));
        check_slug(&"论".repeat(50), &"论".repeat(26));
        check_slug(&format!("{} b", "a".repeat(79)), &"a".repeat(79));
    }

    #[test]
    fn titles_that_read_alike_fold_alike() {
        for text in [
            "LLM Reasoning!",
            "🧠 LLM  reasoning",
            "LLM-Reasoning",
            "ＬＬＭ　Reasoning",
            "**LLM** reasoning",
            "\tllm\nREASONING",
        ] {
            check_fold(text, "llm reasoning");
        }
        check_fold("Safety & Alignment", "safety and alignment");
        check_fold("Safety and Alignment", "safety and alignment");
        check_fold("R&D", "r and d");
        check_fold("C", "c");
        check_fold("C++", "cplusplus");
        check_fold("C#", "csharp");
        check_fold("F#, C++ and C", "fsharp cplusplus and c");
        check_fold("A+B # 1", "a b 1");
        check_fold("検索・RAG", "検索 rag");
        check_fold("OpenAI™", "openai");
        for text in ["", " ", "🧠", "+", "#", "++"] {
            check_fold(text, "");
        }
    }

    #[test]
    fn an_ordinal_is_no_part_of_the_title() {
        check_ordinal("1. Agents", ("1.", "Agents"));
        check_ordinal("1.Agents", ("1.", "Agents"));
        check_ordinal(" 1.1. Agents ", ("1.1.", "Agents"));
        check_ordinal("12) Agents", ("12)", "Agents"));
        check_ordinal("1.) Agents", ("1.)", "Agents"));
        check_ordinal("1、智能体", ("1、", "智能体"));
        check_ordinal("1.智能体", ("1.", "智能体"));
        check_ordinal("１．智能体", ("１．", "智能体"));
        check_ordinal("一、智能体", ("一、", "智能体"));
        check_ordinal("十二、 智能体", ("十二、", "智能体"));
        check_ordinal("（1）智能体", ("（1）", "智能体"));
        check_ordinal("（一）智能体", ("（一）", "智能体"));
        check_ordinal("(1) Agents", ("(1)", "Agents"));
        check_ordinal("① Agents", ("①", "Agents"));
        check_ordinal("1\u{fe0f}\u{20e3} Agents", ("1\u{fe0f}\u{20e3}", "Agents"));
        check_ordinal("1\u{20e3}2\u{20e3}Agents", ("1\u{20e3}2\u{20e3}", "Agents"));
        check_ordinal("🔟 Agents", ("🔟", "Agents"));
        check_ordinal("١. وكلاء", ("١.", "وكلاء"));
        check_ordinal("۱۲) عامل", ("۱۲)", "عامل"));
        check_ordinal("①、智能体", ("①、", "智能体"));
        check_ordinal("第一、智能体", ("第一、", "智能体"));
        check_ordinal("1. [2] Agents", ("1.", "[2] Agents"));
    }

    #[test]
    fn a_title_may_begin_with_a_number() {
        for text in [
            "",
            "3D Rendering",
            "2024 in review",
            "1.5 Pro",
            "7B models",
            "1.58-bit LLMs",
            "2024. A year",
            "3.js",
            "10,000 papers",
            "1.2.2024 News",
            "(2024) Agents",
            "(a) Agents",
            "1",
            "1.",
            "1)",
            "一、",
            "①",
            "1\u{fe0f}\u{20e3}",
            "（1）",
            "一种方法",
            "第一章",
            "1..",
            "1: Agents",
            "24/7",
            "()",
            "（",
        ] {
            check_ordinal(text, ("", text));
        }
    }
}
