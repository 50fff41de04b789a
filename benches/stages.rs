//! What each stage of a build costs, on a made-up newsletter of 500 issues (12 MB of Markdown).

#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "a bench plays the world outside")]

mod corpus;

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use offprint::base::diagnostic::Report;
use offprint::base::source::{Files, Sources};
use offprint::base::time::Written;
use offprint::model::newsletter::{Newsletter, Options};
use offprint::model::resolve::resolve;
use offprint::outputs::plan::Plan;
use offprint::outputs::site::Site;
use offprint::parse::bibliography::Library;
use offprint::parse::newsletter as parse;
use offprint::pipeline::{self, Memo};
use offprint::render::statics::Statics;

/// The program's own allocator: what views cost hangs on it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ISSUES: usize = 500;
const CONFIG: &str = "offprint.toml";

fn main() {
    divan::main();
}

fn sources(files: BTreeMap<String, Vec<u8>>) -> Arc<Sources> {
    Arc::new(Sources::memory(files))
}

fn options() -> Options {
    let today = Written::Day(jiff::civil::date(2100, 1, 1));
    Options { drafts: false, future: false, today, base_url: None, noindex: false }
}

fn newsletter(sources: &Arc<Sources>) -> Newsletter {
    pipeline::newsletter(sources, CONFIG, &options(), None, &mut Report::default()).expect("a newsletter")
}

/// A site with its code and citations ready, as a build renders it.
fn site() -> Site {
    let mut report = Report::default();
    let sources = sources(corpus::newsletter(ISSUES));
    let mut site = pipeline::load(sources, CONFIG, &options(), &mut report).expect("a site");
    site.prepare(&mut report);
    site
}

#[divan::bench(sample_count = 10)]
fn parse(bencher: Bencher) {
    let files = corpus::newsletter(ISSUES);
    let bytes: usize = files.values().map(Vec::len).sum();
    let sources = sources(files);
    let config = parse::config(&sources, CONFIG, &mut Report::default()).expect("a config");
    let parse = || parse::files(&sources, &config, None, &mut Report::default());
    bencher.counter(BytesCount::new(bytes)).bench(parse);
}

#[divan::bench(name = "resolve", sample_count = 10)]
fn resolve_issues(bencher: Bencher) {
    let sources = sources(corpus::newsletter(ISSUES));
    let parsed = || {
        let mut report = Report::default();
        let config = parse::config(&sources, CONFIG, &mut report).expect("a config");
        let files = parse::files(&sources, &config, None, &mut report);
        let library = Library::read(&sources, &config, &files, &mut report);
        (config, files, library)
    };
    bencher.counter(ItemsCount::new(ISSUES)).with_inputs(parsed).bench_values(|(config, files, library)| {
        resolve(config, files, library, &sources, &options(), &mut Report::default())
    });
}

#[divan::bench(sample_count = 20)]
fn plan(bencher: Bencher) {
    let sources = sources(corpus::newsletter(ISSUES));
    let newsletter = newsletter(&sources);
    let statics = Statics::of(&sources, "default", &mut Report::default());
    bencher.bench(|| Plan::new(&newsletter, &statics, &mut Report::default()));
}

/// One thread, all outputs of a kind.
#[divan::bench(args = ["home", "issue", "archive", "topic", "work"], sample_count = 3)]
fn pages(bencher: Bencher, kind: &str) {
    render(bencher, kind);
}

/// One thread, all outputs of a kind.
#[divan::bench(args = ["rss", "topic_rss", "atom", "json_feed", "feed_archives"], sample_count = 5)]
fn feeds(bencher: Bencher, kind: &str) {
    render(bencher, kind);
}

fn render(bencher: Bencher, kind: &str) {
    let site = site();
    let outputs = || site.plan.outputs().iter().filter(|output| output.kind.name == kind);
    bencher.counter(ItemsCount::new(outputs().count())).bench_local(|| {
        let mut bytes = Vec::new();
        outputs()
            .map(|output| site.render_into(output, &mut bytes).map(|()| bytes.len()))
            .filter_map(Result::ok)
            .sum::<usize>()
    });
}

/// The corpus with one issue that says something else each time it is read.
struct Edited {
    files: BTreeMap<String, Vec<u8>>,
    reads: AtomicUsize,
}

impl Files for Edited {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let mut bytes = self.files.read(path)?;
        if path == corpus::issue_path(ISSUES / 2) {
            let nth = self.reads.fetch_add(1, Ordering::Relaxed);
            bytes.extend_from_slice(format!("\nChange {nth}.\n").as_bytes());
        }
        Ok(bytes)
    }
}

/// What a server does between a save and its page, but for the listing of files.
#[divan::bench(sample_count = 20)]
fn reload(bencher: Bencher) {
    let files = corpus::newsletter(ISSUES);
    let paths = files.keys().cloned().collect();
    let edited = Edited { files, reads: AtomicUsize::new(0) };
    let sources = Arc::new(Sources::new(paths, Box::new(edited)).numbered_after(None));
    let mut memo = Memo::default();
    bencher
        .bench_local(|| pipeline::reload(Arc::clone(&sources), CONFIG, &options(), &mut memo, &mut Report::default()));
}

/// The whole program, from a folder to a fresh folder.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn build(bencher: Bencher) {
    let root = tempfile::tempdir().expect("a folder");
    for (path, bytes) in corpus::newsletter(ISSUES) {
        let file = root.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, bytes).expect("a file");
    }
    let built = AtomicUsize::new(0);
    bencher.counter(ItemsCount::new(ISSUES)).bench(|| {
        // Each output folder stays until the end: deleting a tree slows the making of the next one.
        let output = root.path().join(format!("site-{}", built.fetch_add(1, Ordering::Relaxed)));
        let mut program = Command::new(env!("CARGO_BIN_EXE_offprint"));
        program.arg("build").arg("--root").arg(root.path()).arg("--output").arg(output);
        let ended = program.output().expect("the program runs");
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    });
}
