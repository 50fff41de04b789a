//! From files as written to the newsletter that they mean.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::base::source::Sources;
use crate::parse::bibliography::Library;
use crate::parse::config::{Config, WorksOutput};
use crate::parse::csl::Style;
use crate::parse::document::Document;
use crate::parse::file::RawFile;

use super::addresses::{Address, Roll, aliases, locate};
use super::assets::assets;
use super::citations;
use super::corrections::correct;
use super::keys::keys;
use super::links::{Directory, Looked, enclosures, look_up};
use super::newsletter::{
    Cover, Entry, EntryId, Issue, IssueId, Newsletter, Options, Page, Redirect, Text, WorkIx, places_of,
};
use super::publication::{Dated, sort_out};
use super::topics::{self, IssueTopics};
use super::translations::{Translations, translations};
use super::works::{self, Catalogue, EntryIds, Spoken};

/// The newsletter that the files mean.
pub fn resolve(
    mut config: Config,
    files: Vec<RawFile>,
    library: Library,
    sources: &Sources,
    options: &Options,
    report: &mut Report,
) -> Newsletter {
    if let Some(base_url) = &options.base_url {
        config.base_url = base_url.clone();
    }
    let mut roll = locate(sort_out(files, &config, options, report), &config, report);
    let redirects = aliases(&roll);
    let assets = assets(sources, &roll, &library, report);
    let ((register, mut of_issue), ids) = report
        .both(|report| topics::assign(&config, &roll.issues, report), |report| weigh(&roll.issues, &library, report));
    let spoken = spoken(&roll.issues, &ids);
    let ((groups, works), keys) = report.both(
        |report| {
            let groups = works::join(&spoken, report);
            let works = works::shape(&spoken, &groups, config.outputs.works.unwrap_or(WorksOutput::All));
            (groups, works)
        },
        |report| each(&roll.issues, report, |index, issue, faults| keys(&issue.file.document, &ids[index], faults)),
    );
    let mut entries = entries(&roll.issues, &ids, keys, &mut of_issue, &groups.of_entries);
    let corrections = correct(&mut roll.issues, &mut entries, &config, options, report);

    let translations = translations(&roll, &config, report);
    let (covers, alts) = covers(&roll.issues);
    let enclosed: Vec<_> = roll.issues.iter().map(|issue| issue.file.front_matter.enclosure.clone()).collect();
    let Roll { issues, issue_addresses, pages, page_addresses, left_out } = roll;
    // The ids are as large as the works themselves, and of no more use.
    let (mut issues, ()) =
        rayon::join(|| write_issues(issues, issue_addresses, of_issue, &entries, &config), || drop((ids, groups)));
    for (issue, corrections) in issues.iter_mut().zip(corrections) {
        issue.corrections = corrections;
    }
    let pages = pages.into_iter().zip(page_addresses).map(|(file, address)| page(file, address));
    let mut newsletter = Newsletter {
        noindex: options.noindex,
        topics: topics::gather(&register, &mut issues, &entries).into(),
        issues: issues.into_iter().map(Arc::new).collect(),
        entries: entries.into(),
        works: works.into(),
        pages: pages.map(Arc::new).collect(),
        assets: assets.into(),
        redirects: Arc::default(),
        style: Style::read(sources, &config, report).into(),
        config: config.into(),
    };
    citations::look_up(&mut newsletter, &library, report);
    let directory = Directory::new(&newsletter, sources, &register, &left_out);
    let looked = look_up(&directory, &covers, report);
    let enclosures = enclosures(&directory, &enclosed, report);
    fill(&mut newsletter, looked, alts);
    for (issue, enclosure) in newsletter.issues_mut().zip(enclosures) {
        issue.enclosure = enclosure;
    }
    translate(&mut newsletter, translations);
    newsletter.redirects = redirected(&newsletter, &register, redirects).into();
    if newsletter.issues.is_empty() {
        let hint = Diagnostic::new(Code::NoIssues, Place::Run, "there is no issue to show");
        report.push(hint.help("`offprint new \"TITLE\"` makes one; drafts are shown with --drafts"));
    }
    newsletter
}

/// The ids of each issue's entries, promotions left out.
fn weigh(issues: &[Dated], library: &Library, report: &mut Report) -> Vec<Vec<EntryIds>> {
    let catalogue = Catalogue::of(library);
    each(issues, report, |_, issue, faults| {
        let entries = issue.file.document.entries.iter().filter(|entry| entry.aside.is_none());
        entries.map(|entry| catalogue.settle(entry, issue.file.source, faults)).collect()
    })
}

fn spoken<'a>(issues: &'a [Dated], ids: &'a [Vec<EntryIds>]) -> Vec<Spoken<'a>> {
    let mut spoken = Vec::new();
    for (index, (issue, ids)) in issues.iter().zip(ids).enumerate() {
        let entries = issue.file.document.entries.iter().filter(|entry| entry.aside.is_none());
        spoken.extend(entries.zip(ids).map(|(raw, ids)| Spoken { issue: IssueId(index as u32), raw, ids }));
    }
    spoken
}

/// All entries, each with its key, moment, topics and work.
fn entries(
    issues: &[Dated],
    ids: &[Vec<EntryIds>],
    keys: Vec<Vec<Option<String>>>,
    topics: &mut [IssueTopics],
    groups: &[Option<u32>],
) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(groups.len());
    for (index, (issue, keys)) in issues.iter().zip(keys).enumerate() {
        let count = ids[index].len();
        let kept = keys.into_iter().enumerate().filter_map(|(at, key)| Some((at, key?)));
        for (nth, ((at, key), ids)) in kept.zip(&ids[index]).enumerate() {
            entries.push(Entry {
                issue: IssueId(index as u32),
                index: at as u32,
                key,
                published: later(issue.published, count - 1 - nth),
                updated: None,
                topics: std::mem::take(&mut topics[index].entries[at]),
                work: groups[entries.len()].map(WorkIx),
                guessed: ids.guessed,
            });
        }
    }
    entries
}

