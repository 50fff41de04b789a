//! `offprint.toml`.

mod check;
mod outline;
mod read;
mod sections;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::base::diagnostic::Code;
use crate::base::route::{BaseUrl, Route};
use crate::base::source::Span;

use crate::parse::tex::Macros;

pub(super) use outline::read_outline;

/// The newsletter's settings, complete: every key has a value, written or default.
#[derive(Clone, Debug)]
pub struct Config {
    pub title: String,
    pub base_url: BaseUrl,
    /// Authority and date of its `tag:` URIs, as in RFC 4151: `example.org,2024-10-28`.
    pub id: Option<String>,
    pub description: String,
    /// A BCP 47 tag.
    pub language: String,
    pub time_zone: TimeZone,
    pub authors: Vec<Person>,
    pub license: Option<String>,
    pub issn: Option<String>,
    /// The output folder, from the root.
    pub output: String,
    pub theme: ThemeConfig,
    pub outline: Outline,
    pub topics: Vec<TopicDeclaration>,
    pub urls: Urls,
    pub feeds: Feeds,
    pub markdown: MarkdownConfig,
    /// Kinds of output that are switched by name; what is not named is on.
    pub outputs: Outputs,
    pub lists: Lists,
    pub bibliography: Bibliography,
    pub subscribe: Subscribe,
    pub menu: Vec<MenuItem>,
    pub allow: Vec<Code>,
    pub extra: toml::Table,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub url: Option<String>,
    /// `0000-0002-1825-0097`.
    pub orcid: Option<String>,
}

#[derive(Clone, Debug)]
pub struct ThemeConfig {
    pub name: String,
    pub name_span: Option<Span>,
    /// The keys of `[theme]` but `name`, to be checked against the theme's `theme.toml`.
    pub settings: Vec<ThemeSetting>,
}

/// A key of `[theme]` as written.
#[derive(Clone, Debug)]
pub struct ThemeSetting {
    pub name: String,
    pub name_span: Span,
    pub value: toml::Value,
    pub span: Span,
}

/// How headings, lists and paragraphs become sections and entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Levels 1 to 6 whose headings open a section; empty for `topic = false`.
    pub topic: Vec<u8>,
    pub entry: u8,
    pub list_entries: bool,
    pub paragraph_entries: bool,
    pub undeclared: Undeclared,
    /// Patterns of section titles that are no topic: `Quote*`.
    pub not_topics: Vec<String>,
    /// Link texts that mark the work's own link, beside the built-in ones.
    pub paper_labels: Vec<String>,
}

impl Default for Outline {
    fn default() -> Outline {
        Outline {
            topic: vec![2],
            entry: 3,
            list_entries: false,
            paragraph_entries: false,
            undeclared: Undeclared::Topic,
            not_topics: Vec::new(),
            paper_labels: Vec::new(),
        }
    }
}

/// What an issue's own `[outline]` changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutlineOverride {
    pub topic: Option<Vec<u8>>,
    pub entry: Option<u8>,
    pub list_entries: Option<bool>,
    pub paragraph_entries: Option<bool>,
    pub undeclared: Option<Undeclared>,
    pub not_topics: Option<Vec<String>>,
    pub paper_labels: Option<Vec<String>>,
}

impl Outline {
    /// These settings with an issue's own over them.
    pub fn with(&self, own: &OutlineOverride) -> Outline {
        let own = own.clone();
        Outline {
            topic: own.topic.unwrap_or_else(|| self.topic.clone()),
            entry: own.entry.unwrap_or(self.entry),
            list_entries: own.list_entries.unwrap_or(self.list_entries),
            paragraph_entries: own.paragraph_entries.unwrap_or(self.paragraph_entries),
            undeclared: own.undeclared.unwrap_or(self.undeclared),
            not_topics: own.not_topics.unwrap_or_else(|| self.not_topics.clone()),
            paper_labels: own.paper_labels.unwrap_or_else(|| self.paper_labels.clone()),
        }
    }
}

/// What a section's title is that no `[[topics]]` declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undeclared {
    Topic,
    Prose,
    Error,
}

/// One `[[topics]]`.
#[derive(Clone, Debug)]
pub struct TopicDeclaration {
    pub name: String,
    pub slug: Option<(String, Span)>,
    pub description: String,
    pub parent: Option<(String, Span)>,
    pub aliases: Vec<(String, Span)>,
    /// Slugs that it had before.
    pub former: Vec<(String, Span)>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Urls {
    /// A pattern such as `/issues/{slug}/`.
    pub issue: String,
    pub issue_span: Option<Span>,
}

#[derive(Clone, Debug)]
pub struct Feeds {
    pub content: FeedContent,
    /// Issues in the newsletter's feed.
    pub issues: usize,
    /// Entries in a topic's feed.
    pub entries: usize,
    pub hub: Option<String>,
    /// Old addresses that get the same bytes: route to feed name (`rss`, `atom`, `json`).
    pub aliases: Vec<(Route, String, Span)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedContent {
    Full,
    Summary,
}

#[derive(Clone, Debug, Default)]
pub struct MarkdownConfig {
    /// Curly quotes and dashes by language; off for Chinese and Japanese unless said otherwise.
    pub smart_punctuation: Option<bool>,
    /// `[markdown.math] macros`.
    pub macros: Macros,
}

#[derive(Clone, Debug, Default)]
pub struct Outputs {
    pub works: Option<WorksOutput>,
    /// Kind name to switch; the plan knows which names are kinds.
    pub switches: BTreeMap<String, (bool, Span)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorksOutput {
    None,
    All,
    /// Only works with entries in several issues have a page.
    Repeated,
}

/// `.bib` files and how citations look.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    /// Paths from the root, first one first.
    pub files: Vec<(String, Span)>,
    pub style: CiteStyle,
}

/// How citations and reference lists are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CiteStyle {
    #[default]
    Ieee,
    Apa,
    ChicagoAuthorDate,
    /// A `.csl` file: its path from the root.
    File(String, Span),
}

#[derive(Clone, Debug)]
pub struct Lists {
    /// Entries, works or issues on one page of a list.
    pub size: usize,
}

#[derive(Clone, Debug, Default)]
pub struct Subscribe {
    pub action: Option<String>,
    pub field: Option<String>,
    pub hidden: BTreeMap<String, String>,
    pub url: Option<String>,
}

#[derive(Clone, Debug)]
pub struct MenuItem {
    pub title: String,
    pub link: String,
    pub span: Span,
}
