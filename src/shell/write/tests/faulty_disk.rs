//! A disk that fails at its n-th operation. For a kill only changes count: dying at a read is dying before the next change.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::shell::write::{Disk, Entry, RealDisk};

/// What happens at the n-th operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It fails, once.
    Fails,
    /// It fails, and a write leaves half of its bytes.
    FailsHalfway,
    /// The process is killed: nothing works from there on.
    Kills,
    /// The same, and a write leaves half of its bytes.
    KillsHalfway,
}

/// What the file system refuses throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quirk {
    None,
    /// The output is a mount point: no rename leads into it.
    Mount,
    /// The parent of the output cannot be written.
    LockedParent,
}

#[derive(Clone)]
pub struct FaultyDisk {
    fault: Fault,
    at: usize,
    quirk: Quirk,
    output: PathBuf,
    count: Arc<AtomicUsize>,
    dead: Arc<AtomicBool>,
}

impl FaultyDisk {
    /// Operations count from 1.
    pub fn new(fault: Fault, at: usize, quirk: Quirk, output: PathBuf) -> FaultyDisk {
        FaultyDisk { fault, at, quirk, output, count: Arc::default(), dead: Arc::default() }
    }

    /// Whether the n-th operation came.
    pub fn struck(&self) -> bool {
        self.count.load(Ordering::Relaxed) >= self.at
    }

    /// The process is killed now.
    pub fn kill(&self) {
        self.dead.store(true, Ordering::Relaxed);
    }

    fn read_step(&self) -> io::Result<()> {
        if matches!(self.fault, Fault::Fails | Fault::FailsHalfway) || self.dead.load(Ordering::Relaxed) {
            return self.step();
        }
        Ok(())
    }

    fn step(&self) -> io::Result<()> {
        if self.dead.load(Ordering::Relaxed) {
            return Err(io::Error::other("dead"));
        }
        if self.count.fetch_add(1, Ordering::Relaxed) + 1 != self.at {
            return Ok(());
        }
        if matches!(self.fault, Fault::Kills | Fault::KillsHalfway) {
            self.kill();
        }
        Err(io::Error::other("fault"))
    }

    fn refuse_parent(&self, path: &Path) -> io::Result<()> {
        if self.quirk == Quirk::LockedParent && path.parent() == self.output.parent() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok(())
    }
}

impl Disk for FaultyDisk {
    fn entry(&self, path: &Path) -> io::Result<Option<Entry>> {
        self.read_step()?;
        RealDisk.entry(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.read_step()?;
        RealDisk.names(folder)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.read_step()?;
        RealDisk.read(file)
    }

    fn holds(&self, file: &Path, bytes: &[u8]) -> io::Result<bool> {
        self.read_step()?;
        RealDisk.holds(file, bytes)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.read_step()?;
        RealDisk.resolve(path)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        self.refuse_parent(folder)?;
        RealDisk.create_folder(folder)
    }

    fn write_new(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step().inspect_err(|error| {
            if matches!(self.fault, Fault::FailsHalfway | Fault::KillsHalfway) && error.to_string() == "fault" {
                RealDisk.write_new(file, &bytes[..bytes.len() / 2]).unwrap();
            }
        })?;
        RealDisk.write_new(file, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        self.refuse_parent(to)?;
        if self.quirk == Quirk::Mount && to.starts_with(&self.output) && !from.starts_with(&self.output) {
            return Err(io::ErrorKind::CrossesDevices.into());
        }
        RealDisk.rename(from, to)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.step()?;
        RealDisk.remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        self.refuse_parent(folder)?;
        RealDisk.remove_folder(folder)
    }

    fn lock(&self, file: &Path) -> io::Result<Option<File>> {
        self.step()?;
        RealDisk.lock(file)
    }
}