fn later(instant: Timestamp, seconds: usize) -> Timestamp {
    instant.checked_add(SignedDuration::from_secs(seconds as i64)).unwrap_or(instant)
}

/// Asks one thing of every issue, on all cores; faults are reported in the issues' order.
fn each<T: Send>(
    issues: &[Dated],
    report: &mut Report,
    ask: impl Fn(usize, &Dated, &mut Vec<Diagnostic>) -> T + Sync,
) -> Vec<T> {
    let answers: Vec<(T, Vec<Diagnostic>)> = issues
        .par_iter()
        .enumerate()
        .map(|(index, issue)| {
            let mut faults = Vec::new();
            (ask(index, issue, &mut faults), faults)
        })
        .collect();
    let mut out = Vec::with_capacity(answers.len());
    for (answer, faults) in answers {
        report.extend(faults);
        out.push(answer);
    }
    out
}

type Covers = Vec<Option<(String, crate::base::source::Span)>>;

fn covers(issues: &[Dated]) -> (Covers, Vec<String>) {
    let front = issues.iter().map(|issue| &issue.file.front_matter);
    front.map(|front| (front.cover.clone(), front.cover_alt.clone().unwrap_or_default())).unzip()
}

/// The issues without what is looked up later: their links, their cover, all their topics.
fn write_issues(
    issues: Vec<Dated>,
    addresses: Vec<Address>,
    topics: Vec<IssueTopics>,
    entries: &[Entry],
    config: &Config,
) -> Vec<Issue> {
    let parts = issues.into_par_iter().zip(addresses).zip(topics).enumerate();
    parts
        .map(|(index, ((issue, address), topics))| {
            let ids = numbered(&issue.file.document, IssueId(index as u32), entries);
            write_issue(issue, address, topics, ids, config)
        })
        .collect()
}

/// For each entry of an issue's document its id; none for promotions.
fn numbered(document: &Document, issue: IssueId, entries: &[Entry]) -> Vec<Option<EntryId>> {
    let mut ids = vec![None; document.entries.len()];
    for id in places_of(entries, issue) {
        ids[entries[id].index as usize] = Some(EntryId(id as u32));
    }
    ids
}

fn write_issue(
    issue: Dated,
    address: Address,
    topics: IssueTopics,
    entries: Vec<Option<EntryId>>,
    config: &Config,
) -> Issue {
    let front = issue.file.front_matter;
    let authors = if front.authors.is_empty() { &config.authors } else { &front.authors };
    Issue {
        source: issue.file.source,
        name: issue.file.name,
        slug: address.slug,
        route: address.route,
        number: front.number,
        title: front.title.clone(),
        day: issue.day,
        published: issue.published,
        updated: issue.updated,
        period: front.period,
        summary: front.summary.clone(),
        authors: authors.clone(),
        topics: topics.front,
        all_topics: Vec::new(),
        section_topics: topics.sections,
        entries,
        text: text(issue.file.document),
        guid: front.guid.clone(),
        cover: None,
        enclosure: None,
        corrections: Vec::new(),
        language: front.language.clone(),
        translations: Vec::new(),
        draft: front.draft,
        future: issue.future,
        extra: front.extra.clone(),
    }
}

/// A text of which nothing is looked up yet.
fn text(document: Arc<Document>) -> Text {
    Text { document, inner: Vec::new(), images: Vec::new(), citations: Vec::new(), cites: None, references: Vec::new() }
}

fn page(file: RawFile, address: Address) -> Page {
    let front = file.front_matter;
    Page {
        source: file.source,
        name: file.name,
        route: address.route,
        title: front.title.clone(),
        summary: front.summary.clone(),
        language: front.language.clone(),
        translations: Vec::new(),
        draft: front.draft,
        text: text(file.document),
        extra: front.extra.clone(),
    }
}

/// Puts what was looked up into its texts: the issues', then the pages'.
fn fill(newsletter: &mut Newsletter, looked: Vec<Looked>, alts: Vec<String>) {
    let mut looked = looked.into_iter();
    for ((issue, looked), alt) in newsletter.issues_mut().zip(looked.by_ref()).zip(alts) {
        (issue.text.inner, issue.text.images) = (looked.inner, looked.images);
        issue.cover = looked.cover.map(|image| Cover { image, alt });
    }
    for (page, looked) in newsletter.pages_mut().zip(looked) {
        (page.text.inner, page.text.images) = (looked.inner, looked.images);
    }
}

fn translate(newsletter: &mut Newsletter, translations: Translations) {
    for (issue, translations) in newsletter.issues_mut().zip(translations.issues) {
        issue.translations = translations;
    }
    for (page, translations) in newsletter.pages_mut().zip(translations.pages) {
        page.translations = translations;
    }
}

/// The old addresses of issues and pages, with those of topics and works.
fn redirected(newsletter: &Newsletter, register: &topics::Register, mut all: Vec<Redirect>) -> Vec<Redirect> {
    topics::redirects(register, &newsletter.topics, &mut all);
    works::redirects(&newsletter.works, &mut all);
    all.retain(|redirect| redirect.from != redirect.to);
    all.sort_by(|a, b| (&a.from, &a.to, a.span).cmp(&(&b.from, &b.to, b.span)));
    all.dedup_by(|a, b| a.from == b.from && a.to == b.to);
    all
}
