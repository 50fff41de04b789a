//! The tables of the config, each with its keys.

use super::check::issue_pattern;
use super::{
    Bibliography, CiteStyle, FeedContent, Feeds, Lists, MarkdownConfig, MenuItem, Outputs, Subscribe, ThemeConfig,
    ThemeSetting, TopicDeclaration, Urls, WorksOutput,
};
use crate::base::diagnostic::{Code, Place, Severity, nearest};
use crate::base::route::Route;
use crate::base::source::{SourceId, Span};
use crate::parse::forms::{route, slug, web_address};
use crate::parse::table::{Fault, Table, Value};
use crate::parse::tex::{Macro, Macros};

/// The most that a list or a feed may hold.
const MOST: i64 = 10_000;

impl ThemeConfig {
    pub(super) fn read(table: &mut Table<'_, '_>) -> ThemeConfig {
        let name = table.get_spanned("name", theme_name);
        let mut settings = Vec::new();
        for (name, name_span, value) in table.rest() {
            if let Some(plain) = table.keep(value.plain()) {
                settings.push(ThemeSetting { name: name.to_string(), name_span, value: plain, span: value.span });
            }
        }
        let name_span = name.as_ref().map(|(_, span)| *span);
        ThemeConfig { name: name.map_or_else(|| "default".to_string(), |(name, _)| name), name_span, settings }
    }
}

/// The name of a folder below `themes/`.
fn theme_name(value: &Value<'_>) -> Result<String, Fault> {
    let name = value.line()?;
    slug(value)
        .map_err(|_| value.bad(format!("`{name}` cannot be a theme"), "give the name of a folder below `themes/`"))
}

impl Urls {
    pub(super) fn read(table: &mut Table<'_, '_>) -> Urls {
        let issue = table.get_spanned("issue", issue_pattern);
        let issue_span = issue.as_ref().map(|(_, span)| *span);
        Urls { issue: issue.map_or_else(|| "/issues/{slug}/".to_string(), |(pattern, _)| pattern), issue_span }
    }
}

impl Feeds {
    pub(super) fn read(table: &mut Table<'_, '_>) -> Feeds {
        let content =
            |value: &Value<'_>| value.choice(&[("full", FeedContent::Full), ("summary", FeedContent::Summary)]);
        Feeds {
            content: table.get("content", content).unwrap_or(FeedContent::Full),
            issues: table.get("issues", size).unwrap_or(20),
            entries: table.get("entries", size).unwrap_or(50),
            hub: table.get("hub", web_address),
            aliases: table.table("aliases", feed_aliases).unwrap_or_default(),
        }
    }
}

/// Old addresses, each with the feed that is found there.
fn feed_aliases(table: &mut Table<'_, '_>) -> Vec<(Route, String, Span)> {
    let names = [("rss", "rss"), ("atom", "atom"), ("json", "json")];
    let mut aliases = Vec::new();
    for (address, key_span, value) in table.rest() {
        let address = table.keep(route(address, |message, help| value.bad_key(key_span, message, help)));
        let feed = table.keep(value.choice(&names));
        if let (Some(route), Some(feed)) = (address, feed) {
            aliases.push((route, feed.to_string(), key_span));
        }
    }
    aliases
}

fn size(value: &Value<'_>) -> Result<usize, Fault> {
    value.whole(1..=MOST).map(|size| size as usize)
}

impl MarkdownConfig {
    pub(super) fn read(table: &mut Table<'_, '_>) -> MarkdownConfig {
        let math = |table: &mut Table<'_, '_>| table.table("macros", macros);
        MarkdownConfig {
            smart_punctuation: table.get("smart_punctuation", Value::boolean),
            macros: table.table("math", math).flatten().unwrap_or_default(),
        }
    }
}

/// Every macro that can be read: its name, with or without its backslash, and what it stands for.
fn macros(table: &mut Table<'_, '_>) -> Macros {
    let mut macros = Vec::new();
    for (written, span, value) in table.rest() {
        let name = written.strip_prefix('\\').unwrap_or(written);
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic()) {
            let help = "a name is made of letters: `R = \"\\\\mathbb{R}\"`";
            let fault = value.bad_key(span, format!("`{written}` cannot be the name of a macro"), help);
            let _ = table.keep(Err::<(), _>(fault));
            continue;
        }
        let body =
            value.text().and_then(|body| Macro::new(body.trim()).map_err(|(message, help)| value.bad(message, help)));
        macros.extend(table.keep(body).map(|body| (name.to_string(), body)));
    }
    macros.into_iter().collect()
}

impl Outputs {
    pub(super) fn read(table: &mut Table<'_, '_>) -> Outputs {
        let works = table.get("works", works_output);
        let mut outputs = Outputs { works, ..Outputs::default() };
        for (name, span, value) in table.rest() {
            if let Some(on) = table.keep(value.boolean()) {
                outputs.switches.insert(name.to_string(), (on, span));
            }
        }
        outputs
    }
}

fn works_output(value: &Value<'_>) -> Result<WorksOutput, Fault> {
    let takes = "`true`, `false` or `\"repeated\"`";
    match (value.boolean(), value.text()) {
        (Ok(true), _) => Ok(WorksOutput::All),
        (Ok(false), _) => Ok(WorksOutput::None),
        (_, Ok(word)) if word == "repeated" => Ok(WorksOutput::Repeated),
        (_, Ok(word)) => Err(value.bad(format!("`works` cannot be `{word}`"), format!("it takes {takes}"))),
        _ => Err(value.wrong_type(takes)),
    }
}

