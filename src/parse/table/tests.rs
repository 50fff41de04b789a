//! Bad TOML never breaks the reader, however bad it is.

use proptest::prelude::*;

use crate::base::diagnostic::Report;
use crate::base::source::SourceId;
use crate::parse::config::Config;
use crate::parse::file::FileKind;
use crate::parse::front_matter::FrontMatter;

/// How many diagnostics a config of this text gives.
fn count(text: &str) -> usize {
    let mut report = Report::default();
    Config::read(text, SourceId(0), &mut report);
    report.sorted().len()
}

#[test]
fn what_repeats_without_end_is_told_in_few_words() {
    for text in
        ["[", "{", "a.", "a = [", "a = {", "=", "]", "\"", "'''", "\u{0}", "[[a]]\n", "=\n", "a = {b = [\n", "a = \"\n"]
    {
        let count = count(&text.repeat(20_000));
        assert!((1..=25).contains(&count), "{text:?} gives {count}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "((title|date|number|topics|aliases|\\[\\[topics\\]\\]|\\[urls\\]|issue|a)? ?[=.]? ?[-\\[\\]{}\"',.:=0-9tT{}/#\\\\\\n]{0,9}\\n?){0,12}") {
        let mut report = Report::default();
        Config::read(&text, SourceId(0), &mut report);
        FrontMatter::read(&format!("+++\n{text}\n+++\n"), SourceId(0), FileKind::Issue, &mut report);
    }
}
