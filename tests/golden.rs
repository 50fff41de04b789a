//! Small whole newsletters: what is planned, what is said, and some of what is written.
//!
//! `tests/golden/NAME/site` is the newsletter; `plan.txt` its outputs, `report.txt` its diagnostics, and every file below
//! `written/` is compared with its namesake in the site. `UPDATE=1` refreshes them; an empty file asks for its content.

#![allow(clippy::disallowed_methods, reason = "a test plays the world outside")]

mod site;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use offprint::model::newsletter::Newsletter;
use site::{Built, build, folder, options};

#[test]
fn newsletters_build_as_recorded() {
    let mut wrong = Vec::new();
    for case in cases() {
        let built = build(folder(&case.join("site")), &options());
        compare(&case.join("report.txt"), &built.console(), &mut wrong);
        compare(&case.join("plan.txt"), &plan(&built), &mut wrong);
        compare(&case.join("newsletter.txt"), &outline(&built), &mut wrong);
        if case.join("written").is_dir() {
            for path in folder(&case.join("written")).keys() {
                compare(&case.join("written").join(path), built.text(path), &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "{}\nrefresh with UPDATE=1 and read the difference", wrong.join("\n"));
}

fn cases() -> Vec<PathBuf> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases: Vec<PathBuf> = fs::read_dir(golden).expect("cases").flatten().map(|entry| entry.path()).collect();
    cases.sort();
    assert!(cases.len() >= 7, "cases are missing");
    cases
}

/// Every output: its address, kind and, for a page of a list, the page.
fn plan(built: &Built) -> String {
    let mut text = String::new();
    for output in built.site.iter().flat_map(|site| site.plan.outputs()) {
        let _ = writeln!(text, "{:<12} {}", output.kind.name, without_hash(&output.route.to_string()));
    }
    text
}

/// `/style.1f2e3d4c.css` as `/style.*.css`: the default theme's looks are no business of these tests.
fn without_hash(route: &str) -> String {
    let is_hash = |part: &&str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    match route.split('.').find(is_hash) {
        Some(hash) => route.replace(hash, "*"),
        None => route.to_string(),
    }
}

/// Issues with their entries, topics and works.
fn outline(built: &Built) -> String {
    let mut text = String::new();
    let Some(site) = &built.site else { return text };
    let newsletter: &Newsletter = &site.newsletter;
    for issue in &newsletter.issues {
        let _ = writeln!(text, "{} {} · {}", issue.published, issue.route, issue.title);
        for id in issue.entries.iter().flatten() {
            let entry = &newsletter[*id];
            let raw = &issue.text.document.entries[entry.index as usize];
            let topics: Vec<&str> = entry.topics.iter().map(|&topic| newsletter[topic].slug.as_str()).collect();
            let guess = if entry.guessed { " (guessed)" } else { "" };
            let _ = writeln!(text, "  {} · {} [{}]{guess}", entry.key, raw.title.plain, topics.join(" "));
        }
    }
    for topic in newsletter.topics.iter() {
        let _ = writeln!(text, "topic {} · {} entries, {} essays", topic.slug, topic.entries.len(), topic.essays.len());
    }
    for work in newsletter.works.iter() {
        let ids: Vec<String> = work.ids.iter().map(|id| id.reference()).collect();
        let page = work.route.as_ref().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(text, "work {} · {} · {} entries {page}", ids.join(" "), work.title, work.entries.len());
    }
    for redirect in newsletter.redirects.iter() {
        let _ = writeln!(text, "redirect {} -> {}", redirect.from, redirect.to);
    }
    text
}

fn compare(recorded: &Path, now: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(recorded, now).expect("a writable case");
        return;
    }
    let before = fs::read_to_string(recorded).unwrap_or_default();
    if before != now {
        let line = before.lines().zip(now.lines()).take_while(|(a, b)| a == b).count() + 1;
        wrong.push(format!("{} differs at line {line}", recorded.display()));
    }
}
