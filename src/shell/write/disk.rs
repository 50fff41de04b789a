//! The few file-system operations that the write door needs; tests put faults between them.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// What stands at a path, links not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    File {
        bytes: u64,
    },
    Folder,
    /// A symbolic link, a socket, a device.
    Other,
}

/// A file system. Every change is one call, and every call is one change.
pub trait Disk: Sync {
    /// `None` where nothing stands, also below something that is no folder.
    fn entry(&self, path: &Path) -> io::Result<Option<Entry>>;
    /// The names in a folder, sorted; a name that is not UTF-8 has its odd bytes replaced.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;
    fn read(&self, file: &Path) -> io::Result<Vec<u8>>;
    /// Whether a file's bytes are these.
    fn holds(&self, file: &Path, bytes: &[u8]) -> io::Result<bool>;
    /// The absolute path, links followed.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Writes a file that is not there yet.
    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove_file(&self, file: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
    /// Makes the file if need be and locks it until the handle is dropped. `None` where another process
    /// holds the lock; `NotFound` where the file was removed meanwhile.
    fn lock(&self, file: &Path) -> io::Result<Option<File>>;
}

/// The computer's own file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn entry(&self, path: &Path) -> io::Result<Option<Entry>> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => Ok(Some(Entry::File { bytes: found.len() })),
            Ok(found) if found.is_dir() => Ok(Some(Entry::Folder)),
            Ok(_) => Ok(Some(Entry::Other)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let mut names = fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        fs::read(file)
    }

    fn holds(&self, file: &Path, mut bytes: &[u8]) -> io::Result<bool> {
        let mut file = File::open(file)?;
        let mut buffer = [0; 16 * 1024];
        loop {
            let length = match file.read(&mut buffer) {
                Ok(length) => length,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if length == 0 {
                return Ok(bytes.is_empty());
            }
            match bytes.strip_prefix(&buffer[..length]) {
                Some(rest) => bytes = rest,
                None => return Ok(false),
            }
        }
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        File::create_new(file)?.write_all(bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            // A file system without locks: better a build without one than no build.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // Another build may have ended and removed the file between our opening and our locking it.
        if is_at(&file, path)? { Ok(Some(file)) } else { Err(ErrorKind::NotFound.into()) }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (ours, there) = (file.metadata()?, fs::symlink_metadata(path)?);
    Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino()))
}

// Elsewhere an open file cannot be removed.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}
