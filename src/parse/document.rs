//! What a Markdown file says, as written: prose with holes, its sections and entries, its links.

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::ident::{LinkKind, WorkId};
use crate::base::source::Span;
use crate::parse::unread::Unread;

pub use super::attributes::{Attributes, Said};
pub use super::summary::Summary;

/// HTML in which what depends on the medium or the place stays open: each hole is a typed value at an offset.
///
/// A document has one `Prose`; titles, entries and footnotes are [`Slice`]s of it.
#[derive(Debug, Default)]
pub struct Prose {
    pub html: String,
    /// In order of `at`.
    pub holes: Vec<Hole>,
}

impl Prose {
    /// The HTML of a slice, its holes open.
    pub fn of(&self, slice: Slice) -> &str {
        self.html.get(slice.start as usize..slice.end as usize).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The byte of [`Prose::html`] before which the hole is filled.
    pub at: u32,
    pub kind: HoleKind,
}

/// What a hole stands for. The numbers are indices into the document's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoleKind {
    /// An opening tag `<a …>`; its end tag is in the HTML.
    Link(u32),
    /// A whole `<img …>`.
    Image(u32),
    /// The opening tag of a plain heading: level and id depend on where it is shown.
    HeadingOpen(u32),
    HeadingClose(u32),
    /// The digit in a heading's tag of raw HTML, as written: it moves with the headings around it.
    Level(u8),
    /// A whole code block.
    Code(u32),
    /// A whole formula.
    Math(u32),
    /// A reference to a footnote; `nth` counts the references to it from 0.
    Footnote {
        note: u32,
        nth: u32,
    },
    /// A whole citation, brackets and all.
    Citation(u32),
    /// What an alert is called, in the language of the text.
    AlertTitle(Alert),
    /// The value of an attribute of raw HTML that is a URL, without its quotes.
    Url(u32),
    /// The value of an `id` (or `for`, …) attribute of raw HTML.
    Id(u32),
    /// Between these stands raw HTML that no feed may carry (script-like, embedded, drawn); `link`, if any, leads to it.
    PageOnlyOpen {
        link: Option<u32>,
    },
    PageOnlyClose,
}

/// What an alert (`> [!NOTE]`) warns of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// A piece of a [`Prose`]: a byte range of its HTML and the range of its holes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    pub start: u32,
    pub end: u32,
    pub first_hole: u32,
    pub last_hole: u32,
}

impl Slice {
    pub fn is_empty(self) -> bool {
        self.start == self.end && self.first_hole == self.last_hole
    }
}

/// A Markdown file after parsing. The source text is gone.
#[derive(Debug, Default)]
pub struct Document {
    pub prose: Prose,
    /// The body from top to bottom, as a tree.
    pub parts: Vec<Part>,
    pub sections: Vec<Section>,
    pub entries: Vec<RawEntry>,
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    pub images: Vec<Image>,
    pub code: Vec<CodeBlock>,
    pub math: Vec<Formula>,
    /// In the order of their first reference, which is their number less one.
    pub footnotes: Vec<Footnote>,
    /// What the front matter's corrections say, in their order.
    pub corrections: Vec<Slice>,
    pub citations: Vec<Citation>,
    /// Values of `id` attributes in raw HTML.
    pub html_ids: Vec<String>,
    /// Images of raw HTML that do not even say that they say nothing: `<img>` without `alt`.
    pub silent_images: Vec<Span>,
    /// What looks like entries and is none, in an issue without a work.
    pub unread: Option<Unread>,
    /// The first words of the opening prose as plain text: a description where the author gave none.
    pub opening: String,
}

impl Document {
    /// The anchors that its headings and raw HTML bring, and promotions with an id of their own. Entries have keys.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let sections = self.sections.iter().map(|section| &section.id);
        let headings = self.headings.iter().map(|heading| &heading.id);
        let promotions =
            self.entries.iter().filter(|entry| entry.aside.is_some()).filter_map(|entry| entry.id.as_deref());
        sections.chain(headings).chain(&self.html_ids).map(String::as_str).chain(promotions)
    }

    /// The first words of an entry's body.
    pub fn summary(&self, entry: &RawEntry) -> String {
        entry.summary.words(self.prose.of(entry.body))
    }
}

/// A piece of a document's body.
#[derive(Debug)]
pub enum Part {
    Prose(Slice),
    /// A section (index) and what stands below its heading.
    Section(u32, Box<[Part]>),
    Entry(u32),
    /// A list of which some items are entries. `start` is the first number of an ordered list.
    List {
        start: Option<u32>,
        items: Box<[Item]>,
    },
    /// A thematic break at top level, behind which the issue's own prose follows.
    Break,
}

/// An item of a list that holds entries.
#[derive(Debug)]
pub enum Item {
    Entry(u32),
    Prose(Slice),
}

/// A title: markup as a slice of the prose (without its link, its ordinal and its attributes), and plain text.
#[derive(Clone, Debug, Default)]
pub struct Title {
    pub html: Slice,
    pub plain: Box<str>,
    /// The ordinal that stood before it, as written: `1.1.`.
    pub ordinal: Box<str>,
}

/// A heading at a topic level.
#[derive(Debug)]
pub struct Section {
    pub title: Title,
    pub kind: SectionKind,
    /// The heading's level as shown on the issue's own page, 2 to 6.
    pub level: u8,
    /// `{#id}`, else the title's slug, unique in the document.
    pub id: String,
    /// The heading's link, if it is one: an index into [`Document::links`].
    pub link: Option<u32>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// Holds entries: its title names a topic.
    Topic,
    /// `{.aside}`: a promotion. `web` keeps it out of feeds and mail.
    Aside { web: bool },
}

