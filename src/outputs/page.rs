//! Free-standing pages.

use tera::Value;

use crate::base::diagnostic::Diagnostic;
use crate::model::newsletter::{Newsletter, PageId};
use crate::render::address::Medium;
use crate::render::notes::Notes;
use crate::render::parts;
use crate::render::view::{Field, Html, TextView};

use super::head::Head;
use super::plan::{Kind, Origin, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "page", optional: false, listed: true, feed: None, plan, render };

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    for (id, page) in newsletter.pages.iter().enumerate() {
        planner.add_from(page.route.clone(), Subject::Page(PageId(id as u32)), Origin::File(page.source));
    }
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let Subject::Page(id) = output.subject else { return Ok(()) };
    let page = &site.newsletter[id];
    let notes = Notes::all(&page.text.document);
    let shown =
        site.scene().whole(&page.text, site.scene().words(page.language.as_deref()), &page.route, &notes, Medium::Page);
    let mut footnotes = String::new();
    shown.write_notes(&mut footnotes);
    let mut references = String::new();
    shown.write_references(&mut references);
    let summary = page.summary.clone().unwrap_or_default();
    let head = Head {
        title: &page.title,
        description: page.summary.as_deref().unwrap_or(&page.text.document.opening),
        language: page.language.as_deref(),
        noindex: page.draft,
        ..Head::default()
    };
    let text = TextView {
        title: page.title.clone(),
        summary,
        html: Html(parts::plain(&page.text, &shown)),
        footnotes: Html(footnotes),
        references: Html(references),
        extra: Value::from_serializable(&page.extra),
    };
    site.template(output, head.view(site, output), [("text", text.value())], out)
}
