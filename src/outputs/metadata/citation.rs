//! Citation tags of an issue, as Google Scholar and Zotero read them. Its works are references, never the page's own.

use super::{Facts, works};
use crate::model::newsletter::{Issue, Work};
use crate::outputs::site::Site;
use crate::render::cite::{Reference, coins};
use crate::render::escape::attribute;

pub fn write(site: &Site, issue: &Issue, facts: &Facts<'_>, out: &mut String) {
    let config = &site.newsletter.config;
    let mut tag = |name: &str, content: &str| {
        out.push_str("<meta");
        attribute("name", name, out);
        attribute("content", content, out);
        out.push_str(">\n");
    };
    tag("citation_title", &issue.title);
    issue.authors.iter().for_each(|author| tag("citation_author", &author.name));
    tag("citation_publication_date", &issue.day.strftime("%Y/%m/%d").to_string());
    tag("citation_journal_title", &config.title);
    if let Some(issn) = &config.issn {
        tag("citation_issn", issn);
    }
    if let Some(number) = issue.number {
        tag("citation_issue", &number.to_string());
    }
    tag("citation_language", facts.language);
    tag("citation_fulltext_html_url", facts.url);
    for work in works(&site.newsletter, issue.entries.iter().flatten().copied()) {
        if work.ids.iter().any(|id| id.is_scholarly()) {
            tag("citation_reference", &reference(work));
        }
    }
}

/// A work as `citation_title=…; citation_author=…`.
fn reference(work: &Work) -> String {
    let reference = Reference::of(work);
    let mut out = String::new();
    let mut add = |key: &str, value: &str| {
        out.push_str(if out.is_empty() { "" } else { "; " });
        out.push_str(key);
        out.push('=');
        // A semicolon would end the value.
        out.push_str(&value.replace(';', ","));
    };
    add("citation_title", &reference.title);
    work.authors.iter().for_each(|author| add("citation_author", author));
    if let Some(venue) = &reference.venue {
        add("citation_journal_title", venue);
    }
    if let Some(date) = coins::date(&reference) {
        add("citation_publication_date", &date.replace('-', "/"));
    }
    if let Some(doi) = &reference.doi {
        add("citation_doi", doi);
    }
    if let Some(arxiv) = reference.arxiv {
        add("citation_arxiv_id", arxiv);
    }
    out
}
