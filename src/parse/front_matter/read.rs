//! From the TOML to a [`FrontMatter`].

use super::FrontMatter;
use super::split::split;
use super::yaml::RENAMED;
use crate::base::diagnostic::{Code, Report};
use crate::base::source::{SourceId, Span};
use crate::parse::config::read_outline;
use crate::parse::document::Period;
use crate::parse::file::FileKind;
use crate::parse::forms::{language, people, site_address, slug};
use crate::parse::table::{Fault, Table, Toml, Value};

/// Keys that only an issue has.
const OF_ISSUES: &[&str] = &[
    "number",
    "date",
    "period",
    "authors",
    "guid",
    "updated",
    "topics",
    "cover",
    "cover_alt",
    "outline",
    "corrections",
    "enclosure",
];

impl FrontMatter {
    /// Reads a file's front matter, and says where its body begins. What is missing or wrong is reported and left empty.
    pub fn read(text: &str, source: SourceId, kind: FileKind, report: &mut Report) -> (FrontMatter, usize) {
        let split = match split(text, source, report) {
            Ok(split) => split,
            Err(body) => return (FrontMatter::default(), body),
        };
        let toml = Toml::parse(&text[split.toml.clone()], source, split.toml.start, report);
        let place = Span::new(source, split.fence);
        let name = if kind == FileKind::Issue { "front matter" } else { "a page's front matter" };
        (toml.read(name, place, report, |table| read(table, kind)), split.body)
    }
}

fn read(table: &mut Table<'_, '_>, kind: FileKind) -> FrontMatter {
    let mut front = FrontMatter::default();
    table.explain(RENAMED);
    read_common(table, &mut front);
    match kind {
        FileKind::Issue => read_issue(table, &mut front),
        FileKind::Page => OF_ISSUES.iter().for_each(|key| {
            let message = format!("`{key}` is a key of issues, this is a page");
            table.refuse(key, Code::UnknownKey, message, "remove it, or put it under `[extra]`");
        }),
    }
    front
}

fn read_common(table: &mut Table<'_, '_>, front: &mut FrontMatter) {
    if let Some((title, span)) = table.get_spanned("title", Value::line) {
        front.title = title;
        front.title_span = Some(span);
    }
    table.miss("title", "`title = \"…\"`");
    front.summary = table.get("summary", Value::text).map(|text| text.trim().to_string());
    front.slug = table.get_spanned("slug", slug);
    front.draft = table.get("draft", Value::boolean).unwrap_or(false);
    front.aliases =
        table.list("aliases", "addresses", |value| Ok((site_address(value)?, value.span))).unwrap_or_default();
    front.language = table.get("language", language);
    front.bibliography = bibliography(table);
    front.translations = super::translations::read(table);
    front.extra = table.free("extra");
}

fn read_issue(table: &mut Table<'_, '_>, front: &mut FrontMatter) {
    if let Some((number, span)) = table.get_spanned("number", |value| value.whole(0..=i64::from(u32::MAX))) {
        front.number = u32::try_from(number).ok();
        front.number_span = Some(span);
    }
    if let Some((date, span)) = table.get_spanned("date", Value::date) {
        front.date = Some(date);
        front.date_span = Some(span);
    }
    table.miss("date", "the day it came out: `date = 2024-12-09`");
    front.updated = table.get("updated", Value::date);
    front.period = table.get("period", period);
    front.authors = people(table, "authors");
    front.guid = table.get("guid", Value::line);
    front.topics = table.list("topics", "strings", |value| Ok((value.line()?, value.span))).unwrap_or_default();
    front.cover = table.get_spanned("cover", Value::line);
    front.cover_alt = table.get("cover_alt", Value::text);
    front.outline = table.table("outline", read_outline);
    front.corrections = super::corrections::read(table);
    front.enclosure = super::enclosure::read(table);
}

/// One `.bib` file, or a list of them.
fn bibliography(table: &mut Table<'_, '_>) -> Vec<(String, Span)> {
    let path = |value: &Value<'_>| Ok((value.line()?, value.span));
    match table.value("bibliography") {
        Some(value) if value.is_string() => table.keep(path(&value)).into_iter().collect(),
        Some(_) => table.list("bibliography", "strings", path).unwrap_or_default(),
        None => Vec::new(),
    }
}

