//! `enclosure`: a file that goes with an issue, such as a recording of it.

use crate::base::source::Span;
use crate::parse::table::{Fault, Table, Value};

/// An enclosure as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawEnclosure {
    /// A web address, an address of this site, or a path from the folder.
    pub address: (String, Span),
    /// `audio/mpeg`.
    pub media_type: Option<String>,
    /// Its size in bytes.
    pub length: Option<u64>,
    pub title: Option<String>,
}

/// An address alone, or a table that says more.
pub(super) fn read(table: &mut Table<'_, '_>) -> Option<RawEnclosure> {
    let value = table.value("enclosure")?;
    if value.is_string() {
        let line = table.keep(value.line())?;
        return Some(RawEnclosure { address: (line, value.span), media_type: None, length: None, title: None });
    }
    if !value.is_table() {
        let fault = value.wrong_type("an address, or a table with `url`, `type`, `length` and `title`");
        return table.keep(Err(fault));
    }
    table.below(&value, "`enclosure`".to_string(), whole).flatten()
}

fn whole(table: &mut Table<'_, '_>) -> Option<RawEnclosure> {
    table.miss("url", "where the file is: `url = \"https://…\"`");
    Some(RawEnclosure {
        media_type: table.get("type", media_type),
        length: table.get("length", |value| value.whole(1..=i64::MAX)).map(i64::unsigned_abs),
        title: table.get("title", Value::line),
        address: table.get_spanned("url", Value::line)?,
    })
}

/// A type and a subtype (RFC 6838, section 4.2).
fn media_type(value: &Value<'_>) -> Result<String, Fault> {
    let text = value.line()?;
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    match text.split_once('/') {
        Some((kind, subtype)) if is_name(kind) && is_name(subtype) => Ok(text.to_ascii_lowercase()),
        _ => Err(value.bad(format!("`{text}` is not a media type"), "give one such as `audio/mpeg`")),
    }
}
