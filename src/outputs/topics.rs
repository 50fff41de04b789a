//! The list of topics.

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::{Newsletter, TopicId};
use crate::render::view::{Field, TopicView};
use crate::render::words::Said;

use super::head::Head;
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;
use super::topic;

pub const KIND: Kind = Kind { name: "topics", optional: true, listed: true, feed: None, plan, render };

fn plan(_: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(Route::page("topics"), Subject::Newsletter);
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let page = Head { title: site.scene().words(None).line(Said::Topics), ..Head::default() }.view(site, output);
    site.template(output, page, [("topics", all(site).value())], out)
}

/// Every topic, in the newsletter's order.
pub fn all(site: &Site) -> Vec<TopicView> {
    (0..site.newsletter.topics.len() as u32).map(|id| topic::view(site, TopicId(id))).collect()
}
