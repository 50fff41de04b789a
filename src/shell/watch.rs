//! The door through which changes of the newsletter's files come in.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use super::clock;
use super::console::Console;
use super::load::{Location, Places, has_other_name};

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
    /// The texts, if nothing else changed.
    pub fn texts(&self) -> Option<&BTreeSet<String>> {
        match self {
            Change::Texts(texts) => Some(texts),
            Change::Styles | Change::Anything => None,
        }
    }
}

/// Paths at which something changed.
#[derive(Default)]
struct Touched {
    paths: BTreeSet<PathBuf>,
    /// Something may have changed of which nothing was told.
    more: bool,
}

impl Touched {
    fn is_nothing(&self) -> bool {
        self.paths.is_empty() && !self.more
    }

    /// What the change is once all is at rest: a file may have gone, or have become a link to another.
    fn change(&self, root: &Path) -> Change {
        if self.more {
            return Change::Anything;
        }
        if self.paths.iter().all(|path| is_style(path)) {
            return Change::Styles;
        }
        let texts: Option<_> = self.paths.iter().map(|path| text(root, path)).collect();
        texts.map_or(Change::Anything, Change::Texts)
    }
}

fn is_style(path: &Path) -> bool {
    has_ending(path, "css") && path.symlink_metadata().is_ok_and(|found| found.is_file())
}

/// The path below the root of a text that stands under no other name.
fn text(root: &Path, path: &Path) -> Option<String> {
    let inner = path.strip_prefix(root).ok()?.to_str()?;
    let is_only = |found: Metadata| found.is_file() && !has_other_name(&found);
    let is_text = has_ending(path, "md") && path.symlink_metadata().is_ok_and(is_only);
    is_text.then(|| inner.replace('\\', "/"))
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own == ending)
}

/// A watch on a newsletter's files.
pub struct Watch {
    location: Location,
    console: Console,
    places: Places,
    lookout: Lookout,
}

impl Watch {
    /// Watches from now on, so that a change during the first load is seen too.
    pub fn start(location: Location, console: Console) -> notify::Result<Watch> {
        let places = Places::find(&location)?;
        let lookout = Lookout::at(&places, false, &console)?;
        Ok(Watch { location, console, places, lookout })
    }

    /// Waits until something changed and is at rest again. None when there is nothing more to wait for.
    pub fn wait(&mut self) -> Option<Change> {
        let mut touched = Touched::default();
        while touched.is_nothing() {
            let first = self.lookout.events.recv().ok()?;
            self.add(first, &mut touched);
        }
        let end = clock::reading() + LONGEST;
        while clock::reading() < end {
            match self.lookout.events.recv_timeout(QUIET) {
                Ok(event) => self.add(event, &mut touched),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        let change = touched.change(self.places.root());
        if change == Change::Anything {
            self.renew();
        }
        Some(change)
    }

    /// Notes what an event tells of the newsletter.
    fn add(&self, event: notify::Result<Event>, touched: &mut Touched) {
        match event {
            Ok(event) if event.need_rescan() => touched.more = true,
            Ok(event) if is_edit(event.kind) => {
                touched.paths.extend(event.paths.into_iter().filter(|path| self.places.hold(path)));
            }
            Ok(_) => {}
            // One that looks at the files says each time what it cannot look at; from others, events were lost.
            Err(_) => touched.more |= !self.lookout.polls,
        }
    }

    /// Begins anew, as folders and links may have come or gone. All that happened before is seen by the load that follows.
    fn renew(&mut self) {
        // Without its root there is nothing to watch; it may come back.
        let Ok(places) = Places::find(&self.location) else { return };
        let before = std::mem::replace(&mut self.places, places);
        // One that polls is better made anew: the system may be able to tell by now.
        let is_turned = !self.lookout.polls && self.lookout.turn(&before, &self.places).is_ok();
        if !is_turned && let Ok(fresh) = Lookout::at(&self.places, self.lookout.polls, &self.console) {
            self.lookout = fresh;
        }
    }
}

/// What tells of changes: the system, or a look at the files every second.
struct Lookout {
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    polls: bool,
}

impl Lookout {
    /// Asks the system; where it cannot tell, which is said once, looks.
    fn at(places: &Places, is_said: bool, console: &Console) -> notify::Result<Lookout> {
        Lookout::told(places).or_else(|error| {
            if !is_said {
                let how = "looking at the files every second";
                console.say(&format!("the system does not tell of changes ({error}); {how}"));
            }
            Lookout::looking(places)
        })
    }

    fn told(places: &Places) -> notify::Result<Lookout> {
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender)?;
        watch_all(&mut watcher, places)?;
        Ok(Lookout { watcher: Box::new(watcher), events, polls: false })
    }

    fn looking(places: &Places) -> notify::Result<Lookout> {
        let (sender, events) = channel();
        let mut watcher = PollWatcher::new(sender, Config::default().with_poll_interval(POLL))?;
        watch_all(&mut watcher, places)?;
        Ok(Lookout { watcher: Box::new(watcher), events, polls: true })
    }

    /// Leaves the places before it takes the new ones: a system allows only so many.
    fn turn(&mut self, before: &Places, now: &Places) -> notify::Result<()> {
        for place in before.trees.iter().chain(&before.folders) {
            // It may have gone, and its watch with it.
            let _ = self.watcher.unwatch(place);
        }
        watch_all(self.watcher.as_mut(), now)
    }
}

fn watch_all(watcher: &mut dyn Watcher, places: &Places) -> notify::Result<()> {
    for folder in &places.folders {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
    }
    for tree in places.trees.iter().filter(|tree| tree.is_dir()) {
        watcher.watch(tree, RecursiveMode::Recursive)?;
    }
    Ok(())
}

/// Whether an event says that a file has new content, a new place or other permissions; reading is none of our business.
fn is_edit(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => false,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Any | EventKind::Other => true,
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test plays the world outside")]
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
            // A text that may be read again is a mistake that was mended.
            EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)),
        ];
        for edit in edits {
            assert!(is_edit(edit), "{edit:?}");
        }
        let looks = [EventKind::Access(read), EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime))];
        for look in looks {
            assert!(!is_edit(look), "{look:?}");
        }
    }

    #[track_caller]
    fn check_change(paths: &[&str], expected: &Change) {
        let dir = tempfile::TempDir::new().unwrap();
        for file in ["a.md", "b.md", "a.css", "a.png"] {
            std::fs::write(dir.path().join(file), "").unwrap();
        }
        let touched = Touched { paths: paths.iter().map(|path| dir.path().join(path)).collect(), more: false };
        assert_eq!(touched.change(dir.path()), *expected, "{paths:?}");
    }

    #[test]
    fn texts_and_styles_are_told_from_all_else() {
        let texts = |paths: &[&str]| Change::Texts(paths.iter().map(|path| (*path).to_string()).collect());
        check_change(&["a.md", "b.md"], &texts(&["a.md", "b.md"]));
        check_change(&["a.css"], &Change::Styles);
        for paths in [&["a.css", "a.md"][..], &["a.md", "a.png"], &["gone.md"], &["gone.css", "a.css"], &["../a.md"]] {
            check_change(paths, &Change::Anything);
        }
    }
}
