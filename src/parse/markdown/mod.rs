//! Markdown to a [`Document`].
//!
//! One pass reads the parser's events into a row, one balances the raw HTML among them, one finds the outline, and one
//! writes the prose. Nothing recurses on the depth of the text.

mod attributes;
mod autolink;
mod citation;
mod display;
mod headings;
mod html;
mod ids;
mod lead;
mod mend;
pub mod money;
mod outline;
mod plain;
mod quotes;
mod reading;
mod references;
mod script;
mod stream;
mod target;
mod unread;
mod write;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::route::BaseUrl;
use crate::base::slug::fold;
use crate::base::source::{SourceId, Span};
use crate::parse::config::{Config, Outline};
use crate::parse::document::{Document, RawEntry};
use crate::parse::file::FileKind;
use crate::parse::front_matter::FrontMatter;
use crate::parse::tex::Macros;

pub use reading::{dollars, prose};

/// What parsing needs to know beside the text.
#[derive(Clone, Debug)]
pub struct Rules {
    pub kind: FileKind,
    /// The newsletter's outline with the issue's own over it.
    pub outline: Outline,
    /// What all `[[topics]]` are called, folded.
    pub declared: Arc<BTreeSet<String>>,
    /// The title from the front matter: an H1 that repeats it is dropped.
    pub title: String,
    /// Whether quotes and dashes become typographic ones.
    pub smart: bool,
    /// The language's quotation marks, if they are not those of English.
    pub quotes: Option<&'static quotes::Marks>,
    /// Whether there are `.bib` files to cite from.
    pub has_bibliography: bool,
    /// The newsletter's own address: links below it are links to its pages.
    pub base: Option<BaseUrl>,
    /// The newsletter's macros for formulas.
    pub macros: Macros,
}

/// What parsing takes from the config, the same for all files: nothing else of it may change a file's result.
#[derive(Clone, Debug, PartialEq)]
pub struct Conventions {
    outline: Outline,
    declared: Arc<BTreeSet<String>>,
    language: String,
    smart_punctuation: Option<bool>,
    has_bibliography: bool,
    base_url: BaseUrl,
    macros: Macros,
}

impl Conventions {
    pub fn of(config: &Config) -> Conventions {
        Conventions {
            outline: config.outline.clone(),
            declared: Arc::new(declared(config)),
            language: config.language.clone(),
            smart_punctuation: config.markdown.smart_punctuation,
            has_bibliography: !config.bibliography.files.is_empty(),
            base_url: config.base_url.clone(),
            macros: config.markdown.macros.clone(),
        }
    }
}

/// All that a section may call a topic that the config declares, folded: its name, aliases, slug and former slugs.
fn declared(config: &Config) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for topic in &config.topics {
        let others = topic.slug.iter().chain(&topic.aliases).chain(&topic.former).map(|(name, _)| name);
        names.extend(others.chain([&topic.name]).map(|name| fold(name)));
    }
    names
}

impl Rules {
    /// The rules for one file.
    pub fn of(conventions: &Conventions, front_matter: &FrontMatter, kind: FileKind) -> Rules {
        let language = front_matter.language.as_ref().unwrap_or(&conventions.language);
        let spaceless = matches!(language.split('-').next(), Some("zh" | "ja"));
        Rules {
            kind,
            outline: conventions.outline.with(&front_matter.outline.clone().unwrap_or_default()),
            declared: Arc::clone(&conventions.declared),
            title: front_matter.title.clone(),
            smart: conventions.smart_punctuation.unwrap_or(!spaceless),
            quotes: quotes::marks(language),
            has_bibliography: conventions.has_bibliography || !front_matter.bibliography.is_empty(),
            base: Some(conventions.base_url.clone()),
            macros: conventions.macros.clone(),
        }
    }
}

/// Parses a Markdown text that starts at byte `offset` of `source`.
pub fn parse(source: SourceId, text: &str, offset: usize, rules: &Rules, report: &mut Report) -> Document {
    let mended = mend::mend(text);
    let context = &mut Context { source, offset, text, rules, report, deep: false };
    let stream = stream::read(&mended, context);
    references::check(&stream, context);
    let html = html::plan(&stream, context);
    let headings = headings::read(&stream, &html, context);
    let outline = outline::read(&stream, &html, &headings, context);
    let mut document = write::write(&stream, &html, &headings, &outline, context);
    if rules.kind == FileKind::Issue && !document.entries.iter().any(RawEntry::is_of_work) {
        document.unread = unread::find(&stream, &html, context);
    }
    document
}

/// The text that is parsed, and where to report what is wrong with it.
struct Context<'c> {
    source: SourceId,
    offset: usize,
    text: &'c str,
    rules: &'c Rules,
    report: &'c mut Report,
    /// Whether too deep nesting was reported: once is enough.
    deep: bool,
}

impl Context<'_> {
    /// A place in the file from a range of the text.
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, self.offset + range.start..self.offset + range.end)
    }

    fn report(&mut self, code: Code, span: Span, message: String, help: &str) {
        self.report.push(Diagnostic::new(code, span, message).help(help));
    }

    fn warn(&mut self, code: Code, range: Range<usize>, message: String, help: Option<&str>) {
        let mut diagnostic = Diagnostic::new(code, self.span(range), message);
        diagnostic.help = help.map(str::to_string);
        self.report.push(diagnostic);
    }
}
