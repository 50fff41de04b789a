//! What a page says of itself in its head.

use crate::base::route::Route;
use crate::model::newsletter::Newsletter;
use crate::render::scene::direction;
use crate::render::view::{FeedView, Html, LinkView, PageView};
use crate::render::words::Said;

use super::exports;
use super::metadata::{self, Facts};
use super::plan::{Output, Subject};
use super::rss;
use super::site::Site;

/// What goes into a page's head beside its kind and address.
#[derive(Default)]
pub struct Head<'a> {
    /// Empty: the newsletter's title alone.
    pub title: &'a str,
    pub description: &'a str,
    pub language: Option<&'a str>,
    pub noindex: bool,
    /// Kinds of the newsletter's pages above this one, with what they are called.
    pub above: &'a [(&'a str, Said)],
    /// Further pages above this one.
    pub trail: Vec<LinkView>,
}

impl Head<'_> {
    pub fn view(self, site: &Site, output: &Output) -> PageView {
        let config = &site.newsletter.config;
        let title =
            if self.title.is_empty() { config.title.clone() } else { format!("{} · {}", self.title, config.title) };
        let language = self.language.filter(|&language| language != config.language);
        let url = config.base_url.absolute(&output.route);
        let words = site.scene().words(None);
        let above = self.above.iter();
        let above = above.filter_map(|&(kind, title)| Some(link(site, site.plan.page(kind)?, words.line(title))));
        let trail: Vec<_> = above.chain(self.trail).collect();
        let facts = Facts {
            title: self.title,
            description: self.description,
            language: language.unwrap_or(&config.language),
            url: &url,
            trail: &trail,
        };
        PageView {
            metadata: Html(metadata::html(site, output, &facts)),
            translations: metadata::translations(site, output.subject),
            kind: output.kind.name.to_string(),
            title,
            description: self.description.to_string(),
            url: config.base_url.href(&output.route),
            canonical: url,
            direction: direction(language.unwrap_or(&config.language)).to_string(),
            language: language.map(str::to_string),
            noindex: self.noindex || site.newsletter.noindex,
            alternates: alternates(site, output.subject),
            exports: exports::views(site, output.subject),
            trail,
        }
    }
}

pub fn link(site: &Site, route: &Route, title: &str) -> LinkView {
    LinkView { title: title.to_string(), url: site.newsletter.config.base_url.href(route) }
}

/// The subject's own feeds; the newsletter's are announced everywhere.
fn alternates(site: &Site, subject: Subject) -> Vec<FeedView> {
    let own = (subject != Subject::Newsletter).then(|| site.plan.feeds(subject)).into_iter().flatten();
    own.map(|feed| feed_view(&site.newsletter, feed)).collect()
}

pub fn feed_view(newsletter: &Newsletter, output: &Output) -> FeedView {
    let base = &newsletter.config.base_url;
    let format = output.kind.feed.unwrap_or(rss::FORMAT);
    FeedView {
        title: format!("{} ({})", feed_title(newsletter, output.subject), format.name),
        format: format.name.to_string(),
        url: base.href(&output.route),
        canonical: base.absolute(&output.route),
        media_type: format.media_type.to_string(),
    }
}

/// A page's title with the number of a further page of its list.
pub fn page_title(site: &Site, title: &str, part: u32) -> String {
    match part {
        0 => title.to_string(),
        part => site.scene().words(None).with(Said::PageOf, &[("title", title), ("number", &part.to_string())]),
    }
}

/// A feed's title, which tells a topic's feed from the newsletter's.
pub fn feed_title(newsletter: &Newsletter, subject: Subject) -> String {
    let title = &newsletter.config.title;
    match subject {
        Subject::Topic(topic) => format!("{title}: {}", newsletter[topic].name),
        _ => title.clone(),
    }
}
