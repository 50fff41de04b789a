//! What a newsletter links to beyond itself.

use std::collections::BTreeMap;

use crate::base::source::Span;
use crate::model::newsletter::{Newsletter, Target, Text};

/// Every web address, without its fragment, with the places of the links to it.
pub fn gather(newsletter: &Newsletter) -> BTreeMap<String, Vec<Span>> {
    let mut found = BTreeMap::new();
    let issues = newsletter.issues.iter().map(|issue| &issue.text);
    for text in issues.chain(newsletter.pages.iter().map(|page| &page.text)) {
        of_text(text, &mut found);
    }
    for entry in newsletter.entries.iter() {
        let raw = &newsletter[entry.issue].text.document.entries[entry.index as usize];
        // A title that is linked has its link in the text; one whose work is named by an id leads to the work.
        if let Some(work) = entry.work.filter(|_| raw.title_link.is_none() && !entry.guessed) {
            add(&newsletter[work].url, raw.span, &mut found);
        }
    }
    for item in &newsletter.config.menu {
        add(&item.link, item.span, &mut found);
    }
    found
}

fn of_text(text: &Text, found: &mut BTreeMap<String, Vec<Span>>) {
    let links = text.links().map(|(link, target)| (link.span, target));
    let images = text.document.images.iter().zip(&text.images).map(|(image, found)| (image.span, found.target.clone()));
    for (span, target) in links.chain(images) {
        if let Target::External(url) = target {
            add(&url, span, found);
        }
    }
}

/// `mailto:` and the like lead to no host that could be asked.
fn add(url: &str, span: Span, found: &mut BTreeMap<String, Vec<Span>>) {
    let whole = url.split('#').next().unwrap_or_default().trim();
    let whole = if whole.starts_with("//") { format!("https:{whole}") } else { whole.to_string() };
    let has_scheme = |scheme: &str| whole.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    if has_scheme("http://") || has_scheme("https://") {
        let spans = found.entry(whole).or_default();
        if spans.last() != Some(&span) {
            spans.push(span);
        }
    }
}
