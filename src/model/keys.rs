//! What each entry is called on its issue's page and in its guid.

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::slug::slug;
use crate::parse::document::{Document, EntryForm, RawEntry};

use super::works::EntryIds;

/// The keys of an issue's entries, none for promotions, no two alike.
///
/// What an author wrote as `{#id}` comes first; then the others from top to bottom. A key never depends on an entry
/// below it, and an anchor of prose that is there already is not taken a second time.
pub(super) fn keys(document: &Document, ids: &[EntryIds], faults: &mut Vec<Diagnostic>) -> Vec<Option<String>> {
    let mut taken = Taken::of(document);
    let mut keys: Vec<Option<String>> = vec![None; document.entries.len()];
    let entries = || document.entries.iter().filter(|entry| entry.aside.is_none());
    let places: Vec<usize> = (0..keys.len()).filter(|&index| document.entries[index].aside.is_none()).collect();
    for (entry, &index) in entries().zip(&places) {
        if let Some(id) = &entry.id {
            keys[index] = Some(taken.take(id.to_string(), entry, faults));
        }
    }
    for ((entry, ids), &index) in entries().zip(ids).zip(&places) {
        if keys[index].is_none() {
            let of_work = ids.first().map(|id| id.key());
            let hangs_on_title = of_work.is_none();
            let key = taken.take(of_work.unwrap_or_else(|| of_title(entry, index)), entry, faults);
            faults.extend(hangs_on_title.then(|| hangs(entry, &key)));
            keys[index] = Some(key);
        }
    }
    keys
}

fn of_title(entry: &RawEntry, index: usize) -> String {
    let title = slug(&entry.title.plain);
    if title.is_empty() { format!("entry-{}", index + 1) } else { title }
}

fn hangs(entry: &RawEntry, key: &str) -> Diagnostic {
    let message = format!("the address of `{}` hangs on its title: `#{key}`", entry.title.plain);
    Diagnostic::new(Code::TitleKey, entry.span, message)
        .help(match entry.form {
            EntryForm::Heading => {
                "fix it before the title changes: put {#name} behind the title, or link it to its paper"
            }
            EntryForm::ListItem | EntryForm::Paragraph => "fix it before the title changes: link it to its paper",
        })
        .about("title")
}

/// The anchors of one page.
struct Taken<'a> {
    prose: HashSet<&'a str>,
    keys: HashSet<String>,
    next: HashMap<String, u32>,
}

impl<'a> Taken<'a> {
    fn of(document: &'a Document) -> Taken<'a> {
        Taken { prose: document.anchors().collect(), keys: HashSet::new(), next: HashMap::new() }
    }

    /// The key itself if it is free, else with the first free number behind it.
    fn take(&mut self, key: String, entry: &RawEntry, faults: &mut Vec<Diagnostic>) -> String {
        let of_prose = self.prose.contains(key.as_str());
        if !of_prose && self.keys.insert(key.clone()) {
            return key;
        }
        let next = self.next.entry(key.clone()).or_insert(2);
        let free = loop {
            let candidate = format!("{key}-{next}");
            *next += 1;
            if !self.prose.contains(candidate.as_str()) && self.keys.insert(candidate.clone()) {
                break candidate;
            }
        };
        let message = if of_prose {
            format!("`{key}` is an anchor of this file already, so this entry becomes `{free}`")
        } else {
            format!("a second entry has the key `{key}` and becomes `{free}`")
        };
        faults.push(
            Diagnostic::new(Code::DuplicateKey, entry.span, message)
                .help(match entry.form {
                    EntryForm::Heading => "keys stand in addresses and guids: put {#name} behind the title to fix it",
                    EntryForm::ListItem | EntryForm::Paragraph => {
                        "keys stand in addresses and guids: make one entry of the two, or link each to its own address"
                    }
                })
                .about(key),
        );
        free
    }
}
