//! Linked data in schema.org's words, as JSON-LD in a data block: no script, so that a strict policy lets it pass.

use super::node::{Node, object};
use super::{Facts, cover, works};
use crate::base::route::Route;
use crate::model::newsletter::{Issue, TopicId, Work};
use crate::outputs::list::Pages;
use crate::outputs::plan::{Output, Subject};
use crate::outputs::site::Site;
use crate::parse::config::Person;
use crate::render::cite::{Reference, coins};

pub fn write(site: &Site, output: &Output, facts: &Facts<'_>, out: &mut String) {
    let mut graph = Vec::new();
    match (output.subject, output.kind.name) {
        (Subject::Newsletter, "home") => graph.push(newsletter(site)),
        (Subject::Issue(id), _) => graph.push(issue(site, &site.newsletter[id], facts)),
        (Subject::Topic(id), _) => graph.push(topic(site, id, output.part, facts)),
        (Subject::Work(id), _) => graph.push(about(&site.newsletter[id], facts)),
        _ => {}
    }
    // There is a page for each of thousands of works: they say what they are about and no more.
    if !matches!(output.subject, Subject::Work(_)) && output.kind.name != "home" {
        graph.push(breadcrumbs(site, facts));
    }
    out.push_str("<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":");
    Node::List(graph).write(out);
    out.push_str("}</script>\n");
}

fn newsletter(site: &Site) -> Node<'_> {
    let config = &site.newsletter.config;
    let license = config.license.as_ref().filter(|license| license.contains("://"));
    object(
        "Periodical",
        [
            ("@id", periodical_id(site).into()),
            ("name", config.title.as_str().into()),
            ("url", home(site).into()),
            ("description", config.description.as_str().into()),
            ("inLanguage", config.language.as_str().into()),
            ("issn", config.issn.as_deref().into()),
            ("editor", people(&config.authors)),
            ("license", license.map(String::as_str).into()),
        ],
    )
}

fn home(site: &Site) -> String {
    site.newsletter.config.base_url.absolute(&Route::home())
}

fn periodical_id(site: &Site) -> String {
    home(site) + "#newsletter"
}

/// The newsletter where something is part of it.
fn periodical(site: &Site) -> Node<'_> {
    let config = &site.newsletter.config;
    let fields = [
        ("@id", periodical_id(site).into()),
        ("name", config.title.as_str().into()),
        ("issn", config.issn.as_deref().into()),
    ];
    object("Periodical", fields)
}

fn people<'a>(persons: &'a [Person]) -> Node<'a> {
    let person = |person: &'a Person| {
        let orcid = person.orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}"));
        object(
            "Person",
            [("name", person.name.as_str().into()), ("url", person.url.as_deref().into()), ("sameAs", orcid.into())],
        )
    };
    persons.iter().map(person).collect()
}

fn issue<'a>(site: &'a Site, issue: &'a Issue, facts: &Facts<'a>) -> Node<'a> {
    let works = works(&site.newsletter, issue.entries.iter().flatten().copied());
    object(
        "PublicationIssue",
        [
            ("@id", facts.url.into()),
            ("url", facts.url.into()),
            ("name", issue.title.as_str().into()),
            ("issueNumber", issue.number.into()),
            ("datePublished", issue.day.to_string().into()),
            ("dateModified", issue.updated.map(|at| at.to_string()).into()),
            ("description", facts.description.into()),
            ("inLanguage", facts.language.into()),
            ("author", people(&issue.authors)),
            ("image", cover(site, issue).into()),
            ("isPartOf", periodical(site)),
            // What it is about: other people's papers are no part of it.
            ("mainEntity", list(&works)),
        ],
    )
}

fn topic<'a>(site: &'a Site, id: TopicId, part: u32, facts: &Facts<'a>) -> Node<'a> {
    let topic = &site.newsletter[id];
    let pages = Pages::of(topic.entries.len(), site.newsletter.config.lists.size);
    let works = works(&site.newsletter, topic.entries[pages.range(part)].iter().copied());
    object(
        "CollectionPage",
        [
            ("@id", facts.url.into()),
            ("url", facts.url.into()),
            ("name", facts.title.into()),
            ("description", facts.description.into()),
            ("inLanguage", facts.language.into()),
            ("isPartOf", periodical(site)),
            ("mainEntity", list(&works)),
        ],
    )
}

/// A work's page: about a work, which has its own address elsewhere.
fn about<'a>(work: &'a Work, facts: &Facts<'a>) -> Node<'a> {
    let fields = [("@id", facts.url.into()), ("url", facts.url.into()), ("about", article(work))];
    object("WebPage", fields)
}

fn list<'a>(works: &[&'a Work]) -> Node<'a> {
    if works.is_empty() {
        return Node::Nothing;
    }
    let item = |(index, work): (usize, &&'a Work)| {
        object("ListItem", [("position", (index + 1).into()), ("item", article(work))])
    };
    let items: Node<'a> = works.iter().enumerate().map(item).collect();
    object("ItemList", [("numberOfItems", works.len().into()), ("itemListElement", items)])
}

fn article<'a>(work: &'a Work) -> Node<'a> {
    let reference = Reference::of(work);
    let scholarly = || work.ids.iter().filter(|id| id.is_scholarly());
    let author = |name: &'a String| object("Person", [("name", name.as_str().into())]);
    let others: Node<'_> = scholarly().map(|id| id.url()).filter(|url| *url != work.url).map(Node::from).collect();
    let venue = reference.venue.as_ref().map(|venue| object("CreativeWork", [("name", venue.clone().into())]));
    object(
        if scholarly().next().is_some() { "ScholarlyArticle" } else { "CreativeWork" },
        [
            ("@id", work.url.as_str().into()),
            ("url", work.url.as_str().into()),
            ("name", reference.title.clone().into()),
            ("author", work.authors.iter().map(author).collect()),
            ("datePublished", coins::date(&reference).into()),
            ("isPartOf", venue.into()),
            ("identifier", scholarly().map(|id| Node::from(id.label())).collect()),
            ("sameAs", others),
        ],
    )
}

/// The way from the home page to this one.
fn breadcrumbs<'a>(site: &'a Site, facts: &Facts<'a>) -> Node<'a> {
    let config = &site.newsletter.config;
    let absolute = |url: &str| format!("{}{url}", config.base_url.origin());
    let above = facts.trail.iter().map(|link| (link.title.as_str(), absolute(&link.url)));
    let steps = std::iter::once((config.title.as_str(), home(site)))
        .chain(above)
        .chain(std::iter::once((facts.title, facts.url.to_string())));
    let item = |(index, (name, url)): (usize, (&'a str, String))| {
        object("ListItem", [("position", (index + 1).into()), ("name", name.into()), ("item", url.into())])
    };
    object("BreadcrumbList", [("itemListElement", steps.enumerate().map(item).collect())])
}
