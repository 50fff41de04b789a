//! What only the whole plan can tell: two outputs on one route, links to nothing.

use rayon::prelude::*;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::model::newsletter::Newsletter;

use super::dead_links::dead_links;
use super::plan::{Origin, Output, Plan};

/// The longest name of a file, in bytes, on nearly every file system.
const LONGEST: usize = 255;

/// Reports collisions and dead links within the site.
pub fn check(newsletter: &Newsletter, plan: &Plan, report: &mut Report) {
    let addresses = |report: &mut Report| {
        collisions(plan, report);
        names(plan, report);
    };
    report.both(addresses, |report| dead_links(newsletter, plan, report));
}

/// Two outputs on one route, compared as file systems compare; and a file where another output needs a folder.
fn collisions(plan: &Plan, report: &mut Report) {
    // With the lowest of letters for a slash, what lies in a folder comes right behind its name.
    let key = |output: &Output| {
        let mut key = output.route.collision_key().into_bytes();
        key.iter_mut().filter(|byte| **byte == b'/').for_each(|byte| *byte = 0);
        key
    };
    let mut all: Vec<(Vec<u8>, &Output)> = plan.outputs().par_iter().map(|output| (key(output), output)).collect();
    all.par_sort_by(|a, b| a.0.cmp(&b.0));
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        let Some(((_, first), others)) = same.split_first() else { continue };
        report.extend(others.iter().map(|(_, other)| collision(first, other)));
    }
    all.dedup_by(|second, first| second.0 == first.0);
    for pair in all.windows(2) {
        if let [(file, output), (path, inner)] = pair
            && path.strip_prefix(&file[..]).is_some_and(|rest| rest.first() == Some(&0))
        {
            report.push(collision(output, inner));
        }
    }
}

/// Paths that no output folder can hold: what git and offprint keep there, and names longer than file systems take.
fn names(plan: &Plan, report: &mut Report) {
    for output in plan.outputs() {
        let path = output.route.as_str();
        // Nearly all, at a glance.
        if path.len() <= LONGEST && !path.starts_with('.') {
            continue;
        }
        let first = path.split('/').next().unwrap_or_default();
        let is_kept = first.eq_ignore_ascii_case(".git") || first.starts_with(".offprint-");
        if is_kept || path.split('/').any(|name| name.len() > LONGEST) {
            let message = format!("`{}` cannot be a file of the site", output.route);
            let help = if is_kept {
                "git and offprint keep their own files under such names".to_string()
            } else {
                format!("each part of an address has at most {LONGEST} bytes")
            };
            report.push(Diagnostic::new(Code::BadAddress, place(output), message).help(help));
        }
    }
}

fn collision(first: &Output, second: &Output) -> Diagnostic {
    // The fault is shown where an author can mend it.
    let (shown, other) = if matches!(second.origin, Origin::Kind(_)) { (first, second) } else { (second, first) };
    let fault = Diagnostic::new(
        Code::RouteCollision,
        place(shown),
        format!("`{}` is already the address of {}", shown.route, named(other)),
    )
    .help("give one of the two another slug, address or name");
    match &other.origin {
        Origin::Span(_) | Origin::File(_) => fault.related(place(other), "the other one"),
        Origin::Kind(_) => fault,
    }
}

fn place(output: &Output) -> Place {
    match output.origin {
        Origin::Span(span) => span.into(),
        Origin::File(source) => source.into(),
        Origin::Kind(_) => Place::Run,
    }
}

fn named(output: &Output) -> String {
    match output.origin {
        Origin::Kind(kind) => format!("the {kind} output"),
        Origin::Span(_) => "another output".to_string(),
        Origin::File(_) => "another file".to_string(),
    }
}
