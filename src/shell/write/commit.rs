//! The commit: moves a finished stage into the output.

use std::collections::{BTreeSet, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Entry};
use super::error::WriteError;
use super::manifest::{Line, MANIFEST, Manifest, folders_above};
use super::place::INCOMING;
use super::stage::{Record, Stage, Waits};
use super::standing::Ground;

/// What a commit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many files the site has, the manifest not counted.
    pub files: usize,
    /// Their length together.
    pub bytes: u64,
    /// The paths of new and changed files, sorted.
    pub changed: Vec<String>,
    /// The paths of files that were removed, sorted.
    pub removed: Vec<String>,
}

impl<D: Disk> Stage<D> {
    /// Makes the output the site that was put, and removes the stage.
    pub fn commit(mut self) -> Result<Outcome, WriteError> {
        let site = NewSite::new(self.take_records()?)?;
        let removed = if !self.place.standing && publish_whole(&self, &site) {
            Vec::new()
        } else {
            publish_by_file(&self, &site)?
        };
        // The site is out; should a rest of the stage stay, the next build removes it.
        let _ = self.sweep();
        Ok(Outcome {
            files: site.files.len(),
            bytes: site.files.iter().map(|(_, record)| record.bytes).sum(),
            changed: site.changed().map(|(path, _)| path.to_owned()).collect(),
            removed,
        })
    }
}

/// All files of the site to come, sorted, and the folders that they need.
struct NewSite {
    files: Vec<(String, Record)>,
    folders: HashSet<String>,
    manifest: Manifest,
}

impl NewSite {
    fn new(files: Vec<(String, Record)>) -> Result<NewSite, WriteError> {
        let mut folders = HashSet::new();
        for (path, _) in &files {
            // Once a folder is known, so are those above it.
            for folder in folders_above(path).rev() {
                if folders.contains(folder) {
                    break;
                }
                folders.insert(folder.to_owned());
            }
        }
        let line =
            |(path, record): &(String, Record)| Line { path: path.clone(), hash: record.hash, bytes: record.bytes };
        let manifest = Manifest::new(files.iter().map(line).collect());
        match files.iter().find(|(path, _)| folders.contains(path)) {
            Some((path, _)) => Err(WriteError::FileAndFolder { path: path.clone() }),
            None => Ok(NewSite { files, folders, manifest }),
        }
    }

    /// The files that wait in the stage.
    fn changed(&self) -> impl Iterator<Item = (&str, Waits)> {
        let waiting = self.files.iter().filter(|(_, record)| record.waits != Waits::Nowhere);
        waiting.map(|(path, record)| (path.as_str(), record.waits))
    }

    /// Whether an old path must go before the new files can come: it is a folder now, or below a file.
    fn is_barred_by(&self, old: &str) -> bool {
        self.folders.contains(old) || folders_above(old).any(|folder| self.manifest.has(folder))
    }
}

/// One rename makes the whole site appear. False where it was refused: then nothing has changed.
fn publish_whole<D: Disk>(stage: &Stage<D>, site: &NewSite) -> bool {
    let manifest = stage.in_tree(MANIFEST);
    stage.disk.write_new(&manifest, site.manifest.text().as_bytes()).is_ok()
        && stage.disk.rename(&stage.tree(), &stage.place.output).is_ok()
}

/// Moves what changed and removes what went; returns the latter.
fn publish_by_file<D: Disk>(stage: &Stage<D>, site: &NewSite) -> Result<Vec<String>, WriteError> {
    let (disk, output) = (&stage.disk, &stage.place.output);
    if stage.place.standing {
        return update(stage, site);
    }
    disk.create_folder(output).map_err(WriteError::io("create the folder", output))?;
    update(stage, site).inspect_err(|_| {
        // Empty unless the update had begun; one that holds something stays.
        let _ = disk.remove_folder(output);
    })
}

fn update<D: Disk>(stage: &Stage<D>, site: &NewSite) -> Result<Vec<String>, WriteError> {
    let old = stage.standing.ours();
    let gone: Vec<&str> = old.paths().filter(|path| !site.manifest.has(path)).collect();
    let mut removed = Vec::new();
    for path in &gone {
        if stage.standing.holds_file(&stage.disk, path)? {
            removed.push((*path).to_owned());
        }
    }
    let mut mover = Mover::new(stage)?;
    if gone.is_empty() && site.changed().next().is_none() {
        if *old != site.manifest || !mover.has_manifest()? {
            mover.write_manifest("manifest", &site.manifest)?;
        }
        return Ok(removed);
    }
    mover.write_manifest("manifest-both", &old.with(&site.manifest))?;
    let (barring, rest): (Vec<&str>, Vec<&str>) = gone.into_iter().partition(|path| site.is_barred_by(path));
    let mut publish = || {
        mover.remove(&barring, site)?;
        mover.place(site)?;
        mover.remove(&rest, site)?;
        mover.write_manifest("manifest", &site.manifest)
    };
    match publish() {
        Ok(()) => Ok(removed),
        Err(cause) => Err(WriteError::HalfWritten { output: stage.place.shown.clone(), cause: Box::new(cause) }),
    }
}

