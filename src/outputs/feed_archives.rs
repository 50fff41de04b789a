//! The issues that the newsletter's feed no longer holds, in archive documents (RFC 5005, section 4).
//!
//! They are filled oldest first and written when they are full, and none says what comes behind it: a new issue rewrites
//! none.

use std::ops::Range;

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{IssueId, Newsletter};

use super::feed;
use super::plan::{Kind, Output, Planner, Subject};
use super::rss::{self, Channel};
use super::site::Site;

pub const KIND: Kind = Kind { name: "feed_archives", optional: true, listed: false, feed: None, plan, render };

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    for number in 1..=count(newsletter) {
        planner.add_part(route(number), Subject::Newsletter, number as u32);
    }
}

/// An archive holds as many issues as the feed, so that the feed has at least those that no archive holds.
fn size(newsletter: &Newsletter) -> usize {
    newsletter.config.feeds.issues.max(1)
}

/// How many are full. As long as the feed holds every issue there is nothing to archive.
fn count(newsletter: &Newsletter) -> usize {
    let issues = newsletter.issues.len();
    if issues > size(newsletter) { issues / size(newsletter) } else { 0 }
}

fn route(number: usize) -> Route {
    Route::file(&format!("archive-{number}.xml"))
}

/// The issues of an archive, oldest first.
fn issues(newsletter: &Newsletter, number: usize) -> Range<usize> {
    (number - 1) * size(newsletter)..number * size(newsletter)
}

/// Where the archive is that comes before another one, or before the newsletter's feed.
pub fn before(site: &Site, subject: Subject, archive: Option<usize>) -> Option<Route> {
    let number = match archive {
        Some(number) => number - 1,
        None => count(&site.newsletter),
    };
    let route = route(number);
    (subject == Subject::Newsletter && site.plan.find(&route).is_some_and(|output| output.kind.name == KIND.name))
        .then_some(route)
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let number = output.part as usize;
    let issues = issues(&site.newsletter, number);
    let of = &site.newsletter.issues[issues.clone()];
    let channel = Channel {
        subject: Subject::Newsletter,
        route: &output.route,
        changed: of.iter().map(|issue| issue.updated.unwrap_or(issue.published)).max(),
        archive: Some(number),
    };
    channel.document(site, out, |xml| {
        // One at a time: all together they are the whole newsletter.
        issues.rev().for_each(|index| rss::write_item(site, &feed::of_issue(site, IssueId(index as u32)), xml));
    });
    Ok(())
}
