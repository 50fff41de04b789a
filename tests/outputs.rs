//! Outputs that only show their nature in numbers or under options.

mod site;

use std::collections::BTreeMap;

use offprint::base::route::Route;
use offprint::model::newsletter::Options;
use offprint::pipeline::{self, Sink};
use site::{Built, build, options};

type Files = BTreeMap<String, Vec<u8>>;

fn config(more: &str) -> Vec<u8> {
    format!(
        "title = \"Letters\"\nbase_url = \"https://letters.example/news/\"\nid = \"letters.example,2025-01-01\"\n{more}"
    )
    .into_bytes()
}

/// A newsletter of so many issues with one entry each, all on one topic, a day apart.
fn weekly(issues: usize, more: &str) -> Files {
    apart(1, issues, more)
}

/// The same, so many days apart.
fn apart(days: i64, issues: usize, more: &str) -> Files {
    let mut files = Files::from([("offprint.toml".to_string(), config(more))]);
    for number in 1..=issues {
        let day = jiff::civil::date(2020, 1, 1) + jiff::ToSpan::days(days * number as i64);
        let text = format!(
            "+++\ntitle = \"Issue {number}\"\ndate = {day}\nnumber = {number}\n+++\n## Agents\n\n### [Paper {number}](https://arxiv.org/abs/2001.{number:05})\nWords on it.\n"
        );
        files.insert(format!("content/issues/{number:05}.md"), text.into_bytes());
    }
    files
}

fn entries_on(built: &Built, path: &str) -> Vec<usize> {
    let numbers = built.text(path).split("<article class=\"entry\" id=\"").skip(1);
    numbers.filter_map(|rest| rest.split('-').next()?.parse().ok()).collect()
}

#[test]
fn pages_of_a_list_count_from_the_oldest() {
    let built = build(weekly(25, "[lists]\nsize = 10\n"), &options());
    assert_eq!(built.console(), "");
    assert_eq!(entries_on(&built, "topics/agents/page/1/index.html"), (1..=10).rev().collect::<Vec<_>>());
    assert_eq!(entries_on(&built, "topics/agents/index.html"), (11..=25).rev().collect::<Vec<_>>());
    assert!(!built.files.contains_key("topics/agents/page/2/index.html"));
}

#[test]
fn a_new_issue_leaves_full_pages_of_a_list_as_they_are() {
    let before = build(apart(40, 27, "[lists]\nsize = 10\n"), &options()).files;
    let after = build(apart(40, 28, "[lists]\nsize = 10\n"), &options()).files;
    for path in ["topics/agents/page/1/index.html", "works/page/1/index.html", "issues/00001/index.html"] {
        assert!(before[path] == after[path], "{path} changed");
    }
}

#[track_caller]
fn check_years(built: &Built, path: &str, expected: &[(&str, &str)]) {
    let html = built.text(path);
    let list =
        html.split("<nav class=\"years\"").nth(1).and_then(|rest| rest.split("</nav>").next()).unwrap_or_default();
    let links = list.split("<a href=\"").skip(1).filter_map(|rest| rest.split_once("</a>")?.0.split_once("\">"));
    assert_eq!(links.collect::<Vec<_>>(), expected, "{path}");
    for (url, _) in expected {
        let (page, id) = url.split_once('#').expect("a place on a page");
        let file = page.strip_prefix("/news/").map_or(path.to_string(), |page| format!("{page}index.html"));
        assert!(built.text(&file).contains(&format!("id=\"{id}\"")), "{url} from {path}");
    }
}

#[test]
fn a_long_list_leads_to_its_years() {
    let built = build(apart(40, 25, "[lists]\nsize = 10\n"), &options());
    for list in ["topics/agents", "works"] {
        let oldest = format!("/news/{list}/page/1/#_2020");
        check_years(
            &built,
            &format!("{list}/index.html"),
            &[("#_2022", "2022"), ("#_2021", "2021"), (&oldest, "2020")],
        );
        check_years(&built, &format!("{list}/page/1/index.html"), &[("#_2021", "2021"), ("#_2020", "2020")]);
    }
    check_years(&build(weekly(3, ""), &options()), "topics/agents/index.html", &[]);
}

