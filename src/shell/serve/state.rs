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
    /// What was wrong when its files were listed.
    listed: Report,
}

/// What the terminal is told of a state.
#[derive(Default)]
pub struct Message {
    report: Option<(Report, Arc<Sources>)>,
    line: String,
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
            listed: Report::default(),
        }
    }

    /// The newsletter as it is on disk now, and after a change what came of the state before it; with errors, that stays
    /// to be shown. What is wrong with it is for [`Loader::tell`], when the browser has it.
    pub fn load(&mut self, before: Option<(&Shown, &Change)>) -> (Shown, Message) {
        let watch = Stopwatch::start();
        let kept = before.and_then(|(shown, _)| shown.good.clone());
        // A panic is told by its hook, and must not end the server.
        let current = catch_unwind(AssertUnwindSafe(|| self.current(before.map(|(_, change)| change))));
        let (good, trouble, message) = match current {
            Ok(current) => self.judge(current, kept, &watch),
            Err(_) => (kept, Some("a bug in offprint: the terminal says more".to_string()), Message::default()),
        };
        let is_same = before.is_some_and(|(shown, change)| *change == Change::Styles && shown.trouble == trouble);
        (Shown { name: self.next_name(is_same), good, trouble }, message)
    }

    /// Tells the terminal.
    pub fn tell(&self, message: &Message) {
        if let Some((report, sources)) = &message.report {
            self.console.report(report, sources);
        }
        self.console.say(&message.line);
    }

    fn next_name(&mut self, only_styles: bool) -> String {
        self.count += 1;
        if !only_styles {
            self.content = self.count;
        }
        format!("{:x}-{}.{}", self.start, self.content, self.count)
    }

    /// The newsletter after a change, or at first.
    fn current(&mut self, change: Option<&Change>) -> Current {
        let known = change.and_then(Change::texts).and_then(|texts| self.known(texts));
        match known {
            Some((sources, texts)) => match pipeline::reword(&texts, &mut self.memo) {
                Some((site, report)) => Current { sources, site: Some(site), report },
                None => self.reload(sources),
            },
            None => {
                let sources = self.list();
                self.reload(sources)
            }
        }
    }

    /// Texts that stand where they stood; none if one is new, or if a file may stand under two names.
    fn known(&self, texts: &BTreeSet<String>) -> Option<(Arc<Sources>, BTreeSet<SourceId>)> {
        let sources = self.sources.as_ref().filter(|sources| !sources.has_links())?;
        let texts: Option<_> = texts.iter().map(|path| sources.find(path)).collect();
        Some((Arc::clone(sources), texts?))
    }

    fn list(&mut self) -> Arc<Sources> {
        self.listed = Report::default();
        let sources = load::load(&self.global.location(), &mut self.listed).numbered_after(self.sources.as_deref());
        let sources = Arc::new(sources);
        self.sources = Some(Arc::clone(&sources));
        sources
    }

    /// Parses the texts that changed; all else is done anew, whole.
    fn reload(&mut self, sources: Arc<Sources>) -> Current {
        let mut report = self.listed.clone();
        let (config, options) = (self.global.location().config_path(), self.global.options());
        let site = pipeline::reload(Arc::clone(&sources), &config, &options, &mut self.memo, &mut report);
        Current { sources, site, report }
    }

    /// What is to be shown, what is wrong, and what to tell of it.
    fn judge(
        &self,
        current: Current,
        kept: Option<Arc<Site>>,
        watch: &Stopwatch,
    ) -> (Option<Arc<Site>>, Option<String>, Message) {
        let Current { sources, site, mut report } = current;
        drop_hints(&mut report);
        let (good, trouble, line) = match site {
            Some(site) if !self.console.fails(&report) => {
                let news = &site.newsletter;
                let (issues, entries) = (news.issues.len(), news.entries.len());
                let counts = [counted(issues, "issue", "issues"), counted(entries, "entry", "entries")].join(", ");
                (Some(site), None, format!("{counts}, ready in {}", seconds(watch.total())))
            }
            _ => {
                let line = "the browser shows these mistakes until they are mended".to_string();
                (kept, Some(print(&report, &sources, Style::Plain, false)), line)
            }
        };
        (good, trouble, Message { report: Some((report, sources)), line })
    }
}
