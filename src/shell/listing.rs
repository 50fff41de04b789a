//! `topics` and `works`: what is in the newsletter, as tables.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::base::diagnostic::nearest;
use crate::base::ident::WorkId;
use crate::base::source::Sources;
use crate::model::newsletter::{Entry, IssueId, Newsletter, Topic, Work};

use super::build::{load_newsletter, require_config};
use super::cli::{Global, Works};
use super::console::{Console, keep_errors};
use super::outcome::{Exit, Failure};

/// `offprint topics`.
pub fn topics(global: &Global, console: &Console) -> Result<Exit, Failure> {
    list(global, console, "topics", |newsletter, _| {
        let uses: Vec<Use> = newsletter.topics.iter().map(|topic| Use::new(topic, newsletter)).collect();
        let head = ["TOPIC", "ENTRIES", "ISSUES", "FIRST", "LAST", "NAME"].map(str::to_string).to_vec();
        let rows = std::iter::once(head).chain(uses.iter().map(Use::row)).collect::<Vec<_>>();
        (table(&rows), uses.iter().map(Use::json).collect())
    })
}

/// `offprint works`.
pub fn works(options: &Works, global: &Global, console: &Console) -> Result<Exit, Failure> {
    list(global, console, "works", |newsletter, sources| {
        if options.guessed {
            return guessed(newsletter, sources);
        }
        let wanted = newsletter.works.iter().filter(|work| !options.incomplete || work.authors.is_empty());
        let json = wanted.clone().map(|work| {
            let (ids, entries) = (ids(work), work.entries.len());
            let Work { title, authors, venue, year, .. } = work;
            json!({ "ids": ids, "title": title, "authors": authors, "venue": venue, "year": year, "entries": entries })
        });
        let text = if options.incomplete {
            wanted.clone().filter_map(to_import).map(|id| id + "\n").collect()
        } else {
            let row = |work: &Work| vec![ids(work).join(","), work.entries.len().to_string(), work.title.clone()];
            let head = ["WORK", "ENTRIES", "TITLE"].map(str::to_string).to_vec();
            table(&std::iter::once(head).chain(wanted.clone().map(row)).collect::<Vec<_>>())
        };
        (text, json.collect())
    })
}

/// Loads the newsletter and prints what `data` makes of it, as text or as a JSON member of this name.
fn list(
    global: &Global,
    console: &Console,
    name: &str,
    data: impl Fn(&Newsletter, &Sources) -> (String, Vec<Value>),
) -> Result<Exit, Failure> {
    require_config(global)?;
    let (sources, newsletter, mut report) = load_newsletter(global);
    let is_broken = report.has_errors() || newsletter.is_none();
    let (text, json) = newsletter.map(|newsletter| data(&newsletter, &sources)).unwrap_or_default();
    // Who asks for a list did not ask for advice.
    keep_errors(&mut report);
    console.report(&report, &sources);
    console.result(&report, &sources, &[(name, Value::Array(json))])?;
    if !console.is_json() {
        console.data(&text)?;
    }
    Ok(if is_broken { Exit::Content } else { Exit::Fine })
}

/// How a topic was used.
struct Use<'a> {
    topic: &'a Topic,
    issues: usize,
    /// The days of its first and its last issue.
    seen: Option<(String, String)>,
    /// It is not declared, where others are.
    is_strange: bool,
    /// The declared topic that an undeclared one may have meant.
    nearest: Option<&'a str>,
}

