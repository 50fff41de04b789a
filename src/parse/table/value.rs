//! One value, and the types it may be read as.

use std::ops::RangeInclusive;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use toml::Spanned;
use toml::de::{DeInteger, DeString, DeTable, DeValue};
use toml::value::{Datetime, Offset};

use super::Toml;
use crate::base::diagnostic::{Code, Diagnostic, nearest};
use crate::base::escape::is_text;
use crate::base::source::Span;
use crate::base::time::Written;

/// Why a value cannot be read as its key wants it.
pub type Fault = Box<Diagnostic>;

/// A value with its key and its place.
#[derive(Clone, Copy)]
pub struct Value<'d> {
    toml: &'d Toml<'d>,
    /// The key that it stands behind; items of a list have their list's.
    pub key: &'d str,
    is_item: bool,
    value: &'d DeValue<'d>,
    pub span: Span,
}

impl<'d> Value<'d> {
    pub(super) fn new(
        toml: &'d Toml<'d>,
        key: &'d Spanned<DeString<'d>>,
        value: &'d Spanned<DeValue<'d>>,
    ) -> Value<'d> {
        Value { toml, key: key.get_ref(), is_item: false, value: value.get_ref(), span: toml.span(value.span()) }
    }

    /// What messages call the value.
    pub fn name(&self) -> String {
        if self.is_item { format!("an item of `{}`", self.key) } else { format!("`{}`", self.key) }
    }

    /// A fault of the value's type. `takes` is what its key takes: "a list of strings".
    pub fn wrong_type(&self, takes: &str) -> Fault {
        let message = format!("{} takes {takes}, not {}", self.name(), kind(self.value));
        let mut diagnostic = Diagnostic::new(Code::WrongType, self.span, message);
        diagnostic.help = self.remedy(takes);
        Box::new(diagnostic)
    }

    /// A fault of what the value says.
    pub fn bad(&self, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Box::new(Diagnostic::new(Code::BadValue, self.span, message).help(help))
    }

    /// A fault of the value's key.
    pub fn bad_key(&self, key: Span, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Box::new(Diagnostic::new(Code::BadValue, key, message).help(help))
    }

    fn remedy(&self, takes: &str) -> Option<String> {
        if takes == "a boolean" {
            return Some("write `true` or `false`, without quotes".to_string());
        }
        if takes == "a list of tables" && self.value.is_table() {
            return Some(format!("write `[[{0}]]` in the place of `[{0}]`", self.key));
        }
        let text = self.value.as_str()?;
        if matches!(takes, "a list of strings" | "a list of names" | "a list of addresses") {
            return Some(format!("put it in brackets: `[\"{text}\"]`"));
        }
        let bare = DeValue::parse(text).ok()?;
        takes.starts_with(kind(bare.get_ref())).then(|| format!("write it without quotes: `{}`", text.trim()))
    }

    pub fn is_string(&self) -> bool {
        self.value.is_str()
    }

    pub fn is_table(&self) -> bool {
        self.value.is_table()
    }

    pub fn is_list(&self) -> bool {
        self.value.is_array()
    }

    /// A string of any length, possibly of many lines or empty.
    pub fn text(&self) -> Result<String, Fault> {
        let DeValue::String(text) = self.value else {
            return Err(self.wrong_type("a string"));
        };
        if let Some(c) = text.chars().find(|&c| !is_text(c)) {
            let message = format!("{} holds the control character U+{:04X}", self.name(), u32::from(c));
            return Err(Box::new(Diagnostic::new(Code::ControlCharacter, self.span, message).help("remove it")));
        }
        Ok(text.to_string())
    }

    /// A string of one line, not empty, without space around it.
    pub fn line(&self) -> Result<String, Fault> {
        let text = self.text()?;
        let line = text.trim();
        if line.is_empty() {
            return Err(self.bad(format!("{} is empty", self.name()), "give it a value, or remove the key"));
        }
        if line.contains(['\n', '\r']) {
            return Err(self.bad(format!("{} takes a single line", self.name()), "join the lines"));
        }
        Ok(line.to_string())
    }

    pub fn boolean(&self) -> Result<bool, Fault> {
        self.value.as_bool().ok_or_else(|| self.wrong_type("a boolean"))
    }

    /// A whole number in a range.
    pub fn whole(&self, range: RangeInclusive<i64>) -> Result<i64, Fault> {
        let DeValue::Integer(number) = self.value else {
            return Err(self.wrong_type("a whole number"));
        };
        let (low, high) = (range.start(), range.end());
        integer(number).filter(|number| range.contains(number)).ok_or_else(|| {
            self.bad(format!("{} is out of range", self.name()), format!("give a number from {low} to {high}"))
        })
    }

    /// One of a few words, each standing for a value.
    pub fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Result<T, Fault> {
        let names = choices.iter().map(|(name, _)| *name);
        let listed = names.clone().map(|name| format!("`\"{name}\"`")).collect::<Vec<_>>().join(", ");
        let DeValue::String(text) = self.value else {
            return Err(self.wrong_type(&format!("one of {listed}")));
        };
        let chosen = choices.iter().find(|(name, _)| name == text).map(|(_, value)| *value);
        chosen.ok_or_else(|| {
            let help = match nearest(text, names) {
                Some(near) => format!("did you mean `\"{near}\"`?"),
                None => format!("it takes one of {listed}"),
            };
            self.bad(format!("{} cannot be `{text}`", self.name()), help)
        })
    }

    /// A day, a local date-time or an instant.
    pub fn date(&self) -> Result<Written, Fault> {
        let DeValue::Datetime(date) = self.value else {
            return Err(self.wrong_type("a date, such as `2024-12-09`"));
        };
        if date.date.is_none() {
            return Err(
                self.bad(format!("{} is a time without a day", self.name()), "write the day before it: `2024-12-09`")
            );
        }
        written(date).ok_or_else(|| {
            let message = format!("{} is a date beyond those that can be placed in time", self.name());
            Box::new(Diagnostic::new(Code::DateOutOfRange, self.span, message).help("give a year before 9999"))
        })
    }

    /// A day without a time.
    pub fn day(&self) -> Result<Date, Fault> {
        match self.date()? {
            Written::Day(day) => Ok(day),
            _ => Err(self.bad(format!("{} takes a day without a time", self.name()), "leave the time out")),
        }
    }

    /// The items of a list. `takes` is what they are: "strings".
    pub fn items(&self, takes: &str) -> Result<Vec<Value<'d>>, Fault> {
        let DeValue::Array(items) = self.value else {
            return Err(self.wrong_type(&format!("a list of {takes}")));
        };
        let item = |item: &'d Spanned<DeValue<'d>>| Value {
            toml: self.toml,
            key: self.key,
            is_item: true,
            value: item.get_ref(),
            span: self.toml.span(item.span()),
        };
        Ok(items.iter().map(item).collect())
    }

    pub(super) fn table(&self) -> Result<&'d DeTable<'d>, Fault> {
        self.value.as_table().ok_or_else(|| self.wrong_type("a table"))
    }

    /// The value as data of the author's own.
    pub fn plain(&self) -> Result<toml::Value, Fault> {
        Ok(match self.value {
            DeValue::String(_) => toml::Value::String(self.text()?),
            DeValue::Integer(_) => toml::Value::Integer(self.whole(i64::MIN..=i64::MAX)?),
            DeValue::Float(number) => toml::Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(yes) => toml::Value::Boolean(*yes),
            DeValue::Datetime(date) => toml::Value::Datetime(*date),
            DeValue::Array(_) => {
                toml::Value::Array(self.items("values")?.iter().map(Value::plain).collect::<Result<_, _>>()?)
            }
            DeValue::Table(table) => {
                let below = |(key, value): (&'d _, &'d _)| {
                    let value = Value::new(self.toml, key, value);
                    Ok((value.key.to_string(), value.plain()?))
                };
                toml::Value::Table(table.iter().map(below).collect::<Result<_, Fault>>()?)
            }
        })
    }
}

