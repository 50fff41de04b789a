//! What a newsletter is: its issues, entries, topics, works and pages, each with its address.
//!
//! Every list has one order, given at its field; ids are indices into these lists.

use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::ident::WorkId;
use crate::base::route::{BaseUrl, Route};
use crate::base::source::{SourceId, Span};
use crate::parse::bib::BibEntry;
use crate::parse::config::{Config, Person};
use crate::parse::csl::Style;
use crate::parse::document::{Document, Link, Period, Slice, Target as Written};
use crate::parse::newsletter::Words;

/// A newsletter: everything that its site is a function of. A copy shares all that is large.
#[derive(Clone)]
pub struct Newsletter {
    pub config: Arc<Config>,
    /// Search engines are asked to stay away.
    pub noindex: bool,
    /// Oldest first: by date, then number, then name.
    pub issues: Vec<Arc<Issue>>,
    /// By issue, then from top to bottom. Promotions are not among them.
    pub entries: Arc<Vec<Entry>>,
    /// Declared ones in the config's order, then the others by name.
    pub topics: Arc<Vec<Topic>>,
    /// By their first published entry.
    pub works: Arc<Vec<Work>>,
    /// By name.
    pub pages: Vec<Arc<Page>>,
    /// Files beside issues and pages that are published as they are, by route.
    pub assets: Arc<Vec<Asset>>,
    /// How citations look.
    pub style: Arc<Style>,
    /// Addresses that lead elsewhere: aliases, former topic slugs, other ids of works.
    pub redirects: Arc<Vec<Redirect>>,
}

impl Newsletter {
    /// Puts other words into a text: what differs from what it has in words alone. False where its translations call it by
    /// its title.
    #[must_use]
    pub fn reword(&mut self, source: SourceId, words: Words) -> bool {
        let Words { title, summary, document } = words;
        let is_called = |translations: &[Translation], known: &str| !translations.is_empty() && known != title;
        if let Some(issue) = self.issues.iter_mut().find(|issue| issue.source == source) {
            if is_called(&issue.translations, &issue.title) {
                return false;
            }
            let issue = Arc::make_mut(issue);
            (issue.title, issue.summary, issue.text.document) = (title, summary, document);
        } else if let Some(page) = self.pages.iter_mut().find(|page| page.source == source) {
            if is_called(&page.translations, &page.title) {
                return false;
            }
            let page = Arc::make_mut(page);
            (page.title, page.summary, page.text.document) = (title, summary, document);
        }
        true
    }

    /// Its issues while it is being made: what two newsletters share is copied first.
    pub(super) fn issues_mut(&mut self) -> impl Iterator<Item = &mut Issue> {
        self.issues.iter_mut().map(Arc::make_mut)
    }

    /// Its pages, likewise.
    pub(super) fn pages_mut(&mut self) -> impl Iterator<Item = &mut Page> {
        self.pages.iter_mut().map(Arc::make_mut)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $list:ident: $thing:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub u32);

        impl std::ops::Index<$id> for Newsletter {
            type Output = $thing;
            fn index(&self, id: $id) -> &$thing {
                &self.$list[id.0 as usize]
            }
        }
    )*};
}

ids! {
    /// An index into [`Newsletter::issues`].
    IssueId => issues: Issue;
    /// An index into [`Newsletter::entries`].
    EntryId => entries: Entry;
    /// An index into [`Newsletter::topics`].
    TopicId => topics: Topic;
    /// An index into [`Newsletter::works`].
    WorkIx => works: Work;
    /// An index into [`Newsletter::pages`].
    PageId => pages: Page;
}

/// A Markdown file's text with every link looked up.
#[derive(Clone)]
pub struct Text {
    pub document: Arc<Document>,
    /// Where those of [`Document::links`] lead that do not lead out: by their numbers, rising.
    pub inner: Vec<(u32, Target)>,
    /// One for each of [`Document::images`].
    pub images: Vec<ImageTarget>,
    /// For each of [`Document::citations`] its items' places in `references`; none where a key is unknown.
    pub citations: Vec<Vec<Option<u32>>>,
    /// Its number among the texts that cite, issues before pages; none if it has no citation.
    pub cites: Option<u32>,
    /// The `.bib` entries that it cites, by first citation.
    pub references: Vec<Arc<BibEntry>>,
}

