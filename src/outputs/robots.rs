//! `robots.txt`: where the sitemap is, and whether robots are welcome.

use crate::base::diagnostic::Diagnostic;
use crate::base::route::Route;
use crate::model::newsletter::Newsletter;

use super::plan::{Kind, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "robots", optional: true, listed: false, feed: None, plan, render };

fn plan(_: &Newsletter, planner: &mut Planner<'_>) {
    planner.add(Route::file("robots.txt"), Subject::Newsletter);
}

fn render(site: &Site, _: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let mut text = String::from("User-agent: *\n");
    text.push_str(if site.newsletter.noindex { "Disallow: /\n" } else { "Allow: /\n" });
    if let Some(sitemap) = site.plan.page("sitemap") {
        text.push_str(&format!("\nSitemap: {}\n", site.newsletter.config.base_url.absolute(sitemap)));
    }
    out.extend_from_slice(text.as_bytes());
    Ok(())
}
