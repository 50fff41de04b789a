//! The TOML block at a file's head.

mod corrections;
mod enclosure;
mod read;
mod split;
mod translations;
mod yaml;

use crate::base::source::Span;
use crate::base::time::Written;

use super::config::{OutlineOverride, Person};
use super::document::Period;

pub use corrections::RawCorrection;
pub use enclosure::RawEnclosure;
pub use split::{Split, split};
pub use translations::{RawTranslation, Translated};

/// What stands in an issue's or a page's front matter, as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    pub title: String,
    pub title_span: Option<Span>,
    pub number: Option<u32>,
    pub number_span: Option<Span>,
    pub date: Option<Written>,
    pub date_span: Option<Span>,
    pub updated: Option<Written>,
    pub period: Option<Period>,
    pub summary: Option<String>,
    pub authors: Vec<Person>,
    pub slug: Option<(String, Span)>,
    pub guid: Option<String>,
    pub topics: Vec<(String, Span)>,
    pub cover: Option<(String, Span)>,
    pub cover_alt: Option<String>,
    pub draft: bool,
    pub aliases: Vec<(String, Span)>,
    pub language: Option<String>,
    pub outline: Option<OutlineOverride>,
    /// `.bib` files beside the file or from the root.
    pub bibliography: Vec<(String, Span)>,
    pub corrections: Vec<RawCorrection>,
    pub enclosure: Option<RawEnclosure>,
    /// By language.
    pub translations: Vec<RawTranslation>,
    pub extra: toml::Table,
}
