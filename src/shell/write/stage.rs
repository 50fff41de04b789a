//! The stage: a hidden folder beside the output, where new and changed files wait for the commit.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use xxhash_rust::xxh3::xxh3_128;

use super::disk::{Disk, Entry};
use super::error::WriteError;
use super::manifest::is_site_path;
use super::place::{Place, unmake_folders};
use super::shards::Shards;
use super::sink::Sink;
use super::standing::{Found, Standing, folder_of};

/// By this file a stage is known; its lock is held while the stage is in use.
const LOCK: &str = "offprint-stage.lock";

const TREE: &str = "site";

/// How often another build may end just while we take its stage over.
const ATTEMPTS: usize = 8;

/// A site being written. Dropped without a commit, it leaves the output as it was and nothing behind.
pub struct Stage<D: Disk> {
    pub(super) disk: D,
    pub(super) place: Place,
    pub(super) standing: Standing,
    folder: PathBuf,
    numbers: AtomicUsize,
    records: Shards<Record>,
    folders: Shards<()>,
    failed: AtomicBool,
    swept: bool,
    _lock: File,
}

/// A file that was put.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    pub hash: u128,
    pub bytes: u64,
    pub waits: Waits,
}

/// Where a file is until the commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// It stands in the output already.
    Nowhere,
    /// In the stage's folder `site`, at its path: its folder is new and may move as a whole.
    InTree,
    /// In the stage's folder `changed`, by number: on ext4, folders made only to be removed again would cost
    /// as much as the files.
    ByNumber(usize),
}

impl<D: Disk> Stage<D> {
    /// Opens a stage for an output folder, which may be missing, empty, or written by an earlier build.
    /// What an interrupted build left in the stage is removed.
    pub fn open(disk: D, output: &Path) -> Result<Stage<D>, WriteError> {
        let mut place = Place::find(&disk, output)?;
        let claimed = claim_one(&disk, &place);
        let (folder, lock) = claimed.inspect_err(|_| unmake_folders(&disk, &place.made))?;
        let prepared = prepare(&disk, &mut place, &folder);
        let standing = prepared.inspect_err(|_| {
            // The first error is the one to tell; the next build clears what stays.
            let _ = remove_stage(&disk, &folder);
            unmake_folders(&disk, &place.made);
        })?;
        Ok(Stage {
            numbers: AtomicUsize::new(0),
            disk,
            place,
            standing,
            folder,
            records: Shards::new(),
            folders: Shards::new(),
            failed: AtomicBool::new(false),
            swept: false,
            _lock: lock,
        })
    }

    /// Takes one file of the site, each once, from any thread. Only bytes that differ from the output's are written.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.take(path, bytes).inspect_err(|_| self.failed.store(true, Ordering::Relaxed))
    }

    fn take(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        if !is_site_path(path) {
            return Err(WriteError::BadPath { path: path.to_owned() });
        }
        let waits = match self.standing.look(&self.disk, path, bytes)? {
            Found::Same => Waits::Nowhere,
            Found::Nothing => Waits::InTree,
            Found::Folder => Waits::ByNumber(self.numbers.fetch_add(1, Ordering::Relaxed)),
        };
        let record = Record { hash: xxh3_128(bytes), bytes: bytes.len() as u64, waits };
        if !self.records.insert(path, record) {
            return Err(WriteError::Twice { path: path.to_owned() });
        }
        let place = match waits {
            Waits::Nowhere => return Ok(()),
            Waits::InTree => in_tree(path),
            Waits::ByNumber(number) => by_number(number),
        };
        self.ensure_folder(folder_of(&place))?;
        let file = self.folder.join(place);
        self.disk.write_new(&file, bytes).map_err(WriteError::io("write", &file))
    }

    /// Removes the stage; the output stays as it was.
    pub fn abandon(mut self) -> Result<(), WriteError> {
        self.sweep()
    }

    /// All files that were put, sorted. An error where one of them failed.
    pub(super) fn take_records(&self) -> Result<Vec<(String, Record)>, WriteError> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(WriteError::Incomplete);
        }
        Ok(self.records.take_sorted())
    }

    /// The stage's image of the output, with what is new.
    pub(super) fn tree(&self) -> PathBuf {
        self.folder.join(TREE)
    }

    /// A file or folder of the tree.
    pub(super) fn in_tree(&self, path: &str) -> PathBuf {
        self.folder.join(in_tree(path))
    }

    pub(super) fn by_number(&self, number: usize) -> PathBuf {
        self.folder.join(by_number(number))
    }

    /// A place in the stage for a file that is not one of the site's.
    pub(super) fn aside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(super) fn sweep(&mut self) -> Result<(), WriteError> {
        self.swept = true;
        let removed = remove_stage(&self.disk, &self.folder);
        unmake_folders(&self.disk, &self.place.made);
        removed
    }

    fn ensure_folder(&self, folder: &str) -> Result<(), WriteError> {
        if folder.is_empty() || self.folders.get(folder).is_some() {
            return Ok(());
        }
        self.ensure_folder(folder_of(folder))?;
        let at = self.folder.join(folder);
        // Two threads may come here for one folder; the second finds it there.
        create_folder(&self.disk, &at)?;
        self.folders.insert(folder, ());
        Ok(())
    }
}

