//! Ids of one document, each used once.

use std::collections::BTreeSet;

use crate::base::slug::slug;

/// The ids that are taken. Written ones are entered first, so that a made one gives way.
#[derive(Default)]
pub struct Ids {
    taken: BTreeSet<String>,
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
        let mut id = base.clone();
        let mut nth = 2;
        while !self.taken.insert(id.clone()) {
            id = format!("{base}-{nth}");
            nth += 1;
        }
        id
    }
}
