//! Finds the output folder and refuses those that are not ours to write.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Entry};
use super::error::WriteError;
use super::manifest::MANIFEST;

/// The stage inside an output whose parent cannot be written.
pub const INNER_STAGE: &str = ".offprint-stage";
/// A file on its way into an output that renames do not reach.
pub const INCOMING: &str = ".offprint-incoming";

/// What may stand in an output without a manifest: ours by name, git's, the host's, the system's.
const HARMLESS: &[&str] = &[
    INNER_STAGE,
    INCOMING,
    ".git",
    ".gitignore",
    ".gitattributes",
    ".gitkeep",
    "CNAME",
    ".nojekyll",
    ".DS_Store",
    "lost+found",
];

/// An output folder, found and accepted.
pub struct Place {
    /// As the user named it, for messages.
    pub shown: PathBuf,
    /// Absolute, links followed.
    pub output: PathBuf,
    /// Whether the folder is there already.
    pub standing: bool,
    /// Folders made to hold it, outermost first.
    pub made: Vec<PathBuf>,
}

impl Place {
    /// Makes missing folders above the output, never the output itself.
    pub fn find(disk: &impl Disk, shown: &Path) -> Result<Place, WriteError> {
        let refused = || WriteError::NotAFolder { output: shown.to_owned() };
        let read = |path: &Path| disk.entry(path).map_err(WriteError::io("read", shown));
        let resolve = |path: &Path| disk.resolve(path).map_err(WriteError::io("find", path));
        let (output, standing, made) = match read(shown)? {
            Some(Entry::File { .. }) => return Err(refused()),
            Some(Entry::Folder) => (resolve(shown)?, true, Vec::new()),
            Some(Entry::Other) => {
                let target = disk.resolve(shown).map_err(|_| refused())?;
                if read(&target)? != Some(Entry::Folder) {
                    return Err(refused());
                }
                (target, true, Vec::new())
            }
            None => {
                let name = shown.file_name().ok_or_else(|| WriteError::Nameless { output: shown.to_owned() })?;
                let parent = parent(shown);
                let made = make_folders(disk, parent)?;
                (resolve(parent)?.join(name), false, made)
            }
        };
        let place = Place { shown: shown.to_owned(), output, standing, made };
        place.refuse_foreign(disk)?;
        Ok(place)
    }

    /// Where the stage may stand, the better place first.
    pub fn stages(&self, disk: &impl Disk) -> Result<Vec<PathBuf>, WriteError> {
        let (Some(parent), Some(name)) = (self.output.parent(), self.output.file_name()) else {
            return Err(WriteError::Nameless { output: self.shown.clone() });
        };
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(".offprint-stage");
        let beside = parent.join(hidden);
        if !self.standing {
            return Ok(vec![beside]);
        }
        let inside = self.output.join(INNER_STAGE);
        let left = disk.entry(&inside).map_err(WriteError::io("read", &inside))?;
        Ok(if left.is_some() { vec![inside] } else { vec![beside, inside] })
    }

    /// Another build may have ended between [`Place::find`] and our taking the lock.
    pub fn look_again(&mut self, disk: &impl Disk) -> Result<(), WriteError> {
        let there = disk.entry(&self.output).map_err(WriteError::io("read", &self.output))?;
        self.standing = match there {
            None => false,
            Some(Entry::Folder) => true,
            Some(_) => return Err(WriteError::NotAFolder { output: self.shown.clone() }),
        };
        self.refuse_foreign(disk)
    }

    fn refuse_foreign(&self, disk: &impl Disk) -> Result<(), WriteError> {
        if !self.standing {
            return Ok(());
        }
        let mut names = disk.names(&self.output).map_err(WriteError::io("list", &self.shown))?;
        if names.iter().any(|name| name == MANIFEST) {
            return Ok(());
        }
        names.retain(|name| !HARMLESS.contains(&name.as_str()));
        if names.is_empty() { Ok(()) } else { Err(WriteError::ForeignFolder { output: self.shown.clone(), names }) }
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn make_folders(disk: &impl Disk, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let mut missing = Vec::new();
    let mut at = folder;
    while disk.entry(at).map_err(WriteError::io("read", at))?.is_none() && at != Path::new(".") {
        missing.push(at.to_owned());
        at = parent(at);
    }
    let mut made = Vec::new();
    for folder in missing.into_iter().rev() {
        match disk.create_folder(&folder) {
            Ok(()) => made.push(folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                unmake_folders(disk, &made);
                return Err(WriteError::io("create the folder", &folder)(error));
            }
        }
    }
    Ok(made)
}

/// Takes back [`Place::made`]. One that meanwhile holds something stays, and those above it.
pub fn unmake_folders(disk: &impl Disk, made: &[PathBuf]) {
    for folder in made.iter().rev() {
        if disk.remove_folder(folder).is_err() {
            return;
        }
    }
}
