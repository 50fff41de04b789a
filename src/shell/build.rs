//! `build` and `check`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report, Severity};
use crate::base::route::Route;
use crate::base::source::Sources;
use crate::model::newsletter::Newsletter;
use crate::outputs::site::Site;
use crate::pipeline::{self, Sink};

use super::cli::{Check, Global};
use super::console::{Console, drop_hints};
use super::external::{self, Addresses, Internet, Settings, Timeouts};
use super::figures::{Stopwatch, Summary, counted, grouped};
use super::load;
use super::outcome::{Exit, Failure};
use super::progress;
use super::write::{Outcome, RealDisk, Stage, WriteError};

const FILES: (&str, &str) = ("file", "files");

/// A newsletter read from disk, with all that was found wrong so far.
pub struct Loaded {
    pub sources: Arc<Sources>,
    pub site: Option<Site>,
    pub report: Report,
}

/// Reads, resolves, plans and checks the newsletter; nothing is rendered.
pub fn load_site(global: &Global, watch: &mut Stopwatch) -> Loaded {
    let mut report = Report::default();
    let location = global.location();
    let sources = Arc::new(load::load(&location, &mut report));
    watch.step("load");
    let site = pipeline::load(Arc::clone(&sources), &location.config_path(), &global.options(), &mut report);
    watch.step("resolve");
    Loaded { sources, site, report }
}

/// Reads and resolves the newsletter; none if its config cannot be read.
pub fn load_newsletter(global: &Global) -> (Arc<Sources>, Option<Newsletter>, Report) {
    let mut report = Report::default();
    let location = global.location();
    let sources = Arc::new(load::load(&location, &mut report));
    let newsletter = pipeline::newsletter(&sources, &location.config_path(), &global.options(), None, &mut report);
    (sources, newsletter, report)
}

/// A config must be there before anything else makes sense.
pub fn require_config(global: &Global) -> Result<(), Failure> {
    let file = global.location().config_file();
    if file.is_file() {
        return Ok(());
    }
    let help = match global.config {
        Some(_) => "look at the path behind --config".to_string(),
        None => "go to the newsletter's folder or name it, `--root DIR`; `offprint init DIR` begins one".to_string(),
    };
    Err(Failure::new(format!("`{}` is not there", file.display()), help))
}

/// `offprint build`.
pub fn build(global: &Global, console: &Console) -> Result<Exit, Failure> {
    require_config(global)?;
    let mut watch = Stopwatch::start();
    let mut loaded = load_site(global, &mut watch);
    let outcome = write(global, console, &mut loaded, &mut watch);
    let hints = loaded.report.count(Severity::Hint);
    drop_hints(&mut loaded.report);
    let summary = match (&outcome, &loaded.site) {
        (Ok(outcome), Some(site)) => Some(Summary::new(&site.newsletter, outcome, watch.total())),
        _ => None,
    };
    let json = ("summary", summary.as_ref().map_or(Value::Null, Summary::json));
    tell(global, console, &loaded, &watch, json)?;
    if !console.is_json() {
        if hints > 0 {
            console.say(&format!("{}: see `offprint check`", counted(hints, "hint", "hints")));
        }
        let left = outcome.as_ref().err().map_or(UNTOUCHED, |unwritten| unwritten.left);
        let kept = format!("{}; {left}", verdict(&loaded.report));
        console.say(&summary.map_or(kept, |summary| summary.to_string()));
    }
    leave(loaded);
    Ok(outcome.map_or_else(|unwritten| unwritten.exit, |_| Exit::Fine))
}

/// How a run ends that did not write its site, and what it left.
struct Unwritten {
    exit: Exit,
    left: &'static str,
}

const UNTOUCHED: &str = "nothing was written";
const HALF_WRITTEN: &str = "not everything was written";

impl From<Exit> for Unwritten {
    fn from(exit: Exit) -> Unwritten {
        Unwritten { exit, left: UNTOUCHED }
    }
}

/// Leaves a site to the end of the process: taking it apart, value by value, costs a thirtieth of a build.
fn leave(loaded: Loaded) {
    std::mem::forget(loaded);
}

/// `offprint check`.
pub fn check(options: &Check, global: &Global, console: &Console) -> Result<Exit, Failure> {
    require_config(global)?;
    let mut watch = Stopwatch::start();
    let mut loaded = load_site(global, &mut watch);
    if let Some(site) = &mut loaded.site {
        pipeline::lint(site, &mut loaded.report);
        watch.step("lint");
        let nowhere = Nowhere::default();
        let all = site.plan.outputs().len();
        let render = || pipeline::render(site, &nowhere, &mut loaded.report);
        progress::show(console.is_watched(), &nowhere.files, all, FILES, render);
        watch.step("render");
        if options.external {
            external(site, console, &mut loaded.report);
            watch.step("external");
        }
    }
    tell(global, console, &loaded, &watch, ("summary", Value::Null))?;
    if !console.is_json() {
        console.say(&verdict(&loaded.report));
    }
    let exit = if console.fails(&loaded.report) { Exit::Content } else { Exit::Fine };
    leave(loaded);
    Ok(exit)
}