impl Lists {
    pub(super) fn read(table: &mut Table<'_, '_>) -> Lists {
        Lists { size: table.get("size", size).unwrap_or(50) }
    }
}

impl Bibliography {
    pub(super) fn read(table: &mut Table<'_, '_>) -> Bibliography {
        Bibliography {
            files: table.list("files", "strings", |value| Ok((value.line()?, value.span))).unwrap_or_default(),
            style: table.get("style", style).unwrap_or_default(),
        }
    }
}

fn style(value: &Value<'_>) -> Result<CiteStyle, Fault> {
    let name = value.line()?;
    if name.ends_with(".csl") {
        return Ok(CiteStyle::File(name, value.span));
    }
    let known =
        [("ieee", CiteStyle::Ieee), ("apa", CiteStyle::Apa), ("chicago-author-date", CiteStyle::ChicagoAuthorDate)];
    let names = known.iter().map(|(known, _)| *known);
    match known.iter().find(|(known, _)| *known == name) {
        Some((_, style)) => Ok(style.clone()),
        None => {
            let help = match nearest(&name, names) {
                Some(near) => format!("did you mean `\"{near}\"`?"),
                None => {
                    "it takes `\"ieee\"`, `\"apa\"`, `\"chicago-author-date\"` or the path of a `.csl` file".to_string()
                }
            };
            Err(value.bad(format!("`{name}` is no citation style"), help))
        }
    }
}

impl Subscribe {
    pub(super) fn read(table: &mut Table<'_, '_>) -> Subscribe {
        let hidden = |table: &mut Table<'_, '_>| {
            let rest = table.rest().into_iter();
            rest.filter_map(|(name, _, value)| Some((name.to_string(), table.keep(value.text())?))).collect()
        };
        Subscribe {
            action: table.get("action", web_address),
            field: table.get("field", Value::line),
            hidden: table.table("hidden", hidden).unwrap_or_default(),
            url: table.get("url", web_address),
        }
    }
}

/// Every `[[topics]]` that has a name.
pub fn topics(table: &mut Table<'_, '_>) -> Vec<TopicDeclaration> {
    table.tables("topics", topic).into_iter().flatten().collect()
}

fn topic(table: &mut Table<'_, '_>) -> Option<TopicDeclaration> {
    table.miss("name", "the topic's name: `name = \"…\"`");
    let span = span_of(table);
    let spanned = |value: &Value<'_>| Ok((value.line()?, value.span));
    let name = table.get_spanned("name", Value::line);
    let topic = TopicDeclaration {
        name: name.as_ref().map(|(name, _)| name.clone()).unwrap_or_default(),
        slug: table.get_spanned("slug", slug),
        description: table.get("description", Value::text).unwrap_or_default().trim().to_string(),
        parent: table.get_spanned("parent", Value::line),
        aliases: table.list("aliases", "strings", spanned).unwrap_or_default(),
        former: table.list("former", "slugs", |value| Ok((slug(value)?, value.span))).unwrap_or_default(),
        span: name.as_ref().map_or(span, |(_, span)| *span),
    };
    name.map(|_| topic)
}

/// Every `[[menu]]` that is whole.
pub fn menu(table: &mut Table<'_, '_>) -> Vec<MenuItem> {
    table.tables("menu", menu_item).into_iter().flatten().collect()
}

fn menu_item(table: &mut Table<'_, '_>) -> Option<MenuItem> {
    table.explain(&[("name", "title"), ("text", "title"), ("url", "link"), ("href", "link")]);
    table.miss("title", "the text to show: `title = \"…\"`");
    table.miss("link", "where it leads: `link = \"/about/\"`");
    let title = table.get("title", Value::line);
    let link = table.get_spanned("link", Value::line);
    let (link, span) = link?;
    Some(MenuItem { title: title?, link, span })
}

fn span_of(table: &Table<'_, '_>) -> Span {
    match table.place() {
        Place::Span(span) => span,
        Place::File(source) => Span { source, start: 0, end: 0 },
        Place::Path(_) | Place::Run => Span { source: SourceId(0), start: 0, end: 0 },
    }
}

/// `[check] allow`: codes that are not reported.
pub fn allowed(table: &mut Table<'_, '_>) -> Vec<Code> {
    table.list("allow", "codes", code).unwrap_or_default()
}

fn code(value: &Value<'_>) -> Result<Code, Fault> {
    let name = value.line()?;
    let may_be_allowed = |code: &&Code| code.severity() != Severity::Error;
    match Code::ALL.iter().find(|code| code.name() == name) {
        Some(code) if code.severity() == Severity::Error => {
            Err(value.bad(format!("`{name}` is an error, and errors cannot be allowed"), "mend what it reports"))
        }
        Some(code) => Ok(*code),
        None => {
            let codes = Code::ALL.iter().filter(may_be_allowed).map(|code| code.name());
            let help = match nearest(&name, codes) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "give the word that stands in brackets behind `warning` or `hint`".to_string(),
            };
            Err(value.bad(format!("`{name}` is no code of a diagnostic"), help))
        }
    }
}