impl Text {
    /// Where a link of the document leads; none if there is none of this number.
    pub fn link(&self, link: u32) -> Option<Target> {
        Some(self.follow(link, self.document.links.get(link as usize)?))
    }

    /// Every link of the document, and where it leads.
    pub fn links(&self) -> impl Iterator<Item = (&Link, Target)> {
        (0..).zip(&self.document.links).map(|(number, link)| (link, self.follow(number, link)))
    }

    /// The words of a correction of its own.
    pub fn correction(&self, correction: &Correction) -> Slice {
        self.document.corrections.get(correction.text as usize).copied().unwrap_or_default()
    }

    fn follow(&self, number: u32, link: &Link) -> Target {
        if let Written::External(address) = &link.target {
            return Target::External(Arc::clone(address));
        }
        let found = self.inner.binary_search_by_key(&number, |(number, _)| *number);
        found.map_or(Target::Nowhere, |index| self.inner[index].1.clone())
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// As written: another site, a mail address.
    External(Arc<str>),
    /// A place of this site.
    Route(Box<Place>),
    /// A place in the same text; an entry shown away from its issue points back to the issue's page.
    Here(Box<str>),
    /// Nowhere: reported already. Its text is shown without a link.
    Nowhere,
}

/// An output or file of this site, with query and fragment (unencoded) as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub route: Route,
    pub query: Option<String>,
    pub fragment: Option<String>,
}

impl From<Place> for Target {
    fn from(place: Place) -> Target {
        Target::Route(Box::new(place))
    }
}

