//! Citations looked up: which `.bib` entries a text cites.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::Report;
use crate::base::source::{SourceId, Span};
use crate::parse::bibliography::{Found, Library};

use super::newsletter::{Newsletter, Text};
use super::works::unknown;

/// Fills in what every issue and page cites; unknown keys are reported.
pub(super) fn look_up(newsletter: &mut Newsletter, library: &Library, report: &mut Report) {
    let mut numbers = 0..;
    let mut look_up = |text: &mut Text, source| {
        if !text.document.citations.is_empty() {
            text.cites = numbers.next();
            fill(text, source, library, report);
        }
    };
    newsletter.issues_mut().for_each(|issue| look_up(&mut issue.text, issue.source));
    newsletter.pages_mut().for_each(|page| look_up(&mut page.text, page.source));
}

fn fill(text: &mut Text, file: SourceId, library: &Library, report: &mut Report) {
    let document = Arc::clone(&text.document);
    let mut places: BTreeMap<Span, u32> = BTreeMap::new();
    for citation in &document.citations {
        let mut items = Vec::with_capacity(citation.items.len());
        for item in &citation.items {
            items.push(match library.find(file, &item.key) {
                Found::Entry(entry) => Some(*places.entry(entry.span).or_insert_with(|| {
                    text.references.push(Arc::clone(entry));
                    text.references.len() as u32 - 1
                })),
                Found::Unsure => None,
                found => {
                    report.push(unknown(&item.key, &found, item.span));
                    None
                }
            });
        }
        text.citations.push(items);
    }
}