impl<D: Disk> Sink for Stage<D> {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        Stage::put(self, path, bytes).map_err(io::Error::other)
    }
}

impl<D: Disk> Drop for Stage<D> {
    fn drop(&mut self) {
        if !self.swept {
            // Nobody is there to be told; the next build removes what stays.
            let _ = self.sweep();
        }
    }
}

fn in_tree(path: &str) -> String {
    format!("{TREE}/{path}")
}

// Some hundred files a folder: threads that make files in one folder wait for each other.
fn by_number(number: usize) -> String {
    format!("changed/{}/{number}", number / 500)
}

fn prepare(disk: &impl Disk, place: &mut Place, folder: &Path) -> Result<Standing, WriteError> {
    clear(disk, folder)?;
    create_folder(disk, &folder.join(TREE))?;
    place.look_again(disk)?;
    Standing::read(disk, place)
}

fn claim_one(disk: &impl Disk, place: &Place) -> Result<(PathBuf, File), WriteError> {
    let mut refused = WriteError::Nameless { output: place.shown.clone() };
    for folder in place.stages(disk)? {
        match claim(disk, place, &folder) {
            Ok(lock) => return Ok((folder, lock)),
            Err(error) if matches!(error.kind(), Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)) => {
                refused = error;
            }
            Err(error) => return Err(error),
        }
    }
    Err(refused)
}

fn claim(disk: &impl Disk, place: &Place, folder: &Path) -> Result<File, WriteError> {
    let file = folder.join(LOCK);
    for _ in 0..ATTEMPTS {
        create_folder(disk, folder)?;
        let lock = recognise(disk, folder).and_then(|()| disk.lock(&file).map_err(WriteError::io("lock", &file)));
        match lock {
            Ok(Some(lock)) => return Ok(lock),
            Ok(None) => break,
            Err(error) if error.kind() == Some(ErrorKind::NotFound) => {}
            Err(error) => {
                // Only an empty folder goes by this. Where it fails, the first error is the one to tell.
                let _ = disk.remove_folder(folder);
                return Err(error);
            }
        }
    }
    Err(WriteError::Busy { output: place.shown.clone() })
}

/// Refuses what a user may have put there. An empty folder is a stage whose maker was killed early or late.
fn recognise(disk: &impl Disk, folder: &Path) -> Result<(), WriteError> {
    let foreign = || WriteError::ForeignStage { folder: folder.to_owned() };
    match disk.entry(folder).map_err(WriteError::io("read", folder))? {
        Some(Entry::Folder) => {}
        // Another build has ended just now; the lock will say so.
        None => return Ok(()),
        Some(_) => return Err(foreign()),
    }
    let names = disk.names(folder).map_err(WriteError::io("list", folder))?;
    if names.is_empty() || names.iter().any(|name| name == LOCK) { Ok(()) } else { Err(foreign()) }
}

/// Removes all but the lock.
fn clear(disk: &impl Disk, folder: &Path) -> Result<(), WriteError> {
    for name in disk.names(folder).map_err(WriteError::io("list", folder))? {
        if name != LOCK {
            remove_tree(disk, &folder.join(name))?;
        }
    }
    Ok(())
}

/// The lock goes last, so that a stage half removed is still known as one.
fn remove_stage(disk: &impl Disk, folder: &Path) -> Result<(), WriteError> {
    clear(disk, folder)?;
    let lock = folder.join(LOCK);
    disk.remove_file(&lock).map_err(WriteError::io("remove", &lock))?;
    match disk.remove_folder(folder) {
        // The next build is in already, with a lock of its own.
        Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
        removed => removed.map_err(WriteError::io("remove", folder)),
    }
}

fn remove_tree(disk: &impl Disk, path: &Path) -> Result<(), WriteError> {
    match disk.entry(path).map_err(WriteError::io("read", path))? {
        Some(Entry::Folder) => {
            for name in disk.names(path).map_err(WriteError::io("list", path))? {
                remove_tree(disk, &path.join(name))?;
            }
            disk.remove_folder(path).map_err(WriteError::io("remove", path))
        }
        Some(_) => disk.remove_file(path).map_err(WriteError::io("remove", path)),
        None => Ok(()),
    }
}

fn create_folder(disk: &impl Disk, folder: &Path) -> Result<(), WriteError> {
    match disk.create_folder(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(WriteError::io("create the folder", folder)(error))
        }
        _ => Ok(()),
    }
}
