//! The files beside issues and pages that are published as they are.

use std::collections::HashMap;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::route::Route;
use crate::base::source::Sources;
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
        let owner = rest.split_once('/').and_then(|(name, inner)| Some((names.get(name)?, inner)));
        match owner {
            Some((None, _)) => None,
            Some((Some(route), inner)) => Some(route.beside(inner).as_str().to_string()),
            None => Some(format!("{base}{rest}")),
        }
    }
}

/// Every file under `content/` that is neither Markdown nor hidden, by route.
pub(super) fn assets(sources: &Sources, roll: &Roll, report: &mut Report) -> Vec<Asset> {
    let folders = Folders::of(roll);
    let mut assets = Vec::new();
    for source in sources.under("content/") {
        let path = sources.path(source);
        let below = &path["content/".len()..];
        if below.ends_with(".md") || below.split('/').any(|part| part.starts_with('.')) {
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
