//! What the server shows: the last newsletter without errors, and what is wrong with the newest.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::base::diagnostic::{Report, Style, print};
use crate::base::source::Sources;
use crate::outputs::site::Site;
use crate::parse::memo::Memo;
use crate::pipeline;

use super::super::build::Loaded;
use super::super::cli::Global;
use super::super::clock;
use super::super::console::{Console, drop_hints};
use super::super::figures::{Stopwatch, counted, seconds};
use super::super::load;

/// What the server shows from one change to the next.
pub struct Shown {
    /// Differs from that of every other state, also of a server before this one.
    pub name: String,
    /// The last newsletter without errors, if there was one.
    pub good: Option<Arc<Site>>,
    /// What is wrong with the newest, as the terminal tells it.
    pub trouble: Option<String>,
}

impl Shown {
    /// The path below which the site is published: `/` or `/news/`.
    pub fn base_path(&self) -> &str {
        self.good.as_ref().map_or("/", |good| good.newsletter.config.base_url.path())
    }
}

/// Loads one state after the other.
pub struct Loader {
    global: Global,
    console: Console,
    start: i128,
    count: u64,
    memo: Memo,
    /// What was loaded last, whether it had errors or not.
    sources: Option<Arc<Sources>>,
}

impl Loader {
    /// Drafts and issues to come are shown.
    pub fn new(global: &Global, console: Console) -> Loader {
        let global = Global { drafts: true, future: true, ..global.clone() };
        Loader { global, console, start: clock::now().as_nanosecond(), count: 0, memo: Memo::default(), sources: None }
    }

    /// The newsletter as it is on disk now; with errors, `before` stays to be shown.
    pub fn load(&mut self, before: Option<&Shown>) -> Shown {
        self.count += 1;
        let name = format!("{:x}-{}", self.start, self.count);
        let watch = Stopwatch::start();
        let kept = before.and_then(|shown| shown.good.clone());
        // A panic is told by its hook, and must not end the server.
        let Ok(loaded) = catch_unwind(AssertUnwindSafe(|| self.load_site())) else {
            let trouble = "a bug in offprint: the terminal says more".to_string();
            return Shown { name, good: kept, trouble: Some(trouble) };
        };
        self.tell(loaded, name, kept, &watch)
    }

    /// Lists the files and parses those that changed; all else is done anew, whole.
    fn load_site(&mut self) -> Loaded {
        let mut report = Report::default();
        let location = self.global.location();
        let sources = load::load(&location, &mut report).numbered_after(self.sources.as_deref());
        let sources = Arc::new(sources);
        self.sources = Some(Arc::clone(&sources));
        let (config, options) = (location.config_path(), self.global.options());
        let site = pipeline::reload(Arc::clone(&sources), &config, &options, &mut self.memo, &mut report);
        Loaded { sources, site, report }
    }

    fn tell(&self, loaded: Loaded, name: String, kept: Option<Arc<Site>>, watch: &Stopwatch) -> Shown {
        let Loaded { sources, site, mut report } = loaded;
        drop_hints(&mut report);
        self.console.report(&report, &sources);
        match site {
            Some(site) if !self.console.fails(&report) => {
                let news = &site.newsletter;
                let (issues, entries) = (news.issues.len(), news.entries.len());
                let counts = [counted(issues, "issue", "issues"), counted(entries, "entry", "entries")].join(", ");
                self.console.say(&format!("{counts}, ready in {}", seconds(watch.total())));
                Shown { name, good: Some(Arc::new(site)), trouble: None }
            }
            _ => {
                self.console.say("the browser shows these mistakes until they are mended");
                Shown { name, good: kept, trouble: Some(print(&report, &sources, Style::Plain, false)) }
            }
        }
    }
}
