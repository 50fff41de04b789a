//! Whole sites in memory, for tests.
#![allow(dead_code)] // each test binary uses what it needs
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test plays the world outside")]

pub mod feeds;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use offprint::base::diagnostic::Report;
use offprint::base::diagnostic::{Style, print};
use offprint::base::route::{BaseUrl, Route};
use offprint::base::source::Sources;
use offprint::base::time::Written;
use offprint::model::newsletter::Options;
use offprint::outputs::site::Site;
use offprint::pipeline::{self, Sink};

/// A built site: every file by its path, and what was said about it.
pub struct Built {
    pub site: Option<Site>,
    pub files: BTreeMap<String, Vec<u8>>,
    pub report: Report,
    pub sources: Arc<Sources>,
}

impl Built {
    pub fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no file {path}; there are {:?}", self.files.keys()));
        std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is no text"))
    }

    /// The report as the console shows it.
    pub fn console(&self) -> String {
        print(&self.report, &self.sources, Style::Plain, false)
    }
}

/// What a test builds with: nothing of it hangs on the machine.
pub fn options() -> Options {
    Options {
        drafts: false,
        future: false,
        today: Written::Day(jiff::civil::date(2025, 12, 31)),
        base_url: None,
        noindex: false,
    }
}

pub fn at(base_url: &str) -> Options {
    Options { base_url: BaseUrl::parse(base_url), ..options() }
}

/// The files below a folder of this repository.
pub fn folder(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(root, root, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below its root").to_str().expect("a UTF-8 name").to_string();
            files.insert(name, fs::read(&path).expect("a readable file"));
        }
    }
}

/// The sample newsletter of this repository.
pub fn sample() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for part in ["content", "static"] {
        let below = Path::new(env!("CARGO_MANIFEST_DIR")).join(part);
        if below.is_dir() {
            files.extend(folder(&below).into_iter().map(|(path, bytes)| (format!("{part}/{path}"), bytes)));
        }
    }
    for file in ["offprint.toml", "refs.bib"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        files.insert(file.to_string(), fs::read(path).expect("a file of the sample"));
    }
    files
}

struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<(), String> {
        let before = self.0.lock().expect("no panic elsewhere").insert(route.file_path(), bytes.to_vec());
        if before.is_some() { Err(format!("{route} was written twice")) } else { Ok(()) }
    }
}

/// Builds a newsletter that stands in memory, as `offprint build` does: with errors nothing is rendered.
pub fn build(files: BTreeMap<String, Vec<u8>>, options: &Options) -> Built {
    let sources = Arc::new(Sources::memory(files));
    let mut report = Report::default();
    let mut site = pipeline::load(Arc::clone(&sources), "offprint.toml", options, &mut report);
    let memory = Memory(Mutex::default());
    if let Some(site) = site.as_mut().filter(|_| !report.has_errors()) {
        pipeline::render(site, &memory, &mut report);
    }
    let files = memory.0.into_inner().expect("no panic elsewhere");
    Built { site, files, report, sources }
}
