//! What issues had wrong: each correction with its day, and with its entry if it is about one.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::base::diagnostic::{Code, Diagnostic, Report, nearest};
use crate::base::source::Span;
use crate::parse::config::Config;
use crate::parse::front_matter::RawCorrection;

use super::newsletter::{Correction, Entry, EntryId, IssueId, Options, places_of};
use super::publication::Dated;

/// The corrections of each issue, newest first. They set the time of the last change of their issue and of their entry.
pub(super) fn correct(
    issues: &mut [Dated],
    entries: &mut [Entry],
    config: &Config,
    options: &Options,
    report: &mut Report,
) -> Vec<Vec<Correction>> {
    let today = if options.future { None } else { options.today.end(&config.time_zone) };
    let of_issue = |(index, issue): (usize, &mut Dated)| {
        let own = places_of(entries, IssueId(index as u32));
        let own = Own { issue, first: own.start as u32, entries: &mut entries[own] };
        own.corrections(config, today, report)
    };
    issues.iter_mut().enumerate().map(of_issue).collect()
}

/// An issue with its entries.
struct Own<'a> {
    issue: &'a mut Dated,
    entries: &'a mut [Entry],
    /// The first entry's id.
    first: u32,
}

impl Own<'_> {
    fn corrections(self, config: &Config, today: Option<Timestamp>, report: &mut Report) -> Vec<Correction> {
        for entry in self.entries.iter_mut() {
            entry.updated = self.issue.updated.filter(|&updated| updated > entry.published);
        }
        let front = Arc::clone(&self.issue.file.front_matter);
        let mut corrections = Vec::new();
        for (text, raw) in (0..).zip(&front.corrections) {
            let Some(at) = self.moment(raw, config, today, report) else { continue };
            let entry = raw.entry.as_ref().and_then(|(key, span)| {
                let found = self.entries.iter().position(|entry| entry.key == *key);
                if found.is_none() {
                    report.push(self.unknown(key, *span));
                }
                found
            });
            self.issue.updated = Some(later(self.issue.updated, at, self.issue.published));
            if let Some(entry) = entry.map(|index| &mut self.entries[index]) {
                entry.updated = Some(later(entry.updated, at, entry.published));
            }
            let entry = entry.map(|index| EntryId(self.first + index as u32));
            corrections.push(Correction { day: raw.date.day(&config.time_zone), entry, text });
        }
        corrections.sort_by_key(|correction| std::cmp::Reverse(correction.day));
        corrections
    }

    /// When a correction was made; none for one that is still to come. Odd dates are reported.
    fn moment(
        &self,
        raw: &RawCorrection,
        config: &Config,
        today: Option<Timestamp>,
        report: &mut Report,
    ) -> Option<Timestamp> {
        let at = raw.date.instant(&config.time_zone)?;
        if today.is_some_and(|today| at > today) {
            let message = "this correction is dated later than today and left out";
            let fault = Diagnostic::new(Code::CorrectionDate, raw.date_span, message);
            report.push(fault.help("is the year right? `--today` sets the day, `--future` shows what is to come"));
            return None;
        }
        if raw.date.day(&config.time_zone) < self.issue.day {
            let message = "this correction is dated before its issue";
            let fault = Diagnostic::new(Code::CorrectionDate, raw.date_span, message);
            report.push(fault.help("give the day on which it was made; readers learn by it that something changed"));
        }
        Some(at)
    }

    fn unknown(&self, key: &str, span: Span) -> Diagnostic {
        let keys = self.entries.iter().map(|entry| entry.key.as_str());
        let help = match nearest(key, keys) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "an entry's key is what stands behind `#` in its address; leave `entry` out for the issue as a whole"
                    .to_string()
            }
        };
        Diagnostic::new(Code::UnknownEntry, span, format!("this issue has no entry `{key}`")).help(help)
    }
}

/// The later of the last change so far and a new one, which is never before what it changes appeared.
fn later(updated: Option<Timestamp>, at: Timestamp, published: Timestamp) -> Timestamp {
    let soonest = published.checked_add(SignedDuration::from_secs(1)).unwrap_or(published);
    updated.map_or(at, |updated| updated.max(at)).max(soonest)
}
