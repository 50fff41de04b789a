//! Faults of links, in words.

use std::collections::HashMap;

use crate::base::diagnostic::{Code, Diagnostic, nearest};
use crate::base::source::Span;

use super::directory::{Directory, File};
use super::lookup::Fault;

/// How many names all suggestions of a run may look at: a newsletter of 10,000 issues with 10,000 dead links would else
/// compare them all.
const BUDGET: usize = 100_000;

/// Puts faults into words; knows what was asked before.
pub struct Wording<'d, 'a> {
    directory: &'d Directory<'a>,
    /// Every path of content, for what looks for the nearest.
    paths: Vec<&'a str>,
    known: HashMap<String, Option<String>>,
    budget: usize,
}

impl<'d, 'a> Wording<'d, 'a> {
    pub fn new(directory: &'d Directory<'a>) -> Wording<'d, 'a> {
        let paths = directory.sources.under("content/").map(|source| directory.sources.path(source)).collect();
        Wording { directory, paths, known: HashMap::new(), budget: BUDGET }
    }

    /// A fault of a link, or of an image.
    pub fn word(&mut self, fault: &Fault, span: Span, image: bool) -> Diagnostic {
        let missing = if image { Code::MissingImage } else { Code::DeadLink };
        match fault {
            Fault::NoFile(path) => {
                let is_host = path.rsplit('/').next().is_some_and(|name| name.starts_with("www."));
                let help = match self.near_path(path) {
                    _ if is_host => "an address of another site begins with `https://`".to_string(),
                    Some(near) => format!("the nearest file is `{near}`"),
                    None => "paths start at the folder of the file that they stand in".to_string(),
                };
                Diagnostic::new(missing, span, format!("there is no file `{path}`")).help(help).about(path)
            }
            Fault::NotPublished(path) => Diagnostic::new(missing, span, format!("`{path}` is no part of the site"))
                .help("issues stand in content/issues, pages in content/pages, other files beside them or in static")
                .about(path),
            Fault::Outside(path) => {
                Diagnostic::new(missing, span, format!("`{path}` leads out of the newsletter's folder")).about(path)
            }
            Fault::NoIssue(name) => {
                let help = self.did_you_mean("issue", name, self.directory.newsletter.issues.len());
                Diagnostic::new(missing, span, format!("no issue has the number, slug or name `{name}`"))
                    .help(help)
                    .about(format!("issue:{name}"))
            }
            Fault::NoTopic(name) => {
                let help = self.did_you_mean("topic", name, self.directory.newsletter.topics.len());
                Diagnostic::new(missing, span, format!("no topic is called `{name}`"))
                    .help(help)
                    .about(format!("topic:{name}"))
            }
            Fault::NoWork(id) => Diagnostic::new(missing, span, format!("no entry is about {}", id.label()))
                .help("link its own address instead")
                .about(id.key()),
            Fault::BadAddress(path) => {
                Diagnostic::new(Code::BadAddress, span, format!("`{path}` is no address of this site"))
                    .help("an address has no empty part, no `.` and no `..`")
                    .about(path)
            }
            Fault::NoAnchor { file, fragment } => self.no_anchor(*file, fragment, span),
            Fault::LeftOut(name) => {
                Diagnostic::new(Code::LinkToUnpublished, span, format!("`{name}` is not published in this build"))
                    .help("it is a draft or of a later day; the text is shown without a link")
                    .about(name)
            }
        }
    }

    fn no_anchor(&mut self, file: File, fragment: &str, span: Span) -> Diagnostic {
        let directory = self.directory;
        let route = directory.route(file).map(ToString::to_string).unwrap_or_default();
        let fault = Diagnostic::new(Code::DeadAnchor, span, format!("nothing at `{route}` is called `#{fragment}`"))
            .about(format!("{route}#{fragment}"));
        let anchors = directory.anchors(file);
        let near = self.near(&format!("{route}#{fragment}"), anchors.map_or(0, |anchors| anchors.len()), || {
            nearest(fragment, anchors.into_iter().flatten().copied()).map(str::to_string)
        });
        match near {
            Some(near) => fault.help(format!("did you mean `#{near}`?")),
            None => fault.help("entries are called by their keys, headings by their text or {#name}"),
        }
    }

    fn did_you_mean(&mut self, kind: &str, name: &str, count: usize) -> String {
        let directory = self.directory;
        let near = self.near(&format!("{kind}:{name}"), count, || {
            let found = match kind {
                "issue" => nearest(name, directory.issue_names()),
                _ => nearest(name, directory.topic_names()),
            };
            found.map(str::to_string)
        });
        match near {
            Some(near) => format!("did you mean `{kind}:{near}`?"),
            None => format!("write `{kind}:` and one that exists"),
        }
    }

    /// The file that a wrong path most likely means: one of that name elsewhere, else of the nearest name.
    fn near_path(&mut self, path: &str) -> Option<String> {
        let paths = std::mem::take(&mut self.paths);
        let near = self.near(path, paths.len(), || {
            let wanted = name(path);
            let found = if paths.iter().any(|path| name(path) == wanted) {
                wanted
            } else {
                nearest(wanted, paths.iter().map(|path| name(path)))?
            };
            paths.iter().find(|path| name(path) == found).map(ToString::to_string)
        });
        self.paths = paths;
        near
    }

    /// The answer to one question, found once and only within the budget.
    fn near(&mut self, question: &str, cost: usize, find: impl FnOnce() -> Option<String>) -> Option<String> {
        if let Some(known) = self.known.get(question) {
            return known.clone();
        }
        if cost > self.budget {
            return None;
        }
        self.budget -= cost;
        let found = find();
        self.known.insert(question.to_string(), found.clone());
        found
    }
}

/// What a file is called: `a` of `a.md` and `a/index.md`, `b.png` of `a/b.png`.
fn name(path: &str) -> &str {
    let path = path.strip_suffix("/index.md").or_else(|| path.strip_suffix(".md")).unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path)
}
