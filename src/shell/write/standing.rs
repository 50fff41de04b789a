//! The site as it stands: which of its files are ours, which have the bytes we want, what bars the way.

use std::path::{Path, PathBuf};

use super::disk::{Disk, Entry};
use super::error::WriteError;
use super::manifest::{MANIFEST, Manifest};
use super::place::Place;
use super::shards::Shards;

/// What stands where the new site wants a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    Missing,
    Folder,
    /// A file of ours, to make way.
    OurFile,
}

/// What a new file finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The same bytes at its path.
    Same,
    /// Its folder, and there nothing, an older file of ours, or a folder of ours.
    Folder,
    /// Not even its folder.
    Nothing,
}

/// The output as the last build, whole or interrupted, left it.
pub struct Standing {
    output: PathBuf,
    shown: PathBuf,
    ours: Manifest,
    root: Ground,
    ground: Shards<Ground>,
}

impl Standing {
    /// Reads the manifest.
    pub fn read(disk: &impl Disk, place: &Place) -> Result<Standing, WriteError> {
        let file = place.output.join(MANIFEST);
        let there = disk.entry(&file).map_err(WriteError::io("read", &file))?;
        let damaged = |line| WriteError::DamagedManifest { file: place.shown.join(MANIFEST), line };
        let ours = match there {
            None => Manifest::default(),
            Some(Entry::File { .. }) => {
                let bytes = disk.read(&file).map_err(WriteError::io("read", &file))?;
                let text = String::from_utf8(bytes).map_err(|_| damaged(1))?;
                Manifest::parse(&text).map_err(damaged)?
            }
            Some(_) => return Err(damaged(1)),
        };
        Ok(Standing {
            output: place.output.clone(),
            shown: place.shown.clone(),
            ours,
            root: if place.standing { Ground::Folder } else { Ground::Missing },
            ground: Shards::new(),
        })
    }

    pub fn ours(&self) -> &Manifest {
        &self.ours
    }

    /// Compares a new file with what stands at its path. An error where that is not ours to write.
    pub fn look(&self, disk: &impl Disk, path: &str, bytes: &[u8]) -> Result<Found, WriteError> {
        if self.ground(disk, folder_of(path))? != Ground::Folder {
            return Ok(Found::Nothing);
        }
        match self.entry(disk, path)? {
            None => Ok(Found::Folder),
            Some(Entry::File { bytes: length }) if self.ours.has(path) => {
                let file = self.output.join(path);
                let same =
                    length == bytes.len() as u64 && disk.holds(&file, bytes).map_err(WriteError::io("read", &file))?;
                Ok(if same { Found::Same } else { Found::Folder })
            }
            Some(Entry::Folder) => match self.foreign_in(disk, path)? {
                None => Ok(Found::Folder),
                Some(foreign) => Err(self.foreign(&foreign)),
            },
            Some(_) => Err(self.foreign(path)),
        }
    }

    /// What stands at a folder's path; an error where it is a link or a file that is not ours.
    pub fn ground(&self, disk: &impl Disk, folder: &str) -> Result<Ground, WriteError> {
        if folder.is_empty() {
            return Ok(self.root);
        }
        if let Some(known) = self.ground.get(folder) {
            return Ok(known);
        }
        let found = match self.ground(disk, folder_of(folder))? {
            Ground::Missing | Ground::OurFile => Ground::Missing,
            Ground::Folder => match self.entry(disk, folder)? {
                None => Ground::Missing,
                Some(Entry::Folder) => Ground::Folder,
                Some(Entry::File { .. }) if self.ours.has(folder) => Ground::OurFile,
                // A link may lead out of the output, so none is followed.
                Some(_) => return Err(self.foreign(folder)),
            },
        };
        self.ground.insert(folder, found);
        Ok(found)
    }

    /// Whether a path of the manifest is a file still, reached through no link.
    pub fn holds_file(&self, disk: &impl Disk, path: &str) -> Result<bool, WriteError> {
        match self.ground(disk, folder_of(path)) {
            Ok(Ground::Folder) => Ok(matches!(self.entry(disk, path)?, Some(Entry::File { .. }))),
            // Someone put a thing of theirs in the place of our folder: that is no file of ours.
            Ok(_) | Err(WriteError::ForeignFile { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn foreign_in(&self, disk: &impl Disk, folder: &str) -> Result<Option<String>, WriteError> {
        if !self.ours.has_below(folder) {
            return Ok(Some(folder.to_owned()));
        }
        let at = self.output.join(folder);
        for name in disk.names(&at).map_err(WriteError::io("list", &at))? {
            let path = format!("{folder}/{name}");
            match self.entry(disk, &path)? {
                Some(Entry::Folder) => {
                    if let Some(foreign) = self.foreign_in(disk, &path)? {
                        return Ok(Some(foreign));
                    }
                }
                Some(Entry::File { .. }) if self.ours.has(&path) => {}
                _ => return Ok(Some(path)),
            }
        }
        Ok(None)
    }

    fn entry(&self, disk: &impl Disk, path: &str) -> Result<Option<Entry>, WriteError> {
        let path = self.output.join(path);
        disk.entry(&path).map_err(WriteError::io("read", &path))
    }

    fn foreign(&self, path: &str) -> WriteError {
        WriteError::ForeignFile { file: self.shown.join(Path::new(path)) }
    }
}

/// The folder part of a path, empty for the output itself.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
