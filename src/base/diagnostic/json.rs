//! Diagnostics as programs read them.

use serde::Serialize;

use super::excerpt::Texts;
use super::{Diagnostic, Place, Report};
use crate::base::source::Sources;

/// A report as a JSON array, one diagnostic a line, in file order and unfolded. Lines and columns count from 1, columns in
/// characters; the end is the first place behind what is meant.
pub fn json(report: &Report, sources: &Sources) -> String {
    let mut texts = Texts::new(sources);
    let lines: Vec<_> = report
        .sorted()
        .into_iter()
        .filter_map(|diagnostic| serde_json::to_string(&Record::new(diagnostic, &mut texts)).ok())
        .collect();
    if lines.is_empty() { "[]\n".to_string() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

#[derive(Serialize)]
struct Record<'d> {
    code: &'static str,
    severity: &'static str,
    #[serde(flatten)]
    place: Where,
    message: &'d str,
    help: Option<&'d str>,
    related: Vec<Related<'d>>,
}

#[derive(Serialize)]
struct Related<'d> {
    #[serde(flatten)]
    place: Where,
    message: &'d str,
}

#[derive(Serialize, Default)]
struct Where {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

impl<'d> Record<'d> {
    fn new(diagnostic: &'d Diagnostic, texts: &mut Texts<'_>) -> Record<'d> {
        let place = Where::new(&diagnostic.place, texts, true);
        let related = diagnostic.related.iter();
        Record {
            code: diagnostic.code.name(),
            severity: diagnostic.severity().name(),
            place,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            related: related.map(|(at, message)| Related { place: Where::new(at, texts, false), message }).collect(),
        }
    }
}

impl Where {
    fn new(place: &Place, texts: &mut Texts<'_>, is_main: bool) -> Where {
        match place {
            Place::Run => Where::default(),
            Place::Path(path) => Where { file: Some(path.clone()), ..Where::default() },
            Place::File(source) => Where { file: Some(texts.path(*source)), ..Where::default() },
            Place::Span(span) => {
                let file = Some(texts.path(span.source));
                let lines = if is_main { texts.main(span.source) } else { texts.other(span.source) };
                let Some(at) = lines.map(|lines| lines.locate(*span)) else {
                    return Where { file, ..Where::default() };
                };
                Where {
                    file,
                    line: Some(at.line),
                    column: Some(at.column),
                    end_line: Some(at.end_line),
                    end_column: Some(at.end_column),
                }
            }
        }
    }
}
