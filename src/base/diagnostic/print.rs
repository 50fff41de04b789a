//! Diagnostics as people read them on a console.

use std::collections::{BTreeMap, BTreeSet};

use super::excerpt::{Excerpt, Texts, safe, width};
use super::{Code, Diagnostic, Place, Report, Severity};
use crate::base::source::{SourceId, Sources};

/// Whether the console shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colour,
}

/// A report as text, in file order, an empty line behind each diagnostic. What is the same about the same subject is told
/// once, with a count, unless `all` is wanted.
pub fn print(report: &Report, sources: &Sources, style: Style, all: bool) -> String {
    let mut texts = Texts::new(sources);
    let mut out = Drawing { style, text: String::new() };
    for (diagnostic, more) in folded(&report.sorted(), sources, all) {
        out.diagnostic(diagnostic, more.as_deref(), &mut texts);
    }
    out.text
}

/// Each diagnostic that is shown, with the words for those that it stands for.
fn folded<'d>(diagnostics: &[&'d Diagnostic], sources: &Sources, all: bool) -> Vec<(&'d Diagnostic, Option<String>)> {
    let mut places: BTreeMap<(Code, &str), Vec<&Place>> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|d| !d.subject.is_empty() && !all) {
        places.entry((diagnostic.code, &diagnostic.subject)).or_default().push(&diagnostic.place);
    }
    let mut shown = Vec::new();
    for &diagnostic in diagnostics {
        if diagnostic.subject.is_empty() || all {
            shown.push((diagnostic, None));
        } else if let Some(places) = places.remove(&(diagnostic.code, diagnostic.subject.as_str())) {
            shown.push((diagnostic, more(&places, sources)));
        }
    }
    shown
}

/// "and in 298 more issues; `--all` shows them".
fn more(places: &[&Place], sources: &Sources) -> Option<String> {
    let count = places.len().checked_sub(1).filter(|count| *count > 0)?;
    let files: BTreeSet<_> = places.iter().filter_map(|place| file(place)).collect();
    let each_its_own_issue =
        files.len() == places.len() && files.iter().all(|source| sources.path(*source).starts_with("content/issues/"));
    let (one, many) = if each_its_own_issue { ("issue", "issues") } else { ("place", "places") };
    Some(match count {
        1 => format!("and in 1 more {one}; `--all` shows it"),
        _ => format!("and in {count} more {many}; `--all` shows them"),
    })
}

fn file(place: &Place) -> Option<SourceId> {
    match place {
        Place::Span(span) => Some(span.source),
        Place::File(source) => Some(*source),
        Place::Path(_) | Place::Run => None,
    }
}

/// Roles of the parts of a diagnostic, each with its colour (ECMA-48, SGR).
#[derive(Clone, Copy)]
enum Role {
    Error,
    Warning,
    Hint,
    Message,
    Frame,
}

impl Role {
    fn of(severity: Severity) -> Role {
        match severity {
            Severity::Error => Role::Error,
            Severity::Warning => Role::Warning,
            Severity::Hint => Role::Hint,
        }
    }

    fn sgr(self) -> &'static str {
        match self {
            Role::Error => "1;31",
            Role::Warning => "1;33",
            Role::Hint => "1;36",
            Role::Message => "1",
            Role::Frame => "1;34",
        }
    }
}

struct Drawing {
    style: Style,
    text: String,
}

impl Drawing {
    fn diagnostic(&mut self, diagnostic: &Diagnostic, more: Option<&str>, texts: &mut Texts<'_>) {
        let severity = diagnostic.severity();
        let role = Role::of(severity);
        self.put(role, &format!("{}[{}]", severity.name(), diagnostic.code.name()));
        self.put(Role::Message, &format!(": {}", safe(&diagnostic.message)));
        self.text.push('\n');
        let gutter = self.place(&diagnostic.place, role, texts, true);
        let notes = [("help", diagnostic.help.as_deref()), ("note", more)];
        for (label, note) in notes {
            if let Some(note) = note {
                self.note(gutter, label, note);
            }
        }
        for (place, label) in &diagnostic.related {
            self.put(Role::Message, &format!("note: {}", safe(label)));
            self.text.push('\n');
            self.place(place, Role::Frame, texts, false);
        }
        self.text.push('\n');
    }

    /// Draws a place, and says how wide the gutter beside it is.
    fn place(&mut self, place: &Place, role: Role, texts: &mut Texts<'_>, is_main: bool) -> usize {
        let Place::Span(span) = place else {
            match place {
                Place::File(source) => self.arrow(1, &texts.path(*source)),
                Place::Path(path) => self.arrow(1, &safe(path)),
                Place::Run | Place::Span(_) => {}
            }
            return 1;
        };
        let path = texts.path(span.source);
        let lines = if is_main { texts.main(span.source) } else { texts.other(span.source) };
        let Some(lines) = lines else {
            self.arrow(1, &path);
            return 1;
        };
        let at = lines.locate(*span);
        let number = at.line.to_string();
        self.arrow(number.len(), &format!("{path}:{}:{}", at.line, at.column));
        self.excerpt(&number, &lines.excerpt(*span), role);
        number.len()
    }

    fn arrow(&mut self, gutter: usize, place: &str) {
        self.text.push_str(&" ".repeat(gutter));
        self.put(Role::Frame, "--> ");
        self.text.push_str(place);
        self.text.push('\n');
    }

    /// The line with its number, and carets under what is meant.
    fn excerpt(&mut self, number: &str, excerpt: &Excerpt, role: Role) {
        let blank = format!("{} |", " ".repeat(number.len()));
        self.put(Role::Frame, &blank);
        self.text.push('\n');
        self.put(Role::Frame, &format!("{number} |"));
        self.text.push_str(&format!(" {}\n", excerpt.text));
        self.put(Role::Frame, &blank);
        let before = width(&excerpt.text[..excerpt.marked.start]);
        let carets = width(&excerpt.text[excerpt.marked.clone()]).max(1);
        self.text.push_str(&" ".repeat(before + 1));
        self.put(role, &"^".repeat(carets));
        self.text.push('\n');
    }

    /// `= help: …`, its further lines below its first.
    fn note(&mut self, gutter: usize, label: &str, note: &str) {
        let indent = " ".repeat(gutter + 1);
        self.text.push_str(&indent);
        self.put(Role::Frame, "=");
        self.put(Role::Message, &format!(" {label}"));
        let below = format!("\n{indent}{}", " ".repeat(label.len() + 4));
        self.text.push_str(&format!(": {}\n", safe(note).replace('\n', &below)));
    }

    fn put(&mut self, role: Role, text: &str) {
        match self.style {
            Style::Plain => self.text.push_str(text),
            Style::Colour => self.text.push_str(&format!("\x1b[{}m{text}\x1b[0m", role.sgr())),
        }
    }
}
