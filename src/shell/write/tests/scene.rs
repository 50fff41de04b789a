//! A folder of its own for each test, and what one can ask of it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::shell::write::manifest::{MANIFEST, Manifest};
use crate::shell::write::{Disk, Outcome, Stage, WriteError};

/// Files of a site: path and text.
pub type Site<'a> = &'a [(&'a str, &'a str)];

/// Opens, puts all, commits.
pub fn build(disk: impl Disk, output: &Path, site: Site) -> Result<Outcome, WriteError> {
    let stage = Stage::open(disk, output)?;
    for (path, text) in site {
        stage.put(path, text.as_bytes())?;
    }
    stage.commit()
}

pub struct Scene {
    root: TempDir,
}

impl Scene {
    pub fn new() -> Scene {
        // The faults make thousands of small sites; memory spares them the disk's queue.
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Scene { root: root.unwrap() }
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub fn output(&self) -> PathBuf {
        self.at("public")
    }

    pub fn folder(&self, path: &str) {
        fs::create_dir_all(self.at(path)).unwrap();
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    pub fn link(&self, target: &str, path: &str) {
        symlink(target, self.at(path)).unwrap();
    }

    pub fn remove(&self, path: &str) {
        if self.at(path).is_dir() { fs::remove_dir(self.at(path)) } else { fs::remove_file(self.at(path)) }.unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    pub fn inode(&self, path: &str) -> u64 {
        fs::symlink_metadata(self.at(path)).unwrap().ino()
    }

    /// A message with the scene's own folder left out.
    pub fn relative(&self, message: &str) -> String {
        let root = self.root.path().canonicalize().unwrap();
        message.replace(&format!("{}/", root.display()), "")
    }

    /// Everything below a folder: files with their bytes, links with their target, folders as `NAME/`.
    pub fn tree(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        let mut tree = BTreeMap::new();
        if self.at(path).is_dir() {
            walk(&self.at(path), "", &mut tree);
        }
        tree
    }

    /// Inode, length and times of each file of the output.
    pub fn stamps(&self) -> BTreeMap<String, (u64, u64, i64, i64)> {
        let stamp = |path: &String| {
            let found = fs::symlink_metadata(self.output().join(path)).unwrap();
            (found.ino(), found.len(), found.mtime(), found.mtime_nsec())
        };
        self.tree("public").keys().map(|path| (path.clone(), stamp(path))).collect()
    }

    pub fn manifest(&self) -> Option<Manifest> {
        let text = fs::read_to_string(self.output().join(MANIFEST)).ok()?;
        Some(Manifest::parse(&text).unwrap())
    }

    /// The output holds this site, these other files, a manifest of just the site, no empty folder; no stage is left.
    #[track_caller]
    pub fn check_site(&self, site: Site, others: Site) {
        let mut expected = BTreeMap::new();
        for (path, text) in site.iter().chain(others) {
            for (end, _) in path.match_indices('/') {
                expected.insert(path[..=end].to_owned(), Vec::new());
            }
            expected.insert((*path).to_owned(), text.as_bytes().to_vec());
        }
        let mut found = self.tree("public");
        found.remove(MANIFEST).unwrap();
        assert_eq!(found, expected);
        let mut paths: Vec<_> = site.iter().map(|(path, _)| *path).collect();
        paths.sort_unstable();
        assert_eq!(self.manifest().unwrap().paths().collect::<Vec<_>>(), paths);
        assert!(!self.at(".public.offprint-stage").exists());
    }
}

fn walk(folder: &Path, prefix: &str, tree: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), tree);
            tree.insert(format!("{path}/"), Vec::new());
        } else if kind.is_symlink() {
            tree.insert(path, fs::read_link(entry.path()).unwrap().into_os_string().into_encoded_bytes());
        } else {
            tree.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}
