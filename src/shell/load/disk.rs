//! Sources on a disk.

use std::collections::{BTreeMap, HashMap};
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use xxhash_rust::xxh3::xxh3_128;

use crate::base::source::{Files, Stamp};

use super::Location;
use super::walk::MARKDOWN_LIMIT;

/// Reads a newsletter's files below its root.
pub struct Disk {
    root: PathBuf,
    config_name: String,
    config_file: PathBuf,
    /// Where a source's name is not the file's own: names are composed (NFC), files need not be.
    renamed: BTreeMap<String, PathBuf>,
    /// Of texts, as they were when they were listed.
    stamps: HashMap<String, Stamp>,
    has_links: bool,
}

impl Disk {
    pub fn new(
        location: &Location,
        config_name: &str,
        renamed: BTreeMap<String, PathBuf>,
        stamps: HashMap<String, Stamp>,
        has_links: bool,
    ) -> Disk {
        Disk {
            root: location.root.clone(),
            config_name: config_name.to_string(),
            config_file: location.config_file(),
            renamed,
            stamps,
            has_links,
        }
    }

    fn file(&self, path: &str) -> PathBuf {
        if path == self.config_name {
            return self.config_file.clone();
        }
        self.renamed.get(path).cloned().unwrap_or_else(|| self.root.join(path))
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        // A file may have grown since it was listed.
        let limit = if is_markdown(path) { MARKDOWN_LIMIT } else { u64::MAX };
        let bytes = read_start(&self.file(path), limit).map_err(sentence)?;
        if bytes.len() as u64 == limit { Err("it is over 16 MB".to_string()) } else { Ok(bytes) }
    }

    fn size(&self, path: &str) -> Result<u64, String> {
        File::open(self.file(path)).and_then(|file| file.metadata()).map(|data| data.len()).map_err(sentence)
    }

    fn head(&self, path: &str, length: usize) -> Result<Vec<u8>, String> {
        read_start(&self.file(path), length as u64).map_err(sentence)
    }

    fn has_links(&self) -> bool {
        self.has_links
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        self.stamps.get(path).copied()
    }
}

/// A file that changed so lately may change again without another time to show for it: file systems count in steps.
const STEP: SignedDuration = SignedDuration::from_secs(2);

/// Size, times and number of a file; none while its times are too young to tell of a further change.
#[cfg(unix)]
pub fn stamp(found: &Metadata, now: Timestamp) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    // The time of change tells also of a file that took another's place with an old time of writing.
    let changed = Timestamp::new(found.ctime(), found.ctime_nsec() as i32).ok()?;
    let written = Timestamp::new(found.mtime(), found.mtime_nsec() as i32).ok()?;
    let is_old = now.duration_since(changed.max(written)) > STEP;
    let parts = [found.dev(), found.ino(), found.size()].map(u64::to_le_bytes);
    let times = [changed, written].map(|time| time.as_nanosecond().to_le_bytes());
    is_old.then(|| Stamp(xxh3_128(&[parts.as_flattened(), times.as_flattened()].concat())))
}

#[cfg(not(unix))]
pub fn stamp(_: &Metadata, _: Timestamp) -> Option<Stamp> {
    None
}

/// Whether the file has more than one name (a hard link), as far as the system tells.
#[cfg(unix)]
pub fn has_other_name(found: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(found) > 1
}

#[cfg(not(unix))]
pub fn has_other_name(_: &Metadata) -> bool {
    true
}

fn read_start(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len().min(length);
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub fn is_markdown(path: &str) -> bool {
    path.ends_with(".md")
}

/// A system's error without its number.
pub fn sentence(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_string(),
        io::ErrorKind::PermissionDenied => "permission denied".to_string(),
        _ => error.to_string(),
    }
}
