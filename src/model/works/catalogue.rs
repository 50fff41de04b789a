//! What `.bib` files say of works, by their ids.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::ident::WorkId;
use crate::base::source::{SourceId, Span};
use crate::parse::bib::BibEntry;
use crate::parse::bibliography::{Found, Library};
use crate::parse::document::{Claim, ClaimSource, RawEntry};

use super::claims::{EntryIds, Told, settle};

/// Every `.bib` entry by the ids of its work. Of two for one id the first counts.
pub struct Catalogue<'l> {
    library: &'l Library,
    by_id: HashMap<&'l WorkId, (usize, &'l Arc<BibEntry>)>,
    order: BTreeMap<Span, usize>,
}

impl<'l> Catalogue<'l> {
    pub fn of(library: &'l Library) -> Catalogue<'l> {
        let mut catalogue = Catalogue { library, by_id: HashMap::new(), order: BTreeMap::new() };
        for (order, entry) in library.entries().enumerate() {
            catalogue.order.insert(entry.span, order);
            for id in &entry.ids {
                catalogue.by_id.entry(id).or_insert((order, entry));
            }
        }
        catalogue
    }

    /// Weighs what an entry of a file says of its work, together with the `.bib` entry that it cites or that has its ids.
    pub fn settle(&self, entry: &RawEntry, file: SourceId, faults: &mut Vec<Diagnostic>) -> EntryIds {
        let cited = entry.attributes.cite.as_ref().and_then(|(key, span)| {
            let place = span.unwrap_or(entry.span);
            let found = self.cited(key, place, file, faults)?;
            Some((found, place))
        });
        let Some((bib, place)) = cited else {
            let mut ids = settle(entry, &[], faults);
            ids.bib = self.told(&ids);
            return ids;
        };
        let claims: Vec<Claim> = bib.ids.iter().map(|id| claim(id, place)).collect();
        let order = self.order.get(&bib.span).copied().unwrap_or(usize::MAX);
        EntryIds { bib: Some(Told { entry: Arc::clone(bib), order, cited: true }), ..settle(entry, &claims, faults) }
    }

    fn told(&self, ids: &EntryIds) -> Option<Told> {
        let found = ids.ids.iter().filter_map(|known| self.by_id.get(&known.id));
        let (order, entry) = found.min_by_key(|(order, _)| *order)?;
        Some(Told { entry: Arc::clone(entry), order: *order, cited: false })
    }

    fn cited(&self, key: &str, place: Span, file: SourceId, faults: &mut Vec<Diagnostic>) -> Option<&'l Arc<BibEntry>> {
        match self.library.find(file, key) {
            Found::Entry(entry) => return Some(entry),
            Found::Unsure => {}
            found => faults.push(unknown(key, &found, place)),
        }
        None
    }
}

fn claim(id: &WorkId, span: Span) -> Claim {
    let url = if id.is_scholarly() { None } else { Some(id.url().into()) };
    Claim { id: id.clone(), url, source: ClaimSource::Cited, span }
}

/// The report of a key that no `.bib` file has which this text may cite from.
pub fn unknown(key: &str, found: &Found<'_>, place: Span) -> Diagnostic {
    let help = match found {
        Found::Unknown(Some(near)) => format!("did you mean `{near}`?"),
        Found::Unknown(None) => {
            "a key is the word behind an entry's brace, `@article{KEY,`; `.bib` files are named in `[bibliography] files`"
                .to_string()
        }
        Found::Elsewhere(_) => "name its file in `[bibliography] files`, for all, or in this file's `bibliography`".to_string(),
        _ => "name your `.bib` files in the config, `[bibliography] files = [\"refs.bib\"]`; what is no citation begins `\\[`"
            .to_string(),
    };
    let fault = match found {
        Found::Elsewhere(entry) => {
            let message = format!("the entry `{key}` stands in a `.bib` file that is not named here");
            Diagnostic::new(Code::UnknownCitation, place, message).related(entry.span, "it stands here")
        }
        _ => Diagnostic::new(Code::UnknownCitation, place, format!("no `.bib` entry has the key `{key}`")),
    };
    fault.help(help).about(key)
}
