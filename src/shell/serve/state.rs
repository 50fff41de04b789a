//! What the server shows: the last newsletter without errors, and what is wrong with the newest.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::base::diagnostic::{Report, Style, print};
use crate::base::source::{SourceId, Sources};
use crate::outputs::site::Site;
use crate::pipeline::{self, Memo};

use super::super::cli::Global;
use super::super::clock;
use super::super::console::{Console, drop_hints};
use super::super::figures::{Stopwatch, counted, seconds};
use super::super::load;
use super::super::watch::Change;
use super::page::Dress;

/// What the server shows from one change to the next.
pub struct Shown {
    /// Differs from that of every other state, also of a server before this one. Two names that are equal up to their
    /// last dot differ in nothing but stylesheets.
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

    /// What a page of this state gets.
    pub fn dress(&self, mark: Option<&'static str>) -> Dress<'_> {
        Dress { state: &self.name, mark, trouble: self.trouble.as_deref() }
    }
}

/// The newsletter as it is on disk, with all that is wrong with it.
struct Current {
    sources: Arc<Sources>,
    site: Option<Arc<Site>>,
    report: Report,
}

/// Loads one state after the other.
pub struct Loader {
    global: Global,
    console: Console,
    start: i128,
    /// States so far, and the last one that differs from the one before in more than its stylesheets.
    count: u64,
    content: u64,
    memo: Memo,
    /// What was loaded last, whether it had errors or not.
    sources: Option<Arc<Sources>>,
}

impl Loader {
    /// Drafts and issues to come are shown.
    pub fn new(global: &Global, console: Console) -> Loader {
        let global = Global { drafts: true, future: true, ..global.clone() };
        Loader {
            global,
            console,
            start: clock::now().as_nanosecond(),
            count: 0,
            content: 0,
            memo: Memo::default(),
            sources: None,
        }
    }

    /// The newsletter as it is on disk now, and after a change what came of the state before it; with errors, that stays
    /// to be shown.
    pub fn load(&mut self, before: Option<(&Shown, &Change)>) -> Shown {
        let watch = Stopwatch::start();
        let kept = before.and_then(|(shown, _)| shown.good.clone());
        // A panic is told by its hook, and must not end the server.
        let texts = before.as_ref().and_then(|(_, change)| change.texts());
        let loaded = catch_unwind(AssertUnwindSafe(|| self.reword(texts).unwrap_or_else(|| self.load_site())));
        let (good, trouble) = match loaded {
            Ok(loaded) => self.tell(loaded, kept, &watch),
            Err(_) => (kept, Some("a bug in offprint: the terminal says more".to_string())),
        };
        let is_same = before.is_some_and(|(shown, change)| *change == Change::Styles && shown.trouble == trouble);
        Shown { name: self.next_name(is_same), good, trouble }
    }

    fn next_name(&mut self, only_styles: bool) -> String {
        self.count += 1;
        if !only_styles {
            self.content = self.count;
        }
        format!("{:x}-{}.{}", self.start, self.content, self.count)
    }

    /// The last state with other words in these texts, if that is all that there is to it.
    fn reword(&mut self, texts: Option<&BTreeSet<String>>) -> Option<Current> {
        let sources = self.sources.clone().filter(|sources| !sources.has_links())?;
        let texts: Option<BTreeSet<SourceId>> = texts?.iter().map(|path| sources.find(path)).collect();
        let (site, report) = pipeline::reword(&texts?, &mut self.memo)?;
        Some(Current { sources, site: Some(site), report })
    }

    /// Lists the files and parses those that changed; all else is done anew, whole.
    fn load_site(&mut self) -> Current {
        let mut report = Report::default();
        let location = self.global.location();
        let sources = load::load(&location, &mut report).numbered_after(self.sources.as_deref());
        let sources = Arc::new(sources);
        self.sources = Some(Arc::clone(&sources));
        let (config, options) = (location.config_path(), self.global.options());
        let site = pipeline::reload(Arc::clone(&sources), &config, &options, &mut self.memo, &mut report);
        Current { sources, site, report }
    }

    /// Tells the terminal; what is to be shown, and what is wrong.
    fn tell(&self, loaded: Current, kept: Option<Arc<Site>>, watch: &Stopwatch) -> (Option<Arc<Site>>, Option<String>) {
        let Current { sources, site, mut report } = loaded;
        drop_hints(&mut report);
        self.console.report(&report, &sources);
        match site {
            Some(site) if !self.console.fails(&report) => {
                let news = &site.newsletter;
                let (issues, entries) = (news.issues.len(), news.entries.len());
                let counts = [counted(issues, "issue", "issues"), counted(entries, "entry", "entries")].join(", ");
                self.console.say(&format!("{counts}, ready in {}", seconds(watch.total())));
                (Some(site), None)
            }
            _ => {
                self.console.say("the browser shows these mistakes until they are mended");
                (kept, Some(print(&report, &sources, Style::Plain, false)))
            }
        }
    }
}
