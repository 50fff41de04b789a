//! The contract with themes: every documented name is there, `themes/README.md` tells of each, and `themes/plain` keeps to it.
//!
//! `UPDATE=1 cargo test --test theme` writes the tables of `themes/README.md` anew.

#![allow(clippy::disallowed_methods, reason = "a test plays the world outside")]

mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use offprint::render::view::{Documented, TEMPLATES, documented};
use site::{build, folder, options};

const MARK: &str = "<!-- made by `UPDATE=1 cargo test --test theme` -->\n";

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A site of this repository with another theme.
fn with_theme(site: &str, name: &str, theme: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let mut files = folder(&root(site));
    files.retain(|path, _| !path.starts_with("themes/"));
    let config = String::from_utf8(files["offprint.toml"].clone()).expect("UTF-8");
    assert!(!config.contains("[theme]"), "{site} has the default theme");
    files.insert("offprint.toml".to_string(), format!("{config}\n[theme]\nname = \"{name}\"\n").into_bytes());
    files.extend(theme.into_iter().map(|(path, bytes)| (format!("themes/{name}/{path}"), bytes)));
    files
}

#[test]
fn the_plain_theme_renders_everything_in_under_200_lines() {
    let theme = folder(&root("themes/plain"));
    let lines: usize = theme.values().map(|bytes| bytes.iter().filter(|&&byte| byte == b'\n').count()).sum();
    assert!(lines < 200, "themes/plain has {lines} lines");
    for site in ["tests/golden/kitchen/site", "tests/golden/papers/site", "tests/golden/zh/site"] {
        let plain = build(with_theme(site, "plain", theme.clone()), &options());
        let default = build(folder(&root(site)), &options());
        assert_eq!(plain.console(), default.console(), "{site}");
        let pages = |files: &BTreeMap<String, Vec<u8>>| files.keys().filter(|path| path.ends_with(".html")).count();
        assert_eq!(pages(&plain.files), pages(&default.files), "{site}");
    }
}

/// A template that prints every documented field of everything it sees, and fails on one that is not there.
fn probe(names: &[(&str, &str, &str)]) -> String {
    let mut template = String::new();
    let everywhere = [("site", "SiteView", ""), ("page", "PageView", "")];
    for (name, kind, _) in everywhere.iter().chain(names) {
        print_value(name, kind, &mut Vec::new(), &mut template);
    }
    template
}

fn print_value(path: &str, kind: &str, above: &mut Vec<String>, out: &mut String) {
    let kind: String = kind.chars().filter(|letter| !letter.is_whitespace()).collect();
    let inner = |of: &str| kind.strip_prefix(of).and_then(|rest| rest.strip_suffix('>')).map(str::to_string);
    if let Some(kind) = inner("Shared<") {
        return print_value(path, &kind, above, out);
    }
    if let Some(kind) = inner("Option<") {
        let _ = write!(out, "{{% if {path} is not none %}}");
        print_value(path, &kind, above, out);
        return out.push_str("{% endif %}\n");
    }
    if let Some(kind) = inner("Vec<") {
        let item = format!("item{}", above.len());
        let _ = write!(out, "{{% for {item} in {path} %}}");
        print_value(&item, &kind, above, out);
        return out.push_str("{% endfor %}\n");
    }
    if kind == "PartView" {
        return print_parts(path, above, out);
    }
    match documented().find(|(name, ..)| *name == kind) {
        Some(view) if !above.contains(&kind) => print_view(path, view, above, out),
        Some(_) => {}
        None => drop(writeln!(out, "{{{{ {path} }}}}")),
    }
}

fn print_view(path: &str, view: &Documented, above: &mut Vec<String>, out: &mut String) {
    above.push(view.0.to_string());
    for (field, kind, _) in view.2 {
        print_value(&format!("{path}.{field}"), kind, above, out);
    }
    above.pop();
}

fn print_parts(path: &str, above: &mut Vec<String>, out: &mut String) {
    let kinds = [
        ("ProsePart", ["prose", "item"]),
        ("SectionPart", ["section", ""]),
        ("SectionEnd", ["end_section", ""]),
        ("EntriesPart", ["entries", ""]),
        ("ListPart", ["list", "end_list"]),
        ("BreakPart", ["break", ""]),
    ];
    for (view, names) in kinds {
        let _ = write!(out, "{{% if {path}.kind in [\"{}\", \"{}\"] %}}", names[0], names[1]);
        print_value(path, view, above, out);
        out.push_str("{% endif %}\n");
    }
}