/// Two days in order.
fn period(value: &Value<'_>) -> Result<Period, Fault> {
    let help = "give its first and its last day: `[2024-12-02, 2024-12-08]`";
    let [first, last] = value.items("two days")?[..] else {
        return Err(value.bad("`period` takes two days", help));
    };
    let (first, last) = (first.day()?, last.day()?);
    if first > last {
        return Err(value.bad("`period` ends before it begins", help));
    }
    Ok((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Written;

    /// An issue's front matter of the required keys and `more`, which must be without fault.
    #[track_caller]
    fn read(more: &str) -> FrontMatter {
        let mut report = Report::default();
        let text = format!("+++\ntitle = ' A ' # title\ndate = 2025-01-06\n{more}\n+++\nText");
        let (front, body) = FrontMatter::read(&text, SourceId(0), FileKind::Issue, &mut report);
        let messages: Vec<_> = report.sorted().iter().map(|diagnostic| diagnostic.message.clone()).collect();
        assert!(messages.is_empty(), "{more}\n{messages:?}");
        assert_eq!(&text[body..], "Text");
        front
    }

    #[track_caller]
    fn check<T: PartialEq + std::fmt::Debug>(more: &str, part: impl Fn(FrontMatter) -> T, expected: T) {
        assert_eq!(part(read(more)), expected);
    }

    #[test]
    fn what_an_issue_says() {
        check("", |f| f.title, "A".to_string());
        check("", |f| f.title_span.map(Span::range), Some(12..17));
        check("number = 0", |f| f.number, Some(0));
        check("number = 1_000", |f| f.number, Some(1000));
        check("slug = 'Ein Stück'", |f| f.slug.map(|(slug, _)| slug), Some("Ein Stück".to_string()));
        check("topics = ['a', 'b']", |f| f.topics.len(), 2);
        check("aliases = ['/old/', '/old.html']", |f| f.aliases.len(), 2);
        check("authors = ['A', { name = 'B' }]", |f| f.authors.len(), 2);
        check("period = [2025-01-01, 2025-01-05]", |f| f.period.map(|(_, last)| last.day()), Some(5));
        check("outline = { topic = 3, entry = 4 }", |f| f.outline.and_then(|own| own.topic), Some(vec![3]));
        check("[extra]\nwine = 'none'", |f| f.extra["wine"].as_str().map(str::to_string), Some("none".to_string()));
        check("bibliography = 'a.bib'", |f| f.bibliography.len(), 1);
        check("bibliography = ['a.bib', 'b.bib']", |f| f.bibliography.len(), 2);
        check("", |f| f.draft, false);
    }

    #[track_caller]
    fn check_date(written: &str, expected: &str) {
        let updated = read(&format!("updated = {written}")).updated.expect("a date");
        let shown = match updated {
            Written::Day(day) => format!("day {day}"),
            Written::Local(local) => format!("local {local}"),
            Written::Instant(instant) => format!("instant {instant}"),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn dates_are_days_local_or_instants() {
        check_date("2025-01-06", "day 2025-01-06");
        check_date("2025-01-06T08:30:00", "local 2025-01-06T08:30:00");
        check_date("2025-01-06 08:30", "local 2025-01-06T08:30:00");
        check_date("2025-01-06T08:30:00.5Z", "instant 2025-01-06T08:30:00.5Z");
        check_date("2025-01-06T08:30:00+09:00", "instant 2025-01-05T23:30:00Z");
        check_date("2016-12-31T23:59:60Z", "instant 2016-12-31T23:59:59Z");
        check_date("0000-01-01", "day 0000-01-01");
    }

    #[test]
    fn a_page_needs_no_more_than_a_title() {
        let mut report = Report::default();
        let text = "+++\ntitle = 'A'\nsummary = 'b'\nlanguage = 'de'\naliases = []\ndraft = true\n[extra]\n+++\n";
        let (front, _) = FrontMatter::read(text, SourceId(0), FileKind::Page, &mut report);
        assert_eq!((front.title.as_str(), front.draft, report.has_errors()), ("A", true, false));
    }
}
