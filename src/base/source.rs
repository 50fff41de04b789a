//! The files of a newsletter, and places in them.

use std::collections::BTreeMap;

use super::numbering;
use super::theme;

/// One file of a newsletter: its number among the [`Sources`], in path order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A byte range of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub source: SourceId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Span {
        Span { source, start: range.start as u32, end: range.end as u32 }
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What the file system notes of a file: while it stays, so do the file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(pub u128);

/// A way to read files by their path below the root, `/`-separated.
///
/// The shell reads the disk, tests read a map. An error is a sentence fit for a diagnostic.
pub trait Files: Send + Sync {
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// How many bytes the file has.
    fn size(&self, path: &str) -> Result<u64, String> {
        self.read(path).map(|bytes| bytes.len() as u64)
    }

    /// The file's first `length` bytes, or all of them if there are fewer.
    fn head(&self, path: &str, length: usize) -> Result<Vec<u8>, String> {
        let mut bytes = self.read(path)?;
        bytes.truncate(length);
        Ok(bytes)
    }

    /// Whether a file may stand under two names, so that a change of one is a change of the other.
    fn has_links(&self) -> bool {
        false
    }

    /// The file's stamp, where there is one that can be trusted.
    fn stamp(&self, _path: &str) -> Option<Stamp> {
        None
    }
}

impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.get(path).cloned().ok_or_else(|| "no such file".to_string())
    }
}

/// What a newsletter is made of: the paths below its root, in order, and a way to read each.
///
/// The files of the built-in theme stand at `themes/default/…`, behind those of the disk. Nothing is read until asked
/// for, so that memory holds one text a thread, not the newsletter.
pub struct Sources {
    paths: Vec<String>,
    /// The paths' numbers, rising; none where they are simply counted.
    numbers: Option<Vec<u32>>,
    files: Box<dyn Files>,
}

impl Sources {
    /// The files named by `paths`, readable through `files`, and the built-in theme behind them.
    pub fn new(mut paths: Vec<String>, files: Box<dyn Files>) -> Sources {
        paths.extend(theme::BUILT_IN.paths());
        paths.sort_unstable();
        paths.dedup();
        Sources { paths, numbers: None, files }
    }

    /// The same files under the numbers that they have in `before`, and new ones in between: so what was said of a file
    /// that did not change stays true. Without room in between, and at first, numbers are dealt with gaps.
    pub fn numbered_after(mut self, before: Option<&Sources>) -> Sources {
        let kept = before.and_then(|before| numbering::between(&self.known_to(before)));
        self.numbers = Some(kept.unwrap_or_else(|| numbering::spread(self.paths.len())));
        self
    }

    /// Each path's number in other sources.
    fn known_to(&self, before: &Sources) -> Vec<Option<u32>> {
        self.paths.iter().map(|path| before.find(path).map(|id| id.0)).collect()
    }

    fn id(&self, index: usize) -> SourceId {
        SourceId(self.numbers.as_ref().map_or(index as u32, |numbers| numbers[index]))
    }

    fn index(&self, id: SourceId) -> usize {
        match &self.numbers {
            Some(numbers) => numbers.partition_point(|&number| number < id.0),
            None => id.0 as usize,
        }
    }

    /// Sources that stand in memory.
    pub fn memory(files: BTreeMap<String, Vec<u8>>) -> Sources {
        Sources::new(files.keys().cloned().collect(), Box::new(files))
    }

    pub fn path(&self, id: SourceId) -> &str {
        &self.paths[self.index(id)]
    }

    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.paths.binary_search_by(|p| p.as_str().cmp(path)).ok().map(|index| self.id(index))
    }

    /// Every file whose path starts with `prefix`, in path order.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = SourceId> + 'a {
        let first = self.paths.partition_point(|p| p.as_str() < prefix);
        self.paths[first..]
            .iter()
            .take_while(move |p| p.starts_with(prefix))
            .enumerate()
            .map(move |(i, _)| self.id(first + i))
    }

    /// The bytes of a file; a sentence if it cannot be read.
    pub fn read(&self, id: SourceId) -> Result<Vec<u8>, String> {
        let path = self.path(id);
        self.files.read(path).or_else(|error| theme::BUILT_IN.read(path).map(<[u8]>::to_vec).ok_or(error))
    }

    /// How many bytes a file has.
    pub fn size(&self, id: SourceId) -> Result<u64, String> {
        let path = self.path(id);
        self.files.size(path).or_else(|error| theme::BUILT_IN.read(path).map(|bytes| bytes.len() as u64).ok_or(error))
    }

    /// The first bytes of a file, for what looks only at a header.
    pub fn head(&self, id: SourceId, length: usize) -> Result<Vec<u8>, String> {
        let path = self.path(id);
        self.files.head(path, length).or_else(|error| theme::BUILT_IN.read(path).map(<[u8]>::to_vec).ok_or(error))
    }

    pub fn stamp(&self, id: SourceId) -> Option<Stamp> {
        self.files.stamp(self.path(id))
    }

    /// Whether a file may stand under two names.
    pub fn has_links(&self) -> bool {
        self.files.has_links()
    }

    /// The text of a file with what is not UTF-8 replaced: for excerpts, never for content.
    pub fn excerpt(&self, id: SourceId) -> Option<String> {
        self.read(id).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }
}
