//! The default theme's words, and what is made of them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::*;
use crate::base::theme::BUILT_IN;

const LANGUAGES: [&str; 8] = ["ar", "de", "en", "es", "fr", "ja", "zh", "zh-Hant"];

fn vocabulary(own: &str, others: &[&str]) -> Vocabulary {
    let (sources, mut report) = (Sources::memory(BTreeMap::new()), Report::default());
    let vocabulary = Vocabulary::load(&sources, "default", own, others.iter().copied(), &mut report);
    assert_eq!(report.sorted().len(), 0, "the default theme's words in {own} are sound");
    vocabulary
}

fn shipped(language: &str) -> BTreeMap<String, Phrase> {
    let path = format!("themes/default/strings/{language}.toml");
    let text = String::from_utf8(BUILT_IN.read(&path).expect("a strings file").to_vec()).expect("UTF-8");
    strings(&text, SourceId(0), &mut Report::default())
}

#[test]
fn every_language_says_everything() {
    let english = shipped("en");
    for language in LANGUAGES {
        let own = shipped(language);
        let missing: Vec<&str> =
            english.keys().map(String::as_str).filter(|key| *key != "first_day" && !own.contains_key(*key)).collect();
        assert_eq!(missing, [""; 0], "{language}");
        vocabulary(language, &[]);
        for (key, phrase) in &own {
            let blanks = |phrase: &Phrase| phrase.wording.blanks().map(str::to_string).collect::<BTreeSet<_>>();
            assert_eq!(blanks(phrase), blanks(&english[key]), "the blanks of `{key}` in {language}");
            let Wording::Counted(forms) = &phrase.wording else { continue };
            let needed: BTreeSet<Plural> = (0..200).map(|n| Plural::of(language, n)).collect();
            assert_eq!(forms.keys().copied().collect::<BTreeSet<_>>(), needed, "the forms of `{key}` in {language}");
        }
    }
}

#[track_caller]
fn check_date(language: &str, day: Date, expected: &str, month: &str) {
    let vocabulary = vocabulary(language, &[]);
    assert_eq!((&*vocabulary.of(None).date(day), &*vocabulary.of(None).month(day)), (expected, month));
}

#[test]
fn days_are_written_as_each_language_writes_them() {
    let day = jiff::civil::date(2024, 12, 9);
    check_date("en", day, "9 December 2024", "December 2024");
    check_date("de-AT", day, "9. Dezember 2024", "Dezember 2024");
    check_date("fr", day, "9 décembre 2024", "décembre 2024");
    check_date("fr-CA", jiff::civil::date(2025, 1, 1), "1er janvier 2025", "janvier 2025");
    check_date("es", day, "9 de diciembre de 2024", "diciembre de 2024");
    check_date("zh-Hans-CN", day, "2024年12月9日", "2024年12月");
    check_date("zh-TW", day, "2024年12月9日", "2024年12月");
    check_date("JA", day, "2024年12月9日", "2024年12月");
    check_date("ar", day, "9 ديسمبر 2024", "ديسمبر 2024");
    check_date("tlh", day, "9 December 2024", "December 2024");
}

#[test]
fn numbers_are_grouped_from_five_digits_on() {
    for (language, expected) in [("en", "13,983"), ("de", "13.983"), ("fr", "13\u{202f}983"), ("tlh", "13,983")] {
        let vocabulary = vocabulary(language, &[]);
        assert_eq!(
            (vocabulary.of(None).number(13_983).as_str(), vocabulary.of(None).number(1_398).as_str()),
            (expected, "1398")
        );
    }
}

#[test]
fn a_text_has_the_words_of_its_own_language_if_the_theme_speaks_it() {
    let vocabulary = vocabulary("de", &["fr-CH", "tlh", "de"]);
    for (language, expected) in
        [(None, "Themen"), (Some("fr-CH"), "Thèmes"), (Some("tlh"), "Themen"), (Some("de"), "Themen")]
    {
        assert_eq!(vocabulary.of(language).line(Said::Topics), expected, "{language:?}");
    }
}

#[test]
fn chinese_has_two_scripts() {
    for (language, expected) in [
        ("zh", "订阅"),
        ("zh-CN", "订阅"),
        ("zh-Hant", "訂閱"),
        ("zh-TW", "訂閱"),
        ("zh-HK", "訂閱"),
        ("zh-Hant-HK", "訂閱"),
    ] {
        assert_eq!(vocabulary(language, &[]).of(None).line(Said::Subscribe), expected, "{language}");
    }
}

#[test]
fn html_is_put_into_escaped_words() {
    let words = Words::new(
        "en",
        BTreeMap::from([(
            Said::FeedFrom.key().to_string(),
            Phrase {
                wording: Wording::Line("<From> {issue} {that}".to_string()),
                span: crate::base::source::Span::new(SourceId(0), 0..0),
            },
        )]),
    );
    assert_eq!(words.html(Said::FeedFrom, &[("issue", "<a>49</a>")]), "&lt;From&gt; <a>49</a> {that}");
}
