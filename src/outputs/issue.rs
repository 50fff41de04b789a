//! An issue's own page.

use tera::Value;

use crate::base::diagnostic::Diagnostic;
use crate::model::newsletter::{Issue, IssueId, Newsletter};
use crate::render::address::{self, Medium};
use crate::render::corrections;
use crate::render::notes::Notes;
use crate::render::parts;
use crate::render::scene;
use crate::render::view::{EnclosureView, Field, Html, IssueView};
use crate::render::words::{Said, Words};

use super::cover;
use super::head::Head;
use super::plan::{Kind, Origin, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "issue", optional: false, listed: true, feed: None, plan, render };

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    for (id, issue) in newsletter.issues.iter().enumerate() {
        planner.add_from(issue.route.clone(), Subject::Issue(IssueId(id as u32)), Origin::File(issue.source));
    }
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let Subject::Issue(id) = output.subject else { return Ok(()) };
    let issue = &site.newsletter[id];
    let head = Head {
        title: &issue.title,
        description: scene::summary(issue),
        language: issue.language.as_deref(),
        noindex: issue.draft || issue.future,
        above: &[("archive", Said::Issues)],
        ..Head::default()
    };
    site.template(output, head.view(site, output), [("issue", view(site, id).value())], out)
}

/// An issue with its whole text.
pub fn view(site: &Site, id: IssueId) -> IssueView {
    let (newsletter, scene) = (&site.newsletter, site.scene());
    let issue = &newsletter[id];
    let notes = Notes::all(&issue.text.document);
    let words = scene.words(issue.language.as_deref());
    let date = |day| scene::date(day, words);
    let shown = scene.whole(&issue.text, words, &issue.route, &notes, Medium::Page);
    let parts = parts::parts(scene, issue, &shown, &notes);
    let mut footnotes = String::new();
    shown.write_notes(&mut footnotes);
    let mut references = String::new();
    shown.write_references(&mut references);
    let neighbour = |id: u32| newsletter.issues.get(id as usize).map(|_| scene.issue_card(IssueId(id)));
    let zone = &newsletter.config.time_zone;
    IssueView {
        number: issue.number,
        numbered: issue.number.map(|number| words.numbered(number)),
        title: issue.title.clone(),
        url: scene.href(&issue.route),
        date: date(issue.day),
        updated: issue.updated.map(|at| date(at.to_zoned_datetime(zone.clone()).date())),
        from: issue.period.map(|(from, _)| date(from)),
        to: issue.period.map(|(_, to)| date(to)),
        summary: issue.summary.clone().unwrap_or_default(),
        authors: scene::people(&issue.authors),
        topics: issue.all_topics.iter().map(|&topic| scene.topic_card(topic)).collect(),
        cover: Html(cover::image(site, issue, Medium::Page)),
        enclosure: enclosure(site, issue),
        corrections: corrections::at_top(scene, issue),
        contents: parts::contents(issue, &parts),
        parts,
        entries: issue.entries.iter().flatten().count(),
        footnotes: Html(footnotes),
        references: Html(references),
        language: issue.language.clone().filter(|language| *language != newsletter.config.language),
        draft: issue.draft,
        future: issue.future,
        previous: id.0.checked_sub(1).and_then(neighbour),
        next: neighbour(id.0 + 1),
        t: words.value(),
        extra: Value::from_serializable(&issue.extra),
    }
}

fn enclosure(site: &Site, issue: &Issue) -> Option<EnclosureView> {
    let own = issue.enclosure.as_ref()?;
    Some(EnclosureView {
        url: address::target(&site.newsletter.config.base_url, &own.target, &issue.route, true, Medium::Page)?,
        media_type: own.media_type.clone(),
        size: size(own.length, site.scene().words(issue.language.as_deref())),
        title: own.title.clone().unwrap_or_default(),
    })
}

/// `12.3 MB`, as people count.
fn size(bytes: u64, words: &Words) -> String {
    match bytes {
        0..1_000 => words.with(Said::Bytes, &[("n", &bytes.to_string())]),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6).replace('.', words.line(Said::Decimal)),
    }
}
