//! The ` ```toml entry ` block under an entry's title.

use pulldown_cmark::Event;

use super::Writer;
use crate::base::diagnostic::{Place, Report};
use crate::base::source::Span;
use crate::parse::document::{Attributes, Claim, ClaimSource};
use crate::parse::forms::language;
use crate::parse::markdown::Context;
use crate::parse::table::{Fault, Table, Toml, Value};

/// The keys that give an id.
const IDS: [&str; 5] = ["arxiv", "doi", "openreview", "acl", "url"];

impl Writer<'_, '_, '_> {
    /// Reads the entry block at an event. What it says counts more than what the heading's attributes say.
    pub fn entry_block(&mut self, at: u32, attributes: &mut Attributes, claims: &mut Vec<Claim>) {
        let text = self.code_text(at);
        let lines = Lines::of(self, at);
        let mut report = Report::default();
        let toml = Toml::parse(&text, self.context.source, 0, &mut report);
        let place = self.context.span(self.first_line(at));
        let context = &mut *self.context;
        toml.read("an entry block", place, &mut report, |table| {
            for key in IDS {
                if let Some((value, span)) = table.get_spanned(key, Value::line) {
                    let written = lines.written(span, context);
                    let id = context.work_id(key, &value, written);
                    let url = (key == "url").then(|| value.into());
                    claims.extend(id.map(|id| Claim { id, url, source: ClaimSource::Declared, span: written }));
                }
            }
            read(table, attributes, |span| lines.written(span, context));
        });
        for diagnostic in report.sorted() {
            let mut diagnostic = diagnostic.clone();
            if let Place::Span(span) = diagnostic.place
                && span != place
            {
                diagnostic.place = lines.written(span, self.context).into();
            }
            self.context.report.push(diagnostic);
        }
    }
}

fn read(table: &mut Table<'_, '_>, attributes: &mut Attributes, written: impl Fn(Span) -> Span) {
    if let Some((key, span)) = table.get_spanned("cite", Value::line) {
        attributes.cite = Some((key, Some(written(span))));
    }
    let topics = texts(table, "topics");
    attributes.topics.extend(topics.into_iter().map(|(topic, span)| (topic, Some(written(span)))));
    attributes.by.extend(texts(table, "by").into_iter().map(|(name, _)| name));
    attributes.authors.extend(texts(table, "authors").into_iter().map(|(name, _)| name));
    let line = |table: &mut Table<'_, '_>, key, into: &mut Option<String>| {
        if let Some(value) = table.get(key, Value::line) {
            *into = Some(value);
        }
    };
    if let Some(tag) = table.get("lang", language) {
        attributes.language = Some(tag);
    }
    line(table, "venue", &mut attributes.venue);
    line(table, "title", &mut attributes.title);
    line(table, "title_translated", &mut attributes.title_translated);
    attributes.retracted |= table.get("retracted", Value::boolean).unwrap_or(false);
    if let Some(year) = table.get("year", |value| value.whole(1..=9999)) {
        attributes.year = i16::try_from(year).ok();
    }
}

/// A string, or a list of them.
fn texts(table: &mut Table<'_, '_>, key: &'static str) -> Vec<(String, Span)> {
    let spanned = |value: &Value<'_>| -> Result<(String, Span), Fault> { Ok((value.line()?, value.span)) };
    match table.value(key) {
        Some(value) if value.is_string() => table.keep(spanned(&value)).into_iter().collect(),
        Some(_) => table.list(key, "strings", spanned).unwrap_or_default(),
        None => Vec::new(),
    }
}

/// Where the pieces of a block's text stand in the file: in a list item or quotation its lines lose their indent.
struct Lines {
    /// For each piece its start in the block's text and in the document's.
    pieces: Vec<(usize, usize)>,
}

impl Lines {
    fn of(writer: &Writer<'_, '_, '_>, at: u32) -> Lines {
        let mut pieces = Vec::new();
        let mut start = 0;
        for event in at + 1..writer.stream.after(at) - 1 {
            if let Event::Text(text) = writer.stream.event(event) {
                pieces.push((start, writer.stream.range(event).start));
                start += text.len();
            }
        }
        Lines { pieces }
    }

    fn written(&self, span: Span, context: &Context<'_>) -> Span {
        let place = |at: usize| {
            let next = self.pieces.partition_point(|(start, _)| *start <= at);
            next.checked_sub(1).and_then(|piece| self.pieces.get(piece)).map_or(at, |(start, there)| there + at - start)
        };
        let (start, end) = (place(span.start as usize), place(span.end as usize));
        context.span(start..end.max(start))
    }
}
