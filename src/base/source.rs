//! The files of a newsletter, and places in them.

use std::collections::BTreeMap;

use super::theme;

/// One file of a newsletter: an index into its [`Sources`].
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
    files: Box<dyn Files>,
}

impl Sources {
    /// The files named by `paths`, readable through `files`, and the built-in theme behind them.
    pub fn new(mut paths: Vec<String>, files: Box<dyn Files>) -> Sources {
        paths.extend(theme::BUILT_IN.paths());
        paths.sort_unstable();
        paths.dedup();
        Sources { paths, files }
    }

    /// Sources that stand in memory.
    pub fn memory(files: BTreeMap<String, Vec<u8>>) -> Sources {
        Sources::new(files.keys().cloned().collect(), Box::new(files))
    }

    pub fn path(&self, id: SourceId) -> &str {
        &self.paths[id.0 as usize]
    }

    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.paths.binary_search_by(|p| p.as_str().cmp(path)).ok().map(|i| SourceId(i as u32))
    }

    /// Every file whose path starts with `prefix`, in path order.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = SourceId> + 'a {
        let first = self.paths.partition_point(|p| p.as_str() < prefix);
        self.paths[first..]
            .iter()
            .take_while(move |p| p.starts_with(prefix))
            .enumerate()
            .map(move |(i, _)| SourceId((first + i) as u32))
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

    /// The text of a file with what is not UTF-8 replaced: for excerpts, never for content.
    pub fn excerpt(&self, id: SourceId) -> Option<String> {
        self.read(id).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }
}
