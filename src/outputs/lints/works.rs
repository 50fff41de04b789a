//! What entries say of their works, and do not say.

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::ident::{WorkId, is_at_publisher};
use crate::model::newsletter::{Entry, EntryId, Issue, IssueId, Newsletter, Target};
use crate::parse::document::{EntryForm, HoleKind, RawEntry};
use crate::parse::unread::Unread;

/// Reports, for each entry, what it lacks, and what another entry said already.
pub fn lint(newsletter: &Newsletter, report: &mut Report) {
    unread(newsletter, report);
    for (id, entry) in (0..).map(EntryId).zip(newsletter.entries.iter()) {
        unlinked(newsletter, entry, report);
        unidentified(newsletter, entry, report);
        repeated(newsletter, id, entry, report);
        covered(newsletter, entry, report);
    }
}

/// A newsletter of which no entry leads anywhere, but in whose issues there are links that look like entries' titles: its author
/// does not know the outline yet.
fn unread(newsletter: &Newsletter, report: &mut Report) {
    if newsletter.entries.iter().any(|entry| raw(newsletter, entry).is_of_work()) {
        return;
    }
    for unread in newsletter.issues.iter().filter_map(|issue| issue.text.document.unread.as_ref()) {
        let Unread { form, level, count, span } = unread;
        let what = match form {
            EntryForm::Heading => format!("{count} headings of level {level} are links"),
            EntryForm::ListItem => format!("{count} list items begin with links"),
            EntryForm::Paragraph => format!("{count} paragraphs are links"),
        };
        let how = match form {
            EntryForm::Heading if *level == 1 => "`topic = false` and `entry = 1`".to_string(),
            EntryForm::Heading => format!("`topic = {}` and `entry = {level}`", level - 1),
            EntryForm::ListItem => "`list_entries = true`".to_string(),
            EntryForm::Paragraph => "`paragraph_entries = true`".to_string(),
        };
        let fault = Diagnostic::new(Code::UnreadEntries, *span, format!("{what}, and none of them is an entry"));
        report.push(fault.help(format!("if they are meant as entries, write {how} under [outline]")).about("outline"));
    }
}

fn raw<'a>(newsletter: &'a Newsletter, entry: &Entry) -> &'a RawEntry {
    &newsletter[entry.issue].text.document.entries[entry.index as usize]
}

/// The links in an entry's text.
fn links<'a>(issue: &'a Issue, raw: &RawEntry) -> impl Iterator<Item = Target> + 'a {
    let holes = &issue.text.document.prose.holes[raw.body.first_hole as usize..raw.body.last_hole as usize];
    holes.iter().filter_map(|hole| match hole.kind {
        HoleKind::Link(link) | HoleKind::Url(link) => issue.text.link(link),
        _ => None,
    })
}

fn unlinked(newsletter: &Newsletter, entry: &Entry, report: &mut Report) {
    let raw = raw(newsletter, entry);
    if entry.work.is_none() && raw.title_link.is_none() && links(&newsletter[entry.issue], raw).next().is_none() {
        let message = format!("`{}` has no link: readers cannot go and see", raw.title.plain);
        let help = "link the title to what it is about; a section that is no topic ends in {.prose}";
        report.push(Diagnostic::new(Code::EntryWithoutLink, raw.span, message).help(help).about("links"));
    }
}

/// A post or a repository has no id but its address. A paper at a publisher has one that the address does not tell.
fn unidentified(newsletter: &Newsletter, entry: &Entry, report: &mut Report) {
    let Some(work) = entry.work.map(|work| &newsletter[work]) else { return };
    if work.ids.iter().any(WorkId::is_scholarly) || !is_at_publisher(&work.url) {
        return;
    }
    let raw = raw(newsletter, entry);
    let message = format!("`{}` is a paper of which no id is known", raw.title.plain);
    let help =
        "put {doi=…} or {arxiv=…} behind the title: then it has a page, is exported, and other issues' words join";
    report.push(Diagnostic::new(Code::UnidentifiedWork, raw.span, message).help(help).about("ids"));
}

/// Two entries of one issue on one work. Where both have the same key, that was told already.
fn repeated(newsletter: &Newsletter, id: EntryId, entry: &Entry, report: &mut Report) {
    let Some(work) = entry.work.map(|work| &newsletter[work]) else { return };
    let first = work.entries.iter().find(|&&other| newsletter[other].issue == entry.issue);
    let Some(&first) = first.filter(|&&first| first != id) else { return };
    let base = &newsletter[first].key;
    let is_numbered = entry.key.strip_prefix(base.as_str()).and_then(|rest| rest.strip_prefix('-'));
    if is_numbered.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit())) {
        return;
    }
    let raw = raw(newsletter, entry);
    let message = format!("`{}` is about the same work as another entry of this issue", raw.title.plain);
    let first = self::raw(newsletter, &newsletter[first]).span;
    let fault = Diagnostic::new(Code::RepeatedWork, raw.span, message).related(first, "the first");
    report.push(fault.help("make one entry of the two"));
}

/// A work that an earlier issue had, in what is being written: the newest issue, and what is not out yet. Whoever links to
/// the earlier words knows of them.
fn covered(newsletter: &Newsletter, entry: &Entry, report: &mut Report) {
    let issue = &newsletter[entry.issue];
    let is_newest = entry.issue == IssueId(newsletter.issues.len() as u32 - 1);
    let Some(work) = entry.work.map(|work| &newsletter[work]).filter(|_| is_newest || issue.draft || issue.future)
    else {
        return;
    };
    let before = work.entries.iter().rev().map(|&id| &newsletter[id]).find(|other| other.issue < entry.issue);
    let Some(before) = before.filter(|_| work.ids[0].is_scholarly() && !entry.guessed) else { return };
    let (raw, earlier) = (raw(newsletter, entry), &newsletter[before.issue]);
    let leads_back = |target: Target| match target {
        Target::Route(place) => place.route == earlier.route || Some(&place.route) == work.route.as_ref(),
        _ => false,
    };
    if links(issue, raw).any(leads_back) {
        return;
    }
    let named = match earlier.number {
        Some(number) => format!("issue {number}"),
        None => format!("`{}`", earlier.title),
    };
    let message = format!("{} was already covered in {named}", work.ids[0].label());
    let reference = match earlier.number {
        Some(number) => format!("issue:{number}#{}", before.key),
        None => format!("{}.md#{}", earlier.name, before.key),
    };
    let fault = Diagnostic::new(Code::CoveredBefore, raw.span, message);
    let fault = fault.help(format!("if it is meant, link to what was said: `[before]({reference})`"));
    report.push(fault.related(self::raw(newsletter, before).span, "the entry there").about(work.ids[0].key()));
}
