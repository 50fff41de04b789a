//! Links to addresses of this site that no output has.

use crate::base::diagnostic::{Code, Diagnostic, Report, nearest};
use crate::base::route::Route;
use crate::base::source::Span;
use crate::model::newsletter::{Newsletter, Target, Text};

use super::plan::Plan;

/// So many dead links get a suggestion in one run: each is compared with every address of the site.
const SUGGESTIONS: usize = 100;

/// Reports the dead links of all texts and of the menu.
pub fn dead_links(newsletter: &Newsletter, plan: &Plan, report: &mut Report) {
    let mut search = Search { plan, addresses: Vec::new(), left: SUGGESTIONS };
    let issues = newsletter.issues.iter().map(|issue| &issue.text);
    let pages = newsletter.pages.iter().map(|page| &page.text);
    for text in issues.chain(pages) {
        search.text(text, report);
    }
    search.menu(newsletter, report);
}

struct Search<'a> {
    plan: &'a Plan,
    /// Every address of the site, once one is missed.
    addresses: Vec<String>,
    /// Suggestions left.
    left: usize,
}

impl Search<'_> {
    fn text(&mut self, text: &Text, report: &mut Report) {
        let links = text.inner.iter().map(|(link, target)| (text.document.links[*link as usize].span, target));
        let images =
            text.document.images.iter().zip(&text.images).map(|(written, found)| (written.span, &found.target));
        for (span, target) in links.chain(images) {
            if let Target::Route(place) = target
                && self.plan.find(&place.route).is_none()
            {
                report.push(self.dead(span, &place.route.to_string()));
            }
        }
    }

    fn menu(&mut self, newsletter: &Newsletter, report: &mut Report) {
        for item in &newsletter.config.menu {
            let path = item.link.split(['?', '#']).next().unwrap_or_default();
            if !path.starts_with('/') || path.starts_with("//") {
                continue;
            }
            if Route::parse(path).is_none_or(|route| self.plan.find(&route).is_none()) {
                report.push(self.dead(item.span, path));
            }
        }
    }

    fn dead(&mut self, span: Span, address: &str) -> Diagnostic {
        let fault = Diagnostic::new(Code::DeadLink, span, format!("`{address}` is no address of this site"));
        if let Some(published) = address.strip_prefix("/static").filter(|rest| rest.starts_with('/')) {
            return fault.help(format!("what stands in `static` is published at the root: `{published}`"));
        }
        match self.suggestion(address) {
            Some(route) => fault.help(format!("did you mean `{route}`?")),
            None => fault.help(
                "link to content by its file (`../issues/NAME.md`) or by `issue:49`, `topic:slug`, `work:arxiv:…`",
            ),
        }
    }

    fn suggestion(&mut self, address: &str) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        if self.addresses.is_empty() {
            self.addresses = self.plan.outputs().iter().map(|output| output.route.to_string()).collect();
        }
        nearest(address, self.addresses.iter().map(String::as_str)).map(str::to_string)
    }
}
