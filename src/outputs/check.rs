//! What only the whole plan can tell: two outputs on one route, links to nothing.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::base::route::Route;
use crate::base::source::Span;
use crate::model::newsletter::{Newsletter, Target, Text};

use super::plan::{Origin, Output, Plan};

/// Reports collisions and dead links within the site.
pub fn check(newsletter: &Newsletter, plan: &Plan, report: &mut Report) {
    collisions(plan, report);
    let issues = newsletter.issues.iter().map(|issue| &issue.text);
    let pages = newsletter.pages.iter().map(|page| &page.text);
    for text in issues.chain(pages) {
        links(text, plan, report);
    }
    menu(newsletter, plan, report);
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

/// Links to addresses of this site that no output has.
fn links(text: &Text, plan: &Plan, report: &mut Report) {
    let written = text.document.links.iter().map(|link| link.span).zip(&text.links);
    let images = text.document.images.iter().map(|image| image.span).zip(text.images.iter().map(|image| &image.target));
    for (span, target) in written.chain(images) {
        if let Target::Route { route, .. } = target
            && plan.find(route).is_none()
        {
            report.push(dead(span, &route.to_string(), plan));
        }
    }
}

/// Links of the menu that are addresses of this site, and that no output has.
fn menu(newsletter: &Newsletter, plan: &Plan, report: &mut Report) {
    for item in &newsletter.config.menu {
        let path = item.link.split(['?', '#']).next().unwrap_or_default();
        if !path.starts_with('/') || path.starts_with("//") {
            continue;
        }
        if Route::parse(path).is_none_or(|route| plan.find(&route).is_none()) {
            report.push(dead(item.span, path, plan));
        }
    }
}

fn dead(span: Span, address: &str, plan: &Plan) -> Diagnostic {
    let fault = Diagnostic::new(Code::DeadLink, span, format!("`{address}` is no address of this site"));
    let nearest = plan
        .outputs()
        .iter()
        .map(|output| output.route.to_string())
        .map(|route| (strsim::normalized_damerau_levenshtein(&route, address), route))
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
    match nearest {
        Some((likeness, route)) if likeness > 0.6 => fault.help(format!("did you mean `{route}`?")),
        _ if address.starts_with("/static/") => {
            fault.help("what stands in `static` is published at the root: leave `/static` out")
        }
        _ => fault
            .help("link to content by its file (`../issues/NAME.md`) or by `issue:49`, `topic:slug`, `work:arxiv:…`"),
    }
}
