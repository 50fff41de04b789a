//! Ids of one document, each used once.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::slug::slug;

/// The ids that are taken. Written ones are entered first, so that a made one gives way.
#[derive(Default)]
pub struct Ids {
    taken: BTreeSet<String>,
    /// The number to try next behind a slug that was made before.
    next: BTreeMap<String, u32>,
}

impl Ids {
    /// Takes an id as written; false if it was taken before.
    pub fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_string())
    }

    /// Makes an id from a title: its slug, with `-2`, `-3`, … where that is taken.
    pub fn make(&mut self, title: &str) -> String {
        let base = slug(title);
        let base = if base.is_empty() { "section".to_string() } else { base };
        if self.taken.insert(base.clone()) {
            return base;
        }
        let next = self.next.entry(base.clone()).or_insert(2);
        loop {
            let id = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