#[test]
fn previews_ask_search_engines_to_stay_away() {
    let built = build(weekly(2, ""), &Options { noindex: true, ..options() });
    assert!(built.text("robots.txt").contains("Disallow: /\n"));
    for (path, _) in built.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(built.text(path).contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
    }
}

#[test]
fn kinds_can_be_switched_off() {
    let kinds = [
        "works",
        "archive",
        "subscribe",
        "rss",
        "atom",
        "json_feed",
        "opml",
        "feed_archives",
        "topic_rss",
        "bibtex",
        "ris",
        "csl_json",
        "entries",
        "sitemap",
        "robots",
        "\"404\"",
        "topics",
    ];
    let off: String = kinds.iter().map(|kind| format!("{kind} = false\n")).collect();
    let built = build(weekly(2, &format!("[outputs]\n{off}")), &options());
    assert_eq!(built.console(), "");
    let paths: Vec<&str> = built.files.keys().map(String::as_str).filter(|path| path.ends_with(".html")).collect();
    let expected = ["index.html", "issues/00001/index.html", "issues/00002/index.html", "topics/agents/index.html"];
    assert_eq!(paths, expected);
}

/// Whatever the number of issues and years, the archive leads to every year's page.
#[test]
fn the_archive_leads_to_every_year() {
    for issues in [2, 250, 600] {
        let built = build(weekly(issues, ""), &options());
        let archive = built.text("issues/index.html");
        for path in built.files.keys().filter(|path| path.starts_with("issues/20")) {
            let address = format!("\"/news/{}\"", path.trim_end_matches("index.html"));
            assert!(archive.contains(&address), "{issues} issues: {address}");
        }
    }
}

/// An issue may be named like a year: it keeps its address, and the year's page steps aside.
#[test]
fn an_issue_may_be_named_like_a_year() {
    let mut files = weekly(2, "");
    let issue = "+++\ntitle = \"Our year\"\ndate = 2020-12-31\n+++\n\nLooking back.\n";
    files.insert("content/issues/2020.md".to_string(), issue.into());
    files.insert("content/issues/1999.md".to_string(), issue.replace("Our year", "Their year").into());
    let built = build(files, &options());
    assert!(built.text("issues/2020/index.html").contains("Looking back."));
    assert!(built.text("issues/year/2020/index.html").contains("Issues of 2020"));
    assert!(built.text("issues/index.html").contains("\"/news/issues/year/2020/\""));
}

#[test]
fn works_with_entries_in_several_issues_can_be_the_only_ones_with_a_page() {
    let mut files = weekly(2, "[outputs]\nworks = \"repeated\"\n");
    let again = "+++\ntitle = \"Again\"\ndate = 2020-02-01\n+++\n## Agents\n### [Seen before](https://arxiv.org/abs/2001.00001)\nMore.\n";
    files.insert("content/issues/again.md".to_string(), again.as_bytes().to_vec());
    let built = build(files, &options());
    assert!(built.files.contains_key("works/arxiv-2001.00001/index.html"));
    assert!(!built.files.contains_key("works/arxiv-2001.00002/index.html"));
}

#[test]
fn a_large_site_has_an_index_of_sitemaps() {
    let mut files = weekly(1, "");
    for page in 0..45_000 {
        files.insert(format!("content/pages/p{page}.md"), b"+++\ntitle = \"P\"\n+++\n".to_vec());
    }
    let sources = std::sync::Arc::new(offprint::base::source::Sources::memory(files));
    let mut report = Default::default();
    let site = offprint::pipeline::load(sources, "offprint.toml", &options(), &mut report).expect("a site");
    let sitemaps = site.plan.outputs().iter().filter(|output| output.kind.name == "sitemap");
    let texts: Vec<String> =
        sitemaps.map(|output| String::from_utf8(site.render(output).expect("a sitemap")).expect("UTF-8")).collect();
    let locations = |text: &String| text.matches("<loc>").count();
    assert_eq!(texts.iter().map(locations).collect::<Vec<_>>(), [45_000, 9, 2]);
    assert!(texts[2].contains("<loc>https://letters.example/news/sitemap-1.xml</loc>"), "{}", texts[2]);
}

