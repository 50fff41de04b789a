//! What is wrong with a newsletter, where, and what to do about it.

mod code;
mod excerpt;
mod json;
mod nearest;
mod print;

pub use code::Code;
pub use json::json;
pub use nearest::nearest;
pub use print::{Style, print};

use super::source::{SourceId, Span};

/// How much a diagnostic weighs: an error stops the build, `--strict` stops it at a warning too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Hint,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A range of a file that can be shown.
    Span(Span),
    /// A file as a whole.
    File(SourceId),
    /// A path that is no source: an output folder, a file that is missing.
    Path(String),
    /// The run as a whole: the command line, the network.
    Run,
}

impl From<Span> for Place {
    fn from(span: Span) -> Place {
        Place::Span(span)
    }
}

impl From<SourceId> for Place {
    fn from(source: SourceId) -> Place {
        Place::File(source)
    }
}

/// One fault: a code, a place, what is wrong, and what to do.
///
/// The message is lower case, without a full stop, and names the thing in backticks: "`topc` is not a front matter key".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub place: Place,
    pub message: String,
    /// A remedy, if one is known.
    pub help: Option<String>,
    /// Other places that belong to it, each with a few words: the first of two things with one slug.
    pub related: Vec<(Place, String)>,
    /// What it is about, for folding: the same code about the same subject is shown once. Empty: never folded.
    pub subject: String,
}

impl Diagnostic {
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            place: place.into(),
            message: message.into(),
            help: None,
            related: Vec::new(),
            subject: String::new(),
        }
    }

    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    pub fn related(mut self, place: impl Into<Place>, label: impl Into<String>) -> Diagnostic {
        self.related.push((place.into(), label.into()));
        self
    }

    pub fn about(mut self, subject: impl Into<String>) -> Diagnostic {
        self.subject = subject.into();
        self
    }

    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// The diagnostics of a run, in the order they were found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Takes over another report, behind what is here already.
    pub fn append(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// Does two things at once; what both find stands here as if the first had come first.
    pub fn both<A: Send, B: Send>(
        &mut self,
        first: impl FnOnce(&mut Report) -> A + Send,
        second: impl FnOnce(&mut Report) -> B + Send,
    ) -> (A, B) {
        let mut late = Report::default();
        let done = rayon::join(|| first(self), || second(&mut late));
        self.append(late);
        done
    }

    /// Leaves out what the newsletter's config allows. Errors cannot be allowed.
    pub fn allow(&mut self, codes: &[Code]) {
        self.diagnostics.retain(|d| d.severity() == Severity::Error || !codes.contains(&d.code));
    }

    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity() == severity).count()
    }

    /// Parts what concerns a file from all else: what points into it, be it by a related place.
    pub fn part(&self, file: SourceId) -> (Report, Report) {
        let (own, others) = self.diagnostics.iter().cloned().partition(|diagnostic| diagnostic.concerns(file));
        (Report { diagnostics: own }, Report { diagnostics: others })
    }

    /// The diagnostics in file order, each file's from top to bottom; what has no place comes last.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<_> = self.diagnostics.iter().collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        all.dedup();
        all
    }
}

impl Diagnostic {
    fn concerns(&self, file: SourceId) -> bool {
        let is_in = |place: &Place| match place {
            Place::Span(span) => span.source == file,
            Place::File(source) => *source == file,
            Place::Path(_) | Place::Run => false,
        };
        is_in(&self.place) || self.related.iter().any(|(place, _)| is_in(place))
    }

    fn order(&self) -> (u32, u32, &Place, Code, &str) {
        let (file, at) = match &self.place {
            Place::Span(span) => (span.source.0, span.start),
            Place::File(source) => (source.0, 0),
            Place::Path(_) | Place::Run => (u32::MAX, 0),
        };
        (file, at, &self.place, self.code, &self.message)
    }
}
