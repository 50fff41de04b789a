//! What templates see: values with documented fields, and nothing else.
//!
//! A view is made of plain values when its page is rendered. HTML fields are marked safe, so that a template prints them
//! as they are; everything else is escaped. `themes/README.md` documents every field from the tables made here.

use std::sync::Arc;

use tera::Value;
use tera::value::{Key, Map};

/// HTML that is printed as it is.
#[derive(Clone, Debug, Default)]
pub struct Html(pub String);

/// What can stand in a view.
pub trait Field {
    fn value(self) -> Value;
}

macro_rules! plain_fields {
    ($($type:ty),*) => { $(impl Field for $type { fn value(self) -> Value { Value::from(self) } })* };
}

plain_fields!(bool, u8, u32, usize, i16, i64, String, &str);

impl Field for Value {
    fn value(self) -> Value {
        self
    }
}

impl Field for Html {
    fn value(self) -> Value {
        Value::safe_string(&self.0)
    }
}

impl<T: Field> Field for Option<T> {
    fn value(self) -> Value {
        self.map_or_else(Value::none, Field::value)
    }
}

impl<T: Field> Field for Vec<T> {
    fn value(self) -> Value {
        Value::from(self.into_iter().map(Field::value).collect::<Vec<Value>>())
    }
}

/// A view that many pages share: made once, then handed on.
#[derive(Clone, Debug)]
pub struct Shared(pub Arc<Value>);

impl Field for Shared {
    fn value(self) -> Value {
        (*self.0).clone()
    }
}

/// Declares a view: a struct whose fields templates read by name, and the table of them for the documentation.
macro_rules! views {
    ($($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $field:ident: $type:ty,)* })*) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Debug)]
            pub struct $name { $($(#[doc = $doc])+ pub $field: $type,)* }

            impl Field for $name {
                fn value(self) -> Value {
                    let mut map = Map::default();
                    $(map.insert(Key::Str(stringify!($field)), self.$field.value());)*
                    Value::from(map)
                }
            }
        )*

        /// Every view: its name, what it is, and its fields with type and meaning.
        #[allow(clippy::type_complexity)]
        pub const VIEWS: &[(&str, &str, &[(&str, &str, &str)])] = &[$((
            stringify!($name),
            concat!($($about,)+),
            &[$((stringify!($field), stringify!($type), concat!($($doc,)+)),)*],
        ),)*];
    };
}

