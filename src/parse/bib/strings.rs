//! `@string` abbreviations.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Field, RawBibliography, RawChunk};

use super::Context;
use crate::base::diagnostic::{Code, nearest};

/// The longest value that is read, in bytes. A list of three thousand authors takes half of it.
pub const LONGEST: usize = 100_000;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The abbreviations of a file, by name in lower case.
#[derive(Default)]
pub struct Strings {
    values: BTreeMap<String, String>,
}

/// A value with its abbreviations put in.
pub struct Whole {
    pub text: String,
    /// Whether the file alone makes sense of it: it used an abbreviation that is no month's.
    pub is_abbreviated: bool,
}

impl Strings {
    /// Reads them in the file's order; each may use those before it, so none can hold itself.
    pub fn read(pieces: &[(Range<usize>, RawBibliography<'_>)], context: &mut Context<'_>) -> Strings {
        let mut strings = Strings::default();
        for (place, raw) in pieces {
            for pair in &raw.abbreviations {
                let at = place.start;
                if let Some(whole) = strings.whole(&pair.value.v, at, context) {
                    strings.values.insert(pair.key.v.to_ascii_lowercase(), whole.text);
                } else {
                    let span = context.span(at + pair.key.span.start..at + pair.key.span.end);
                    too_long(pair.key.v, span, context);
                }
            }
        }
        strings
    }

    /// Joins the parts of a value; none if it is too long. An abbreviation that is not known is reported and left out.
    pub fn whole(&self, field: &Field<'_>, at: usize, context: &mut Context<'_>) -> Option<Whole> {
        let mut whole = Whole { text: String::new(), is_abbreviated: false };
        for chunk in field {
            match &chunk.v {
                RawChunk::Normal(text) => whole.text.push_str(text),
                RawChunk::Abbreviation(name) => {
                    let key = name.to_ascii_lowercase();
                    match self.values.get(&key) {
                        Some(value) => {
                            whole.is_abbreviated = true;
                            whole.text.push_str(value);
                        }
                        None if MONTHS.contains(&key.as_str()) => whole.text.push_str(&key),
                        None => {
                            whole.is_abbreviated = true;
                            self.unknown(name, at + chunk.span.start..at + chunk.span.end, context);
                        }
                    }
                }
            }
            if whole.text.len() > LONGEST {
                return None;
            }
        }
        Some(whole)
    }

    fn unknown(&self, name: &str, place: Range<usize>, context: &mut Context<'_>) {
        let help = match nearest(name, self.values.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("define it with `@string{{{name} = \"…\"}}` above, or put the value in braces"),
        };
        let message = format!("the abbreviation `{name}` is not defined");
        let span = context.span(place);
        context.say(Code::BibValue, span, message, &help);
    }
}

/// Reports a value that is too long and left out.
pub fn too_long(name: &str, span: crate::base::source::Span, context: &mut Context<'_>) {
    let message = format!("`{name}` is longer than {} kB and left out", LONGEST / 1000);
    context.say(Code::BibValue, span, message, "shorten it");
}

/// The month that a text names by its first three letters, or by its number.
pub fn month(text: &str) -> Option<u8> {
    let folded = text.to_ascii_lowercase();
    let mut words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let named = |word: &str| MONTHS.iter().position(|name| word.starts_with(name)).map(|at| at as u8 + 1);
    words.clone().find_map(named).or_else(|| words.next()?.parse().ok().filter(|month| (1..=12).contains(month)))
}
