//! The files beside issues and pages that are published as they are.

use std::collections::HashMap;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::route::Route;
use crate::base::source::{SourceId, Sources};
use crate::parse::bibliography::Library;
use crate::parse::file::{FileKind, RawFile};

use super::addresses::Roll;
use super::newsletter::Asset;

/// Whose folder is whose: NAME of an issue or a page to its route, or to nothing if it is left out.
#[derive(Default)]
struct Folders<'a> {
    issues: HashMap<&'a str, Option<Route>>,
    pages: HashMap<&'a str, Option<Route>>,
}

impl<'a> Folders<'a> {
    /// Files in the folder NAME belong to NAME.md and NAME/index.md alike.
    fn of(roll: &'a Roll) -> Folders<'a> {
        let mut folders = Folders::default();
        let issues = roll.issues.iter().map(|issue| &issue.file).zip(&roll.issue_addresses);
        for (file, address) in issues.chain(roll.pages.iter().zip(&roll.page_addresses)) {
            folders.add(file, Some(&address.route));
        }
        roll.left_out.iter().for_each(|left_out| folders.add(&left_out.file, None));
        folders
    }

    fn add(&mut self, file: &'a RawFile, route: Option<&Route>) {
        let names = match file.kind {
            FileKind::Issue => &mut self.issues,
            FileKind::Page => &mut self.pages,
        };
        names.entry(&file.name).or_insert_with(|| route.cloned());
    }

    /// Where a path below `content/` is published: beside its issue or page, else under its own path.
    fn route(&self, path: &str) -> Option<String> {
        let (names, rest, base) = match path.split_once('/') {
            Some(("issues", rest)) => (&self.issues, rest, "issues/"),
            Some(("pages", rest)) => (&self.pages, rest, ""),
            _ => return Some(path.to_string()),
        };
        // NAME may have folders of its own: the longest one that is a NAME owns the file.
        let folders = rest.match_indices('/').rev().map(|(at, _)| (&rest[..at], &rest[at + 1..]));
        for (name, inner) in folders {
            if let Some(owner) = names.get(name) {
                return owner.as_ref().map(|route| route.beside(inner).as_str().to_string());
            }
        }
        Some(format!("{base}{rest}"))
    }
}

/// Every file under `content/` that is neither Markdown nor hidden nor cited from, by route.
pub(super) fn assets(sources: &Sources, roll: &Roll, library: &Library, report: &mut Report) -> Vec<Asset> {
    let folders = Folders::of(roll);
    let mut assets = Vec::new();
    for source in sources.under("content/") {
        let path = sources.path(source);
        let below = &path["content/".len()..];
        if below.split('/').any(|part| part.starts_with('.')) || library.holds(source) {
            continue;
        }
        if is_markdown(below) {
            report.extend(stray(source, below));
            continue;
        }
        let Some(route) = folders.route(below) else { continue };
        match Route::parse(&format!("/{route}")) {
            Some(route) => assets.push(Asset { source, route }),
            None => report.push(
                Diagnostic::new(Code::UnusableName, source, format!("`{path}` cannot become an address"))
                    .help("rename the file"),
            ),
        }
    }
    assets.sort_by(|a, b| (&a.route, a.source).cmp(&(&b.route, b.source)));
    assets
}

fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["md", "markdown", "mdown", "mkd"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// A Markdown file that is read as neither an issue nor a page is no file to publish as it is either.
fn stray(source: SourceId, below: &str) -> Option<Diagnostic> {
    let in_place = below.starts_with("issues/") || below.starts_with("pages/");
    (!in_place || !below.ends_with(".md")).then(|| {
        Diagnostic::new(Code::StrayFile, source, "this Markdown file is neither an issue nor a page")
            .help("issues are `content/issues/NAME.md`, pages `content/pages/NAME.md`")
    })
}
