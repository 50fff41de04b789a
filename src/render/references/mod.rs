//! Citations and reference lists: what the processor of CSL styles makes of them, once for each text that cites.
//!
//! A newsletter without a citation pays nothing: neither style nor locale is decoded.

mod engine;
mod item;
mod locale;
mod markup;
mod shown;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::source::SourceId;
use crate::model::newsletter::{Newsletter, Text};

use engine::Engine;

/// The citations of every text, each text's made when it is first shown.
pub struct References {
    /// By [`Text::cites`].
    sets: Vec<OnceLock<Set>>,
    /// Each text's language.
    languages: Vec<String>,
    engine: OnceLock<Engine>,
}

/// The citations of one text and what they refer to.
#[derive(Debug, Default)]
pub struct Set {
    /// For each citation of the document what is shown in its place.
    pub labels: Vec<Vec<Piece>>,
    /// In the list's order.
    pub references: Vec<Reference>,
    /// The processor gave up; citations show their keys, references what is known.
    pub failed: bool,
}

/// A piece of a citation as HTML without links.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub html: String,
    /// The index in [`Text::references`] that it names; none for what stands between.
    pub reference: Option<u32>,
}

/// A line of a reference list, as HTML.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference {
    /// The index in [`Text::references`].
    pub index: u32,
    /// `[1]`, where the style numbers them.
    pub label: String,
    pub html: String,
}

impl References {
    pub fn of(newsletter: &Newsletter) -> References {
        let languages: Vec<String> = citing(newsletter).map(|(_, language, _)| language.to_string()).collect();
        References { sets: languages.iter().map(|_| OnceLock::new()).collect(), languages, engine: OnceLock::new() }
    }

    /// Makes all, in parallel: for a run that renders everything. Where the processor gave up is reported.
    pub fn prepare(&self, newsletter: &Newsletter) -> Vec<Diagnostic> {
        let texts: Vec<_> = citing(newsletter).collect();
        let failed =
            |&(text, _, source): &(&Text, &str, SourceId)| self.set(newsletter, text)?.failed.then_some(source);
        let failed: BTreeSet<SourceId> = texts.par_iter().filter_map(failed).collect();
        let report = |source| {
            Diagnostic::new(Code::BadStyle, source, "the citation style gave up on the citations of this file")
                .help("they show their keys; another `style` in `[bibliography]` may do better")
        };
        failed.into_iter().map(report).collect()
    }

    /// A text's citations; none if it has none.
    pub fn set(&self, newsletter: &Newsletter, text: &Text) -> Option<&Set> {
        let number = text.cites? as usize;
        let (slot, language) = (self.sets.get(number)?, self.languages.get(number)?);
        let engine = self
            .engine
            .get_or_init(|| Engine::new(&newsletter.style, &self.languages.iter().map(String::as_str).collect()));
        Some(slot.get_or_init(|| engine.set(text, language)))
    }
}

/// The texts that cite, in the order of their numbers, each with its language and its file.
fn citing(newsletter: &Newsletter) -> impl Iterator<Item = (&Text, &str, SourceId)> {
    let own = &newsletter.config.language;
    let issues = newsletter.issues.iter().map(|issue| (&issue.text, &issue.language, issue.source));
    let pages = newsletter.pages.iter().map(|page| (&page.text, &page.language, page.source));
    let texts = issues.chain(pages).filter(|(text, ..)| text.cites.is_some());
    texts.map(|(text, language, source)| (text, language.as_ref().unwrap_or(own).as_str(), source))
}
