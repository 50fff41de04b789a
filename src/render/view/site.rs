//! The newsletter, the page at hand, and what they are made of.

use tera::Value;

use super::field::{Html, Shared, views};

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
        feeds: Vec<Shared<FeedView>>,
        /// How to subscribe by mail: `[subscribe]`.
        mail: Option<MailView>,
        /// The theme's words in the newsletter's language. `t` has them in the language of the page.
        t: Value,
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
        /// The feeds of what it is about, to be announced in its head before `site.feeds`.
        alternates: Vec<FeedView>,
        /// Its subject's works as files for programs that manage references: an issue's, a topic's, or the newsletter's.
        exports: Vec<ExportView>,
        /// The way down from the home page, this page left out.
        trail: Vec<LinkView>,
        /// The same text in other languages.
        translations: Vec<TranslationView>,
        /// What the page says of itself to programs, for its head: cards, citation tags, linked data, other languages.
        metadata: Html,
    }

    /// A page's text in another language.
    TranslationView {
        /// A BCP 47 tag.
        language: String,
        /// What the language calls itself: `Deutsch`.
        endonym: String,
        /// Its title; empty where it stands elsewhere.
        title: String,
        /// Its address.
        url: String,
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
    }

    /// A feed.
    FeedView {
        /// Its title, which tells it from the other feeds.
        title: String,
        /// What readers call its format: `RSS`, `Atom`, `JSON Feed`.
        format: String,
        /// Its address on the site.
        url: String,
        /// Its absolute address, for pasting into a reader.
        canonical: String,
        /// Its media type: `application/rss+xml`.
        media_type: String,
    }

    /// Works as a file for programs that manage references.
    ExportView {
        /// `BibTeX`, `RIS` or `CSL-JSON`.
        title: String,
        /// Its address on the site.
        url: String,
        /// Its media type.
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
        /// For people: `9 December 2024`.
        text: String,
        /// The year.
        year: i16,
    }
}
