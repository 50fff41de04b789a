//! The door through which changes of the newsletter's files come in.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use super::clock;
use super::load::{CONFIG, FOLDERS, Location, bibliography_folders, has_other_name, is_bibliography, is_leftover};

/// A save is several events; they are one change when none came for this long.
const QUIET: Duration = Duration::from_millis(5);
/// A change that goes on for longer is told in pieces.
const LONGEST: Duration = Duration::from_millis(200);
/// How often files are looked at where the system does not tell of changes.
const POLL: Duration = Duration::from_millis(1000);

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing but stylesheets: pages stay as they are.
    Styles,
    /// Nothing but these texts, by their paths below the root; each is a file there now.
    Texts(BTreeSet<String>),
    Anything,
}

impl Change {
    fn and(self, other: Change) -> Change {
        match (self, other) {
            (Change::Styles, Change::Styles) => Change::Styles,
            (Change::Texts(mut own), Change::Texts(others)) => {
                own.extend(others);
                Change::Texts(own)
            }
            _ => Change::Anything,
        }
    }

    /// The texts, if nothing else changed.
    pub fn texts(&self) -> Option<&BTreeSet<String>> {
        match self {
            Change::Texts(texts) => Some(texts),
            Change::Styles | Change::Anything => None,
        }
    }

    /// What it is once all is at rest: a text may have gone, or have become a link to another.
    fn settled(self, root: &Path) -> Change {
        let is_file = |path: &String| root.join(path).symlink_metadata().is_ok_and(|found| is_only_file(&found));
        match self {
            Change::Texts(paths) if !paths.iter().all(is_file) => Change::Anything,
            other => other,
        }
    }
}

fn is_only_file(found: &Metadata) -> bool {
    found.is_file() && !has_other_name(found)
}

/// A watch on a newsletter's files.
pub struct Watch {
    root: PathBuf,
    config: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
}

impl Watch {
    /// Watches from now on, so that a change during the first load is seen too. `polls` looks at the files every second,
    /// where the system cannot tell of changes.
    pub fn start(location: &Location, polls: bool) -> notify::Result<Watch> {
        // Events name resolved paths.
        let root = location.root.canonicalize()?;
        let config = location.config_file().canonicalize().unwrap_or_else(|_| root.join(CONFIG));
        let (sender, events) = channel();
        let watcher: Box<dyn Watcher + Send> = if polls {
            Box::new(PollWatcher::new(sender, Config::default().with_poll_interval(POLL))?)
        } else {
            Box::new(notify::recommended_watcher(sender)?)
        };
        let mut watch = Watch { root, config, watcher, events };
        watch.watcher.watch(&watch.root, RecursiveMode::NonRecursive)?;
        if let Some(folder) = watch.config.parent().filter(|folder| *folder != watch.root) {
            watch.watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        for folder in FOLDERS {
            watch.folder(folder)?;
        }
        for folder in bibliography_folders(&watch.root) {
            watch.watcher.watch(&folder, RecursiveMode::NonRecursive)?;
        }
        Ok(watch)
    }

    /// Waits until something changed and is at rest again. None when there is nothing more to wait for.
    pub fn wait(&mut self) -> Option<Change> {
        let mut change = loop {
            let first = self.events.recv().ok()?;
            if let Some(change) = self.change(&first) {
                break change;
            }
        };
        let end = clock::reading() + LONGEST;
        while clock::reading() < end {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => change = self.change(&event).into_iter().fold(change, Change::and),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Some(change.settled(&self.root))
    }

    /// What an event tells of the newsletter. A folder that comes is watched from here on.
    fn change(&mut self, event: &notify::Result<Event>) -> Option<Change> {
        // Events were lost: anything may have changed.
        let Ok(event) = event else { return Some(Change::Anything) };
        if event.need_rescan() {
            return Some(Change::Anything);
        }
        if !is_edit(event.kind) {
            return None;
        }
        for path in &event.paths {
            let folder = FOLDERS.iter().find(|folder| self.root.join(folder) == *path);
            if let Some(folder) = folder {
                // It may be gone again; then the next event tells.
                let _ = self.folder(folder);
            }
        }
        let sources = event.paths.iter().filter(|path| self.is_source(path));
        sources.map(|path| self.change_of(path)).reduce(Change::and)
    }

    /// What an edit of a source is.
    fn change_of(&self, path: &Path) -> Change {
        let ending = path.extension().and_then(OsStr::to_str);
        let inner = path.strip_prefix(&self.root).ok().and_then(Path::to_str);
        match (ending, inner) {
            (Some("css"), _) => Change::Styles,
            (Some("md"), Some(inner)) => Change::Texts(BTreeSet::from([inner.replace('\\', "/")])),
            _ => Change::Anything,
        }
    }

    fn folder(&mut self, name: &str) -> notify::Result<()> {
        let folder = self.root.join(name);
        if folder.is_dir() { self.watcher.watch(&folder, RecursiveMode::Recursive) } else { Ok(()) }
    }

    /// Whether the path is the config or may be a source.
    fn is_source(&self, path: &Path) -> bool {
        if path == self.config {
            return true;
        }
        if path.file_name().and_then(OsStr::to_str).is_some_and(is_leftover) {
            return false;
        }
        let Ok(inner) = path.strip_prefix(&self.root) else { return false };
        let mut parts = inner.iter();
        match (parts.next().and_then(OsStr::to_str), parts.next()) {
            (Some(first), _) if FOLDERS.contains(&first) => true,
            _ => is_bibliography(path) && inner.iter().count() <= 2,
        }
    }
}

/// Whether an event says that a file has new content or a new place; reading is none of our business.
fn is_edit(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        // What a look at the files tells of new content.
        EventKind::Modify(ModifyKind::Metadata(MetadataKind::WriteTime)) => true,
        EventKind::Modify(ModifyKind::Metadata(_)) => false,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Any | EventKind::Other => true,
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, RemoveKind, RenameMode};

    use super::*;

    #[test]
    fn edits_are_told_from_looks() {
        let (write, read) = (AccessKind::Close(AccessMode::Write), AccessKind::Open(AccessMode::Read));
        let edits = [
            EventKind::Access(write),
            EventKind::Create(CreateKind::File),
            EventKind::Remove(RemoveKind::Folder),
            EventKind::Modify(ModifyKind::Data(DataChange::Any)),
            EventKind::Modify(ModifyKind::Name(RenameMode::To)),
            EventKind::Modify(ModifyKind::Metadata(MetadataKind::WriteTime)),
        ];
        for edit in edits {
            assert!(is_edit(edit), "{edit:?}");
        }
        let looks = [EventKind::Access(read), EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any))];
        for look in looks {
            assert!(!is_edit(look), "{look:?}");
        }
    }

    #[track_caller]
    fn check_sum(changes: &[Change], expected: &Change) {
        let sum = changes.iter().cloned().reduce(Change::and);
        assert_eq!(sum.as_ref(), Some(expected));
    }

    #[test]
    fn changes_add_up() {
        let texts = |paths: &[&str]| Change::Texts(paths.iter().map(|path| (*path).to_string()).collect());
        check_sum(&[texts(&["a.md"]), texts(&["b.md"]), texts(&["a.md"])], &texts(&["a.md", "b.md"]));
        check_sum(&[Change::Styles, Change::Styles], &Change::Styles);
        check_sum(&[Change::Styles, texts(&["a.md"])], &Change::Anything);
        check_sum(&[texts(&["a.md"]), Change::Anything, texts(&["a.md"])], &Change::Anything);
    }
}