impl<'a> Use<'a> {
    fn new(topic: &'a Topic, newsletter: &'a Newsletter) -> Use<'a> {
        let of_entries = topic.entries.iter().map(|entry| newsletter[*entry].issue);
        let issues: BTreeSet<IssueId> = of_entries.chain(topic.essays.iter().copied()).collect();
        let days: BTreeSet<_> = issues.iter().map(|issue| newsletter[*issue].day).collect();
        let mut declared =
            newsletter.topics.iter().filter(|other| other.declared).map(|other| other.name.as_str()).peekable();
        Use {
            topic,
            issues: issues.len(),
            seen: days.first().zip(days.last()).map(|(first, last)| (first.to_string(), last.to_string())),
            is_strange: !topic.declared && declared.peek().is_some(),
            nearest: if topic.declared { None } else { nearest(&topic.name, declared) },
        }
    }

    fn row(&self) -> Vec<String> {
        let (first, last) = self.seen.clone().unwrap_or_else(|| ("-".to_string(), "-".to_string()));
        let note = match (self.is_strange, self.nearest) {
            (false, _) => String::new(),
            (true, None) => " (not declared)".to_string(),
            (true, Some(name)) => format!(" (not declared; did you mean `{name}`?)"),
        };
        let (entries, issues) = (self.topic.entries.len().to_string(), self.issues.to_string());
        vec![self.topic.slug.clone(), entries, issues, first, last, format!("{}{note}", self.topic.name)]
    }

    fn json(&self) -> Value {
        let (first, last) = self.seen.clone().unzip();
        json!({
            "slug": self.topic.slug,
            "name": self.topic.name,
            "entries": self.topic.entries.len(),
            "issues": self.issues,
            "first": first,
            "last": last,
            "declared": self.topic.declared,
            "nearest": self.nearest,
        })
    }
}

/// What brings a work into a reference manager: its DOI, which every preprint of arXiv has too. Zotero's "add by identifier"
/// takes nothing but DOIs from a list in which there is one. Of other works the address, for people; a bare address is none
/// of a paper.
fn to_import(work: &Work) -> Option<String> {
    let doi = work.ids.iter().find_map(|id| match id {
        WorkId::Doi(doi) => Some(doi.as_str().to_string()),
        WorkId::Arxiv(id) => Some(format!("10.48550/arXiv.{}", id.as_str())),
        _ => None,
    });
    doi.or_else(|| work.ids.first().filter(|id| id.is_scholarly()).map(WorkId::url))
}

fn ids(work: &Work) -> Vec<String> {
    work.ids.iter().map(ToString::to_string).collect()
}

/// The entries whose work was guessed: `content/issues/x.md:34: arxiv:2411.19865 Title`.
fn guessed(newsletter: &Newsletter, sources: &Sources) -> (String, Vec<Value>) {
    let mut text = String::new();
    let mut json = Vec::new();
    for entry in newsletter.entries.iter().filter(|entry| entry.guessed) {
        let issue = &newsletter[entry.issue];
        let title = &issue.text.document.entries[entry.index as usize].title.plain;
        let file = sources.path(issue.source);
        let line = line(entry, newsletter, sources);
        let id = entry.work.and_then(|work| ids(&newsletter[work]).into_iter().next()).unwrap_or_default();
        text.push_str(&format!("{file}:{line}: {id} {title}\n"));
        json.push(json!({ "file": file, "line": line, "id": id, "title": title }));
    }
    (text, json)
}

/// The line of an entry's title, from 1.
fn line(entry: &Entry, newsletter: &Newsletter, sources: &Sources) -> usize {
    let span = newsletter[entry.issue].text.document.entries[entry.index as usize].span;
    let bytes = sources.read(span.source).unwrap_or_default();
    bytes.iter().take(span.start as usize).filter(|byte| **byte == b'\n').count() + 1
}

/// Rows in columns; numbers to the right, the last column as long as it likes. Nothing for a head alone.
fn table(rows: &[Vec<String>]) -> String {
    if rows.len() < 2 {
        return String::new();
    }
    let columns = rows[0].len();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let is_number = |column: usize| rows[1..].iter().all(|row| row[column].bytes().all(|b| b.is_ascii_digit()));
    let numbers: Vec<bool> = (0..columns).map(is_number).collect();
    let mut text = String::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            let gap = " ".repeat(widths[column] - cell.width());
            match (column + 1 == columns, numbers[column]) {
                (true, _) => text.push_str(cell),
                (false, true) => text.extend([&gap, cell, "  "]),
                (false, false) => text.extend([cell, &gap, "  "]),
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_table(rows: &[&[&str]], expected: &str) {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.to_string()).collect()).collect();
        assert_eq!(table(&rows), expected);
    }

    #[test]
    fn columns_stand_below_each_other() {
        check_table(
            &[&["TOPIC", "ENTRIES", "NAME"], &["rag", "12", "RAG"], &["代理", "3", "代理"]],
            "TOPIC  ENTRIES  NAME\nrag         12  RAG\n代理         3  代理\n",
        );
        check_table(&[&["TOPIC", "NAME"]], "");
    }
}
