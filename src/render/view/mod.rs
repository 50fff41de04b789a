//! What templates see: values with documented fields, and nothing else.
//!
//! A view is made of plain values when its page is rendered. HTML fields are marked safe, so that a template prints them
//! as they are; everything else is escaped. `themes/README.md` documents every field from the tables made here.

pub mod field;
mod lists;
mod site;
mod texts;

pub use field::{Documented, Field, Html, Shared};
pub use lists::*;
pub use site::*;
pub use texts::*;

/// A name that templates see: the name, its type, its meaning.
pub type Named = (&'static str, &'static str, &'static str);

/// Every template that renders a page, which is named as the page's kind, with the names that it sees beside `site`, `page`, `t`
/// and `fixed`: name, type, meaning.
pub const TEMPLATES: &[(&str, &[Named])] = &[
    (
        "home",
        &[
            (
                "newest",
                "Option<IssueView>",
                "The newest issue, with the `summary` that lists show; none before the first.",
            ),
            ("recent", "Vec<IssueCard>", "The ten issues before it, newest first."),
            ("topics", "Vec<TopicCard>", "Every topic, in the newsletter's order."),
        ],
    ),
    (
        "archive",
        &[
            (
                "years",
                "Vec<YearView>",
                "Every year with an issue, the last first; with their issues where they fit one page.",
            ),
            ("year", "Option<YearView>", "The year that the page is about; none on the page of all."),
        ],
    ),
    ("issue", &[("issue", "IssueView", "The issue.")]),
    ("topics", &[("topics", "Vec<TopicView>", "Every topic, in the newsletter's order.")]),
    (
        "topic",
        &[
            ("topic", "TopicView", "The topic."),
            (
                "entries",
                "Vec<EntryView>",
                "Its entries on this page, newest first, each with its `excerpt` and its `issue`.",
            ),
            ("sources", "Vec<SourceView>", "The same entries, issue by issue."),
            ("essays", "Vec<IssueCard>", "Issues without entries that are about it, on the newest page."),
            ("years", "Vec<YearLink>", "The years of its entries on this page and older ones; empty where it is one."),
            ("pages", "Option<PagesView>", "Where it has several pages."),
        ],
    ),
    (
        "works",
        &[
            ("works", "Vec<WorkCard>", "The works on this page, the last that came first."),
            ("years", "Vec<YearLink>", "The years of works on this page and older ones; empty where it is one."),
            ("pages", "Option<PagesView>", "Where there are several pages."),
        ],
    ),
    (
        "work",
        &[
            ("work", "WorkView", "The work."),
            ("entries", "Vec<EntryView>", "What each issue says of it, newest first, each with its `issue`."),
        ],
    ),
    ("page", &[("text", "TextView", "The page's text.")]),
    (
        "subscribe",
        &[
            ("topics", "Vec<TopicView>", "Every topic, with its feed if it has one."),
            ("opml", "Option<String>", "The address of the list of all feeds."),
        ],
    ),
    ("404", &[]),
    ("redirect", &[("target", "String", "The absolute address that the page leads to.")]),
];

/// Every view, in the order of its documentation.
pub fn documented() -> impl Iterator<Item = &'static Documented> {
    site::VIEWS.iter().chain(lists::VIEWS).chain(texts::VIEWS)
}
