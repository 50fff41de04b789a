//! What holds for every site that offprint builds.

#![allow(clippy::disallowed_methods, reason = "a test plays the world outside")]

mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use html5gum::{Token, Tokenizer};
use site::{Built, at, build, folder, options, sample};

type Files = BTreeMap<String, Vec<u8>>;

/// Every newsletter in this repository: the sample and the golden ones.
fn newsletters() -> Vec<(String, Files)> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut all = vec![("sample".to_string(), sample())];
    for case in std::fs::read_dir(golden).expect("cases").flatten() {
        all.push((case.file_name().to_string_lossy().into_owned(), folder(&case.path().join("site"))));
    }
    all.sort();
    all
}

/// An opening tag: its name and attributes.
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
}

fn tags(html: &str) -> Vec<Tag> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Tokenizer::new(html)
        .flatten()
        .filter_map(|token| match token {
            Token::StartTag(tag) => Some(Tag {
                name: text(&tag.name),
                attributes: tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect(),
            }),
            _ => None,
        })
        .collect()
}

fn pages(built: &Built) -> impl Iterator<Item = (&str, &str)> {
    let html = built.files.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("pages are UTF-8")))
}

fn feeds(built: &Built) -> impl Iterator<Item = (&str, &str)> {
    let xml = built.files.iter().filter(|(path, _)| path.ends_with("feed.xml"));
    xml.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("feeds are UTF-8")))
}

#[test]
fn the_sample_builds_without_a_diagnostic() {
    let built = build(sample(), &options());
    assert_eq!(built.console(), "");
    assert!(built.files.len() > 100, "only {} files", built.files.len());
}

#[test]
fn the_sample_leaves_an_editor_nothing_to_wish_for() {
    let mut built = build(sample(), &options());
    let site = built.site.take().expect("a site");
    offprint::pipeline::lint(&site, &mut built.report);
    assert_eq!(built.console(), "");
}

#[test]
fn equal_input_gives_equal_bytes_on_any_number_of_threads() {
    for (name, files) in newsletters() {
        let first = build(files.clone(), &options()).files;
        for threads in [1, 8] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            let again = pool.install(|| build(files.clone(), &options())).files;
            let differing: Vec<_> = first.iter().filter(|(path, bytes)| again.get(*path) != Some(bytes)).collect();
            assert!(differing.is_empty() && first.len() == again.len(), "{name} differs on {threads} threads");
        }
    }
}

