//! The sitemap (sitemaps.org, protocol 0.9): one file, or an index of several.

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{IssueId, Newsletter};
use crate::render::xml::Xml;

use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "sitemap", optional: true, listed: false, feed: None, plan, render };

/// Addresses in one file; the protocol's own limit is 50,000.
const LIMIT: usize = 45_000;
const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

fn plan(_: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(Route::file("sitemap.xml"), Subject::Newsletter);
    let count = planner.listed();
    if count > LIMIT {
        for part in 1..=count.div_ceil(LIMIT) {
            planner.add_part(part_route(part), Subject::Newsletter, part as u32);
        }
    }
}

fn part_route(part: usize) -> Route {
    Route::file(&format!("sitemap-{part}.xml"))
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let listed: Vec<&Output> = site.plan.outputs().iter().filter(|output| listed(site, output)).collect();
    match output.part as usize {
        0 if listed.len() > LIMIT => index(site, listed.len().div_ceil(LIMIT), out),
        0 => urls(site, &listed, out),
        part => urls(site, listed.chunks(LIMIT).nth(part - 1).unwrap_or_default(), out),
    }
    Ok(())
}

/// Drafts and issues to come ask search engines to stay away, so they are not offered either.
fn listed(site: &Site, output: &Output) -> bool {
    let hidden = match output.subject {
        Subject::Issue(id) => site.newsletter[id].draft || site.newsletter[id].future,
        Subject::Page(id) => site.newsletter[id].draft,
        _ => false,
    };
    output.kind.listed && !hidden
}

fn index(site: &Site, parts: usize, out: &mut Vec<u8>) {
    Xml::document(out, |xml| {
        xml.element("sitemapindex", &[NAMESPACE], |xml| {
            for part in 1..=parts {
                let address = site.newsletter.config.base_url.absolute(&part_route(part));
                xml.element("sitemap", &[], |xml| xml.text("loc", &[], &address));
            }
        });
    });
}

fn urls(site: &Site, outputs: &[&Output], out: &mut Vec<u8>) {
    Xml::document(out, |xml| {
        xml.element("urlset", &[NAMESPACE], |xml| {
            for output in outputs {
                xml.element("url", &[], |xml| {
                    xml.text("loc", &[], &site.newsletter.config.base_url.absolute(&output.route));
                    if let Some(changed) = last_change(site, output) {
                        xml.text("lastmod", &[], &changed);
                    }
                });
            }
        });
    });
}

/// The day on which a page's content last changed, where the newsletter tells.
fn last_change(site: &Site, output: &Output) -> Option<String> {
    let newsletter = &site.newsletter;
    let issue = match output.subject {
        Subject::Issue(id) => id,
        Subject::Topic(id) if output.part == 0 => newsletter[*newsletter[id].entries.first()?].issue,
        Subject::Work(id) => newsletter[*newsletter[id].entries.last()?].issue,
        Subject::Newsletter if output.part == 0 => IssueId(newsletter.issues.len().checked_sub(1)? as u32),
        _ => return None,
    };
    let issue = &newsletter[issue];
    let zone = newsletter.config.time_zone.clone();
    Some(issue.updated.unwrap_or(issue.published).to_zoned_datetime(zone).date().to_string())
}