#[test]
fn every_documented_name_is_there() {
    let probes = TEMPLATES
        .iter()
        .map(|(template, names)| (format!("templates/{template}.html"), probe(names).into_bytes()))
        .collect::<BTreeMap<_, _>>();
    for site in ["tests/golden/kitchen/site", "tests/golden/papers/site", "tests/golden/essays/site"] {
        let built = build(with_theme(site, "probe", probes.clone()), &options());
        let errors: Vec<_> = built
            .report
            .sorted()
            .iter()
            .filter(|found| found.code.name() == "template-error")
            .map(|found| found.message.clone())
            .collect();
        assert_eq!(errors, [""; 0], "{site}");
    }
}

#[test]
fn the_readme_tells_of_every_view() {
    let path = root("themes/README.md");
    let readme = fs::read_to_string(&path).expect("themes/README.md");
    let (words, _) = readme.split_once(MARK).expect("the mark behind which the tables stand");
    let now = format!("{words}{MARK}{}", tables());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, now).expect("themes/README.md");
    } else {
        assert!(readme == now, "themes/README.md is out of date: UPDATE=1 cargo test --test theme");
    }
}

/// Every class in a piece of HTML or of a template, where one may end in a blank: `chip-{{`.
fn classes(html: &str) -> impl Iterator<Item = &str> {
    let values = html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.flat_map(str::split_whitespace)
}

#[test]
fn the_readme_tells_of_every_class_that_texts_bring() {
    let readme = fs::read_to_string(root("themes/README.md")).expect("themes/README.md");
    let section = readme.split("\n## Classes\n").nth(1).and_then(|rest| rest.split("\n<!--").next());
    let told: BTreeSet<&str> =
        section.expect("a section on classes").split("`.").skip(1).filter_map(|rest| rest.split('`').next()).collect();
    let templates = folder(&root("themes/default/templates"));
    let templates: Vec<_> = templates.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    let own: BTreeSet<&str> = templates.iter().flat_map(|template| classes(template)).collect();
    let begins = |class: &str, known: &str, end: &str| {
        known.strip_suffix(end).is_some_and(|start| !start.is_empty() && class.starts_with(start))
    };
    let mut untold = BTreeSet::new();
    for site in ["kitchen", "cited", "papers", "numbered", "long"] {
        let built = build(folder(&root(&format!("tests/golden/{site}/site"))), &options());
        for (path, _) in built.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let brought = classes(built.text(path)).filter(|class| !own.contains(class) && !told.contains(class));
            let unknown = brought.filter(|class| !own.iter().any(|known| begins(class, known, "{{")));
            untold.extend(
                unknown.filter(|class| !told.iter().any(|known| begins(class, known, "*"))).map(str::to_string),
            );
        }
    }
    assert_eq!(untold, BTreeSet::new());
}

fn tables() -> String {
    let mut out =
        String::from("\n## Templates and what they see\n\nEach sees `site`, `page`, `t` and `fixed` as well.\n");
    for (template, names) in TEMPLATES {
        let _ = write!(out, "\n### {template}.html\n\n");
        match names {
            [] => out.push_str("Nothing else.\n"),
            names => table(names, &mut out),
        }
    }
    out.push_str("\n## Views\n");
    for (name, meaning, fields) in documented() {
        let _ = write!(out, "\n### {name}\n\n{}\n\n", meaning.trim());
        table(fields, &mut out);
    }
    out
}

fn table(rows: &[(&str, &str, &str)], out: &mut String) {
    out.push_str("| name | type | what it is |\n|---|---|---|\n");
    for (name, kind, meaning) in rows {
        let kind = kind.replace("Shared<", "").replace(">>>", ">>").replace('\n', " ");
        let _ = writeln!(out, "| `{name}` | {} | {} |", spoken(&kind), meaning.trim());
    }
}

/// A type in the words of someone who writes templates.
fn spoken(kind: &str) -> String {
    let kind: String = kind.chars().filter(|letter| !letter.is_whitespace()).collect();
    let inner = |of: &str| kind.strip_prefix(of).map(|rest| rest.trim_end_matches('>').to_string());
    if let Some(inner) = inner("Option<") {
        return format!("{} or none", spoken(&inner));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list of {}", spoken(&inner));
    }
    match kind.trim_end_matches('>') {
        "String" | "&'staticstr" => "text".to_string(),
        "Html" => "HTML".to_string(),
        "bool" => "true or false".to_string(),
        "Value" => "data".to_string(),
        "u8" | "u32" | "usize" | "i16" | "i64" => "number".to_string(),
        view => format!("[{view}](#{})", view.to_lowercase()),
    }
}