/// What messages call a value of this type.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// What messages call a value of this type, without its place.
pub fn kind_of(value: &toml::Value) -> &'static str {
    match value {
        toml::Value::String(_) => "a string",
        toml::Value::Integer(_) => "a whole number",
        toml::Value::Float(_) => "a decimal number",
        toml::Value::Boolean(_) => "a boolean",
        toml::Value::Datetime(_) => "a date",
        toml::Value::Array(_) => "a list",
        toml::Value::Table(_) => "a table",
    }
}

fn integer(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn written(date: &Datetime) -> Option<Written> {
    let day = date.date?;
    let day = Date::new(i16::try_from(day.year).ok()?, day.month as i8, day.day as i8).ok()?;
    let Some(time) = date.time else {
        return Some(Written::Day(day));
    };
    // A leap second is written as second 60, which no clock shows: the second before it is meant.
    let second = time.second.unwrap_or(0).min(59) as i8;
    let time = Time::new(time.hour as i8, time.minute as i8, second, time.nanosecond.unwrap_or(0) as i32).ok()?;
    let local = DateTime::from_parts(day, time);
    let minutes = match date.offset {
        None => return Some(Written::Local(local)),
        Some(Offset::Z) => 0,
        Some(Offset::Custom { minutes }) => i64::from(minutes),
    };
    let utc = local.checked_sub(SignedDuration::from_secs(minutes * 60)).ok()?;
    Some(Written::Instant(utc.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp()))
}
