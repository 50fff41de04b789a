//! The whole flow: sources in, a site and a report out.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use tera::Value;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::route::Route;
use crate::base::source::{SourceId, Sources};
use crate::model::newsletter::{Newsletter, Options};
use crate::model::resolve::resolve;
use crate::outputs::plan::{Output, Plan};
use crate::outputs::site::{Kept, Site};
use crate::outputs::{self, check::check};
use crate::parse::bibliography::Library;
use crate::parse::newsletter::{self as parse, Reworded};

/// Takes the finished files of a site, from any thread and in any order.
pub trait Sink: Sync {
    /// Takes one file. An error is a sentence fit for a diagnostic; what to do may follow behind a semicolon.
    fn put(&self, route: &Route, bytes: &[u8]) -> Result<(), String>;
}

/// The site that the sources mean, planned and checked; nothing is rendered yet.
///
/// `config_path` is the config's path below the root. `None` where so much is wrong that there is no site to speak of; the
/// report says why.
pub fn load(sources: Arc<Sources>, config_path: &str, options: &Options, report: &mut Report) -> Option<Site> {
    let newsletter = newsletter(&sources, config_path, options, None, report)?;
    site(newsletter, sources, &Kept::default(), report)
}

/// What is kept from one [`reload`] to the next: results of pure functions, by what they were made of.
#[derive(Default)]
pub struct Memo {
    files: parse::Memo,
    kept: Kept,
    /// What the last load came to, if there was a site to speak of, and all that was said of it.
    last: Option<(Arc<Site>, Report)>,
}

impl Memo {
    fn keep(&mut self, site: &Arc<Site>, report: &Report) {
        self.kept = site.keep(!report.has_errors());
        self.last = Some((Arc::clone(site), report.clone()));
    }
}

/// [`load`] once more: what `memo` knows is not parsed or read again, all else is done anew.
pub fn reload(
    sources: Arc<Sources>,
    config_path: &str,
    options: &Options,
    memo: &mut Memo,
    report: &mut Report,
) -> Option<Arc<Site>> {
    memo.last = None;
    let newsletter = newsletter(&sources, config_path, options, Some(&mut memo.files), report)?;
    let site = Arc::new(site(newsletter, sources, &memo.kept, report)?);
    if !report.has_errors() && !site.has_templates_of(&memo.kept) {
        try_templates(&site, report);
    }
    memo.keep(&site, report);
    Some(site)
}

/// Renders a page of each kind. A server renders no other before it is asked for, and what is wrong with a template is
/// mostly wrong with it on every page.
fn try_templates(site: &Site, report: &mut Report) {
    let mut tried = BTreeSet::new();
    let is_first = |output: &&Output| output.route.is_html() && tried.insert(output.kind.name);
    let pages = site.plan.outputs().iter().filter(is_first);
    report.extend(once(pages.filter_map(|page| site.render(page).err()).map(|fault| *fault).collect()));
    report.allow(&site.newsletter.config.allow);
}

/// What [`reload`] would come to after these texts and nothing else changed, if they changed in words alone: everything but
/// the words is a function of what stayed. None if more changed, and the whole must be loaded again.
pub fn reword(texts: &BTreeSet<SourceId>, memo: &mut Memo) -> Option<(Arc<Site>, Report)> {
    memo.files.distrust(texts);
    let (last, mut report) = memo.last.take()?;
    let allowed = &last.newsletter.config.allow;
    let mut reworded = Vec::new();
    for &text in texts {
        let Reworded { source, words, found: (mut before, mut now) } =
            parse::reword(&last.sources, text, &mut memo.files)?;
        before.allow(allowed);
        now.allow(allowed);
        let (own, others) = report.part(source);
        // What else was said of this text, or beside it, may stand at another place now, or be true no more.
        if own.sorted() != before.sorted() {
            return None;
        }
        report = others;
        report.append(now);
        reworded.push((source, words));
    }
    let site = Arc::new(last.reworded(reworded)?);
    memo.keep(&site, &report);
    Some((site, report))
}

fn site(newsletter: Newsletter, sources: Arc<Sources>, kept: &Kept, report: &mut Report) -> Option<Site> {
    let settings = parse::theme_settings(&sources, &newsletter.config, report);
    let site = Site::new(newsletter, sources, Value::from_serializable(&settings), kept, report)?;
    check(&site.newsletter, &site.plan, report);
    report.allow(&site.newsletter.config.allow);
    Some(site)
}

/// The newsletter that the sources mean, without its site: for lists and for new issues, which need no theme.
pub fn newsletter(
    sources: &Arc<Sources>,
    config_path: &str,
    options: &Options,
    memo: Option<&mut parse::Memo>,
    report: &mut Report,
) -> Option<Newsletter> {
    let config = parse::config(sources, config_path, report)?;
    let files = parse::files(sources, &config, memo, report);
    let library = Library::read(sources, &config, &files, report);
    Some(resolve(config, files, library, sources, options, report))
}

/// Reports what is no mistake but could be better.
pub fn lint(site: &Site, report: &mut Report) {
    outputs::lints::lint(site, report);
    report.allow(&site.newsletter.config.allow);
}

/// How large a buffer may grow before it is given back: lists of all entries or works can be as large as the newsletter.
const KEPT_BYTES: usize = 1 << 20;

/// Renders every output into the sink, in parallel.
pub fn render(site: &mut Site, sink: &dyn Sink, report: &mut Report) {
    site.prepare(report);
    let site = &*site;
    let mut found: Vec<(usize, Diagnostic)> = largest_first(&site.plan)
        .into_par_iter()
        // One buffer serves a run of outputs: growing a new one for each took a twentieth of the time.
        .map_init(Vec::new, |bytes, (place, output)| {
            let fault = render_one(site, output, bytes, sink).unwrap_or_else(|fault| Some(*fault));
            fault.map(|fault| (place, fault))
        })
        .flatten_iter()
        .collect();
    found.sort_by_key(|(place, _)| *place);
    report.extend(once(found.into_iter().map(|(_, fault)| fault).collect()));
    report.allow(&site.newsletter.config.allow);
}

/// One broken template fails on every page it renders: the first page in the plan speaks for all.
fn once(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    faults.dedup_by(|a, b| a.code == b.code && a.place == b.place && a.message == b.message);
    faults
}

/// All outputs with their places in the plan: those about the whole newsletter come first, so that no core is left with one
/// of them when the others are done.
fn largest_first(plan: &Plan) -> Vec<(usize, &Output)> {
    let mut all: Vec<(usize, &Output)> = plan.outputs().iter().enumerate().collect();
    all.sort_by_key(|(_, output)| output.subject);
    all
}

/// Renders an output into the sink; what may be said of its bytes.
fn render_one(
    site: &Site,
    output: &Output,
    bytes: &mut Vec<u8>,
    sink: &dyn Sink,
) -> Result<Option<Diagnostic>, Box<Diagnostic>> {
    if bytes.capacity() > KEPT_BYTES {
        *bytes = Vec::new();
    }
    site.render_into(output, bytes)?;
    sink.put(&output.route, bytes).map_err(|error| {
        let place = crate::base::diagnostic::Place::Path(output.route.file_path());
        match error.split_once("; ") {
            Some((message, remedy)) => Box::new(Diagnostic::new(Code::WriteFailed, place, message).help(remedy)),
            // What a computer refuses, such as room on its disk, it refuses every output alike.
            None => Box::new(Diagnostic::new(Code::WriteFailed, place, error).about("outputs")),
        }
    })?;
    Ok(site.lint(output, bytes.len()))
}
