//! Bylines: words that name people and say nothing of the work, as in `Ann Lee, Bob van Dyk et al. (MIT, 2024) — PDF`.

use crate::parse::markdown::script::is_wide;

/// Words that join names, or are a part of them.
const JOINING: &[&str] = &[
    "al", "and", "bin", "by", "d", "da", "de", "del", "della", "den", "der", "des", "di", "dos", "du", "e", "el", "et",
    "ibn", "la", "le", "more", "others", "ten", "ter", "und", "van", "von", "y", "zu",
];
/// In Chinese and Japanese, where no capitals tell names, what is set apart and longer than this is no name.
const LONGEST_WIDE_NAME: usize = 4;

/// Whether every word may be a name, a number, or what joins them.
pub fn are_names(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(may_be_name)
}

/// In a script without capitals no word is told to be one.
fn may_be_name(word: &str) -> bool {
    match word.chars().next() {
        Some(first) if is_wide(first) => word.chars().count() <= LONGEST_WIDE_NAME,
        Some(first) => first.is_uppercase() || first.is_numeric() || JOINING.contains(&word),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::are_names;

    #[track_caller]
    fn check(words: &str, expected: bool) {
        assert_eq!(are_names(words), expected, "{words}");
    }

    #[test]
    fn names_are_told_from_sentences() {
        check("", true);
        check("Ann Lee, Bob van Dyk, J. O’Brien-Smith et al. (MIT, 2024) — ", true);
        check("By Łukasz Kaiser and 12 others | ", true);
        check("作者：张三，李四、王小明 — ", true);
        check("Ann Lee shows that", false);
        check("OpenAI released ", false);
        check("这篇论文说模型不会数数。", false);
        check("هذه ورقة", false);
    }
}