impl From<&Route> for Target {
    fn from(route: &Route) -> Target {
        Place { route: route.clone(), query: None, fragment: None }.into()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageTarget {
    pub target: Target,
    /// Width and height in pixels of a local image, where they can be read.
    pub size: Option<(u32, u32)>,
}

#[derive(Clone)]
pub struct Issue {
    pub source: SourceId,
    /// The file's NAME: `content/issues/NAME.md` or `content/issues/NAME/index.md`.
    pub name: String,
    pub slug: String,
    pub route: Route,
    pub number: Option<u32>,
    pub title: String,
    /// The day in the newsletter's time zone.
    pub day: Date,
    pub published: Timestamp,
    /// When it last changed in earnest: as the author says, or by a correction.
    pub updated: Option<Timestamp>,
    pub period: Option<Period>,
    /// As the author wrote it; else nothing.
    pub summary: Option<String>,
    /// The issue's own, else the newsletter's.
    pub authors: Vec<Person>,
    /// The front matter's topics.
    pub topics: Vec<TopicId>,
    /// All topics in which the issue or one of its entries is listed, parents included, by id.
    pub all_topics: Vec<TopicId>,
    /// For each of [`Document::sections`], its topic if it has one.
    pub section_topics: Vec<Option<TopicId>>,
    /// For each of [`Document::entries`], its entry; none for a promotion.
    pub entries: Vec<Option<EntryId>>,
    pub text: Text,
    /// What its guid hangs on: `guid` verbatim, else none (then NAME counts).
    pub guid: Option<String>,
    pub cover: Option<Cover>,
    /// A file that goes with it, for those who subscribe to recordings.
    pub enclosure: Option<Enclosure>,
    /// Newest first.
    pub corrections: Vec<Correction>,
    pub language: Option<String>,
    /// The text in all its languages, its own among them, by language; empty where there is one only.
    pub translations: Vec<Translation>,
    pub draft: bool,
    /// Later than `--today`: here only because of `--future`.
    pub future: bool,
    pub extra: toml::Table,
}

#[derive(Clone, Debug)]
pub struct Cover {
    pub image: ImageTarget,
    pub alt: String,
}

/// What was wrong, and what is right.
#[derive(Clone, Debug)]
pub struct Correction {
    pub day: Date,
    /// The entry that had it wrong; none for the issue as a whole.
    pub entry: Option<EntryId>,
    /// Its words: an index into [`Document::corrections`].
    pub text: u32,
}

/// A file that goes with an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    pub target: Target,
    /// `audio/mpeg`.
    pub media_type: String,
    /// In bytes.
    pub length: u64,
    pub title: Option<String>,
}

/// What one issue says of one work. Its words are `newsletter[issue].text.document.entries[index]`.
pub struct Entry {
    pub issue: IssueId,
    /// Its place in [`Document::entries`].
    pub index: u32,
    /// Anchor on the issue's page and stable part of its guid, unique in the issue.
    pub key: String,
    /// The issue's time plus n-1-i seconds, so that order survives in readers.
    pub published: Timestamp,
    /// When it last changed in earnest: with its issue, as the author says, or by a correction of its own.
    pub updated: Option<Timestamp>,
    /// Its section's first, then the attribute's; the front matter's if it has none of its own.
    pub topics: Vec<TopicId>,
    /// None where it names no work at all.
    pub work: Option<WorkIx>,
    /// The work's id stands only in running prose.
    pub guessed: bool,
}

/// The places of an issue's entries among all.
pub(super) fn places_of(entries: &[Entry], issue: IssueId) -> Range<usize> {
    let first = entries.partition_point(|entry| entry.issue < issue);
    let count = entries[first..].iter().take_while(|entry| entry.issue == issue).count();
    first..first + count
}

pub struct Topic {
    pub name: String,
    pub slug: String,
    pub route: Route,
    pub description: String,
    pub parent: Option<TopicId>,
    pub children: Vec<TopicId>,
    /// Slugs that it had before, whose pages lead here and whose feeds go on.
    pub former: Vec<String>,
    /// Its own and its descendants', newest first: issues from the newest on, each from top to bottom, no entry twice.
    pub entries: Vec<EntryId>,
    /// Issues without entries (essays) under it or its descendants, newest first.
    pub essays: Vec<IssueId>,
    /// Whether `[[topics]]` declares it.
    pub declared: bool,
    /// Its declaration, else where it was first named.
    pub span: Span,
}

/// What entries are about, known by its ids.
///
/// What has only a URL is a work too, so that two issues' words on it are known to be about one thing; it has no page.
pub struct Work {
    /// Scholarly ids in order of first publication, of which the first makes its address; then those that only a `.bib`
    /// entry gives; then URLs.
    pub ids: Vec<WorkId>,
    /// The title of the newest entry about it, as plain text.
    pub title: String,
    /// Where readers are sent: the first scholarly id's landing page, else the address as first written.
    pub url: String,
    pub authors: Vec<String>,
    pub venue: Option<String>,
    pub year: Option<i16>,
    /// 1 to 12, of that year.
    pub month: Option<u8>,
    /// What a `.bib` file says of it: the entry that a heading cites, else the first with one of its ids.
    pub bib: Option<Arc<BibEntry>>,
    /// Oldest first.
    pub entries: Vec<EntryId>,
    /// Where its page is, if it has one: never for a bare URL, nor where every claim is a guess.
    pub route: Option<Route>,
    /// Every entry's claim on it is a guess.
    pub guessed: bool,
    /// It was withdrawn: an entry about it says so.
    pub retracted: bool,
}

#[derive(Clone)]
pub struct Page {
    pub source: SourceId,
    pub name: String,
    pub route: Route,
    pub title: String,
    pub summary: Option<String>,
    pub language: Option<String>,
    /// The text in all its languages, its own among them, by language; empty where there is one only.
    pub translations: Vec<Translation>,
    pub draft: bool,
    pub text: Text,
    pub extra: toml::Table,
}

/// A text in one of its languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// A BCP 47 tag.
    pub language: String,
    /// Its title, where it is one of ours.
    pub title: Option<String>,
    pub target: Target,
}

/// A file that is published as it is.
pub struct Asset {
    pub source: SourceId,
    pub route: Route,
}

/// An old address and where it leads.
pub struct Redirect {
    pub from: Route,
    pub to: Route,
    /// Where it was asked for.
    pub span: Option<Span>,
}

/// What a run leaves out or lets in, and its clock.
#[derive(Clone, Debug)]
pub struct Options {
    pub drafts: bool,
    pub future: bool,
    /// The last instant that counts as published; a day is resolved in the newsletter's time zone.
    pub today: crate::base::time::Written,
    pub base_url: Option<BaseUrl>,
    /// Search engines are asked to stay away: for previews.
    pub noindex: bool,
}
