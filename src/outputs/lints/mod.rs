//! What is no mistake, but what an editor would want to know before an issue goes out. Only `check` asks.

mod dollars;
mod foreign;
mod images;
mod links;
mod summaries;
mod topics;
mod unfinished;
mod works;

use crate::base::diagnostic::Report;
use crate::base::source::SourceId;
use crate::model::newsletter::{Newsletter, Text};

use super::site::Site;

/// Reports all that could be better.
pub fn lint(site: &Site, report: &mut Report) {
    works::lint(&site.newsletter, report);
    topics::lint(&site.newsletter, report);
    summaries::lint(site, report);
    images::lint(site, report);
    links::lint(site, report);
    unfinished::lint(site, report);
    dollars::lint(site, report);
    foreign::lint(site, report);
}

/// All texts, each with its file.
fn texts(newsletter: &Newsletter) -> impl Iterator<Item = (SourceId, &Text)> {
    let issues = newsletter.issues.iter().map(|issue| (issue.source, &issue.text));
    issues.chain(newsletter.pages.iter().map(|page| (page.source, &page.text)))
}