/// Asks other sites, and says how many.
fn external(site: &Site, console: &Console, report: &mut Report) {
    let addresses = Addresses::of(site);
    let settings = Settings { cache: external::cache_file(), ..Settings::default() };
    let done = AtomicUsize::new(0);
    let world = Internet::new(Timeouts::default());
    let check = || addresses.check(&world, &settings, &done, report);
    let tally = progress::show(console.is_watched(), &done, addresses.count(), ("address", "addresses"), check);
    report.allow(&site.newsletter.config.allow);
    if !console.is_json() {
        let known = if tally.known == 0 { String::new() } else { format!(", {} of them lately", grouped(tally.known)) };
        console.say(&format!("{} of other sites asked for{known}", counted(tally.addresses, "address", "addresses")));
        if !tally.kept {
            console.say("the answers cannot be kept for the next time; look whether the disk is full");
        }
    }
}

/// Prints the diagnostics, and the timings where they are wanted.
fn tell(
    global: &Global,
    console: &Console,
    loaded: &Loaded,
    watch: &Stopwatch,
    rest: (&str, Value),
) -> Result<(), Failure> {
    console.report(&loaded.report, &loaded.sources);
    let timings = if global.timings { watch.json() } else { Value::Null };
    if global.timings && !console.is_json() {
        console.say(&watch.lines());
    }
    console.result(&loaded.report, &loaded.sources, &[rest, ("timings", timings)])
}

/// `1 error, 2 warnings, 3 hints`, without what there is none of.
fn verdict(report: &Report) -> String {
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Hint, "hint", "hints"),
    ];
    let found = kinds.map(|(severity, one, many)| (report.count(severity), one, many));
    let counts: Vec<String> =
        found.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(*n, one, many)).collect();
    if counts.is_empty() { "nothing is wrong".to_string() } else { counts.join(", ") }
}

/// Renders into a stage and commits it, if nothing is wrong.
fn write(global: &Global, console: &Console, loaded: &mut Loaded, watch: &mut Stopwatch) -> Result<Outcome, Unwritten> {
    let Loaded { site, report, .. } = loaded;
    let site = site.as_mut().filter(|_| !console.fails(report)).ok_or(Exit::Content)?;
    let output = output(global, site);
    if global.location().holds(&output) {
        report.push(among_sources(&output));
        return Err(Exit::Trouble.into());
    }
    let stage = Stage::open(RealDisk, &output).map_err(|error| refuse(report, &output, &error))?;
    let all = site.plan.outputs().len();
    let staged = Staged { stage: &stage, files: AtomicUsize::new(0) };
    progress::show(console.is_watched(), &staged.files, all, FILES, || pipeline::render(site, &staged, report));
    watch.step("render");
    if console.fails(report) {
        // What stays of the stage is removed by the next build.
        let _ = stage.abandon();
        return Err(failed(report).into());
    }
    let outcome = stage.commit().map_err(|error| refuse(report, &output, &error))?;
    watch.step("write");
    Ok(outcome)
}

/// The exit code for what is wrong: a disk that cannot be written is no mistake of the content.
fn failed(report: &Report) -> Exit {
    let is_trouble = report.sorted().iter().any(|found| found.code == Code::WriteFailed);
    if is_trouble { Exit::Trouble } else { Exit::Content }
}

/// Where the site goes: `--output` from here, else the config's `output` from the root.
fn output(global: &Global, site: &Site) -> PathBuf {
    global.output.clone().unwrap_or_else(|| global.root.join(&site.newsletter.config.output))
}

fn among_sources(output: &Path) -> Diagnostic {
    let shown = output.display().to_string();
    let message = format!("`{shown}` is where the newsletter itself stands");
    Diagnostic::new(Code::ForeignOutput, Place::Path(shown), message)
        .help("choose a folder of its own as --output, such as `public`")
}

fn refuse(report: &mut Report, output: &Path, error: &WriteError) -> Unwritten {
    let code = match error {
        WriteError::ForeignFolder { .. } | WriteError::ForeignFile { .. } | WriteError::ForeignStage { .. } => {
            Code::ForeignOutput
        }
        _ => Code::WriteFailed,
    };
    let text = error.to_string();
    // The writer's sentences carry their remedy behind a semicolon.
    let (message, help) = text.split_once("; ").unwrap_or((&text, ""));
    let diagnostic = Diagnostic::new(code, Place::Path(output.display().to_string()), message);
    report.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    let left = if matches!(error, WriteError::HalfWritten { .. }) { HALF_WRITTEN } else { UNTOUCHED };
    Unwritten { exit: Exit::Trouble, left }
}

/// A sink that fills a stage.
struct Staged<'a> {
    stage: &'a Stage<RealDisk>,
    files: AtomicUsize,
}

impl Sink for Staged<'_> {
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<(), String> {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.stage.put(&route.file_path(), bytes).map_err(|error| error.to_string())
    }
}

/// A sink that keeps nothing.
#[derive(Default)]
struct Nowhere {
    files: AtomicUsize,
}

impl Sink for Nowhere {
    fn put(&self, _: &Route, _: &[u8]) -> Result<(), String> {
        self.files.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_site_is_not_nothing() {
        let whole = WriteError::Busy { output: "public".into() };
        let half = WriteError::HalfWritten { output: "public".into(), cause: Box::new(WriteError::Incomplete) };
        for (error, left) in [(whole, "nothing was written"), (half, "not everything was written")] {
            let unwritten = refuse(&mut Report::default(), Path::new("public"), &error);
            assert_eq!((unwritten.exit, unwritten.left), (Exit::Trouble, left));
        }
    }
}
