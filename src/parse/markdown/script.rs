//! Characters of Chinese and Japanese writing, which sets no spaces.

/// Whether a character is Han, kana or bopomofo, or punctuation of full width.
pub fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x2FFF | 0x3000..=0x312F | 0x3190..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF9F | 0x20000..=0x3FFFF)
}

/// Whether a soft break between two characters is nothing: both are wide, or one is and the other is a quotation mark,
/// a dash or dots, which such texts share with others.
pub fn joins(before: char, after: char) -> bool {
    let shared = |c: char| matches!(c, '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '…' | '—' | '·');
    is_wide(before) && (is_wide(after) || shared(after)) || shared(before) && is_wide(after)
}

/// Whether a character is a letter of a script that writes words without spaces between: Han, kana, Hangul.
pub fn is_letter(c: char) -> bool {
    let hangul = matches!(u32::from(c), 0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF);
    hangul || is_wide(c) && c.is_alphanumeric()
}
