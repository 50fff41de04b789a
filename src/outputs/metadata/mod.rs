//! What a page's head says of it to programs: cards for those who share it, citation tags, linked data, other languages.
//!
//! A theme gets it as one piece, because each of these is escaped in its own way.

mod cards;
mod citation;
mod linked;
mod node;

use crate::base::endonym::endonym;
use crate::model::newsletter::{Entry, EntryId, Issue, Newsletter, Translation, Work};
use crate::render::address::{self, Medium};
use crate::render::escape::attribute;
use crate::render::view::{LinkView, TranslationView};

use super::plan::{Output, Subject};
use super::site::Site;

/// What is known of a page before its metadata are written.
pub struct Facts<'a> {
    /// Without the newsletter's title; empty on the home page.
    pub title: &'a str,
    pub description: &'a str,
    pub language: &'a str,
    /// The absolute address.
    pub url: &'a str,
    pub trail: &'a [LinkView],
}

/// Everything for a page's head, as HTML.
pub fn html(site: &Site, output: &Output, facts: &Facts<'_>) -> String {
    let mut out = String::with_capacity(1024);
    if output.kind.name == "404" {
        return out;
    }
    cards::write(site, output, facts, &mut out);
    languages(site, output.subject, &mut out);
    if let Subject::Issue(id) = output.subject {
        citation::write(site, &site.newsletter[id], facts, &mut out);
    }
    linked::write(site, output, facts, &mut out);
    out
}

/// The languages of a page besides its own.
pub fn translations(site: &Site, subject: Subject) -> Vec<TranslationView> {
    let own = own_address(site, subject);
    let all = all_translations(&site.newsletter, subject).iter();
    let view = |translation: &Translation| {
        let url = address::target(&site.newsletter.config.base_url, &translation.target, own?, false, Medium::Page)?;
        let is_own = url == site.scene().href(own?);
        let title = translation.title.clone().unwrap_or_default();
        let endonym = endonym(&translation.language).to_string();
        (!is_own).then(|| TranslationView { language: translation.language.clone(), endonym, title, url })
    };
    all.filter_map(view).collect()
}

fn own_address(site: &Site, subject: Subject) -> Option<&crate::base::route::Route> {
    match subject {
        Subject::Issue(id) => Some(&site.newsletter[id].route),
        Subject::Page(id) => Some(&site.newsletter[id].route),
        _ => None,
    }
}

fn all_translations(newsletter: &Newsletter, subject: Subject) -> &[Translation] {
    match subject {
        Subject::Issue(id) => &newsletter[id].translations,
        Subject::Page(id) => &newsletter[id].translations,
        _ => &[],
    }
}

/// `hreflang` for every language; readers of none of them get the newsletter's own.
fn languages(site: &Site, subject: Subject, out: &mut String) {
    let config = &site.newsletter.config;
    let Some(own) = own_address(site, subject) else { return };
    let mut link = |language: &str, url: &str| {
        out.push_str("<link rel=\"alternate\"");
        attribute("hreflang", language, out);
        attribute("href", url, out);
        out.push_str(">\n");
    };
    for translation in all_translations(&site.newsletter, subject) {
        let Some(url) = address::target(&config.base_url, &translation.target, own, false, Medium::Feed) else {
            continue;
        };
        link(&translation.language, &url);
        if translation.language.eq_ignore_ascii_case(&config.language) {
            link("x-default", &url);
        }
    }
}

/// The works of entries, each once, in order; those that are only guessed are left out.
fn works(newsletter: &Newsletter, entries: impl Iterator<Item = EntryId>) -> Vec<&Work> {
    let told = |entry: &Entry| entry.work.filter(|_| !entry.guessed);
    let mut seen = std::collections::BTreeSet::new();
    entries
        .filter_map(|id| told(&newsletter[id]))
        .filter(|work| seen.insert(*work))
        .map(|work| &newsletter[work])
        .collect()
}

/// The absolute address of an issue's cover, unless it is a drawing, which no card shows.
fn cover(site: &Site, issue: &Issue) -> Option<String> {
    let url = super::cover::url(site, issue, Medium::Feed)?;
    let path = url.split(['?', '#']).next().unwrap_or(&url);
    (!path.to_ascii_lowercase().ends_with(".svg")).then_some(url)
}
