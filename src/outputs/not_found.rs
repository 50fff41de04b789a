//! The page that hosts show for an address that is not there.

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::Newsletter;
use crate::render::words::Said;

use super::head::Head;
use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "404", optional: true, listed: false, feed: None, plan, render };

fn plan(_: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(Route::file("404.html"), Subject::Newsletter);
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let page = Head { title: site.scene().words(None).line(Said::NotFound), noindex: true, ..Head::default() }
        .view(site, output);
    site.template(output, page, [], out)
}
