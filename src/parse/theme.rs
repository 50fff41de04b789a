//! A theme's settings: what its `theme.toml` declares, and what `[theme]` in the config makes of it.
//!
//! ```toml
//! [settings.accent]
//! type = "string"          # or "boolean", "integer", "strings", "choice"
//! default = "#123456"
//! description = "the colour of links"
//!
//! [settings.width]
//! type = "choice"
//! choices = ["narrow", "wide"]
//! default = "narrow"
//! ```

use std::collections::BTreeMap;

use super::config::ThemeConfig;
use super::table::{Fault, Table, Toml, Value};
use crate::base::diagnostic::{Code, Diagnostic, Report, nearest};
use crate::base::source::SourceId;

/// A setting that a theme declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub kind: SettingKind,
    pub default: toml::Value,
    /// For the theme's users; possibly empty.
    pub description: String,
}

/// The type of a setting's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingKind {
    Text,
    Boolean,
    Integer,
    Texts,
    /// One of these words.
    Choice(Vec<String>),
}

/// Settings by name. A theme that builds on another has both: `extend` the one's with the other's.
pub type Settings = BTreeMap<String, Setting>;

/// Reads a `theme.toml`.
pub fn declared(text: &str, source: SourceId, report: &mut Report) -> Settings {
    let toml = Toml::parse(text, source, 0, report);
    toml.read("theme.toml", source, report, |table| table.table("settings", settings).unwrap_or_default())
}

fn settings(table: &mut Table<'_, '_>) -> Settings {
    let mut settings = Settings::new();
    for (name, _, value) in table.rest() {
        let read = table.below(&value, format!("`[settings.{name}]`"), setting).flatten();
        settings.extend(read.map(|setting| (name.to_string(), setting)));
    }
    settings
}

fn setting(table: &mut Table<'_, '_>) -> Option<Setting> {
    table.miss("type", "the type of its value: `type = \"string\"`");
    table.miss("default", "the value that it has where `[theme]` says nothing");
    let kind = kind(table);
    let default = table.value("default");
    let description = table.get("description", Value::text).unwrap_or_default();
    let kind = kind?;
    let default = table.keep(checked(&default?, &kind))?;
    Some(Setting { kind, default, description })
}

fn kind(table: &mut Table<'_, '_>) -> Option<SettingKind> {
    let names = ["string", "boolean", "integer", "strings", "choice"].map(|name| (name, name));
    let name = table.get("type", |value| value.choice(&names));
    if name == Some("choice") {
        table.miss("choices", "the words that it may be: `choices = [\"…\", \"…\"]`");
    }
    let choices = table.list("choices", "strings", Value::line);
    Some(match name? {
        "boolean" => SettingKind::Boolean,
        "integer" => SettingKind::Integer,
        "strings" => SettingKind::Texts,
        "choice" => SettingKind::Choice(choices?),
        _ => SettingKind::Text,
    })
}

fn checked(value: &Value<'_>, kind: &SettingKind) -> Result<toml::Value, Fault> {
    let plain = value.plain()?;
    match fault(value.key, &plain, kind) {
        None => Ok(plain),
        Some((code, message, help)) => Err(Box::new(Diagnostic::new(code, value.span, message).help(help))),
    }
}

/// The settings of a theme with the values that `[theme]` gives them. What does not fit is reported and has its default.
pub fn resolve(written: &ThemeConfig, declared: &Settings, report: &mut Report) -> BTreeMap<String, toml::Value> {
    let defaults = declared.iter().map(|(name, setting)| (name.clone(), setting.default.clone()));
    let mut values: BTreeMap<_, _> = defaults.collect();
    for setting in &written.settings {
        let Some(known) = declared.get(&setting.name) else {
            report.push(unknown(&written.name, &setting.name, declared, setting.name_span));
            continue;
        };
        match fault(&setting.name, &setting.value, &known.kind) {
            None => {
                values.insert(setting.name.clone(), setting.value.clone());
            }
            Some((code, message, help)) => report.push(Diagnostic::new(code, setting.span, message).help(help)),
        }
    }
    values
}

fn unknown(theme: &str, name: &str, declared: &Settings, span: crate::base::source::Span) -> Diagnostic {
    let names: Vec<_> = declared.keys().map(|name| format!("`{name}`")).collect();
    let help = match nearest(name, declared.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.is_empty() => "it has no settings".to_string(),
        None => format!("it has {}", names.join(", ")),
    };
    Diagnostic::new(Code::UnknownKey, span, format!("the theme `{theme}` has no setting `{name}`")).help(help)
}

