//! What several files mean together: the pages in `tests/model/`, whose examples run.
//!
//! An example is a `##` heading with files in fenced blocks and what they come to. `UPDATE=1 cargo test --test model`
//! writes the outcomes anew. How a block is read:
//!
//! * `file PATH`: a file as it stands. A config begins with what every config must have, an issue without front matter
//!   gets a title and the day that its name begins with.
//! * `options`: `drafts`, `future`, `today DAY`, `base-url URL`, one a line.
//! * `issues`, `entries`, `topics`, `works`, `pages`, `assets`, `redirects`, `links`: that part of the newsletter.
//! * `console`: what is reported; an example without it has no report but hints.

#![allow(clippy::disallowed_methods, reason = "a test plays the world outside")]

#[path = "model/dump.rs"]
mod dump;
mod pages;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use offprint::base::diagnostic::{Report, Severity, Style, print};
use offprint::base::route::BaseUrl;
use offprint::base::source::Sources;
use offprint::base::time::Written;
use offprint::model::newsletter::{Newsletter, Options};
use offprint::model::resolve::resolve;
use offprint::parse::bibliography::Library;
use offprint::parse::newsletter;

const FENCE: &str = "````";

const CONFIG: &str = "title = \"Model\"\nbase_url = \"https://model.example/\"\nid = \"model.example,2025-01-01\"\n";

#[test]
fn newsletters_mean_what_the_pages_say() {
    pages::check("tests/model", refreshed);
}

/// An example while its page is read.
struct Example {
    title: String,
    files: BTreeMap<String, Vec<u8>>,
    options: Options,
    /// Whether a `console` block shows its report.
    told: bool,
    outcome: Option<(Newsletter, Report)>,
}

impl Example {
    fn new(title: &str) -> Example {
        Example {
            title: title.to_string(),
            files: BTreeMap::from([("offprint.toml".to_string(), CONFIG.as_bytes().to_vec())]),
            options: Options {
                drafts: false,
                future: false,
                today: Written::Day(Date::constant(2025, 12, 31)),
                base_url: None,
                noindex: false,
            },
            told: false,
            outcome: None,
        }
    }

    fn sources(&self) -> Sources {
        Sources::memory(self.files.clone())
    }

    fn outcome(&mut self) -> &(Newsletter, Report) {
        if self.outcome.is_none() {
            let sources = self.sources();
            let mut report = Report::default();
            let config = newsletter::config(&sources, "offprint.toml", &mut report).expect("a config");
            let files = newsletter::files(&sources, &config, None, &mut report);
            let library = Library::read(&sources, &config, &files, &mut report);
            let newsletter = resolve(config, files, library, &sources, &self.options, &mut report);
            self.outcome = Some((newsletter, report));
        }
        self.outcome.as_ref().expect("just made")
    }

    fn put_file(&mut self, path: &str, body: &str) {
        let text = match path {
            "offprint.toml" => format!("{CONFIG}{body}"),
            _ if path.starts_with("content/issues/") && path.ends_with(".md") => issue(path, body),
            _ => body.to_string(),
        };
        self.files.insert(path.to_string(), text.into_bytes());
        self.outcome = None;
    }

    fn option(&mut self, line: &str) {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("drafts", _) => self.options.drafts = true,
            ("future", _) => self.options.future = true,
            ("today", day) => self.options.today = Written::Day(day.parse().expect("a day")),
            ("base-url", url) => self.options.base_url = Some(BaseUrl::parse(url).expect("an address")),
            _ => panic!("an unknown option: {line}"),
        }
        self.outcome = None;
    }

    fn report(&mut self) -> String {
        self.told = true;
        let sources = self.sources();
        let text = print(&self.outcome().1, &sources, Style::Plain, false);
        text.trim_end().lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// An example that was shown must have shown its errors and warnings too.
    fn close(mut self) {
        if self.outcome.is_some() && !self.told {
            let told = self.report();
            let report = &self.outcome().1;
            let quiet = report.count(Severity::Error) + report.count(Severity::Warning) == 0;
            assert!(quiet, "`{}` shows no `console`, but there is something to report:\n{told}", self.title);
        }
    }
}

/// An issue's text with front matter, if it has none of its own.
fn issue(path: &str, body: &str) -> String {
    if body.starts_with("+++") {
        return body.to_string();
    }
    let name = path.trim_start_matches("content/issues/");
    format!("+++\ntitle = \"Issue\"\ndate = {}\n+++\n{body}", &name[..10])
}

/// A page with every outcome as it is now.
fn refreshed(page: &str) -> String {
    let mut out = String::new();
    let mut example = Example::new("");
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            std::mem::replace(&mut example, Example::new(title)).close();
        }
        let _ = writeln!(out, "{line}");
        let Some(info) = line.strip_prefix(FENCE).filter(|info| !info.is_empty()) else { continue };
        let body: Vec<_> = lines.by_ref().take_while(|line| !line.starts_with(FENCE)).collect();
        let body: String = body.into_iter().map(|line| format!("{line}\n")).collect();
        match info.split_once(' ').unwrap_or((info, "")) {
            ("file", path) => example.put_file(path, &body),
            ("options", _) => body.lines().for_each(|line| example.option(line)),
            _ => {}
        }
        out.push_str(&match info.split(' ').next() {
            Some("file" | "options") => body,
            Some("console") => example.report(),
            _ => {
                let sources = example.sources();
                dump::dump(info, &example.outcome().0, &sources)
            }
        });
        let _ = writeln!(out, "{FENCE}");
    }
    example.close();
    out
}
