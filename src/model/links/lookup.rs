//! One link, looked up.

use unicode_normalization::UnicodeNormalization;

use crate::base::ident::WorkId;
use crate::base::route::Route;
use crate::base::source::SourceId;
use crate::model::newsletter::{Place, Target};
use crate::parse::document::{Inner, Target as Written};

use super::directory::{Directory, File};

/// Where a link leads, and what is wrong with it.
#[derive(Debug)]
pub struct Found {
    pub target: Target,
    pub fault: Option<Fault>,
    /// The file that is shown there, if it is one of ours.
    pub source: Option<SourceId>,
}

/// What can be wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No file has this path, from the root.
    NoFile(String),
    /// There is a file at this path, but it is no part of the site.
    NotPublished(String),
    /// The path leads out of the newsletter's folder.
    Outside(String),
    NoIssue(String),
    NoTopic(String),
    NoWork(WorkId),
    /// The path cannot be an address.
    BadAddress(String),
    NoAnchor {
        file: File,
        fragment: String,
    },
    /// It leads to a file that this build leaves out.
    LeftOut(String),
}

impl Found {
    fn good(target: Target) -> Found {
        Found { target, fault: None, source: None }
    }

    fn bad(fault: Fault) -> Found {
        Found { target: Target::Nowhere, fault: Some(fault), source: None }
    }
}

/// The file in which a link stands.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    pub file: File,
    /// Its path from the root.
    pub path: &'a str,
}

/// Looks a link up.
pub fn look_up(written: &Written, here: Here, directory: &Directory) -> Found {
    match written {
        Written::External(address) => Found::good(Target::External(address.clone())),
        Written::Fragment(fragment) => within(fragment, here, directory),
        Written::Issue(inner) => match directory.issue(&inner.path) {
            Some(file) => to_file(file, &format!("issue:{}", inner.path), inner, here, directory),
            None => Found::bad(Fault::NoIssue(inner.path.clone())),
        },
        Written::Topic(name) => match directory.topic(name) {
            Some(route) => Found::good(route.into()),
            None => Found::bad(Fault::NoTopic(name.to_string())),
        },
        Written::Work(id) => match directory.work(id) {
            Some(target) => Found::good(target),
            None => Found::bad(Fault::NoWork(id.clone())),
        },
        Written::File(inner) => by_path(inner, here, directory),
        Written::Site(inner) => by_address(inner, here, directory),
    }
}

fn within(fragment: &str, here: Here, directory: &Directory) -> Found {
    let fault = no_anchor(here.file, fragment, directory);
    Found { target: Target::Here(fragment.into()), fault, source: None }
}

/// A link to a fragment that its page does not have still leads to the page.
fn no_anchor(file: File, fragment: &str, directory: &Directory) -> Option<Fault> {
    let anchors = directory.anchors(file)?;
    // `#` and `#top` are the top of any page; the footnotes' anchors are the renderer's.
    let always = fragment.is_empty() || fragment == "top" || is_footnote(fragment);
    (!always && !anchors.contains(fragment)).then(|| Fault::NoAnchor { file, fragment: fragment.to_string() })
}

fn is_footnote(fragment: &str) -> bool {
    let number = fragment.strip_prefix("fn-").or_else(|| fragment.strip_prefix("fnref-"));
    number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit() || b == b'-'))
}

fn to_file(file: File, name: &str, inner: &Inner, here: Here, directory: &Directory) -> Found {
    let fragment = inner.fragment.as_deref();
    let Some(route) = directory.route(file) else { return Found::bad(Fault::LeftOut(name.to_string())) };
    if let (true, Some(fragment)) = (file == here.file, fragment) {
        return within(fragment, here, directory);
    }
    let target = place(route.clone(), inner);
    let fault = fragment.and_then(|fragment| no_anchor(file, fragment, directory));
    let source = match file {
        File::Asset(index) => Some(directory.newsletter.assets[index as usize].source),
        _ => None,
    };
    Found { target, fault, source }
}

/// A path from the folder of the file in which the link stands.
fn by_path(inner: &Inner, here: Here, directory: &Directory) -> Found {
    let folder = here.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(path) = join(folder, &inner.path) else { return Found::bad(Fault::Outside(inner.path.clone())) };
    let Some(source) = find(&path, directory) else { return Found::bad(Fault::NoFile(path)) };
    if let Some(file) = directory.file(source) {
        return to_file(file, &path, inner, here, directory);
    }
    let Some(route) = path.strip_prefix("static/") else { return Found::bad(Fault::NotPublished(path)) };
    Found { target: place(Route::file(route), inner), fault: None, source: Some(source) }
}

fn place(route: Route, inner: &Inner) -> Target {
    Place { route, query: inner.query.clone(), fragment: inner.fragment.clone() }.into()
}

/// `folder/path` without `.` and `..`; nothing if it leads out of the root.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The file at a path, or the Markdown file of the folder there. Disks differ in how they compose letters.
fn find(path: &str, directory: &Directory) -> Option<SourceId> {
    let exact =
        |path: &str| directory.sources.find(path).or_else(|| directory.sources.find(&format!("{path}/index.md")));
    exact(path).or_else(|| exact(&path.nfc().collect::<String>())).or_else(|| exact(&path.nfd().collect::<String>()))
}

/// An address of this site. Whether an output stands there is seen when all are known; here only issues, pages and
/// files beside them are.
fn by_address(inner: &Inner, here: Here, directory: &Directory) -> Found {
    let path = &inner.path;
    let Some(route) = Route::parse(path) else { return Found::bad(Fault::BadAddress(path.clone())) };
    let page = Route::page(route.as_str());
    if let Some(file) = directory.at(&route).or_else(|| directory.at(&page)) {
        return to_file(file, path, inner, here, directory);
    }
    let source = directory.sources.find(&format!("static/{}", route.as_str()));
    Found { target: place(route, inner), fault: None, source }
}

#[cfg(test)]
mod tests {
    use super::join;

    #[track_caller]
    fn check_join(folder: &str, path: &str, expected: Option<&str>) {
        assert_eq!(join(folder, path).as_deref(), expected);
    }

    #[test]
    fn paths_are_joined_below_the_root() {
        check_join("content/issues", "b.md", Some("content/issues/b.md"));
        check_join("content/issues", "./b.md", Some("content/issues/b.md"));
        check_join("content/issues/a", "../b.md", Some("content/issues/b.md"));
        check_join("content/issues", "../../static/x.pdf", Some("static/x.pdf"));
        check_join("content/issues", "../../../etc/passwd", None);
        check_join("", "x//y/", Some("x/y"));
    }
}
