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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::source::Span;

    const PATH: &str = "content/issues/a.md";

    fn sources(files: &[(&str, &str)]) -> Sources {
        Sources::memory(files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect())
    }

    fn span(sources: &Sources, path: &str, range: std::ops::Range<usize>) -> Span {
        Span::new(sources.find(path).expect("a file"), range)
    }

    fn printed(sources: &Sources, diagnostics: Vec<Diagnostic>, all: bool) -> String {
        let mut report = Report::default();
        report.extend(diagnostics);
        print(&report, sources, Style::Plain, all)
    }

    /// The excerpt and its carets, for a place in a file of this text.
    #[track_caller]
    fn check_carets(text: &str, range: std::ops::Range<usize>, location: &str, line: &str, carets: &str) {
        let sources = sources(&[(PATH, text)]);
        let diagnostic = Diagnostic::new(Code::BadValue, span(&sources, PATH, range), "wrong");
        let printed = printed(&sources, vec![diagnostic], false);
        let rows: Vec<_> = printed.lines().collect();
        let shown: Vec<_> = rows[3..5].iter().map(|row| row.split_once("| ").map_or("", |(_, text)| text)).collect();
        assert_eq!((rows[1].trim_start(), &shown[..]), (&*format!("--> {PATH}:{location}"), &[line, carets][..]));
    }

    #[test]
    fn carets_stand_below_what_is_meant() {
        check_carets("one\ntwo three\n", 8..13, "2:5", "two three", "    ^^^^^");
        check_carets("one\r\ntwo\r\n", 5..8, "2:1", "two", "^^^");
        check_carets("\ta\tb", 3..4, "1:4", "    a    b", "         ^");
        check_carets("论文 rag", 0..6, "1:1", "论文 rag", "^^^^");
        check_carets("论文 rag", 7..10, "1:4", "论文 rag", "     ^^^");
        check_carets("a\u{1b}[31mb\u{9b}", 1..2, "1:2", "a␛[31mb\u{fffd}", " ^");
        check_carets("one\ntwo\nthree", 0..9, "1:1", "one", "^^^");
    }

    #[test]
    fn places_at_and_beyond_the_end_are_shown_as_near_as_can_be() {
        check_carets("one\n", 4..4, "2:1", "", "^");
        check_carets("one", 3..3, "1:4", "one", "   ^");
        check_carets("one", 100..200, "1:4", "one", "   ^");
        check_carets("", 7..9, "1:1", "", "^");
        check_carets("é", 1..1, "1:1", "é", "^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}here{}", "a".repeat(2_000_000), "b".repeat(3_000_000));
        let line = format!("…{}here{}…", "a".repeat(30), "b".repeat(66));
        check_carets(&text, 2_000_000..2_000_004, "1:2000001", &line, &format!("{}^^^^", " ".repeat(31)));
    }

    #[test]
    fn the_same_about_the_same_subject_is_told_once() {
        let sources = sources(&[(PATH, "x\nx\n"), ("content/issues/b.md", "x\n"), ("offprint.toml", "x\n")]);
        let at = |path: &str, at: usize| {
            Diagnostic::new(Code::UndeclaredTopic, span(&sources, path, at..at + 1), "no").about("x")
        };
        let last = |diagnostics| printed(&sources, diagnostics, false).trim_end().lines().last().map(str::to_string);
        let says = |words: &str| Some(format!("  = note: {words}"));
        assert_eq!(last(vec![at(PATH, 0)]), Some("  | ^".to_string()));
        assert_eq!(
            last(vec![at(PATH, 0), at("content/issues/b.md", 0)]),
            says("and in 1 more issue; `--all` shows it")
        );
        assert_eq!(last(vec![at(PATH, 0), at(PATH, 2)]), says("and in 1 more place; `--all` shows it"));
        let three = || vec![at("offprint.toml", 0), at(PATH, 0), at("content/issues/b.md", 0)];
        assert_eq!(last(three()), says("and in 2 more places; `--all` shows them"));
        assert_eq!(printed(&sources, three(), true).matches("hint[").count(), 3);
    }

    #[test]
    fn places_without_a_line_are_named() {
        let sources = sources(&[(PATH, "x")]);
        let diagnostics = vec![
            Diagnostic::new(Code::WriteFailed, Place::Path("public/\u{7}".to_string()), "full\u{1b}[2J"),
            Diagnostic::new(Code::NoIssues, Place::Run, "none").help("write\none"),
            Diagnostic::new(Code::BadValue, span(&sources, PATH, 0..1), "here")
                .related(Place::Path("there".to_string()), "the first\u{7}"),
        ];
        let expected = "error[bad-value]: here\n --> content/issues/a.md:1:1\n  |\n1 | x\n  | ^\nnote: the first␇\n --> there\n\n\
                        error[write-failed]: full␛[2J\n --> public/␇\n\n\
                        hint[no-issues]: none\n  = help: write\n          one\n\n";
        assert_eq!(printed(&sources, diagnostics, false), expected);
    }

    #[test]
    fn json_has_lines_and_columns() {
        let sources = sources(&[(PATH, "论文\nab\n")]);
        let mut report = Report::default();
        assert_eq!(super::super::json(&report, &sources), "[]\n");
        report.push(Diagnostic::new(Code::BadValue, span(&sources, PATH, 3..9), "wrong"));
        let expected = "[\n{\"code\":\"bad-value\",\"severity\":\"error\",\"file\":\"content/issues/a.md\",\"line\":1,\
                        \"column\":2,\"end_line\":2,\"end_column\":3,\"message\":\"wrong\",\"help\":null,\"related\":[]}\n]\n";
        assert_eq!(super::super::json(&report, &sources), expected);
    }

    proptest! {
        #[test]
        fn no_place_breaks_a_report(text in "[a论\\n\\r\\t\u{0}-\u{9f}\u{202e}😀]{0,300}", start in 0usize..1500, length in 0usize..900) {
            let sources = sources(&[(PATH, &text)]);
            let place = span(&sources, PATH, start..start + length);
            let diagnostic = Diagnostic::new(Code::BadValue, place, text.clone()).related(place, text.clone());
            let printed = printed(&sources, vec![diagnostic.help(text)], false);
            prop_assert!(!printed.contains(|c: char| c.is_control() && c != '\n'));
        }
    }
}
