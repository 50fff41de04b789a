//! Every text of a newsletter, read and parsed: each once, in parallel, none kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use memchr::memchr3_iter;
use rayon::prelude::*;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::base::escape::is_text;
use crate::base::source::{SourceId, Sources, Span};

use super::compact::compact;
use super::config::Config;
use super::conflict;
use super::corrections;
use super::document::Document;
use super::file::{FileKind, RawFile};
use super::front_matter::FrontMatter;
use super::markdown::{self, Conventions, Rules};
pub use super::memo::Memo;
use super::memo::{Known, Parsed};
use super::rewording::is_rewording;
use super::theme;

/// The largest Markdown file that is read, in bytes.
pub const LARGEST: usize = 16 << 20;

/// The newsletter's settings; none if there is no such file, which is reported.
pub fn config(sources: &Sources, path: &str, report: &mut Report) -> Option<Config> {
    let Some(id) = sources.find(path) else {
        let fault =
            Diagnostic::new(Code::NoConfig, Place::Path(path.to_string()), format!("there is no `{path}` here"));
        report.push(fault.help("`offprint init DIR` makes a newsletter; `--root DIR` says where one is"));
        return None;
    };
    let text = text(sources, id, report)?;
    Some(Config::read(&text, id, report))
}

/// The settings of the newsletter's theme, by name: what the theme and the default theme declare, with the config's values.
pub fn theme_settings(sources: &Sources, config: &Config, report: &mut Report) -> BTreeMap<String, toml::Value> {
    check_theme(sources, config, report);
    let mut declared = theme::Settings::new();
    for name in ["default", &config.theme.name] {
        if let Some(id) = sources.find(&format!("themes/{name}/theme.toml"))
            && let Some(text) = text(sources, id, report)
        {
            declared.extend(theme::declared(&text, id, report));
        }
    }
    theme::resolve(&config.theme, &declared, report)
}

fn check_theme(sources: &Sources, config: &Config, report: &mut Report) {
    let name = &config.theme.name;
    if sources.under(&format!("themes/{name}/")).next().is_none() {
        let place = config.theme.name_span.map_or(Place::Run, Place::Span);
        let fault = Diagnostic::new(Code::UnknownTheme, place, format!("there is no theme `{name}`"));
        report.push(fault.help(format!("a theme is a folder: `themes/{name}`; `default` is built in")));
    }
}

/// Every issue and page, in path order. What `memo` knows is not parsed again, and it learns the rest.
pub fn files(sources: &Sources, config: &Config, memo: Option<&mut Memo>, report: &mut Report) -> Vec<RawFile> {
    let conventions = Conventions::of(config);
    let named = named(sources);
    let parsed: Vec<Arc<Parsed>> = match memo {
        Some(memo) => {
            memo.keep_to(&conventions);
            remembered(sources, &named, &conventions, memo)
        }
        None => named.par_iter().map(|file| Arc::new(read(sources, file, &conventions))).collect(),
    };
    let mut files = Vec::with_capacity(parsed.len());
    for (named, parsed) in named.into_iter().zip(parsed) {
        let Parsed { content, found } = Arc::unwrap_or_clone(parsed);
        report.append(found);
        let Named { source, kind, name, folder } = named;
        files.extend(content.map(|(front_matter, document)| RawFile {
            source,
            kind,
            name,
            folder,
            front_matter,
            document,
        }));
    }
    files
}

/// A text that was read again, with other words in it.
pub struct Reworded {
    pub source: SourceId,
    /// All of its words.
    pub words: Words,
    /// What was wrong with the file, and what is wrong now.
    pub found: (Report, Report),
}

/// What may be another in a rewording.
pub struct Words {
    pub title: String,
    pub summary: Option<String>,
    pub document: Arc<Document>,
}

/// Reads a file again that `memo` knows, and that may have changed. None if more than words changed, or if it is no text
/// any more.
pub fn reword(sources: &Sources, source: SourceId, memo: &mut Memo) -> Option<Reworded> {
    let read = |bytes, kind, conventions: &Conventions| parse(bytes, source, kind, conventions);
    let (old, new) = memo.renew(sources, source, read)?;
    let ((front, before), (new_front, document)) = (old.content.as_ref()?, new.content.as_ref()?);
    let words =
        || Words { title: new_front.title.clone(), summary: new_front.summary.clone(), document: Arc::clone(document) };
    let reworded = || Reworded { source, words: words(), found: (old.found.clone(), new.found.clone()) };
    is_rewording((front, before), (new_front, document)).then(reworded)
}

/// A file that is read as an issue or a page.
struct Named {
    source: SourceId,
    kind: FileKind,
    name: String,
    folder: bool,
}

fn named(sources: &Sources) -> Vec<Named> {
    let issues = sources.under("content/issues/").map(|source| (source, FileKind::Issue));
    let pages = sources.under("content/pages/").map(|source| (source, FileKind::Page));
    let named = |(source, kind)| {
        let (name, folder) = name(sources.path(source))?;
        Some(Named { source, kind, name, folder })
    };
    issues.chain(pages).filter_map(named).collect()
}

