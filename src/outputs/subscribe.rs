//! How to subscribe, for people: all feeds with their addresses.

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::Newsletter;
use crate::render::view::Field;
use crate::render::words::Said;

use super::head::Head;
use super::opml;
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;
use super::topics;

pub const KIND: Kind = Kind { name: "subscribe", optional: true, listed: true, feed: None, plan, render };

fn plan(_: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(Route::page("subscribe"), Subject::Newsletter);
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let page = Head { title: site.scene().words(None).line(Said::Subscribe), ..Head::default() }.view(site, output);
    let opml = site.plan.page(opml::KIND.name).map(|route| site.scene().href(route));
    site.template(output, page, [("topics", topics::all(site).value()), ("opml", opml.value())], out)
}
