//! The home page: the newest issue, recent ones, topics.

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{IssueId, Newsletter, TopicId};
use crate::render::scene;
use crate::render::view::{Field, IssueView};

use super::head::Head;
use super::issue;
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "home", optional: false, listed: true, feed: None, plan, render };

/// Issues listed behind the newest one.
const RECENT: usize = 10;

fn plan(_: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(Route::home(), Subject::Newsletter);
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let (newsletter, scene) = (&site.newsletter, site.scene());
    let newest_first = (0..newsletter.issues.len() as u32).rev().map(IssueId);
    let recent: Vec<_> = newest_first.clone().skip(1).take(RECENT).map(|id| scene.issue_card(id)).collect();
    let topics: Vec<_> = (0..newsletter.topics.len() as u32).map(|id| scene.topic_card(TopicId(id))).collect();
    let newest = newest_first.clone().next().map(|id| {
        let summary = scene::summary(&newsletter[id]).to_string();
        let mut view = issue::view(site, id);
        view.contents.iter_mut().for_each(|line| line.url.insert_str(0, &view.url));
        IssueView { summary, ..view }
    });
    let page = Head { description: &newsletter.config.description, ..Head::default() }.view(site, output);
    site.template(
        output,
        page,
        [("newest", newest.value()), ("recent", recent.value()), ("topics", topics.value())],
        out,
    )
}
