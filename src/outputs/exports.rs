//! Works as files for programs that manage references: of the newsletter, an issue, a topic.

use std::collections::BTreeSet;

use crate::base::route::Route;
use crate::model::newsletter::{EntryId, IssueId, Newsletter, TopicId, Work, WorkIx};
use crate::render::cite::{Keys, is_citable};
use crate::render::view::ExportView;

use super::plan::{Planner, Subject};
use super::site::Site;
use super::{bibtex, csl_json, ris};

/// A format: its name, its kind, the name of its files, and their media type.
struct Format {
    name: &'static str,
    kind: &'static str,
    file: &'static str,
    media_type: &'static str,
}

const FORMATS: &[Format] = &[
    Format { name: "BibTeX", kind: bibtex::KIND.name, file: bibtex::FILE, media_type: "application/x-bibtex" },
    Format { name: "RIS", kind: ris::KIND.name, file: ris::FILE, media_type: "application/x-research-info-systems" },
    Format {
        name: "CSL-JSON",
        kind: csl_json::KIND.name,
        file: csl_json::FILE,
        media_type: "application/vnd.citationstyles.csl+json",
    },
];

/// Plans a file for the newsletter, each issue and each topic that has a work to cite.
pub fn plan(newsletter: &Newsletter, file: &str, planner: &mut Planner<'_>) {
    let issues = (0..newsletter.issues.len() as u32).map(|id| Subject::Issue(IssueId(id)));
    let topics = (0..newsletter.topics.len() as u32).map(|id| Subject::Topic(TopicId(id)));
    for subject in [Subject::Newsletter].into_iter().chain(issues).chain(topics) {
        if has_work(newsletter, subject) {
            planner.add(route(newsletter, subject, file), subject);
        }
    }
}

fn route(newsletter: &Newsletter, subject: Subject, file: &str) -> Route {
    match subject {
        Subject::Issue(id) => newsletter[id].route.beside(file),
        Subject::Topic(id) => newsletter[id].route.beside(file),
        _ => Route::file(file),
    }
}

fn has_work(newsletter: &Newsletter, subject: Subject) -> bool {
    match subject {
        Subject::Newsletter => newsletter.works.iter().any(is_citable),
        _ => entries(newsletter, subject).any(|entry| cited(newsletter, entry).is_some()),
    }
}

/// The works of a subject, each once, with their keys: the newsletter's as they came first, an issue's from top to bottom,
/// a topic's newest first.
pub fn works(newsletter: &Newsletter, subject: Subject) -> impl Iterator<Item = (&Work, String)> {
    let all = (0..newsletter.works.len() as u32).map(WorkIx).filter(move |_| subject == Subject::Newsletter);
    let all = all.filter(|&work| is_citable(&newsletter[work]));
    let own = entries(newsletter, subject).filter_map(|entry| cited(newsletter, entry));
    let mut seen = BTreeSet::new();
    let mut keys = Keys::default();
    all.chain(own).filter(move |&work| seen.insert(work)).map(move |work| {
        let work = &newsletter[work];
        (work, keys.of(work))
    })
}

/// The entries of an issue or a topic.
fn entries(newsletter: &Newsletter, subject: Subject) -> impl Iterator<Item = EntryId> {
    let of_issue = match subject {
        Subject::Issue(id) => newsletter[id].entries.as_slice(),
        _ => &[],
    };
    let of_topic = match subject {
        Subject::Topic(id) => newsletter[id].entries.as_slice(),
        _ => &[],
    };
    of_issue.iter().flatten().chain(of_topic).copied()
}

/// The work that an entry cites; a guess is none.
fn cited(newsletter: &Newsletter, entry: EntryId) -> Option<WorkIx> {
    let entry = &newsletter[entry];
    entry.work.filter(|&work| !entry.guessed && is_citable(&newsletter[work]))
}

/// The exports of a subject that are built.
pub fn views(site: &Site, subject: Subject) -> Vec<ExportView> {
    if !matches!(subject, Subject::Newsletter | Subject::Issue(_) | Subject::Topic(_)) {
        return Vec::new();
    }
    let view = |format: &Format| {
        let route = route(&site.newsletter, subject, format.file);
        let is_planned = site.plan.find(&route).is_some_and(|output| output.kind.name == format.kind);
        is_planned.then(|| ExportView {
            title: format.name.to_string(),
            url: site.scene().href(&route),
            media_type: format.media_type.to_string(),
        })
    };
    FORMATS.iter().filter_map(view).collect()
}
