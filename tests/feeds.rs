//! What the feeds of a newsletter promise, whatever their format.

mod site;

use std::collections::BTreeSet;

use serde_json::Value;
use site::feeds::{Files, agreed, daily, json, links, newsletter, texts};
use site::{Built, at, build, options, sample};

#[test]
fn all_formats_say_the_same() {
    let built = build(sample(), &options());
    assert_eq!(agreed(&built, "guid", "id", "id").len(), 9);
    assert_eq!(agreed(&built, "title", "title", "title")[0], "A short issue with a picture");
    assert!(agreed(&built, "encoded", "content", "content_html")[0].starts_with("<p>"));
}

#[test]
fn a_summary_is_all_where_the_config_says_so() {
    let with = "+++\ntitle = \"A\"\ndate = 2025-01-06\nsummary = \"Words & more\"\n+++\nText\n";
    let without = "+++\ntitle = \"B\"\ndate = 2025-01-05\n+++\nThe *opening*.\n\n### [P](https://arxiv.org/abs/2501.00001) {topics=x}\nOn it.\n";
    let built = build(newsletter("[feeds]\ncontent = \"summary\"\n", &[("a", with), ("b", without)]), &options());
    assert_eq!(built.console(), "");
    let said = ["Words & more", "The opening."];
    assert_eq!(texts(built.text("atom.xml"), "summary"), said);
    assert_eq!([&json(&built)["items"][0]["content_text"], &json(&built)["items"][1]["content_text"]], said);
    assert_eq!(texts(built.text("feed.xml"), "description")[1..], ["Words &amp; more", "The opening."]);
    assert!(texts(built.text("feed.xml"), "encoded").is_empty() && texts(built.text("atom.xml"), "content").is_empty());
    assert_eq!(texts(built.text("topics/x/feed.xml"), "description")[1..], ["On it."]);
}

#[test]
fn old_addresses_of_feeds_give_the_same_bytes() {
    let more = "[feeds]\naliases = { \"/rss.xml\" = \"rss\", \"/atom\" = \"atom\", \"/old/feed.json\" = \"json\" }\n\
                [[topics]]\nname = \"Agents\"\nformer = [\"bots\"]\naliases = [\"Robots\"]\n";
    let built = build(daily(2, more), &options());
    assert_eq!(built.console(), "");
    let same = [
        ("rss.xml", "feed.xml"),
        ("atom", "atom.xml"),
        ("old/feed.json", "feed.json"),
        ("topics/bots/feed.xml", "topics/agents/feed.xml"),
        ("topics/robots/feed.xml", "topics/agents/feed.xml"),
    ];
    for (old, new) in same {
        assert_eq!(built.text(old), built.text(new), "{old}");
    }
    assert!(built.text("topics/bots/index.html").contains("topics/agents/"));
}

#[test]
fn archives_lead_from_the_feed_to_the_first_issue() {
    let built = build(daily(11, "[feeds]\nissues = 4\n"), &options());
    assert_eq!(built.console(), "");
    assert_eq!(links(built.text("feed.xml"), "prev-archive"), ["/archive-2.xml"]);
    assert_eq!(links(built.text("atom.xml"), "prev-archive"), ["/archive-2.xml"]);
    let archive = built.text("archive-2.xml");
    assert_eq!(links(archive, "self"), ["/archive-2.xml"]);
    assert_eq!(links(archive, "prev-archive"), ["/archive-1.xml"]);
    assert_eq!(links(archive, "current"), ["/feed.xml"]);
    assert!(links(archive, "next-archive").is_empty() && archive.contains("<fh:archive/>"));
    assert_eq!(texts(archive, "lastBuildDate"), ["Thu, 09 Jan 2020 00:00:00 +0000"]);
    assert!(links(built.text("archive-1.xml"), "prev-archive").is_empty());
    let guids = |path| texts(built.text(path), "guid");
    let all: BTreeSet<String> = ["feed.xml", "archive-1.xml", "archive-2.xml"].into_iter().flat_map(guids).collect();
    assert_eq!((all.len(), guids("feed.xml").len(), guids("archive-1.xml").len()), (11, 4, 4));
    assert!(!built.files.contains_key("archive-3.xml"));
}

#[test]
fn a_new_issue_rewrites_no_archive() {
    let archives = |issues: usize| -> Files {
        let built = build(daily(issues, "[feeds]\nissues = 3\n"), &options());
        built.files.into_iter().filter(|(path, _)| path.starts_with("archive-")).collect()
    };
    let mut before = archives(1);
    for issues in 2..=10 {
        let now = archives(issues);
        assert_eq!(now.len(), if issues > 3 { issues / 3 } else { 0 });
        for (path, bytes) in &before {
            assert!(now.get(path) == Some(bytes), "issue {issues} rewrote {path}");
        }
        before = now;
    }
}

#[test]
fn a_hub_is_named_in_every_format() {
    let built = build(daily(5, "[feeds]\nissues = 2\nhub = \"https://hub.example/\"\n"), &options());
    for path in ["feed.xml", "atom.xml", "topics/agents/feed.xml"] {
        assert_eq!(links(built.text(path), "hub"), ["https://hub.example/"], "{path}");
    }
    assert_eq!(json(&built)["hubs"], serde_json::json!([{ "type": "WebSub", "url": "https://hub.example/" }]));
    assert!(links(built.text("archive-1.xml"), "hub").is_empty());
}

