//! Files as they were parsed before: a server parses again only what changed.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use crate::base::diagnostic::Report;
use crate::base::source::{SourceId, Sources, Stamp};

use super::document::Document;
use super::file::FileKind;
use super::front_matter::FrontMatter;
use super::markdown::Conventions;

/// What is known from the load before. All that parsing a file depends on is compared: its bytes, its number (which its
/// spans hold), its kind, and the config's conventions.
#[derive(Default)]
pub struct Memo {
    conventions: Option<Conventions>,
    files: HashMap<SourceId, Known>,
}

/// A parsed file, and of what.
#[derive(Clone)]
pub struct Known {
    kind: FileKind,
    /// As long as it stays, the bytes are the same and need not be read.
    stamp: Option<Stamp>,
    /// Of the bytes.
    hash: u128,
    pub parsed: Arc<Parsed>,
}

/// What a file says, if that can be told, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    pub content: Option<(Arc<FrontMatter>, Arc<Document>)>,
    pub found: Report,
}

impl Memo {
    /// Forgets all that was parsed under other conventions.
    pub(super) fn keep_to(&mut self, conventions: &Conventions) {
        if self.conventions.as_ref() != Some(conventions) {
            self.files.clear();
            self.conventions = Some(conventions.clone());
        }
    }

    /// The file as it was parsed before, else as `parse` reads it. None, with a sentence, if it cannot be read.
    pub(super) fn recall(
        &self,
        sources: &Sources,
        id: SourceId,
        kind: FileKind,
        parse: impl FnOnce(Vec<u8>) -> Parsed,
    ) -> Result<Known, String> {
        let before = self.files.get(&id).filter(|known| known.kind == kind);
        // Asked for before the bytes: a change between the two is seen next time.
        let stamp = sources.stamp(id);
        if let Some(known) = before.filter(|known| stamp.is_some() && known.stamp == stamp) {
            return Ok(known.clone());
        }
        let bytes = sources.read(id)?;
        let hash = xxh3_128(&bytes);
        let parsed = match before.filter(|known| known.hash == hash) {
            Some(known) => Arc::clone(&known.parsed),
            None => Arc::new(parse(bytes)),
        };
        Ok(Known { kind, stamp, hash, parsed })
    }

    /// Looks at the bytes of these files next time, whatever their stamps say: they may have changed since they were listed.
    pub fn distrust(&mut self, files: &BTreeSet<SourceId>) {
        for file in files {
            if let Some(known) = self.files.get_mut(file) {
                known.stamp = None;
            }
        }
    }

    /// Recalls a file once more that it knows: what the file said, and what it says now. None if it cannot be read.
    pub(super) fn renew(
        &mut self,
        sources: &Sources,
        id: SourceId,
        parse: impl FnOnce(Vec<u8>, FileKind, &Conventions) -> Parsed,
    ) -> Option<(Arc<Parsed>, Arc<Parsed>)> {
        let (before, conventions) = (self.files.get(&id)?.clone(), self.conventions.as_ref()?);
        let now = self.recall(sources, id, before.kind, |bytes| parse(bytes, before.kind, conventions)).ok()?;
        let parsed = Arc::clone(&now.parsed);
        self.files.insert(id, now);
        Some((before.parsed, parsed))
    }

    /// Knows these files and no others from now on.
    pub(super) fn learn(&mut self, files: impl IntoIterator<Item = (SourceId, Known)>) {
        self.files = files.into_iter().collect();
    }
}
