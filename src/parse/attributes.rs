//! What an author says of an entry's work, beyond its ids.

use std::ops::Deref;

use crate::base::source::Span;

/// What heading attributes and a ` ```toml entry ` block say beyond ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    pub topics: Vec<(String, Option<Span>)>,
    /// Who wrote this entry, if not the issue's authors: `by=`.
    pub by: Vec<String>,
    /// The language of the work's title: `lang=`.
    pub language: Option<String>,
    /// A `.bib` key: `cite=`.
    pub cite: Option<(String, Option<Span>)>,
    pub authors: Vec<String>,
    pub venue: Option<String>,
    pub year: Option<i16>,
    /// The work's own title, where the heading is a comment's: `title` of an entry block.
    pub title: Option<String>,
    pub title_translated: Option<String>,
    /// The work was withdrawn by its publisher or its authors: `{retracted}`.
    pub retracted: bool,
}

impl Attributes {
    const NONE: &Attributes = &Attributes {
        topics: Vec::new(),
        by: Vec::new(),
        language: None,
        cite: None,
        authors: Vec::new(),
        venue: None,
        year: None,
        title: None,
        title_translated: None,
        retracted: false,
    };
}

/// The [`Attributes`] of an entry. Most entries have none, and then they take no room.
#[derive(Clone, Debug, Default)]
pub struct Said(Option<Box<Attributes>>);

impl From<Attributes> for Said {
    fn from(attributes: Attributes) -> Said {
        Said((attributes != *Attributes::NONE).then(|| Box::new(attributes)))
    }
}

impl Deref for Said {
    type Target = Attributes;

    fn deref(&self) -> &Attributes {
        self.0.as_deref().unwrap_or(Attributes::NONE)
    }
}
