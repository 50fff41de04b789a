//! Folders laid over each other: a file of an upper one hides its namesake below.

use std::collections::BTreeMap;

use super::source::{SourceId, Sources};

/// The files below several folders by their path there; the first folder that has a path wins.
pub fn layered(sources: &Sources, folders: &[String]) -> BTreeMap<String, SourceId> {
    let mut files = BTreeMap::new();
    for folder in folders {
        for id in sources.under(folder) {
            files.entry(sources.path(id)[folder.len()..].to_string()).or_insert(id);
        }
    }
    files
}
