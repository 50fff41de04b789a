//! Issues, entries, works and pages with their texts.

use tera::Value;

use super::field::{Html, Shared, views};
use super::lists::{IssueCard, TopicCard};
use super::site::{DateView, LinkView, PersonView};

views! {
    /// A link to a work or to what belongs to it.
    WorkLink {
        /// `paper`, `code`, `data`, `model`, `demo`, `video`, `slides`, `post` or `site`.
        kind: &'static str,
        /// What it is called: `arXiv`, `Code`, or the author's own words.
        text: String,
        /// What it is called where it stands alone: with the work's title.
        label: String,
        /// The address.
        url: String,
    }

    /// How to cite a work.
    CiteView {
        /// In one line, with what is known of it.
        line: String,
        /// Its BibTeX.
        bibtex: String,
    }

    /// What was wrong, and what is right.
    CorrectionView {
        /// The day of the correction.
        date: DateView,
        /// Its words.
        html: Html,
        /// At the top of an issue: the entry that had it wrong; none for the issue as a whole.
        entry: Option<LinkView>,
    }

    /// An entry: what one issue says of one work.
    EntryView {
        /// Its anchor on the issue's page.
        key: String,
        /// Its anchor on the page being rendered; empty for a promotion without one of its own.
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
        /// Whether it is an item of a list, on its issue's page.
        item: bool,
        /// Where the title leads: the work; none if it has no link.
        url: Option<String>,
        /// Its place on the issue's page.
        permalink: String,
        /// What that link is called where it stands alone, with the title: elsewhere than on the issue's page, to read on there.
        permalink_label: String,
        /// Tags before a list entry's link.
        labels: Vec<String>,
        /// What parts a list entry's title from its text, as written: `: `, ` - `, a space.
        separator: String,
        /// Who wrote the entry, if not the issue's authors.
        by: Vec<String>,
        /// The work's authors, where known.
        authors: Vec<String>,
        /// Where the work appeared, if known.
        venue: Option<String>,
        /// The work's year, if known.
        year: Option<i16>,
        /// What is known of the work, in a line: authors, of many the first; venue; year. Possibly empty, and on the work's own
        /// page, which has it itself.
        known: Html,
        /// Links to the work and what belongs to it; on the work's own page it has them itself.
        links: Vec<WorkLink>,
        /// Whether the work was withdrawn.
        retracted: bool,
        /// What this entry had wrong, newest first.
        corrections: Vec<CorrectionView>,
        /// The whole text.
        html: Html,
        /// The first paragraph.
        excerpt: Html,
        /// The text's first words, plain.
        summary: String,
        /// Its topics.
        topics: Vec<Shared<TopicCard>>,
        /// The topic of the section or the page that it is shown in, if any.
        under: Option<Shared<TopicCard>>,
        /// Its topics without that one.
        others: Vec<Shared<TopicCard>>,
        /// The work's own page, if it has one.
        work: Option<String>,
        /// How to cite the work; only on the issue's own page, and only where the work is surely known.
        cite: Option<CiteView>,
        /// What a link to that, or to the work's page, is called where it stands alone, with the title.
        cite_label: String,
        /// The work for programs that manage references: an element without content, to be printed within the entry.
        coins: Html,
        /// Other issues with an entry on the same work, oldest first.
        also: Vec<LinkView>,
        /// Whether it is a promotion.
        aside: bool,
        /// The issue it stands in; none on the issue's own page.
        issue: Option<Shared<IssueCard>>,
    }

    /// A piece of an issue's body that is prose, or an item of a list of entries that is none itself.
    ProsePart {
        /// `prose` or `item`.
        kind: &'static str,
        /// The HTML.
        html: Html,
    }

    /// The beginning of a section, in an issue's body.
    SectionPart {
        /// `section`.
        kind: &'static str,
        /// The heading's level, 2 to 6.
        level: u8,
        /// The heading's anchor.
        id: String,
        /// The title.
        title: Html,
        /// The title as plain text.
        plain: String,
        /// What a link to it is called where it stands alone.
        permalink_label: String,
        /// The ordinal before the title.
        ordinal: String,
        /// The topic that it names.
        topic: Option<Shared<TopicCard>>,
        /// Whether it is a promotion.
        aside: bool,
    }

    /// The end of a section, in an issue's body.
    SectionEnd {
        /// `end_section`.
        kind: &'static str,
        /// Whether it is a promotion.
        aside: bool,
    }

    /// Entries in an issue's body, with nothing between them.
    EntriesPart {
        /// `entries`.
        kind: &'static str,
        /// The entries.
        entries: Vec<EntryView>,
    }

    /// The beginning or the end of a list of entries, in an issue's body.
    ListPart {
        /// `list` or `end_list`.
        kind: &'static str,
        /// Whether it is ordered.
        ordered: bool,
        /// The first number of an ordered one.
        start: u32,
    }

    /// A thematic break in an issue's body.
    BreakPart {
        /// `break`.
        kind: &'static str,
    }

    /// A line of an issue's contents.
    ContentsView {
        /// The heading as plain text.
        title: String,
        /// Where it stands: `#anchor` on the issue's own page.
        url: String,
        /// Whether it is an entry below a section.
        entry: bool,
        /// Whether it is followed by entries below it.
        opens: bool,
        /// Whether it is the last of the entries below a section.
        closes: bool,
        /// Whether it is an entry whose work was withdrawn.
        retracted: bool,
    }

    /// A file that goes with an issue.
    EnclosureView {
        /// Its address.
        url: String,
        /// Its media type: `audio/mpeg`.
        media_type: String,
        /// Its size for people: `12.3 MB`.
        size: String,
        /// What it is called; possibly empty.
        title: String,
    }

    /// An issue on its own page.
    IssueView {
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
        topics: Vec<Shared<TopicCard>>,
        /// The cover's `<img>`; empty without one.
        cover: Html,
        /// A file that goes with it: a recording, a print edition.
        enclosure: Option<EnclosureView>,
        /// What it had wrong, newest first, its entries' corrections included.
        corrections: Vec<CorrectionView>,
        /// Sections and entries, for a table of contents.
        contents: Vec<ContentsView>,
        /// The body, piece by piece in reading order; their `kind` tells them apart. Sections and lists have an end of their own.
        parts: Vec<PartView>,
        /// How many entries it has.
        entries: usize,
        /// The footnotes as a list; empty without any.
        footnotes: Html,
        /// What it cites as a list; empty without any.
        references: Html,
        /// Its language where it differs from the newsletter's.
        language: Option<String>,
        /// Whether it is a draft.
        draft: bool,
        /// Whether its date is still to come.
        future: bool,
        /// The issue before it.
        previous: Option<Shared<IssueCard>>,
        /// The issue after it.
        next: Option<Shared<IssueCard>>,
        /// The theme's words in its language, for other pages that show it.
        t: Value,
        /// `[extra]` of its front matter.
        extra: Value,
    }

    /// A work on its own page.
    WorkView {
        /// Its title.
        title: String,
        /// Where readers are sent: its landing page.
        link: String,
        /// How many entries are about it, in words: `3 entries`.
        tally: String,
        /// Its ids, each with its landing page.
        ids: Vec<LinkView>,
        /// Its authors, where known.
        authors: Vec<String>,
        /// Where it appeared, if known.
        venue: Option<String>,
        /// Its year, if known.
        year: Option<i16>,
        /// What is known of it, in a line: authors, venue, year. Possibly empty.
        known: Html,
        /// Whether it was withdrawn.
        retracted: bool,
        /// How to cite it.
        cite: Option<CiteView>,
        /// The work for programs that manage references: an element without content, to be printed anywhere.
        coins: Html,
        /// Links to it and what belongs to it, from all entries.
        links: Vec<WorkLink>,
        /// Its topics, from all entries.
        topics: Vec<Shared<TopicCard>>,
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
        /// What it cites as a list; empty without any.
        references: Html,
        /// `[extra]` of its front matter.
        extra: Value,
    }
}

/// A piece of an issue's body. Each kind has the fields that it needs and no more: an issue has many pieces.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(untagged)]
pub enum PartView {
    Prose(ProsePart),
    Section(SectionPart),
    SectionEnd(SectionEnd),
    Entries(EntriesPart),
    List(ListPart),
    Break(BreakPart),
}