fn fault(name: &str, value: &toml::Value, kind: &SettingKind) -> Option<(Code, String, String)> {
    let takes = match kind {
        SettingKind::Text if value.is_str() => return None,
        SettingKind::Boolean if value.is_bool() => return None,
        SettingKind::Integer if value.is_integer() => return None,
        SettingKind::Texts if value.as_array().is_some_and(|items| items.iter().all(toml::Value::is_str)) => {
            return None;
        }
        SettingKind::Choice(choices) if value.is_str() => return not_among(name, value.as_str()?, choices),
        SettingKind::Text => "a string",
        SettingKind::Boolean => "a boolean",
        SettingKind::Integer => "a whole number",
        SettingKind::Texts => "a list of strings",
        SettingKind::Choice(_) => "a string",
    };
    let message = format!("`{name}` takes {takes}, not {}", super::table::kind_of(value));
    Some((Code::WrongType, message, "see the theme's `theme.toml`".to_string()))
}

fn not_among(name: &str, word: &str, choices: &[String]) -> Option<(Code, String, String)> {
    if choices.iter().any(|choice| choice == word) {
        return None;
    }
    let listed: Vec<_> = choices.iter().map(|choice| format!("`\"{choice}\"`")).collect();
    let help = format!("it takes one of {}", listed.join(", "));
    Some((Code::BadValue, format!("`{name}` cannot be `{word}`"), help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::config::Config;

    const THEME: &str = r##"
        [settings.accent]
        type = "string"
        default = "#123456"
        [settings.width]
        type = "choice"
        choices = ["narrow", "wide"]
        default = "narrow"
        [settings.columns]
        type = "integer"
        default = 2
        [settings.fonts]
        type = "strings"
        default = []
    "##;

    fn messages(report: &Report) -> Vec<String> {
        report.sorted().iter().map(|diagnostic| diagnostic.message.clone()).collect()
    }

    fn shown(value: &toml::Value) -> String {
        serde_json::to_string(value).expect("a value of JSON")
    }

    /// The settings that a `[theme]` gives, `name=value` each, or what is wrong with it.
    #[track_caller]
    fn check_settings(theme: &str, expected: &[&str]) {
        let mut report = Report::default();
        let declared = declared(THEME, SourceId(1), &mut report);
        let config =
            format!("title = \"t\"\nbase_url = \"https://a.example/\"\nid = \"a.example,2025\"\n[theme]\n{theme}");
        let config = Config::read(&config, SourceId(0), &mut report);
        let values = resolve(&config.theme, &declared, &mut report);
        let values: Vec<_> = values.iter().map(|(name, value)| format!("{name}={}", shown(value))).collect();
        let found = if report.has_errors() { messages(&report) } else { values };
        assert_eq!(found, expected);
    }

    #[test]
    fn what_a_newsletter_sets_stands_over_the_defaults() {
        check_settings("", &["accent=\"#123456\"", "columns=2", "fonts=[]", "width=\"narrow\""]);
        check_settings(
            "width = 'wide'\nfonts = ['a']",
            &["accent=\"#123456\"", "columns=2", "fonts=[\"a\"]", "width=\"wide\""],
        );
    }

    #[test]
    fn what_does_not_fit_is_told() {
        check_settings("acent = 'red'", &["the theme `default` has no setting `acent`"]);
        check_settings("accent = 3", &["`accent` takes a string, not a whole number"]);
        check_settings("fonts = [1]", &["`fonts` takes a list of strings, not a list"]);
        check_settings("width = 'broad'", &["`width` cannot be `broad`"]);
    }

    #[track_caller]
    fn check_declared(text: &str, expected: &[&str]) {
        let mut report = Report::default();
        declared(text, SourceId(0), &mut report);
        assert_eq!(messages(&report), expected);
    }

    #[test]
    fn a_theme_declares_type_and_default() {
        check_declared(THEME, &[]);
        check_declared("[settings.a]\ntype = 'string'", &["`[settings.a]` has no `default`"]);
        check_declared("[settings.a]\ntype = 'number'\ndefault = 1", &["`type` cannot be `number`"]);
        check_declared("[settings.a]\ntype = 'choice'\ndefault = 'x'", &["`[settings.a]` has no `choices`"]);
        check_declared(
            "[settings.a]\ntype = 'integer'\ndefault = 'x'",
            &["`default` takes a whole number, not a string"],
        );
        check_declared("[setings.a]", &["`setings` is not a key of theme.toml"]);
    }
}
