//! Issues' summaries, which stand in feeds, search results and mail.

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::base::source::{SourceId, Span};
use crate::outputs::site::Site;

/// More than this no search engine, reader or mail program shows, in characters.
const LONGEST: usize = 300;

/// Reports issues without a summary, and summaries that are cut off wherever they are shown.
pub fn lint(site: &Site, report: &mut Report) {
    // Of an issue without a title the front matter could not be read.
    for issue in site.newsletter.issues.iter().filter(|issue| !issue.title.is_empty()) {
        let Some(summary) = &issue.summary else {
            let message = "this issue has no summary";
            let help = "write `summary = \"…\"`: it stands in feeds, search results and mail";
            let place = place(site, issue.source, "title");
            report.push(Diagnostic::new(Code::MissingSummary, place, message).help(help).about("summary"));
            continue;
        };
        let length = summary.chars().count();
        if length > LONGEST {
            let message = format!("this summary has {length} characters");
            let help = format!("what follows the first {LONGEST} is cut off in search results and mail");
            let place = place(site, issue.source, "summary");
            report.push(Diagnostic::new(Code::LongSummary, place, message).help(help).about("summary"));
        }
    }
}

/// Where a key stands in a file's front matter, else the file.
pub fn place(site: &Site, source: SourceId, key: &str) -> Place {
    let text = site.sources.excerpt(source).unwrap_or_default();
    let mut at = 0;
    for line in text.split_inclusive('\n').take(200) {
        let bare = line.trim_start();
        let is_key = bare.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        if is_key {
            let start = at + line.len() - bare.len();
            return Span::new(source, start..start + key.len()).into();
        }
        at += line.len();
    }
    source.into()
}