views! {
    /// The newsletter, the same on every page: `site`.
    SiteView {
        /// Its title.
        title: String,
        /// Its description, possibly empty.
        description: String,
        /// A BCP 47 tag.
        language: String,
        /// `ltr` or `rtl`, by the language.
        direction: String,
        /// The address of the home page: `/` or `/news/`.
        home: String,
        /// The absolute address of the home page.
        url: String,
        /// The people behind it.
        authors: Vec<PersonView>,
        /// The licence as the config names it.
        license: Option<String>,
        /// `[[menu]]`.
        menu: Vec<LinkView>,
        /// Where the archive is, if it is built.
        archive: Option<String>,
        /// Where the list of topics is, if it is built.
        topics: Option<String>,
        /// Where the list of works is, if it is built.
        works: Option<String>,
        /// Where readers learn how to subscribe, if it is built.
        subscribe: Option<String>,
        /// The newsletter's feeds.
        feeds: Vec<FeedView>,
        /// How to subscribe by mail: `[subscribe]`.
        mail: Option<MailView>,
        /// The theme's settings, by key.
        theme: Value,
        /// `[extra]` of the config.
        extra: Value,
        /// `offprint 0.1.0`.
        generator: String,
    }

    /// The page that is being rendered: `page`.
    PageView {
        /// The kind of output, which is the template's name: `issue`.
        kind: String,
        /// For `<title>`: its own title with the newsletter's.
        title: String,
        /// For the meta description; possibly empty.
        description: String,
        /// Its address on the site.
        url: String,
        /// Its absolute address.
        canonical: String,
        /// Its language where it differs from the newsletter's.
        language: Option<String>,
        /// `ltr` or `rtl`.
        direction: String,
        /// Whether search engines are asked to leave it out.
        noindex: bool,
        /// The feeds to announce in its head, its own topic's first.
        alternates: Vec<FeedView>,
        /// The way down from the home page, this page left out.
        trail: Vec<LinkView>,
    }

    /// A person.
    PersonView {
        /// The name.
        name: String,
        /// The person's own address.
        url: Option<String>,
        /// `0000-0002-1825-0097`.
        orcid: Option<String>,
    }

    /// A link with its text.
    LinkView {
        /// The text.
        title: String,
        /// The address.
        url: String,
        /// Whether it leads to the page being rendered.
        current: bool,
    }

    /// A feed.
    FeedView {
        /// Its title, which tells it from the other feeds.
        title: String,
        /// Its address on the site.
        url: String,
        /// Its absolute address, for pasting into a reader.
        canonical: String,
        /// Its media type: `application/rss+xml`.
        media_type: String,
    }

    /// How to subscribe by mail.
    MailView {
        /// The form's target; none if there is only a link.
        action: Option<String>,
        /// The name of the address field.
        field: String,
        /// Hidden fields: title is the name, url the value.
        hidden: Vec<LinkView>,
        /// A page where one subscribes.
        url: Option<String>,
    }

    /// A day.
    DateView {
        /// `2024-12-09`.
        iso: String,
        /// For people: `9 December 2024` in English, else as `iso`.
        text: String,
        /// The year.
        year: i16,
    }

    /// An issue as lists show it.
    IssueCard {
        /// Its number.
        number: Option<u32>,
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
        topics: Vec<TopicCard>,
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
        parent: Option<TopicCard>,
        /// The topics below it.
        children: Vec<TopicCard>,
        /// Its feed, if it is built.
        feed: Option<FeedView>,
        /// The newest issue that lists something under it.
        latest: Option<DateView>,
        /// Entries and essays over time, as an inline SVG with a text alternative; empty without any.
        activity: Html,
    }

    /// A link to a work or to what belongs to it.
    WorkLink {
        /// `paper`, `code`, `data`, `model`, `demo`, `video`, `slides`, `post` or `site`.
        kind: String,
        /// What it is called: `arXiv`, `Code`, or the author's own words.
        text: String,
        /// What it is called where it stands alone: with the work's title.
        label: String,
        /// The address.
        url: String,
    }

    /// An entry: what one issue says of one work.
    EntryView {
        /// Its anchor on the issue's page.
        key: String,
        /// Its anchor on the page being rendered.
        id: String,
        /// The title, without its link.
        title: Html,
        /// The title as plain text.
        plain: String,
        /// The title in the newsletter's language, where an entry block gives it.
        translated: Option<String>,
        /// The language of the title, where an attribute gives it.
        language: Option<String>,
        /// The ordinal that stood before the title: `1.1.`.
        ordinal: String,
        /// The level of its heading on the page being rendered, 2 to 6.
        level: u8,
        /// Whether it is a list item.
        item: bool,
        /// Where the title leads: the work; none if it has no link.
        url: Option<String>,
        /// Its place on the issue's page.
        permalink: String,
        /// Tags before a list entry's link.
        labels: Vec<String>,
        /// Who wrote the entry, if not the issue's authors.
        by: Vec<String>,
        /// The work's authors, where known.
        authors: Vec<String>,
        /// Where the work appeared, if known.
        venue: Option<String>,
        /// The work's year, if known.
        year: Option<i16>,
        /// Links to the work and what belongs to it.
        links: Vec<WorkLink>,
        /// The whole text.
        html: Html,
        /// The first paragraph.
        excerpt: Html,
        /// The text's first words, plain.
        summary: String,
        /// Its topics.
        topics: Vec<TopicCard>,
        /// The work's own page, if it has one.
        work: Option<String>,
        /// Other issues with an entry on the same work, oldest first.
        also: Vec<LinkView>,
        /// Whether it is a promotion.
        aside: bool,
        /// The issue it stands in; none on the issue's own page.
        issue: Option<IssueCard>,
    }

    /// A piece of an issue's or page's body. Pieces come in reading order; sections and lists have an end of their own.
    PartView {
        /// `prose`, `section`, `end_section`, `entry`, `list`, `item`, `end_list` or `break`.
        kind: String,
        /// Of `prose` and `item`: the HTML.
        html: Html,
        /// Of `section`: the heading's level, 2 to 6.
        level: u8,
        /// Of `section`: the heading's anchor.
        id: String,
        /// Of `section`: the title.
        title: Html,
        /// Of `section`: the title as plain text.
        plain: String,
        /// Of `section`: the ordinal before the title.
        ordinal: String,
        /// Of `section`: the topic that it names.
        topic: Option<TopicCard>,
        /// Of `section` and `end_section`: whether it is a promotion.
        aside: bool,
        /// Of `list` and `end_list`: whether it is ordered.
        ordered: bool,
        /// Of an ordered `list`: its first number.
        start: u32,
        /// Of `entry`: the entry.
        entry: Option<EntryView>,
    }

    /// A line of an issue's contents.
    ContentsView {
        /// The heading as plain text.
        title: String,
        /// `#anchor`.
        url: String,
        /// Whether it is an entry below a section.
        entry: bool,
    }

    /// An issue on its own page.
    IssueView {
        /// Its number.
        number: Option<u32>,
        /// Its title.
        title: String,
        /// Its address on the site.
        url: String,
        /// When it appeared.
        date: DateView,
        /// When it was last changed in earnest.
        updated: Option<DateView>,
        /// The first day that it covers.
        from: Option<DateView>,
        /// The last day that it covers.
        to: Option<DateView>,
        /// What the author says of it; possibly empty.
        summary: String,
        /// Who wrote it.
        authors: Vec<PersonView>,
        /// Its topics.
        topics: Vec<TopicCard>,
        /// The cover's `<img>`; empty without one.
        cover: Html,
        /// Sections and entries, for a table of contents.
        contents: Vec<ContentsView>,
        /// The body.
        parts: Vec<PartView>,
        /// How many entries it has.
        entries: usize,
        /// The footnotes as a list; empty without any.
        footnotes: Html,
        /// Its language where it differs from the newsletter's.
        language: Option<String>,
        /// Whether it is a draft.
        draft: bool,
        /// The issue before it.
        previous: Option<IssueCard>,
        /// The issue after it.
        next: Option<IssueCard>,
        /// `[extra]` of its front matter.
        extra: Value,
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
        /// How many entries are about it.
        entries: usize,
        /// When the newest of them appeared.
        date: DateView,
    }

    /// A work on its own page.
    WorkView {
        /// Its title.
        title: String,
        /// Where readers are sent: its landing page.
        link: String,
        /// Its ids, each with its landing page.
        ids: Vec<LinkView>,
        /// Its authors, where known.
        authors: Vec<String>,
        /// Where it appeared, if known.
        venue: Option<String>,
        /// Its year, if known.
        year: Option<i16>,
        /// How to cite it, in one line.
        citation: String,
        /// Links to it and what belongs to it, from all entries.
        links: Vec<WorkLink>,
        /// Its topics, from all entries.
        topics: Vec<TopicCard>,
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

    /// A year of the archive.
    YearView {
        /// The year.
        year: i16,
        /// Its page.
        url: String,
        /// How many issues it has.
        count: usize,
        /// Its issues, newest first; empty where only the year is listed.
        issues: Vec<IssueCard>,
    }

    /// A free-standing page.
    TextView {
        /// Its title.
        title: String,
        /// What the author says of it; possibly empty.
        summary: String,
        /// The body.
        html: Html,
        /// The footnotes as a list; empty without any.
        footnotes: Html,
        /// `[extra]` of its front matter.
        extra: Value,
    }
}
