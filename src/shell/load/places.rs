//! Where a newsletter's files are: what a watch must look at.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::DirEntry;

use super::leftover::is_leftover;
use super::walk::{all_below, all_beside, is_bibliography, leads_out_and_back, may_hold_bib};
use super::{FOLDERS, Location, real};

/// Where a change is one of the newsletter's. Paths are resolved, as a system names them that tells of changes.
#[derive(Debug, PartialEq, Eq)]
pub struct Places {
    root: PathBuf,
    /// Folders to look at: the root, those of [`Places::files`], and those that may hold bibliographies.
    pub folders: BTreeSet<PathBuf>,
    /// Folders to look at with all below them. They need not be there yet.
    pub trees: BTreeSet<PathBuf>,
    /// The config, and what links lead to.
    files: BTreeSet<PathBuf>,
}

impl Places {
    /// Looks for them. What a link leads to is a place too: authors write there, and links are read through.
    pub fn find(location: &Location) -> io::Result<Places> {
        let root = location.root.canonicalize()?;
        let trees = FOLDERS.iter().map(|folder| root.join(folder)).collect();
        let mut places = Places { folders: BTreeSet::from([root.clone()]), trees, files: BTreeSet::new(), root };
        places.config(&location.config_file());
        places.below();
        places.beside();
        Ok(places)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether a change at this path may be one of the newsletter's.
    pub fn hold(&self, path: &Path) -> bool {
        if self.files.contains(path) {
            return true;
        }
        if path.file_name().and_then(OsStr::to_str).is_some_and(is_leftover) {
            return false;
        }
        self.trees.iter().any(|tree| path.starts_with(tree)) || self.hold_bibliography(path)
    }

    /// Whether the path may be a bibliography or, in the root, a folder that holds some.
    fn hold_bibliography(&self, path: &Path) -> bool {
        let Some(folder) = path.parent() else { return false };
        let is_shelf = || self.folders.contains(path) || path.is_dir() && may_hold_bib(path);
        is_bibliography(path) && self.folders.contains(folder) || folder == self.root && is_shelf()
    }

    /// The config, and the place of its own where it is a link.
    fn config(&mut self, config: &Path) {
        let Ok(config) = std::path::absolute(config) else { return };
        let own = || Some(real(config.parent()?)?.join(config.file_name()?));
        for file in [own(), target(&config)].into_iter().flatten() {
            self.file(file);
        }
    }

    /// What links below the folders of sources lead to.
    fn below(&mut self) {
        for folder in FOLDERS {
            let root = self.root.clone();
            let mut walk = all_below(&root, folder);
            while let Some(found) = walk.next() {
                if found.as_ref().is_ok_and(|entry| leads_out_and_back(&root, entry)) {
                    walk.skip_current_dir();
                } else {
                    self.link(&found);
                }
            }
        }
    }

    /// Folders that may hold bibliographies, and what links to these lead to.
    fn beside(&mut self) {
        let root = self.root.clone();
        for found in all_beside(&root) {
            match &found {
                Ok(entry) if entry.file_type().is_dir() => {
                    if entry.depth() == 1 {
                        self.folders.extend(entry.path().canonicalize());
                    }
                }
                Ok(entry) if !is_bibliography(entry.path()) => {}
                found => self.link(found),
            }
        }
    }

    /// What is found, if it is a link; also one that leads to nothing, for there may be something later.
    fn link(&mut self, found: &walkdir::Result<DirEntry>) {
        let link = match found {
            Ok(entry) => Some(entry.path()).filter(|_| entry.path_is_symlink()),
            Err(error) => error.path().filter(|path| path.is_symlink() && error.loop_ancestor().is_none()),
        };
        match link.and_then(target) {
            Some(folder) if folder.is_dir() => {
                self.trees.insert(folder);
            }
            Some(file) => self.file(file),
            None => {}
        }
    }

    fn file(&mut self, file: PathBuf) {
        self.folders.extend(file.parent().filter(|folder| folder.is_dir()).map(Path::to_owned));
        self.files.insert(file);
    }
}

/// Where a path leads in the end, though nothing may be there.
fn target(path: &Path) -> Option<PathBuf> {
    let follow = || real(&path.parent()?.join(path.read_link().ok()?));
    path.canonicalize().ok().or_else(follow)
}
