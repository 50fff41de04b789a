//! From the TOML to a [`Config`].

use jiff::tz::TimeZone;

use super::check::{base_url, output_folder, tag_authority, time_zone};
use super::{
    Bibliography, Config, FeedContent, Feeds, Lists, MarkdownConfig, Outline, Outputs, Subscribe, ThemeConfig, Urls,
};
use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::route::BaseUrl;
use crate::base::source::SourceId;
use crate::parse::forms::{issn, language, people};
use crate::parse::table::{Table, Toml, Value};

/// What other generators call a newsletter's keys.
const RENAMED: &[(&str, &str)] = &[
    ("name", "title"),
    ("url", "base_url"),
    ("site_url", "base_url"),
    ("tagline", "description"),
    ("lang", "language"),
    ("copyright", "license"),
    ("params", "extra"),
];

impl Config {
    /// Reads `offprint.toml`. What is missing or wrong is reported and has its default, so that the rest of the newsletter
    /// can still be checked.
    pub fn read(text: &str, source: SourceId, report: &mut Report) -> Config {
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let toml = Toml::parse(&text[start..], source, start, report);
        let mut config = Config::default();
        toml.read("offprint.toml", source, report, |table| {
            table.explain(RENAMED);
            config.read_newsletter(table);
            config.read_tables(table);
        });
        config
    }

    fn read_newsletter(&mut self, table: &mut Table<'_, '_>) {
        if let Some(title) = table.get("title", Value::line) {
            self.title = title;
        }
        table.miss("title", "the newsletter's name: `title = \"…\"`");
        if let Some(address) = table.get("base_url", base_url) {
            self.base_url = address;
        }
        table.miss("base_url", "the address where it is published: `base_url = \"https://example.org/\"`");
        self.read_id(table);
        self.description = table.get("description", Value::text).unwrap_or_default().trim().to_string();
        if let Some(tag) = table.get("language", language) {
            self.language = tag;
        }
        if let Some(zone) = table.get("time_zone", time_zone) {
            self.time_zone = zone;
        }
        self.authors = people(table, "authors");
        self.license = table.get("license", Value::line);
        self.issn = table.get("issn", issn);
        if let Some(folder) = table.get("output", output_folder) {
            self.output = folder;
        }
        self.extra = table.free("extra");
    }

    fn read_id(&mut self, table: &mut Table<'_, '_>) {
        let written = table.value("id");
        self.id = written.and_then(|value| table.keep(tag_authority(&value)));
        if written.is_none() && !table.is_broken() {
            let message = "the newsletter has no `id`: in feeds its items are named after `base_url`, and would all seem new \
                           if that changed";
            let help = "write once, and never change, a name you own and a day on which you owned it: \
                        `id = \"example.org,2024-10-28\"`";
            let place = table.place();
            table.report.push(Diagnostic::new(Code::MissingId, place, message).help(help));
        }
    }

    fn read_tables(&mut self, table: &mut Table<'_, '_>) {
        self.outline = Outline::read(table);
        self.topics = super::sections::topics(table);
        if let Some(theme) = table.table("theme", ThemeConfig::read) {
            self.theme = theme;
        }
        if let Some(urls) = table.table("urls", Urls::read) {
            self.urls = urls;
        }
        if let Some(feeds) = table.table("feeds", Feeds::read) {
            self.feeds = feeds;
        }
        if let Some(markdown) = table.table("markdown", MarkdownConfig::read) {
            self.markdown = markdown;
        }
        self.outputs = table.table("outputs", Outputs::read).unwrap_or_default();
        if let Some(lists) = table.table("lists", Lists::read) {
            self.lists = lists;
        }
        self.subscribe = table.table("subscribe", Subscribe::read).unwrap_or_default();
        self.menu = super::sections::menu(table);
        self.allow = table.table("check", super::sections::allowed).unwrap_or_default();
        self.bibliography = table.table("bibliography", Bibliography::read).unwrap_or_default();
    }
}

/// The defaults of every key, with stand-ins for the two that have none.
impl Default for Config {
    fn default() -> Config {
        Config {
            title: "Untitled".to_string(),
            base_url: BaseUrl::stand_in(),
            id: None,
            description: String::new(),
            language: "en".to_string(),
            time_zone: TimeZone::UTC,
            authors: Vec::new(),
            license: None,
            issn: None,
            output: "public".to_string(),
            theme: ThemeConfig { name: "default".to_string(), name_span: None, settings: Vec::new() },
            outline: Outline::default(),
            topics: Vec::new(),
            urls: Urls { issue: "/issues/{slug}/".to_string(), issue_span: None },
            feeds: Feeds { content: FeedContent::Full, issues: 20, entries: 50, hub: None, aliases: Vec::new() },
            markdown: MarkdownConfig::default(),
            outputs: Outputs::default(),
            lists: Lists { size: 50 },
            bibliography: Bibliography::default(),
            subscribe: Subscribe::default(),
            menu: Vec::new(),
            allow: Vec::new(),
            extra: toml::Table::new(),
        }
    }
}
