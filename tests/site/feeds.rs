//! Feeds as tests look at them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Built;

pub type Files = BTreeMap<String, Vec<u8>>;

pub fn config(more: &str) -> Vec<u8> {
    let required =
        "title = \"Letters\"\nbase_url = \"https://letters.example/news/\"\nid = \"letters.example,2025-01-01\"\n";
    format!("{required}{more}").into_bytes()
}

pub fn newsletter(more: &str, issues: &[(&str, &str)]) -> Files {
    let mut files = Files::from([("offprint.toml".to_string(), config(more))]);
    for (name, text) in issues {
        files.insert(format!("content/issues/{name}.md"), text.as_bytes().to_vec());
    }
    files
}

/// A newsletter of so many issues with one entry each, all on one topic, a day apart.
pub fn daily(issues: usize, more: &str) -> Files {
    let mut files = newsletter(more, &[]);
    for number in 1..=issues {
        let day = jiff::civil::date(2020, 1, 1) + jiff::ToSpan::days(number as i64);
        let text = format!(
            "+++\ntitle = \"Issue {number}\"\ndate = {day}\n+++\n## Agents\n\n### [Paper {number}](https://arxiv.org/abs/2001.{number:05})\nWords on it.\n"
        );
        files.insert(format!("content/issues/{number:05}.md"), text.into_bytes());
    }
    files
}

/// The texts of all elements of this name, from top to bottom.
pub fn texts(xml: &str, name: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    let named = document.descendants().filter(|node| node.tag_name().name() == name);
    named.map(|node| node.text().unwrap_or_default().to_string()).collect()
}

pub fn json(built: &Built) -> Value {
    serde_json::from_str(built.text("feed.json")).expect("JSON")
}

/// What every format says of the items under these names, which must be one and the same.
#[track_caller]
pub fn agreed(built: &Built, rss: &str, atom: &str, key: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(built.text("atom.xml")).expect("XML");
    let entries = document.descendants().filter(|node| node.tag_name().name() == "entry");
    let own = |entry: roxmltree::Node| {
        let child = entry.children().find(|node| node.tag_name().name() == atom);
        child.and_then(|node| node.text()).unwrap_or_default().to_string()
    };
    let of_atom: Vec<String> = entries.map(own).collect();
    let items = json(built)["items"].as_array().cloned().unwrap_or_default();
    let of_json: Vec<String> = items.iter().map(|item| item[key].as_str().unwrap_or_default().to_string()).collect();
    assert_eq!(of_atom, of_json);
    let of_rss = texts(built.text("feed.xml"), rss);
    assert_eq!(of_rss[of_rss.len() - of_json.len()..], of_json);
    of_json
}

/// The addresses of a feed's links of one kind.
pub fn links(xml: &str, rel: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(xml).expect("XML");
    let with = document.descendants().filter(|node| node.attribute("rel") == Some(rel));
    let address = |node: roxmltree::Node| node.attribute("href").unwrap_or_default().to_string();
    with.map(address).map(|href| href.replace("https://letters.example/news", "")).collect()
}

/// The attributes of every element of this name.
pub fn attributes(xml: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let document = roxmltree::Document::parse(xml).expect("XML");
    let named = document.descendants().filter(|node| node.tag_name().name() == name);
    named.map(|node| node.attributes().map(|a| (a.name().to_string(), a.value().to_string())).collect()).collect()
}
