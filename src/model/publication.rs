//! Which files this build publishes, and when each issue appeared.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::base::source::SourceId;
use crate::base::time::Written;
use crate::parse::config::Config;
use crate::parse::file::{FileKind, RawFile};

use super::newsletter::Options;

/// The files of a newsletter, sorted by what becomes of them.
pub(super) struct Published {
    /// Oldest first: by instant, then number, then name.
    pub issues: Vec<Dated>,
    /// By name.
    pub pages: Vec<RawFile>,
    /// Drafts, and issues of the future, by source.
    pub left_out: Vec<RawFile>,
}

/// An issue with its place in time.
pub(super) struct Dated {
    pub file: RawFile,
    pub day: Date,
    pub published: Timestamp,
    pub updated: Option<Timestamp>,
    pub future: bool,
}

/// Sorts the files: what is published, in order, and what is not.
pub(super) fn sort_out(files: Vec<RawFile>, config: &Config, options: &Options, report: &mut Report) -> Published {
    let today = options.today.end(&config.time_zone);
    let mut published = Published { issues: Vec::new(), pages: Vec::new(), left_out: Vec::new() };
    for file in files {
        if file.front_matter.draft && !options.drafts {
            published.left_out.push(file);
        } else if file.kind == FileKind::Page {
            published.pages.push(file);
        } else {
            let issue = date(file, config, today, report);
            if issue.future && !options.future {
                published.left_out.push(issue.file);
            } else {
                published.issues.push(issue);
            }
        }
    }
    published.issues.sort_by(|a, b| a.order().cmp(&b.order()));
    published.pages.sort_by(|a, b| (&a.name, a.source).cmp(&(&b.name, b.source)));
    published.left_out.sort_by_key(|file| file.source);
    check_identity(&published, report);
    published
}

impl Dated {
    fn order(&self) -> (Timestamp, Option<u32>, &str, SourceId) {
        (self.published, self.file.front_matter.number, &self.file.name, self.file.source)
    }
}

fn date(file: RawFile, config: &Config, today: Option<Timestamp>, report: &mut Report) -> Dated {
    let front = &file.front_matter;
    let place = front.date_span.map_or(Place::File(file.source), Place::Span);
    // An issue without a date was reported already. It stays, so that links to it are not reported as dead too.
    let written = front.date.unwrap_or(Written::Day(Date::constant(1970, 1, 1)));
    let published = instant(written, config, &place, report).unwrap_or(Timestamp::UNIX_EPOCH);
    let updated = front.updated.and_then(|updated| instant(updated, config, &place, report));
    Dated {
        day: written.day(&config.time_zone),
        published,
        updated,
        future: today.is_some_and(|t| published > t),
        file,
    }
}

fn instant(written: Written, config: &Config, place: &Place, report: &mut Report) -> Option<Timestamp> {
    let instant = written.instant(&config.time_zone);
    if instant.is_none() {
        let message = "a date of this issue cannot be placed in time";
        report.push(
            Diagnostic::new(Code::DateOutOfRange, place.clone(), message).help("use a year from 1 to 9999".to_string()),
        );
    }
    instant
}

/// Numbers, guids and names are each one issue's own: readers and links know an issue by them.
fn check_identity(published: &Published, report: &mut Report) {
    let issues: Vec<&RawFile> = published.issues.iter().map(|issue| &issue.file).collect();
    check_unique(&issues, Code::DuplicateNumber, report, |file| {
        let number = file.front_matter.number?;
        Some((number.to_string(), format!("two issues have the number {number}")))
    });
    check_unique(&issues, Code::DuplicateGuid, report, |file| {
        let guid = file.front_matter.guid.clone()?;
        let message = format!("two issues have the guid `{guid}`");
        Some((guid, message))
    });
    let by_name = |file: &RawFile| Some((file.name.clone(), format!("two files have the name `{}`", file.name)));
    check_unique(&issues, Code::DuplicateName, report, by_name);
    check_unique(&published.pages.iter().collect::<Vec<_>>(), Code::DuplicateName, report, by_name);
}

/// Reports every file whose `key` an earlier one has; `key` also words the fault.
fn check_unique(
    files: &[&RawFile],
    code: Code,
    report: &mut Report,
    key: impl Fn(&RawFile) -> Option<(String, String)>,
) {
    let mut first: HashMap<String, &RawFile> = HashMap::new();
    for &file in files {
        let Some((key, message)) = key(file) else { continue };
        if let Some(other) = first.get(&key) {
            let (place, related) = (identity_place(file, code), identity_place(other, code));
            report.push(
                Diagnostic::new(code, place, message)
                    .related(related, "the other")
                    .help("give each its own; readers and links know them by it"),
            );
        } else {
            first.insert(key, file);
        }
    }
}

fn identity_place(file: &RawFile, code: Code) -> Place {
    match file.front_matter.number_span {
        Some(span) if code == Code::DuplicateNumber => Place::Span(span),
        _ => Place::File(file.source),
    }
}
