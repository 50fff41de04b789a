//! One Markdown file, read and parsed.

use std::sync::Arc;

use crate::base::source::SourceId;

use super::document::Document;
use super::front_matter::FrontMatter;

/// A Markdown file as written: an issue or a free-standing page.
#[derive(Clone, Debug)]
pub struct RawFile {
    pub source: SourceId,
    pub kind: FileKind,
    /// NAME of `content/issues/NAME.md`, `content/issues/NAME/index.md`, `content/pages/NAME.md`.
    pub name: String,
    /// Whether it is `NAME/index.md`, with its images beside it.
    pub folder: bool,
    pub front_matter: Arc<FrontMatter>,
    pub document: Arc<Document>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Issue,
    Page,
}
