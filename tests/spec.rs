//! The format's reference, `tests/spec/`, whose examples run.
//!
//! An example is a fenced block `markdown`, a file without its front matter, and behind it a block `document`: what the
//! parser makes of it. Between them, or before, may stand a block `toml`: lines of the config. `markdown page` is a
//! free-standing page. A block `toml config`, `toml issue` or `toml page` is a whole config or front matter, which must be
//! sound. What is wrong is reported in a block `console`. `UPDATE=1 cargo test --test spec` writes the
//! results anew.

#![allow(clippy::disallowed_methods, reason = "the reference is files")]

mod dump;
mod pages;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use offprint::base::diagnostic::{Report, Style, print};
use offprint::base::source::Sources;
use offprint::parse::config::Config;
use offprint::parse::file::FileKind;
use offprint::parse::front_matter::FrontMatter;
use offprint::parse::markdown::{Conventions, Rules, parse};

const FENCE: &str = "````";
const CONFIG: &str =
    "title = \"The Weekly\"\nbase_url = \"https://weekly.example/\"\nid = \"weekly.example,2025-01-01\"\n";
const FRONT_MATTER: &str = "+++\ntitle = \"An Issue\"\ndate = 2025-01-06\n+++\n";
const PAGE_FRONT_MATTER: &str = "+++\ntitle = \"A Page\"\n+++\n";

#[test]
fn every_example_is_as_written() {
    pages::check("tests/spec", refreshed);
}

/// A page with every result as it is now.
fn refreshed(page: &str) -> String {
    let mut out = String::new();
    let mut config = String::new();
    let mut results: Vec<(&str, String)> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let info = line.strip_prefix(FENCE).filter(|info| !info.is_empty());
        let Some(info) = info else {
            // Prose ends an example: its results follow directly.
            if !line.is_empty() {
                flush(&mut results, &mut out);
            }
            if line.starts_with('#') {
                config.clear();
            }
            let _ = writeln!(out, "{line}");
            continue;
        };
        let body: String = lines.by_ref().take_while(|line| *line != FENCE).map(|line| format!("{line}\n")).collect();
        match info {
            "document" | "console" => {
                // Results are written anew.
                if out.ends_with("\n\n") {
                    out.pop();
                }
                flush(&mut results, &mut out);
                continue;
            }
            "toml" => config = body.clone(),
            "toml config" => results = sound(&body, None),
            "toml issue" => results = sound(&body, Some(FileKind::Issue)),
            "toml page" => results = sound(&body, Some(FileKind::Page)),
            "markdown" => results = run(&body, &config, FileKind::Issue),
            "markdown page" => results = run(&body, &config, FileKind::Page),
            _ => panic!("a block of an unknown kind: {info}"),
        }
        let _ = write!(out, "{FENCE}{info}\n{body}{FENCE}\n");
    }
    flush(&mut results, &mut out);
    out
}

fn flush(results: &mut Vec<(&str, String)>, out: &mut String) {
    for (info, text) in results.drain(..) {
        let _ = write!(out, "{FENCE}{info}\n{text}{FENCE}\n");
    }
}

fn run(markdown: &str, config: &str, kind: FileKind) -> Vec<(&'static str, String)> {
    let (path, front_matter) = match kind {
        FileKind::Issue => ("content/issues/issue.md", FRONT_MATTER),
        FileKind::Page => ("content/pages/page.md", PAGE_FRONT_MATTER),
    };
    let own = if markdown.starts_with("+++") { "" } else { front_matter };
    let text = format!("{own}{markdown}");
    let files = BTreeMap::from([
        ("offprint.toml".to_string(), format!("{CONFIG}{config}").into_bytes()),
        (path.to_string(), text.clone().into_bytes()),
    ]);
    let sources = Sources::memory(files);
    let mut report = Report::default();
    let (settings, source) = (sources.find("offprint.toml").expect("a config"), sources.find(path).expect("a file"));
    let config = Config::read(&sources.excerpt(settings).expect("a text"), settings, &mut report);
    let (front, body) = FrontMatter::read(&text, source, kind, &mut report);
    let document = parse(source, &text[body..], body, &Rules::of(&Conventions::of(&config), &front, kind), &mut report);
    let mut results = vec![("document", dump::dump(&document))];
    let said = print(&report, &sources, Style::Plain, false);
    let said: String = said.trim().lines().map(|line| format!("{}\n", line.trim_end())).collect();
    if !said.trim().is_empty() {
        results.push(("console", said));
    }
    results
}

/// What is wrong with a config, or with the front matter of a file of a kind. Nothing, if the reference is right.
fn sound(toml: &str, kind: Option<FileKind>) -> Vec<(&'static str, String)> {
    let text = if kind.is_some() { format!("+++\n{toml}+++\n") } else { toml.to_string() };
    let sources = Sources::memory(BTreeMap::from([("offprint.toml".to_string(), text.clone().into_bytes())]));
    let source = sources.find("offprint.toml").expect("a file");
    let mut report = Report::default();
    match kind {
        Some(kind) => drop(FrontMatter::read(&text, source, kind, &mut report)),
        None => drop(Config::read(&text, source, &mut report)),
    }
    let said = print(&report, &sources, Style::Plain, false);
    if said.is_empty() { Vec::new() } else { vec![("console", said.trim_end().to_string() + "\n")] }
}