#[test]
fn an_issue_on_one_work_leads_to_it() {
    let two = "+++\ntitle = \"Two\"\ndate = 2019-01-06\n+++\n### [P](https://arxiv.org/abs/2501.00001)\n\n### [Q](https://arxiv.org/abs/2501.00002)\n";
    let mut files = daily(1, "");
    files.insert("content/issues/two.md".to_string(), two.as_bytes().to_vec());
    let built = build(files, &options());
    assert_eq!(json(&built)["items"][0]["external_url"], "https://arxiv.org/abs/2001.00001");
    assert_eq!(json(&built)["items"][1]["external_url"], Value::Null);
    assert_eq!(links(built.text("atom.xml"), "related"), ["https://arxiv.org/abs/2001.00001"]);
}

/// The guids of every feed, by its address with the slugs left out.
fn guids(built: &Built) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![agreed(built, "guid", "id", "id")];
    let topics = built.files.keys().filter(|path| path.starts_with("topics/") && path.ends_with("feed.xml"));
    all.extend(topics.map(|path| texts(built.text(path), "guid")));
    all.sort();
    all
}

#[test]
fn guids_outlive_a_move_and_every_renaming() {
    let issue = |title: &str, slug: &str, topic: &str, a: &str, text: &str| {
        format!(
            "+++\ntitle = \"{title}\"\ndate = 2025-01-06\nslug = \"{slug}\"\n+++\n## {topic}\n\n\
             ### [{a}](https://arxiv.org/abs/2501.00001v1)\n{text}\n\n### {a} again {{#own}}\n{text}\n\n\
             ### [{a} once more](https://www.blog.example/post/?utm_source=x)\n{text}\n"
        )
    };
    let with = |topic: &str, slug: &str, issue: String, base: &str| {
        let topics = format!("[[topics]]\nname = \"{topic}\"\nslug = \"{slug}\"\n");
        build(newsletter(&topics, &[("2025 no. 1", &issue)]), &at(base))
    };
    let before = with("Agents", "agents", issue("A", "a", "Agents", "P", "x"), "https://letters.example/");
    let after = with("Robots", "bots", issue("B", "b", "Robots", "Q", "y"), "https://moved.example/far/away/");
    assert_eq!((before.console(), after.console()), (String::new(), String::new()));
    assert_eq!(guids(&before), guids(&after));
    assert_eq!(guids(&before)[0], ["tag:letters.example,2025-01-01:2025%20no.%201"]);
}

/// The outlines of an OPML document: how deep each is, its text and its address.
fn outlines(xml: &str) -> Vec<(usize, String, String)> {
    let document = roxmltree::Document::parse(xml).expect("XML");
    let lines = document.descendants().filter(|node| node.has_tag_name("outline"));
    let line = |node: roxmltree::Node| {
        let depth = node.ancestors().filter(|above| above.has_tag_name("outline")).count();
        let attribute = |name| node.attribute(name).unwrap_or_default().to_string();
        (depth, attribute("text"), attribute("xmlUrl").replace("https://letters.example/news", ""))
    };
    lines.map(line).collect()
}

#[track_caller]
fn check_outlines(more: &str, expected: &[(usize, &str, &str)]) {
    let built = build(daily(1, more), &options());
    let found = outlines(built.text("feeds.opml"));
    assert_eq!(found.iter().map(|(depth, text, url)| (*depth, &**text, &**url)).collect::<Vec<_>>(), expected);
}

#[test]
fn the_list_of_feeds_is_nested_as_the_topics_are() {
    let topics = "[[topics]]\nname = \"GUI\"\nparent = \"agents\"\n[[topics]]\nname = \"A & B\"\nslug = \"ab\"\n\
                  [[topics]]\nname = \"Agents\"\n";
    check_outlines(
        topics,
        &[
            (1, "Letters", "/feed.xml"),
            (1, "A & B", "/topics/ab/feed.xml"),
            (1, "Agents", "/topics/agents/feed.xml"),
            (2, "GUI", "/topics/gui/feed.xml"),
        ],
    );
    check_outlines(
        &format!("[outputs]\ntopic_rss = false\nrss = false\n{topics}"),
        &[(1, "Letters", "/atom.xml"), (1, "A & B", ""), (1, "Agents", ""), (2, "GUI", "")],
    );
}

#[test]
fn topics_nested_beyond_reason_still_make_a_list() {
    let topic = |n: usize| format!("[[topics]]\nname = \"t{n}\"\nparent = \"t{}\"\n", n + 1);
    let all: String = (0..500).map(topic).collect();
    let built = build(daily(1, &format!("{all}[[topics]]\nname = \"t500\"\n")), &options());
    let found = outlines(built.text("feeds.opml"));
    assert_eq!((found.len(), found.iter().map(|line| line.0).max()), (503, Some(17)));
}

#[test]
fn every_page_announces_its_own_feed_first() {
    let built = build(daily(1, ""), &at("https://letters.example/"));
    let announced = |path| -> Vec<String> {
        let lines = built.text(path).lines().filter(|line| line.starts_with("<link rel=\"alternate\""));
        lines.filter_map(|line| Some(line.split("title=\"").nth(1)?.split('"').next()?.to_string())).collect()
    };
    let newsletter = ["Letters (RSS)", "Letters (Atom)", "Letters (JSON Feed)"];
    assert_eq!(announced("index.html"), newsletter);
    assert_eq!(announced("issues/00001/index.html"), newsletter);
    assert_eq!(announced("topics/agents/index.html"), [&["Letters: Agents (RSS)"], &newsletter[..]].concat());
}

#[test]
fn people_find_every_feed_on_one_page() {
    let built = build(daily(1, "[[topics]]\nname = \"B\"\n"), &options());
    let page = built.text("subscribe/index.html");
    for path in ["feed.xml", "atom.xml", "feed.json", "topics/agents/feed.xml", "topics/b/feed.xml"] {
        assert!(page.contains(&format!("<code>https://letters.example/news/{path}</code>")), "{path}");
    }
    assert!(page.contains("href=\"/news/feeds.opml\""));
}
