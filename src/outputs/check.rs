//! What only the whole plan can tell: two outputs on one route, links to nothing.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::model::newsletter::Newsletter;

use super::dead_links::dead_links;
use super::plan::{Origin, Output, Plan};

/// The longest name of a file, in bytes, on nearly every file system.
const LONGEST: usize = 255;

/// Reports collisions and dead links within the site.
pub fn check(newsletter: &Newsletter, plan: &Plan, report: &mut Report) {
    collisions(plan, report);
    names(plan, report);
    dead_links(newsletter, plan, report);
}

/// Two outputs on one route, compared as file systems compare; and a file where another output needs a folder.
fn collisions(plan: &Plan, report: &mut Report) {
    let mut taken: BTreeMap<String, &Output> = BTreeMap::new();
    for output in plan.outputs() {
        let key = output.route.collision_key();
        match taken.get(&key) {
            Some(first) => report.push(collision(first, output)),
            None => {
                taken.insert(key, output);
            }
        }
    }
    for (key, output) in &taken {
        let below = format!("{key}/");
        if let Some((_, inner)) = taken.range(below.clone()..).next().filter(|(path, _)| path.starts_with(&below)) {
            report.push(collision(output, inner));
        }
    }
}

/// Paths that no output folder can hold: what git and offprint keep there, and names longer than file systems take.
fn names(plan: &Plan, report: &mut Report) {
    for output in plan.outputs() {
        let path = output.route.file_path();
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
