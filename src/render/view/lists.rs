//! Issues, topics and works as lists show them.

use super::field::{Html, Shared, views};
use super::site::{DateView, FeedView};
use super::texts::EntryView;

views! {
    /// An issue as lists show it.
    IssueCard {
        /// Its number.
        number: Option<u32>,
        /// Its number in words: `No. 49`.
        numbered: Option<String>,
        /// Its title.
        title: String,
        /// Its address on the site.
        url: String,
        /// When it appeared.
        date: DateView,
        /// The first day that it covers.
        from: Option<DateView>,
        /// The last day that it covers.
        to: Option<DateView>,
        /// What the author says of it, else its first words.
        summary: String,
        /// How many entries it has.
        entries: usize,
        /// Its topics.
        topics: Vec<Shared<TopicCard>>,
        /// Its language where it differs from the newsletter's.
        language: Option<String>,
        /// Whether it is a draft.
        draft: bool,
        /// Whether its date is still to come.
        future: bool,
    }

    /// A topic as lists show it.
    TopicCard {
        /// Its name.
        name: String,
        /// The last part of its address.
        slug: String,
        /// Its address on the site.
        url: String,
        /// How many entries it has, its children's included.
        entries: usize,
        /// How many essays it has, its children's included.
        essays: usize,
    }

    /// A topic on its own page and in the list of topics.
    TopicView {
        /// Its name.
        name: String,
        /// The last part of its address.
        slug: String,
        /// Its address on the site.
        url: String,
        /// Its description, possibly empty.
        description: String,
        /// How many entries it has, its children's included.
        entries: usize,
        /// How many essays it has, its children's included.
        essays: usize,
        /// The topic above it.
        parent: Option<Shared<TopicCard>>,
        /// The topics below it.
        children: Vec<Shared<TopicCard>>,
        /// Its feed, if it is built.
        feed: Option<FeedView>,
        /// The newest issue that lists something under it.
        latest: Option<DateView>,
        /// Entries and essays over time, as an inline SVG with a text alternative; empty without any.
        activity: Html,
    }

    /// A work in the list of works.
    WorkCard {
        /// Its title.
        title: String,
        /// Its own page.
        url: String,
        /// Its ids as people know them: `arXiv:2411.19865`.
        ids: Vec<String>,
        /// Its authors, where known.
        authors: Vec<String>,
        /// Where it appeared, if known.
        venue: Option<String>,
        /// Its year, if known.
        year: Option<i16>,
        /// What is known of it, in a line: authors, of many the first; venue; year. Possibly empty.
        known: Html,
        /// Whether it was withdrawn.
        retracted: bool,
        /// How many entries are about it.
        entries: usize,
        /// When the first of them appeared, which is its place in the list.
        since: DateView,
        /// The year of that, where it is the first of this year on the page.
        opens: Option<i16>,
        /// When the newest of them appeared.
        date: DateView,
    }

    /// What one issue has under a topic.
    SourceView {
        /// The issue.
        issue: Shared<IssueCard>,
        /// Its year, where it is the first of this year on the page.
        opens: Option<i16>,
        /// Its entries under the topic.
        entries: Vec<Shared<EntryView>>,
    }

    /// The pages of a long list. Page numbers count from the oldest.
    PagesView {
        /// The page being rendered, from 1; the newest has the highest number.
        number: usize,
        /// The page with the next newer things.
        newer: Option<String>,
        /// The page with the next older things.
        older: Option<String>,
    }

    /// A year in a long list.
    YearLink {
        /// The year.
        year: i16,
        /// Where it begins: `#_2024` on the page being rendered.
        url: String,
        /// How many things it has, on this page and older ones.
        count: usize,
    }

    /// A year of the archive.
    YearView {
        /// The year.
        year: i16,
        /// Its page.
        url: String,
        /// How many issues it has.
        count: usize,
        /// Its issues, newest first; empty where only the year is listed.
        issues: Vec<Shared<IssueCard>>,
    }
}
