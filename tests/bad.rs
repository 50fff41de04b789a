//! Bad newsletters and what is said of them: a page in `tests/bad/` for each diagnostic code, cases with their exact reports.
//!
//! A case is a `##` heading with the files that matter in fenced blocks, then the report in a block called `console`
//! (`console check` for what `check` alone tells).
//! `UPDATE=1 cargo test --test bad` writes the reports anew. How a block names its file:
//!
//! * `file PATH`: the file as it stands. `offprint.toml` and `content/issues/sound.md` are there and sound if not given.
//! * `file PATH escaped`: `\xFF` is a byte, `\{10000:[}` is ten thousand `[`, `\\` a backslash, `\` before a line's end joins.
//! * `absent PATH`: the file is missing.
//! * `unreadable PATH`: the file is there and cannot be read.

#![allow(clippy::disallowed_methods, reason = "the cases are files")]

mod pages;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use offprint::base::diagnostic::{Code, Report, Style, print};
use offprint::base::route::Route;
use offprint::base::source::{Files, Sources};
use offprint::base::time::Written;
use offprint::model::newsletter::Options;
use offprint::pipeline::{self, Sink};

const FENCE: &str = "````";

const SOUND_CONFIG: &str =
    "title = \"Bad News\"\nbase_url = \"https://bad.example/\"\nid = \"bad.example,2025-01-01\"\n";

const SOUND_ISSUE: &str =
    "+++\ntitle = \"Sound\"\ndate = 2025-01-01\nsummary = \"Nothing is wrong.\"\n+++\n\nNothing is wrong.\n";

/// Codes that only the shell finds, on a disk: their cases are in `tests/cli/`.
const OF_THE_SHELL: &[&str] = &["foreign-output", "symlink-loop", "write-failed"];

/// Codes that only other sites can call for: their cases are in `tests/external.rs`.
const OF_OTHER_SITES: &[&str] = &["dead-address", "redirect-loop", "moved-address", "unchecked-address"];

#[test]
fn every_report_is_as_written() {
    pages::check("tests/bad", refreshed);
}

#[test]
fn every_code_has_a_page_with_a_case() {
    let pages: BTreeMap<String, String> = pages::folder("tests/bad")
        .into_iter()
        .map(|path| (name(&path), fs::read_to_string(&path).expect("a page")))
        .collect();
    let shown = |code: &&Code| {
        let words = format!("{}[{}]", code.severity().name(), code.name());
        pages.get(code.name()).is_some_and(|page| page.contains(&words))
    };
    let console =
        pages::folder("tests/cli").iter().map(|path| fs::read_to_string(path).expect("a page")).collect::<String>();
    let printed = |code: &&Code| console.contains(&format!("! {}[{}]", code.severity().name(), code.name()));
    let sites = fs::read_to_string("tests/external.rs").expect("a test");
    let asked = |code: &&Code| sites.contains(&format!("{}[{}]", code.severity().name(), code.name()));
    let has_case = |code: &&Code| match code.name() {
        name if OF_THE_SHELL.contains(&name) => printed(code),
        name if OF_OTHER_SITES.contains(&name) => asked(code),
        _ => shown(code),
    };
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !has_case(code)).map(|code| code.name()).collect();
    assert!(missing.is_empty(), "codes without a case: {missing:?}");
    let strangers: Vec<_> = pages.keys().filter(|page| Code::ALL.iter().all(|code| code.name() != *page)).collect();
    assert!(strangers.is_empty(), "pages of no code: {strangers:?}");
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// Files by path; none where a file cannot be read.
#[derive(Clone, Default)]
struct Disk(BTreeMap<String, Option<Vec<u8>>>);

impl Disk {
    fn put(&mut self, path: &str, text: &str) {
        self.0.insert(path.to_string(), Some(text.as_bytes().to_vec()));
    }

    fn sources(&self) -> Sources {
        Sources::new(self.0.keys().cloned().collect(), Box::new(self.clone()))
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let file = self.0.get(path).ok_or_else(|| "no such file".to_string())?;
        file.clone().ok_or_else(|| "permission denied".to_string())
    }
}

/// What is wrong with a newsletter that stands in memory, on a day on which all its issues are out.
fn check(files: &Disk, lints: bool) -> Report {
    let sources = Arc::new(files.sources());
    let today = Written::Day(date(2030, 1, 1));
    let options = Options { drafts: false, future: false, today, base_url: None, noindex: false };
    let mut report = Report::default();
    let site = pipeline::load(sources, "offprint.toml", &options, &mut report);
    if let Some(mut site) = site.filter(|_| !report.has_errors()) {
        if lints {
            pipeline::lint(&site, &mut report);
        }
        pipeline::render(&mut site, &Nowhere, &mut report);
    }
    report
}

/// A sink that keeps nothing.
struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &Route, _: &[u8]) -> Result<(), String> {
        Ok(())
    }
}

/// A page with every report as it is now.
fn refreshed(page: &str) -> String {
    let mut out = String::new();
    let mut files = Disk::default();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("## ") {
            files = Disk::default();
            files.put("offprint.toml", SOUND_CONFIG);
            files.put("content/issues/sound.md", SOUND_ISSUE);
        }
        let _ = writeln!(out, "{line}");
        let Some(info) = line.strip_prefix(FENCE).filter(|info| !info.is_empty()) else { continue };
        let body: Vec<_> = lines.by_ref().take_while(|line| !line.starts_with(FENCE)).collect();
        if info == "console" || info == "console check" {
            let report = check(&files, info.ends_with("check"));
            out.push_str(print_trimmed(&report, &files).as_str());
        } else {
            put_file(info, &body, &mut files);
            body.iter().for_each(|line| {
                let _ = writeln!(out, "{line}");
            });
        }
        let _ = writeln!(out, "{FENCE}");
    }
    out
}

fn print_trimmed(report: &Report, files: &Disk) -> String {
    let text = print(report, &files.sources(), Style::Plain, false);
    let lines: Vec<_> = text.trim_end().lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n"))
}

fn put_file(info: &str, body: &[&str], files: &mut Disk) {
    let words: Vec<_> = info.split(' ').collect();
    let text = body.iter().map(|line| format!("{line}\n")).collect::<String>();
    match words[..] {
        ["file", path] => files.0.insert(path.to_string(), Some(text.into_bytes())),
        ["file", path, "escaped"] => files.0.insert(path.to_string(), Some(unescaped(&text))),
        ["absent", path] => files.0.remove(path),
        ["unreadable", path] => files.0.insert(path.to_string(), None),
        _ => panic!("a block that is neither a file nor a report: {info}"),
    };
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        rest = match behind.as_bytes() {
            [b'x', ..] => {
                bytes.push(u8::from_str_radix(&behind[1..3], 16).expect("two hexadecimal digits"));
                &behind[3..]
            }
            [b'{', ..] => {
                let (count, more) = behind[1..].split_once(':').expect("a count");
                let (unit, more) = more.split_once('}').expect("what to repeat");
                bytes.extend(unit.repeat(count.parse().expect("a count")).into_bytes());
                more
            }
            [b'\n' | b'\\', ..] => {
                bytes.extend((!behind.starts_with('\n')).then_some(b'\\'));
                &behind[1..]
            }
            _ => panic!("an unknown escape before: {behind}"),
        };
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}
