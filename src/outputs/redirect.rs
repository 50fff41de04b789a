//! Old addresses, each a small page that leads on.

use crate::base::diagnostic::Diagnostic;
use crate::model::newsletter::Newsletter;
use crate::render::view::Field;
use crate::render::words::Said;

use super::head::Head;
use super::plan::{Kind, Origin, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "redirect", optional: false, listed: false, feed: None, plan, render };

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    for (index, redirect) in newsletter.redirects.iter().enumerate() {
        let origin = redirect.span.map_or(Origin::Kind(KIND.name), Origin::Span);
        planner.add_from(redirect.from.clone(), Subject::Redirect(index as u32), origin);
    }
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let Subject::Redirect(index) = output.subject else { return Ok(()) };
    let target = site.newsletter.config.base_url.absolute(&site.newsletter.redirects[index as usize].to);
    let page =
        Head { title: site.scene().words(None).line(Said::Moved), noindex: true, ..Head::default() }.view(site, output);
    site.template(output, page, [("target", target.value())], out)
}
