//! The door in: a newsletter's folder becomes [`Sources`].

#![allow(clippy::disallowed_methods, reason = "this is the door to the file system")]

mod disk;
mod leftover;
mod places;
mod walk;

use std::path::{Path, PathBuf};

use crate::base::diagnostic::Report;
use crate::base::source::Sources;

use disk::Disk;
pub use disk::has_other_name;
pub use places::Places;
use walk::Walk;

/// The name of the config.
pub const CONFIG: &str = "offprint.toml";

/// The folders below the root that hold sources. Nothing else is walked, so no output, cache or repository is read.
pub const FOLDERS: &[&str] = &["content", "static", "themes"];

/// Where a newsletter is on disk.
#[derive(Clone, Debug)]
pub struct Location {
    pub root: PathBuf,
    /// The config, where it is not `offprint.toml` of the root.
    pub config: Option<PathBuf>,
}

impl Location {
    /// The config's path on disk.
    pub fn config_file(&self) -> PathBuf {
        self.config.clone().unwrap_or_else(|| self.root.join(CONFIG))
    }

    /// The config's path as a source: below the root, or as it was given where it stands elsewhere.
    pub fn config_path(&self) -> String {
        match &self.config {
            Some(file) => file.strip_prefix(&self.root).unwrap_or(file).display().to_string(),
            None => CONFIG.to_string(),
        }
    }

    /// Whether a folder is the root, holds it, or lies in what the newsletter is read from: no place for a site.
    pub fn holds(&self, folder: &Path) -> bool {
        let (Some(root), Some(folder)) = (real(&self.root), real(folder)) else { return false };
        let is_in = |own: &&str| real(&root.join(own)).is_some_and(|own| folder.starts_with(own));
        root.starts_with(&folder) || FOLDERS.iter().any(is_in)
    }
}

/// Lists the files of a newsletter; none is read yet. What cannot become a source is reported and left out.
pub fn load(location: &Location, report: &mut Report) -> Sources {
    let mut walk = Walk::new(&location.root);
    for folder in FOLDERS {
        walk.folder(folder);
    }
    walk.bibliographies();
    walk.same_names();
    let stamps = walk.stamps();
    report.extend(walk.diagnostics);
    let mut paths = walk.paths;
    let config = location.config_path();
    if is_file(&location.config_file()) {
        paths.push(config.clone());
    }
    let disk = Disk::new(location, &config, walk.renamed, stamps, walk.has_links);
    Sources::new(paths, Box::new(disk))
}

/// A path without links, though its last parts need not exist.
fn real(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let mut missing = Vec::new();
    let mut at = path.as_path();
    loop {
        if let Ok(found) = at.canonicalize() {
            return Some(missing.iter().rev().fold(found, |path, name| path.join(name)));
        }
        missing.push(at.file_name()?);
        at = at.parent()?;
    }
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_file())
}

#[cfg(all(test, unix))]
mod tests;