/// An issue of links under topics at two levels, with tags, emoji, a standing section and a job.
fn links(issue: usize) -> String {
    let day = jiff::civil::date(2010, 1, 4) + jiff::ToSpan::weeks(issue as i64);
    let mut text = format!("+++\ntitle = \"Week {issue}\"\ndate = {day}\n+++\n");
    for (topic, below) in [("Articles", "Computer Vision"), ("Software", "Libraries")] {
        for (level, name) in [("##", topic), ("###", below)] {
            text.push_str(&format!("{level} {name}\n\n"));
            for item in 0..5 {
                let mark = ["", "[video] ", "🔥 ", "**", "[DE] "][item];
                let end = if mark == "**" { "**" } else { "" };
                text.push_str(&format!(
                    "* {mark}[{name} {item}](https://site{item}.example/{}/{issue}){end} - a word on it\n",
                    name.replace(' ', "-").to_lowercase()
                ));
            }
            text.push('\n');
        }
    }
    text + "## Jobs\n\n* [A post](https://jobs.example/1)\n\n## Quote of the Week\n\n* [Someone](https://quotes.example/1)\n"
}

#[test]
fn seven_hundred_issues_of_links_are_fourteen_thousand_entries() {
    let outline = "[outline]\ntopic = [2, 3]\nlist_entries = true\nnot_topics = [\"Jobs\", \"Quote*\"]\n";
    let mut files = Files::from([("offprint.toml".to_string(), config(outline))]);
    for issue in 1..=700 {
        files.insert(format!("content/issues/week-{issue}.md"), links(issue).into_bytes());
    }
    let sources = std::sync::Arc::new(offprint::base::source::Sources::memory(files));
    let mut report = Default::default();
    let site = offprint::pipeline::load(sources, "offprint.toml", &options(), &mut report).expect("a site");
    assert!(report.sorted().is_empty(), "{:?}", report.sorted().first());
    let newsletter = &site.newsletter;
    assert_eq!((newsletter.issues.len(), newsletter.entries.len()), (700, 14_000));
    let topics: Vec<(&str, usize)> = newsletter.topics.iter().map(|t| (t.slug.as_str(), t.entries.len())).collect();
    assert_eq!(topics, [("articles", 3500), ("computer-vision", 3500), ("libraries", 3500), ("software", 3500)]);
}

#[test]
fn a_promotion_has_an_anchor_where_its_author_gave_it_one() {
    let issue = "+++\ntitle = \"A\"\ndate = 2025-01-06\n+++\nSee [it](#ad).\n\n### [A](https://a.example/) {.aside}\n\n\
                 ### [B](https://b.example/) {#ad .aside}\n\n### [C](https://c.example/) {#ad-2}\n";
    let files = [("offprint.toml", config("")), ("content/issues/a.md", issue.as_bytes().to_vec())];
    let built = build(files.into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect(), &options());
    assert_eq!(built.console(), "");
    let page = built.text("issues/a/index.html");
    assert_eq!(page.matches("<article class=\"entry\">").count(), 1);
    assert_eq!(page.matches("id=\"ad\"").count(), 1);
    assert!(!page.contains("id=\"\"") && !page.contains("href=\"/issues/a/#\""), "{page}");
}

/// A disk without room.
struct Full;

impl Sink for Full {
    fn put(&self, route: &Route, _: &[u8]) -> Result<(), String> {
        Err(format!("cannot write `{route}`: no room"))
    }
}

#[test]
fn a_full_disk_is_told_once() {
    let mut built = build(weekly(3, ""), &options());
    pipeline::render(built.site.as_mut().expect("a site"), &Full, &mut built.report);
    let said = built.console();
    let expected = "error[write-failed]: cannot write `/404.html`: no room\n --> 404.html\n  = note: and in ";
    assert!(said.starts_with(expected) && said.matches("error[").count() == 1, "{said}");
}