/// The files as the memo knows them; what it does not know is parsed.
fn remembered(sources: &Sources, named: &[Named], conventions: &Conventions, memo: &mut Memo) -> Vec<Arc<Parsed>> {
    let before = &*memo;
    let known: Vec<_> = named
        .par_iter()
        .map(|file| {
            before.recall(sources, file.source, file.kind, |bytes| parse(bytes, file.source, file.kind, conventions))
        })
        .collect();
    let readable =
        named.iter().zip(&known).filter_map(|(file, known)| Some((file.source, known.as_ref().ok()?.clone())));
    memo.learn(readable.collect::<Vec<_>>());
    let parsed = |(file, known): (&Named, Result<Known, String>)| match known {
        Ok(known) => known.parsed,
        Err(error) => Arc::new(refused(unreadable(file.source, &error))),
    };
    named.iter().zip(known).map(parsed).collect()
}

/// NAME of `content/issues/NAME.md` or `content/issues/NAME/index.md`, and whether it is the latter. None for other files.
fn name(path: &str) -> Option<(String, bool)> {
    let below = path.splitn(3, '/').nth(2)?;
    let stem = below.strip_suffix(".md")?;
    match stem.strip_suffix("/index") {
        Some(name) => Some((name.to_string(), true)),
        None => Some((stem.to_string(), false)),
    }
}

fn read(sources: &Sources, file: &Named, conventions: &Conventions) -> Parsed {
    match sources.read(file.source) {
        Ok(bytes) => parse(bytes, file.source, file.kind, conventions),
        Err(error) => refused(unreadable(file.source, &error)),
    }
}

fn refused(fault: Diagnostic) -> Parsed {
    let mut found = Report::default();
    found.push(fault);
    Parsed { content: None, found }
}

/// A function of these bytes, the file's number and kind, and the conventions: see [`Memo`].
fn parse(bytes: Vec<u8>, id: SourceId, kind: FileKind, conventions: &Conventions) -> Parsed {
    let mut found = Report::default();
    let Some(text) = decode(bytes, id, &mut found) else { return Parsed { content: None, found } };
    let (front_matter, body) = FrontMatter::read(&text, id, kind, &mut found);
    let rules = Rules::of(conventions, &front_matter, kind);
    let mut document = markdown::parse(id, &text[body..], body, &rules, &mut found);
    corrections::add(&front_matter.corrections, id, &text, &rules, &mut document, &mut found);
    compact(&mut document);
    Parsed { content: Some((Arc::new(front_matter), Arc::new(document))), found }
}

/// A file's text. What cannot be read, and what is no text, is reported, and none.
pub fn text(sources: &Sources, id: SourceId, report: &mut Report) -> Option<String> {
    match sources.read(id) {
        Ok(bytes) => decode(bytes, id, report),
        Err(error) => {
            report.push(unreadable(id, &error));
            None
        }
    }
}

fn unreadable(id: SourceId, error: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, id, format!("this file cannot be read: {error}"))
}

/// Bytes as text. What is too large, not UTF-8 or holds control characters is reported, and none.
fn decode(bytes: Vec<u8>, id: SourceId, report: &mut Report) -> Option<String> {
    if bytes.len() > LARGEST {
        let fault = Diagnostic::new(Code::FileTooLarge, id, "this file has more than 16 MB of text");
        report.push(fault.help("a text of that size is no reading: split it, or take data out of it"));
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => printable(text, id, report).filter(|text| !conflict::report(text, id, report)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let fault = Diagnostic::new(Code::NotUtf8, Span::new(id, at..at + 1), "this byte is not UTF-8");
            report.push(fault.help("save the file as UTF-8"));
            None
        }
    }
}

fn printable(text: String, id: SourceId, report: &mut Report) -> Option<String> {
    if !may_hold_controls(text.as_bytes()) {
        return Some(text);
    }
    let Some((at, c)) = text.char_indices().find(|&(_, c)| !is_text(c)) else { return Some(text) };
    let message = format!("the control character U+{:04X} is no text", u32::from(c));
    let fault = Diagnostic::new(Code::ControlCharacter, Span::new(id, at..at + c.len_utf8()), message);
    report.push(fault.help("remove it"));
    None
}

/// A look at the bytes of a text, many at a time: without branches, for nearly every text is free of them.
fn may_hold_controls(text: &[u8]) -> bool {
    let low = |b: u8| (b < b' ') & (b != b'\t') & (b != b'\n') & (b != b'\r') | (b == 0x7F);
    let high = |&at: &usize| match (text[at], text.get(at + 1)) {
        // U+0080 to U+009F.
        (0xC2, Some(b)) => *b < 0xA0,
        // The ends of those that close a plane, and the beginning of U+FDD0 to U+FDEF.
        (0xBF, Some(b)) => *b >= 0xBE,
        (_, b) => b == Some(&0xB7),
    };
    text.iter().fold(false, |found, &b| found | low(b)) || memchr3_iter(0xC2, 0xBF, 0xEF, text).any(|at| high(&at))
}