/// A heading inside prose: it opens nothing.
#[derive(Debug)]
pub struct Heading {
    /// The level as shown on the document's own page, 2 to 6.
    pub level: u8,
    pub id: String,
    pub plain: String,
    pub span: Span,
}

/// What an issue says of one work, as written.
#[derive(Debug)]
pub struct RawEntry {
    pub form: EntryForm,
    /// The section it stands in; none before the first section or with `topic = false`.
    pub section: Option<u32>,
    pub title: Title,
    /// The link around the title: an index into [`Document::links`].
    pub title_link: Option<u32>,
    /// The level of its heading as shown on the issue's own page, 2 to 6; one below its section's for entries without one.
    pub level: u8,
    /// `{#id}` as written.
    pub id: Option<Box<str>>,
    /// Bracketed tags before a list entry's link: `video`, `DE`.
    pub labels: Box<[String]>,
    pub attributes: Said,
    /// Every id that the entry gives for its work, in order, each with how sure it is.
    pub claims: Box<[Claim]>,
    /// The typed links of its body, in order: code, data, a talk. Links of the claims are among them.
    pub links: Box<[TypedLink]>,
    /// What parts a list entry's title from its body, as written: ` - `, `, `, a space.
    pub separator: Box<str>,
    /// All that stands below its title (for a list entry: the item's inner HTML without its opening link; text where the
    /// item is tight).
    pub body: Slice,
    /// The first paragraph of the body that is more than links.
    pub first_paragraph: Option<Slice>,
    /// The paragraphs directly in its body that are nothing but links, all of them among [`RawEntry::links`].
    pub link_paragraphs: Box<[Slice]>,
    /// The body's first words as plain text, behind a byline, at most 300 characters, cut at a word: see [`Document::summary`].
    pub summary: Summary,
    /// `{.aside}` on the entry itself or its section: a promotion.
    pub aside: Option<Aside>,
    /// Of the title, for diagnostics.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aside {
    pub web: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryForm {
    Heading,
    ListItem,
    Paragraph,
}

/// An id that an entry gives for its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub id: WorkId,
    /// The address as written, where it came from a link.
    pub url: Option<Arc<str>>,
    pub source: ClaimSource,
    pub span: Span,
}

/// Where a claim stands, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimSource {
    /// A heading attribute or an entry block.
    Declared,
    /// The title's link.
    Title,
    /// The first untyped link of a paragraph made of links only.
    LinksOnly,
    /// A `.bib` entry that the heading cites.
    Cited,
    /// A link whose text is Paper, PDF, DOI, …: yields to the others.
    Label,
    /// It stands only in running prose, and the entry has no other link.
    Guessed,
}

/// A link of an entry, with what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedLink {
    pub kind: LinkKind,
    pub text: Box<str>,
    /// An index into [`Document::links`].
    pub link: u32,
}

/// A link as written.
#[derive(Debug)]
pub struct Link {
    pub target: Target,
    /// The work that a web address, or `work:`, leads to.
    pub work: Option<WorkId>,
    /// Few have one: it takes no more room than a pointer.
    pub title: Option<Box<Box<str>>>,
    pub span: Span,
}

/// Where a link leads, as written: nothing is looked up yet. An address that no page may carry (`javascript:`) is
/// reported, and its link is text. Small, for there are many: what is rare is boxed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An absolute address with a scheme, `mailto:` included, or one that starts with `//`.
    External(Arc<str>),
    /// `#id` on the same page.
    Fragment(Box<str>),
    /// `issue:49`, with `#entry`.
    Issue(Box<Inner>),
    /// `topic:rag`.
    Topic(Box<str>),
    /// `work:arxiv:2411.19865`.
    Work(WorkId),
    /// A path from the file's own folder, percent-decoded: another Markdown file, or a file beside it.
    File(Box<Inner>),
    /// `/about/`: an address of this site.
    Site(Box<Inner>),
}

/// An address within the newsletter: a path, or an issue's name, and what follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inner {
    pub path: String,
    pub query: Option<String>,
    pub fragment: Option<String>,
}

/// An image as written.
#[derive(Debug)]
pub struct Image {
    pub target: Target,
    pub alt: String,
    /// Its title, where it is not a figure's caption already.
    pub title: Option<String>,
    pub span: Span,
}

#[derive(Debug, PartialEq, Eq, Hash, Clone)]
pub struct CodeBlock {
    /// The info string's first word, possibly empty.
    pub language: String,
    pub text: String,
}

#[derive(Debug, PartialEq, Eq, Clone)]
pub struct Formula {
    pub tex: String,
    pub display: bool,
    pub span: Span,
}

/// A citation: `[see @chen2024, p. 3; @wei2022]`.
#[derive(Debug, PartialEq, Eq)]
pub struct Citation {
    pub items: Vec<CitedItem>,
    /// Whether it stands in a link already, and so can be none.
    pub in_link: bool,
}

/// One work that a citation names.
#[derive(Debug, PartialEq, Eq)]
pub struct CitedItem {
    /// Its `.bib` key, and where it stands.
    pub key: String,
    pub span: Span,
    /// Text before and behind it, spaces and commas included.
    pub prefix: String,
    pub suffix: String,
    pub locator: Option<Locator>,
    /// `-@key`: the sentence names the author.
    pub without_author: bool,
}

/// A place in a work: kind `page`, text `3-5`.
#[derive(Debug, PartialEq, Eq)]
pub struct Locator {
    /// What CSL calls it: `page`, `chapter`, `section`, ...
    pub kind: &'static str,
    pub text: String,
}

#[derive(Debug)]
pub struct Footnote {
    pub label: String,
    pub body: Slice,
    /// How often it is referred to in the document.
    pub references: u32,
    pub span: Span,
}

/// A date range that an issue covers.
pub type Period = (Date, Date);
