//! The languages that styles speak.

use std::collections::BTreeSet;

use citationberg::taxonomy::{OtherTerm, Term};
use citationberg::{Locale, TermForm};
use hayagriva::archive::LOCALES;

/// English, which stands in for every language that has no locale.
const ENGLISH: &str = "en-US";

/// The name of authors whom a `.bib` entry does not name, for CSL has none: a character for private use, which is replaced in
/// what the processor set.
pub const OTHERS: char = '\u{F8FF}';

/// What a language says for authors who are not named.
#[derive(Debug, PartialEq, Eq)]
pub struct Others {
    /// `and`
    pub and: String,
    /// `et al.`
    pub et_al: String,
}

impl Others {
    /// The words of a locale, by its code.
    pub fn of(locales: &[Locale], code: &str) -> Others {
        let locale = |code: &str| locales.iter().find(|locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == code));
        let term = |name: OtherTerm| {
            let terms = &locale(code).or_else(|| locale(ENGLISH))?.terms.as_ref()?.terms;
            let found = terms.iter().find(|term| term.name == Term::Other(name) && term.form == TermForm::Long);
            found?.single().map(str::to_string)
        };
        Others {
            and: term(OtherTerm::And).unwrap_or_else(|| "and".to_string()),
            et_al: term(OtherTerm::EtAl).unwrap_or_else(|| "et al.".to_string()),
        }
    }
}

/// The locales that languages need. Each is decoded by itself: all 63 together take longer than a small site.
pub fn of(languages: &BTreeSet<&str>) -> Vec<Locale> {
    let codes: BTreeSet<&str> = languages.iter().map(|language| code(language)).chain([ENGLISH]).collect();
    codes.into_iter().filter_map(|code| ciborium::from_reader(bytes(code)?).ok()).collect()
}

/// The code of the locale for a BCP 47 language: `de` and `de-LU` are `de-DE`, `zh-Hant` is `zh-TW`.
pub fn code(language: &str) -> &'static str {
    let language = language.to_ascii_lowercase();
    let mut parts = language.split('-');
    let base = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let is = |code: &&str, wanted: &str| code.eq_ignore_ascii_case(wanted);
    let find = |wanted: &str| codes().find(|code| is(code, wanted));
    let usual = match base {
        "en" => ENGLISH,
        "no" => "nb-NO",
        "sr" if rest.contains(&"latn") => "sr-Latn-RS",
        "zh" if ["hant", "tw", "hk", "mo"].iter().any(|part| rest.contains(part)) => "zh-TW",
        "zh" => "zh-CN",
        _ => "",
    };
    let starts = |code: &&str| code.split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(base));
    find(&language)
        .or_else(|| find(usual))
        .or_else(|| find(&format!("{base}-{base}")))
        .or_else(|| codes().find(starts))
        .unwrap_or(ENGLISH)
}

fn codes() -> impl Iterator<Item = &'static str> {
    LOCALES.iter().filter_map(|bytes| name(bytes))
}

fn bytes(code: &str) -> Option<&'static [u8]> {
    LOCALES.iter().find(|bytes| name(bytes) == Some(code)).copied()
}

/// A locale's code, which it begins with: a map whose first key is `@xml:lang`, in CBOR.
fn name(bytes: &'static [u8]) -> Option<&'static str> {
    let rest = bytes.get(1..)?.strip_prefix(b"\x69@xml:lang")?;
    let length = usize::from(rest.first()?.checked_sub(0x60)?);
    std::str::from_utf8(rest.get(1..=length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_code(language: &str, expected: &str) {
        assert_eq!(code(language), expected, "{language}");
        assert!(!of(&BTreeSet::from([language])).is_empty());
    }

    #[test]
    fn every_locale_has_a_name() {
        assert_eq!(codes().count(), LOCALES.len());
    }

    #[test]
    fn languages_find_their_locale() {
        check_code("en", "en-US");
        check_code("en-GB", "en-GB");
        check_code("de", "de-DE");
        check_code("de-LU", "de-DE");
        check_code("fr", "fr-FR");
        check_code("zh-Hans", "zh-CN");
        check_code("zh-Hant", "zh-TW");
        check_code("ja", "ja-JP");
        check_code("pt", "pt-PT");
        check_code("tlh", "en-US");
        check_code("", "en-US");
    }
}
