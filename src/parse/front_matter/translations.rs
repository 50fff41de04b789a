//! The same text in other languages.

use crate::base::source::Span;
use crate::parse::forms::{is_language, web_address};
use crate::parse::table::{Fault, Table, Value};

/// Where a text stands in another language, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawTranslation {
    /// A BCP 47 tag.
    pub language: String,
    pub to: Translated,
    pub span: Span,
}

/// A translated text, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Translated {
    /// An address elsewhere.
    Address(String),
    /// NAME of a file of the same kind.
    Name(String),
}

/// `translations = { de = "NAME", fr = "https://…" }`, by language.
pub fn read(table: &mut Table<'_, '_>) -> Vec<RawTranslation> {
    let mut read = table.table("translations", languages).unwrap_or_default();
    read.sort_by(|a, b| a.language.cmp(&b.language));
    read
}

fn languages(table: &mut Table<'_, '_>) -> Vec<RawTranslation> {
    let mut translations = Vec::new();
    for (tag, key, value) in table.rest() {
        if !is_language(tag) {
            let help = "its keys are languages such as `en`, `de-CH` or `zh-Hans`";
            let fault = value.bad_key(key, format!("`{tag}` is not a language tag"), help);
            table.report.push(*fault);
            continue;
        }
        if let Some(to) = table.keep(translated(&value)) {
            translations.push(RawTranslation { language: tag.to_string(), to, span: value.span });
        }
    }
    translations
}

/// A web address, or a file by its NAME, for which its path may stand.
fn translated(value: &Value<'_>) -> Result<Translated, Fault> {
    let text = value.line()?;
    if text.contains("://") {
        return web_address(value).map(Translated::Address);
    }
    let name = text.strip_suffix("/index.md").or_else(|| text.strip_suffix(".md")).unwrap_or(&text);
    Ok(Translated::Name(name.rsplit('/').next().unwrap_or(name).to_string()))
}