/// Moves files from a stage into an output that stands.
struct Mover<'a, D: Disk> {
    stage: &'a Stage<D>,
    disk: &'a D,
    output: &'a Path,
    ready: HashSet<String>,
}

impl<'a, D: Disk> Mover<'a, D> {
    fn new(stage: &'a Stage<D>) -> Result<Mover<'a, D>, WriteError> {
        let mover = Mover { stage, disk: &stage.disk, output: &stage.place.output, ready: HashSet::new() };
        mover.remove_file(&mover.output.join(INCOMING))?;
        Ok(mover)
    }

    fn has_manifest(&self) -> Result<bool, WriteError> {
        let file = self.output.join(MANIFEST);
        Ok(self.disk.entry(&file).map_err(WriteError::io("read", &file))?.is_some())
    }

    fn write_manifest(&self, name: &str, manifest: &Manifest) -> Result<(), WriteError> {
        let file = self.stage.aside(name);
        self.disk.write_new(&file, manifest.text().as_bytes()).map_err(WriteError::io("write", &file))?;
        self.move_file(&file, &self.output.join(MANIFEST))
    }

    fn place(&mut self, site: &NewSite) -> Result<(), WriteError> {
        let mut moved: Option<String> = None;
        for (path, waits) in site.changed() {
            let is_in = |folder: &String| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
            match waits {
                Waits::Nowhere => {}
                Waits::ByNumber(number) => self.move_file(&self.stage.by_number(number), &self.output.join(path))?,
                Waits::InTree if moved.as_ref().is_some_and(is_in) => {}
                Waits::InTree => moved = self.place_tree(path)?,
            }
        }
        Ok(())
    }

    /// Brings one file in. Where its folder is missing, that folder comes whole, with all that is staged in it;
    /// then its path is returned.
    fn place_tree(&mut self, path: &str) -> Result<Option<String>, WriteError> {
        for folder in folders_above(path) {
            if self.ready.contains(folder) {
                continue;
            }
            let there = self.output.join(folder);
            if self.disk.entry(&there).map_err(WriteError::io("read", &there))? != Some(Entry::Folder) {
                if self.disk.rename(&self.stage.in_tree(folder), &there).is_ok() {
                    return Ok(Some(folder.to_owned()));
                }
                self.disk.create_folder(&there).map_err(WriteError::io("create the folder", &there))?;
            }
            self.ready.insert(folder.to_owned());
        }
        self.move_file(&self.stage.in_tree(path), &self.output.join(path))?;
        Ok(None)
    }

    /// Renames; where the output is on another device or mount, copies beside the place first.
    fn move_file(&self, from: &Path, to: &Path) -> Result<(), WriteError> {
        match self.disk.rename(from, to) {
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {}
            moved => return moved.map_err(WriteError::io("write", to)),
        }
        let incoming: PathBuf = self.output.join(INCOMING);
        let bytes = self.disk.read(from).map_err(WriteError::io("read", from))?;
        let copied = self.disk.write_new(&incoming, &bytes).and_then(|()| self.disk.rename(&incoming, to));
        copied.map_err(WriteError::io("write", to)).inspect_err(|_| {
            // The first error is the one to tell; the next build removes what stays.
            let _ = self.disk.remove_file(&incoming);
        })
    }

    /// Removes files of the old site, and folders of it that are empty then.
    fn remove(&self, gone: &[&str], site: &NewSite) -> Result<(), WriteError> {
        let mut folders = BTreeSet::new();
        for path in gone {
            if self.stage.standing.holds_file(self.disk, path)? {
                self.remove_file(&self.output.join(path))?;
            }
            folders.extend(folders_above(path).filter(|folder| !site.folders.contains(*folder)));
        }
        for folder in folders.into_iter().rev() {
            self.remove_folder(folder)?;
        }
        Ok(())
    }

    fn remove_folder(&self, folder: &str) -> Result<(), WriteError> {
        match self.stage.standing.ground(self.disk, folder) {
            Ok(Ground::Folder) => {}
            Ok(_) | Err(WriteError::ForeignFile { .. }) => return Ok(()),
            Err(error) => return Err(error),
        }
        let at = self.output.join(folder);
        match self.disk.remove_folder(&at) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) => Ok(()),
            removed => removed.map_err(WriteError::io("remove", &at)),
        }
    }

    fn remove_file(&self, file: &Path) -> Result<(), WriteError> {
        match self.disk.remove_file(file) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed.map_err(WriteError::io("remove", file)),
        }
    }
}
