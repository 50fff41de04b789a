//! Cards for those who share a page: OpenGraph (ogp.me), and what Twitter's cards add to it.

use super::{Facts, cover};
use crate::outputs::plan::{Output, Subject};
use crate::outputs::site::Site;
use crate::render::escape::attribute;

pub fn write(site: &Site, output: &Output, facts: &Facts<'_>, out: &mut String) {
    let config = &site.newsletter.config;
    let issue = match output.subject {
        Subject::Issue(id) => Some(&site.newsletter[id]),
        _ => None,
    };
    let is_article = issue.is_some() || matches!(output.subject, Subject::Page(_));
    let mut tag = |property: &str, content: &str| {
        out.push_str("<meta");
        attribute("property", property, out);
        attribute("content", content, out);
        out.push_str(">\n");
    };
    tag("og:type", if is_article { "article" } else { "website" });
    tag("og:title", if facts.title.is_empty() { &config.title } else { facts.title });
    tag("og:url", facts.url);
    tag("og:site_name", &config.title);
    // There is a page for each of thousands of works; their description stands in the head already.
    if !facts.description.is_empty() && !matches!(output.subject, Subject::Work(_)) {
        tag("og:description", facts.description);
    }
    if let Some(locale) = locale(facts.language) {
        tag("og:locale", &locale);
    }
    let image = issue.and_then(|issue| Some((cover(site, issue)?, issue.cover.as_ref()?)));
    if let Some(issue) = issue {
        tag("article:published_time", &issue.published.to_string());
        if let Some(updated) = issue.updated {
            tag("article:modified_time", &updated.to_string());
        }
        issue.all_topics.iter().for_each(|&topic| tag("article:tag", &site.newsletter[topic].name));
    }
    if let Some((url, cover)) = &image {
        tag("og:image", url);
        if let Some((width, height)) = cover.image.size {
            tag("og:image:width", &width.to_string());
            tag("og:image:height", &height.to_string());
        }
        if !cover.alt.is_empty() {
            tag("og:image:alt", &cover.alt);
        }
    }
    out.push_str("<meta name=\"twitter:card\" content=\"");
    out.push_str(if image.is_some() { "summary_large_image" } else { "summary" });
    out.push_str("\">\n");
}

/// `en_GB` for `en-GB`; OpenGraph has no word for a language without a country.
fn locale(language: &str) -> Option<String> {
    let mut parts = language.split('-');
    let first = parts.next()?.to_ascii_lowercase();
    let country = parts.find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))?;
    Some(format!("{first}_{}", country.to_ascii_uppercase()))
}
