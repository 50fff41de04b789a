//! Images that some readers cannot see, and images that make all readers wait.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::route::Route;
use crate::base::source::{SourceId, Span};
use crate::model::newsletter::Target;
use crate::outputs::plan::Subject;
use crate::outputs::site::Site;

use super::{summaries, texts};

/// The largest image that nobody minds, in bytes.
const LARGEST: usize = 1_000_000;

/// Reports images without alternative text, one line a file, and local images over 1 MB, one line an image.
pub fn lint(site: &Site, report: &mut Report) {
    let mut sizes = Sizes { site, known: BTreeMap::new() };
    for (source, text) in texts(&site.newsletter) {
        for span in &text.document.silent_images {
            let help = "say what it shows, for those who do not see it: `alt=\"A curve that …\"`; or `alt=\"\"` if it shows nothing";
            report.push(silent(site, source, *span, help));
        }
        for (written, found) in text.document.images.iter().zip(&text.images) {
            if written.alt.trim().is_empty() {
                let help =
                    "say between the brackets what it shows, for those who do not see it: `![A curve that …](…)`";
                report.push(silent(site, source, written.span, help));
            }
            if let Target::Route(place) = &found.target
                && sizes.is_large(&place.route)
            {
                let route = &place.route;
                let message = format!("the image `{route}` is over 1 MB");
                let help = "make it smaller: 1600 pixels in width are enough for any screen";
                let fault = Diagnostic::new(Code::LargeImage, written.span, message);
                report.push(fault.help(help).about(route.to_string()));
            }
        }
    }
    for issue in &site.newsletter.issues {
        if issue.cover.as_ref().is_some_and(|cover| cover.alt.trim().is_empty()) {
            let place = summaries::place(site, issue.source, "cover");
            let message = "this cover has no alternative text";
            let help = "write `cover_alt = \"…\"`: what the picture shows, for those who do not see it";
            let fault = Diagnostic::new(Code::MissingAlt, place, message);
            report.push(fault.help(help).about(site.sources.path(issue.source)));
        }
    }
}

fn silent(site: &Site, source: SourceId, span: Span, help: &str) -> Diagnostic {
    let fault = Diagnostic::new(Code::MissingAlt, span, "this image has no alternative text");
    fault.help(help).about(site.sources.path(source))
}

/// Which files are large, each looked at once.
struct Sizes<'a> {
    site: &'a Site,
    known: BTreeMap<SourceId, bool>,
}

impl Sizes<'_> {
    fn is_large(&mut self, route: &Route) -> bool {
        let output = self.site.plan.find(route);
        let Some(Subject::File(source)) = output.map(|output| output.subject) else { return false };
        *self.known.entry(source).or_insert_with(|| {
            let head = self.site.sources.head(source, LARGEST + 1);
            head.is_ok_and(|bytes| bytes.len() > LARGEST)
        })
    }
}
