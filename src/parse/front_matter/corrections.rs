//! `[[corrections]]`: what an issue had wrong.

use crate::base::source::Span;
use crate::base::time::Written;
use crate::parse::table::{Fault, Table, Value};

/// A correction as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawCorrection {
    pub date: Written,
    pub date_span: Span,
    /// Markdown.
    pub text: String,
    /// Of the text with its quotes.
    pub text_span: Span,
    /// The key of the entry that it is about, if it is about one.
    pub entry: Option<(String, Span)>,
}

/// Every correction that is whole.
pub(super) fn read(table: &mut Table<'_, '_>) -> Vec<RawCorrection> {
    table.tables("corrections", correction).into_iter().flatten().collect()
}

fn correction(table: &mut Table<'_, '_>) -> Option<RawCorrection> {
    table.miss("date", "the day of the correction: `date = 2025-01-03`");
    table.miss("text", "what was wrong and what is right: `text = \"…\"`");
    let date = table.get_spanned("date", Value::date);
    let text = table.get_spanned("text", text);
    let entry = table.get_spanned("entry", Value::line);
    let ((date, date_span), (text, text_span)) = (date?, text?);
    Some(RawCorrection { date, date_span, text, text_span, entry })
}

fn text(value: &Value<'_>) -> Result<String, Fault> {
    let text = value.text()?.trim().to_string();
    if text.is_empty() { Err(value.bad("`text` is empty", "say what was wrong and what is right")) } else { Ok(text) }
}
