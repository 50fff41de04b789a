//! What can be wrong with strings files beyond their form.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report, nearest};
use crate::base::source::Sources;
use crate::parse::strings::Phrase;

use super::{ENGLISH, Said, fault};

/// Reports words that the program itself needs and English, which stands in for every language, does not have.
pub fn complete(english: &BTreeMap<String, Phrase>, sources: &Sources, report: &mut Report) {
    for said in Said::ALL.iter().filter(|said| !english.contains_key(said.key())) {
        let path = format!("themes/default/strings/{ENGLISH}.toml");
        let place = sources.find(&path).map_or(Place::Run, Place::from);
        let message = format!("the theme's English has no `{}`", said.key());
        report.push(
            Diagnostic::new(Code::MissingKey, place, message)
                .help("pages and feeds say it: a theme's own strings may change its words, not leave it out"),
        );
    }
}

/// Phrases of another language without those that no template can use: English says which there are, of what type, and what
/// is put into them.
pub fn translated(
    phrases: BTreeMap<String, Phrase>,
    english: &BTreeMap<String, Phrase>,
    report: &mut Report,
) -> BTreeMap<String, Phrase> {
    let mut known = BTreeMap::new();
    for (key, phrase) in phrases {
        match wrong(&key, &phrase, english) {
            Some(fault) => report.push(fault),
            None => {
                known.insert(key, phrase);
            }
        }
    }
    known
}

fn wrong(key: &str, phrase: &Phrase, english: &BTreeMap<String, Phrase>) -> Option<Diagnostic> {
    let Some(original) = english.get(key) else {
        let help = match nearest(key, english.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("what a theme says stands in its `strings/{ENGLISH}.toml` first"),
        };
        return Some(fault(Code::UnknownKey, phrase.span, format!("the theme's English has no `{key}`"), help));
    };
    let (kind, expected) = (phrase.wording.kind(), original.wording.kind());
    if kind != expected {
        let help = "give it the form that English has".to_string();
        return Some(fault(Code::WrongType, phrase.span, format!("`{key}` takes {expected}, not {kind}"), help));
    }
    let blanks: Vec<&str> = original.wording.blanks().collect();
    let strange = phrase.wording.blanks().find(|blank| !blanks.contains(blank))?;
    let help = match blanks.as_slice() {
        [] => "nothing does: write it without braces".to_string(),
        blanks => {
            format!("what does: {}", blanks.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", "))
        }
    };
    Some(fault(Code::BadValue, phrase.span, format!("`{{{strange}}}` never stands in `{key}`"), help))
}
