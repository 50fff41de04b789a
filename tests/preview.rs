//! The preview shows what a build writes: after any change that came to it bit by bit, every output is equal, byte for byte.

mod newsroom;
mod site;

use std::sync::Arc;

use newsroom::Newsroom;
use offprint::base::diagnostic::{Report, Style, print};
use offprint::base::source::Sources;
use offprint::model::newsletter::Options;
use offprint::outputs::plan::Output;
use offprint::outputs::site::Site;
use offprint::pipeline::{self, Memo};

/// Changes of one run, and after how many all outputs are compared.
const EDITS: usize = 100;
const STRIDE: usize = 20;

/// What a server keeps from one change to the next.
#[derive(Default)]
struct Preview {
    memo: Memo,
    sources: Option<Arc<Sources>>,
}

impl Preview {
    fn load(&mut self, room: &Newsroom) -> (Option<Site>, Report) {
        let mut report = Report::default();
        let sources = Arc::new(Sources::memory(room.files()).numbered_after(self.sources.as_deref()));
        self.sources = Some(Arc::clone(&sources));
        let site = pipeline::reload(sources, "offprint.toml", &options(), &mut self.memo, &mut report);
        (site, report)
    }

    fn console(&self, report: &Report) -> String {
        print(report, self.sources.as_ref().expect("loaded"), Style::Plain, true)
    }
}

/// What `serve` takes in.
fn options() -> Options {
    Options { drafts: true, future: true, ..site::options() }
}

#[track_caller]
fn check_edits(seed: u64) {
    let mut room = Newsroom::new(seed);
    let mut preview = Preview::default();
    let mut log = Vec::new();
    let (mut shown, mut broken) = (0, 0);
    for nth in 1..=EDITS {
        log.push(room.edit());
        let context = format!("seed {seed}: {log:#?}");
        let (site, report) = preview.load(&room);
        let (fresh, console) = load(&room);
        assert_eq!(preview.console(&report), console, "{context}");
        match site.zip(fresh).filter(|_| !report.has_errors()) {
            Some((site, _)) if nth % STRIDE == 0 => {
                check_equal(&site, &site::build(room.files(), &options()), &context)
            }
            Some((site, fresh)) => check_some(&site, &fresh, nth, &context),
            None => broken += 1,
        }
        shown = nth - broken;
    }
    assert!(shown > EDITS / 2 && broken > 0, "seed {seed} tests little: {shown} shown, {broken} broken: {log:#?}");
}

/// A newsletter loaded for the first time, and what is said of it.
fn load(room: &Newsroom) -> (Option<Site>, String) {
    let sources = Arc::new(Sources::memory(room.files()));
    let mut report = Report::default();
    let site = pipeline::load(Arc::clone(&sources), "offprint.toml", &options(), &mut report);
    (site, print(&report, &sources, Style::Plain, true))
}

/// The same outputs, and every twentieth of them, others each time, of the same bytes.
#[track_caller]
fn check_some(site: &Site, fresh: &Site, nth: usize, context: &str) {
    let routes = |site: &Site| site.plan.outputs().iter().map(|output| output.route.to_string()).collect::<Vec<_>>();
    assert_eq!(routes(site), routes(fresh), "{context}");
    let pairs = site.plan.outputs().iter().zip(fresh.plan.outputs());
    for (output, expected) in pairs.skip(nth % STRIDE).step_by(STRIDE) {
        check_bytes(&output.route.to_string(), &render(site, output), &render(fresh, expected), context);
    }
}

#[track_caller]
fn render(site: &Site, output: &Output) -> Vec<u8> {
    site.render(output).unwrap_or_else(|fault| panic!("{}: {}", output.route, fault.message))
}

#[track_caller]
fn check_bytes(path: &str, served: &[u8], written: &[u8], context: &str) {
    if served != written {
        let (served, written) = (String::from_utf8_lossy(served), String::from_utf8_lossy(written));
        panic!("{path} differs\nserved:\n{served}\nwritten:\n{written}\n{context}");
    }
}

/// Every output of a build that was written.
#[track_caller]
fn check_equal(site: &Site, fresh: &site::Built, context: &str) {
    let planned: Vec<String> = site.plan.outputs().iter().map(|output| output.route.file_path()).collect();
    let mut expected: Vec<&String> = fresh.files.keys().collect();
    let mut paths: Vec<&String> = planned.iter().collect();
    paths.sort();
    expected.sort();
    assert_eq!(paths, expected, "{context}");
    for (output, path) in site.plan.outputs().iter().zip(&planned) {
        check_bytes(path, &render(site, output), &fresh.files[path], context);
    }
}

#[test]
fn a_hundred_edits_come_to_what_a_build_writes() {
    check_edits(1);
}