#[test]
fn every_link_within_a_site_leads_somewhere() {
    let mut broken = Vec::new();
    for base in ["https://letters.example/", "https://letters.example/news/"] {
        for (name, files) in newsletters() {
            let built = build(files, &at(base));
            broken.extend(dead_links(&built, base).into_iter().map(|link| format!("{name} at {base}: {link}")));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn dead_links(built: &Built, base: &str) -> Vec<String> {
    let ids: BTreeMap<&str, BTreeSet<String>> = pages(built)
        .map(|(path, html)| (path, tags(html).into_iter().filter_map(|mut tag| tag.attributes.remove("id")).collect()))
        .collect();
    let mut broken = Vec::new();
    for (path, html) in pages(built) {
        for tag in tags(html) {
            for url in ["href", "src"].iter().filter_map(|name| tag.attributes.get(*name)) {
                if let Err(why) = follow(built, &ids, base, path, url) {
                    broken.push(format!("{path}: {url}: {why}"));
                }
            }
        }
    }
    broken
}

/// Whether an address leads to a file of the site and a place on it; addresses elsewhere are fine.
fn follow(
    built: &Built,
    ids: &BTreeMap<&str, BTreeSet<String>>,
    base: &str,
    from: &str,
    url: &str,
) -> Result<(), String> {
    let prefix = &base["https://letters.example".len()..];
    let url = url.strip_prefix("https://letters.example").unwrap_or(url);
    let (path, fragment) = url.split_once('#').map_or((url, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.split('?').next().unwrap_or_default();
    let file = if path.is_empty() {
        from.to_string()
    } else if path.starts_with('/') && !path.starts_with("//") {
        let below = path.strip_prefix(prefix).ok_or("outside the site's path")?;
        let below = percent_encoding::percent_decode_str(below).decode_utf8().map_err(|e| e.to_string())?;
        if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.into_owned() }
    } else if url.contains(':') {
        return Ok(());
    } else {
        return Err("a relative address".to_string());
    };
    if !built.files.contains_key(&file) {
        return Err(format!("no file {file}"));
    }
    let fragment = fragment.map(|f| percent_encoding::percent_decode_str(f).decode_utf8_lossy().into_owned());
    match (fragment, ids.get(file.as_str())) {
        (Some(id), Some(known)) if !id.is_empty() && !known.contains(&id) => Err(format!("no place #{id} on {file}")),
        _ => Ok(()),
    }
}

#[test]
fn feeds_are_well_formed_and_every_address_in_them_is_absolute() {
    let mut wrong = Vec::new();
    for (name, files) in newsletters() {
        let built = build(files, &options());
        assert!(feeds(&built).count() > 0, "{name} has no feed");
        for (path, xml) in feeds(&built) {
            let feed = roxmltree::Document::parse(xml).unwrap_or_else(|e| panic!("{name} {path}: {e}"));
            for node in feed.descendants().filter(|node| node.is_element()) {
                match node.tag_name().name() {
                    "link" if node.tag_name().namespace().is_none() => {
                        check_absolute(&name, path, node.text().unwrap_or(""), &mut wrong)
                    }
                    "description" | "encoded" => check_html(&name, path, node.text().unwrap_or(""), &mut wrong),
                    _ => {}
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check_html(name: &str, path: &str, html: &str, wrong: &mut Vec<String>) {
    for tag in tags(html) {
        let barred = ["script", "style", "iframe", "svg", "math", "form", "object", "embed", "link", "meta"];
        if barred.contains(&tag.name.as_str()) {
            wrong.push(format!("{name} {path}: <{}>", tag.name));
        }
        for (attribute, value) in &tag.attributes {
            match attribute.as_str() {
                "href" | "src" | "poster" | "cite" | "data" => check_absolute(name, path, value, wrong),
                "srcset" => value.split(',').for_each(|part| check_absolute(name, path, part.trim(), wrong)),
                "style" => wrong.push(format!("{name} {path}: style attribute")),
                event if event.starts_with("on") => wrong.push(format!("{name} {path}: {event}")),
                _ => {}
            }
        }
    }
}

fn check_absolute(name: &str, path: &str, url: &str, wrong: &mut Vec<String>) {
    if !url.starts_with("https://") && !url.starts_with("http://") && !url.starts_with("mailto:") {
        wrong.push(format!("{name} {path}: {url:?} is not absolute"));
    }
}

#[test]
fn pages_bear_a_strict_content_security_policy() {
    let mut wrong = Vec::new();
    for (name, files) in newsletters() {
        let built = build(files, &options());
        for (path, html) in pages(&built) {
            for tag in tags(html) {
                // A block of data is no script, and no policy bars it.
                let data = tag.attributes.get("type").is_some_and(|kind| kind == "application/ld+json");
                let script = tag.name == "script" && !data && !tag.attributes.contains_key("src");
                let inline = tag.name == "style" || script;
                let bad = tag.attributes.keys().filter(|name| *name == "style" || name.starts_with("on"));
                wrong.extend(bad.map(|attribute| format!("{name} {path}: <{} {attribute}>", tag.name)));
                if inline {
                    wrong.push(format!("{name} {path}: inline <{}>", tag.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_have_one_h1_and_skip_no_level() {
    let mut wrong = Vec::new();
    for (name, files) in newsletters() {
        let built = build(files, &options());
        for (path, html) in pages(&built) {
            let levels: Vec<u8> = tags(html).iter().filter_map(|tag| heading_level(&tag.name)).collect();
            if levels.iter().filter(|&&level| level == 1).count() != 1 {
                wrong.push(format!("{name} {path}: levels {levels:?}"));
            }
            if let Some(pair) = levels.windows(2).find(|pair| pair[1] > pair[0] + 1) {
                wrong.push(format!("{name} {path}: h{} follows h{}", pair[1], pair[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

#[test]
fn ids_are_unique_on_each_page() {
    let mut wrong = Vec::new();
    for (name, files) in newsletters() {
        let built = build(files, &options());
        for (path, html) in pages(&built) {
            let mut seen = BTreeSet::new();
            let ids = tags(html).into_iter().filter_map(|mut tag| tag.attributes.remove("id"));
            wrong.extend(ids.filter(|id| !seen.insert(id.clone())).map(|id| format!("{name} {path}: #{id} twice")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
