//! An issue's cover, for its page, its feed items and what is told about it.

use crate::model::newsletter::Issue;
use crate::render::address::{self, Medium};
use crate::render::escape::attribute;

use super::site::Site;

/// Its address; none without a cover.
pub fn url(site: &Site, issue: &Issue, medium: Medium) -> Option<String> {
    let target = &issue.cover.as_ref()?.image.target;
    address::target(&site.newsletter.config.base_url, target, &issue.route, medium == Medium::Page, medium)
}

/// Its `<img>`; empty without a cover.
pub fn image(site: &Site, issue: &Issue, medium: Medium) -> String {
    let Some((cover, url)) = issue.cover.as_ref().zip(url(site, issue, medium)) else { return String::new() };
    let mut image = String::from("<img class=\"cover\"");
    attribute("src", &url, &mut image);
    attribute("alt", &cover.alt, &mut image);
    if let Some((width, height)) = cover.image.size {
        attribute("width", &width.to_string(), &mut image);
        attribute("height", &height.to_string(), &mut image);
    }
    image.push('>');
    image
}
