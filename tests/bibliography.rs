//! What holds of any `.bib` file, and of sites that cite from hostile ones.

mod site;

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, RngAlgorithm, TestRng, TestRunner};

use offprint::base::diagnostic::{Place, Report};
use offprint::base::source::SourceId;
use offprint::parse::bib::parse;

/// Runs a property on the same cases every time.
fn hold<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value)) {
    let config = Runs { cases, failure_persistence: None, ..Runs::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&strategy, |value| {
        property(value);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Every entry has a key and a text of its own, every diagnostic a place in the file.
fn check_bib(text: &str) {
    let mut report = Report::default();
    let file = parse(SourceId(0), text, &mut report);
    for entry in &file.entries {
        assert!(!entry.key.is_empty());
        assert!(entry.source.starts_with('@') && entry.source.ends_with('}'), "{}", entry.source);
        assert_eq!(&text[entry.span.range()], entry.key);
    }
    for diagnostic in report.sorted() {
        if let Place::Span(span) = diagnostic.place {
            assert!(text.get(span.range()).is_some(), "{text:?} {diagnostic:?}");
        }
    }
}

#[test]
fn any_text_is_read_as_a_bib_file() {
    hold(400, "\\PC{0,300}", |text| check_bib(&text));
}

#[test]
fn anything_made_of_bibtex_is_read() {
    let pieces = proptest::collection::vec(proptest::sample::select(PIECES), 0..50);
    hold(3000, pieces, |pieces| check_bib(&pieces.concat()));
}

/// What `.bib` files are made of.
const PIECES: &[&str] = &[
    "@article{",
    "@string{",
    "@comment{",
    "@preamble{\"",
    "@misc(",
    "\n@misc{a,",
    "\n@book{b,",
    "a",
    "key,",
    "author = ",
    "title = ",
    "year = ",
    "date = ",
    "month = nov",
    "pages = ",
    "journal = a",
    "crossref = {a}",
    "xdata = {b, a}",
    "eprint = {2411.19865}",
    "doi = {10.5555/x}",
    "file = {x}",
    "{",
    "}",
    "},",
    "\"",
    ",",
    "#",
    "=",
    "%",
    "\\",
    "\\'",
    "\\\"{o}",
    "\\href{",
    "$",
    "$x^2$",
    "--",
    " and ",
    "others",
    "2024",
    "soon",
    "é",
    "\u{202e}",
    "𝕏",
    "\n",
    "  ",
    "@",
];

const HOSTILE: &[&str] = &[
    "</script><script>alert(1)</script>",
    "]]> <![CDATA[",
    "&#x0; &amp; &lt; \" ' `",
    "\u{202e}right to left\u{2069}",
    "$\\frac{1}{2}$ \\undefined{x}",
    "𝕏 中文 \u{ad}\u{feff}",
];

/// A newsletter that cites from a `.bib` file in which every field is hostile.
fn newsletter(style: &str) -> BTreeMap<String, Vec<u8>> {
    let mut bib = String::new();
    let mut issue = "+++\ntitle = \"Hostile\"\ndate = 2025-01-06\n+++\n\n## Topic\n\n".to_string();
    for (nth, text) in HOSTILE.iter().enumerate() {
        let long = text.repeat(200);
        bib.push_str(&format!(
            "@article{{k{nth}, title = {{{long}}}, author = {{{text}, {text} and {{{text}}}}}, journal = {{{text}}},\n\
             volume = {{{text}}}, pages = {{{text}}}, publisher = {{{text}}}, note = {{{text}}}, year = 2024,\n\
             doi = {{10.5555/{nth}}}, url = {{https://a.example/?{}}}}}\n",
            text.replace(['{', '}'], "")
        ));
        issue.push_str(&format!(
            "### A paper {{doi=10.5555/{nth}}}\n\nIt says [see @k{nth}, p. 3] so [@k{nth}; @k0].\n\n"
        ));
    }
    let config = format!(
        "title = \"H\"\nbase_url = \"https://h.example/\"\nid = \"h.example,2025-01-01\"\n\
         bibliography = {{ files = [\"refs.bib\"], style = \"{style}\" }}\n"
    );
    BTreeMap::from([
        ("offprint.toml".to_string(), config.into_bytes()),
        ("refs.bib".to_string(), bib.into_bytes()),
        ("content/issues/hostile.md".to_string(), issue.into_bytes()),
    ])
}

#[track_caller]
fn check_site(style: &str) {
    let built = site::build(newsletter(style), &site::options());
    assert!(!built.report.has_errors(), "{}", built.console());
    assert!(built.files.keys().any(|path| path.ends_with("works.json")));
    for path in built.files.keys() {
        let sound = match path.rsplit('.').next() {
            Some("xml" | "opml") => roxmltree::Document::parse(built.text(path)).map(drop).map_err(|e| e.to_string()),
            Some("json") => {
                serde_json::from_str::<serde_json::Value>(built.text(path)).map(drop).map_err(|e| e.to_string())
            }
            Some("html") if built.text(path).contains("<script>alert") => Err("a script".to_string()),
            _ => Ok(()),
        };
        assert_eq!(sound, Ok(()), "{path}");
    }
    let page = built.text("issues/hostile/index.html");
    assert_eq!(page.matches("<li id=\"ref-").count(), HOSTILE.len());
    for href in page.split("href=\"#ref-").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!("id=\"ref-{href}\"")), "{href}");
    }
}

#[test]
fn hostile_fields_leave_everything_well_formed() {
    check_site("ieee");
    check_site("apa");
    check_site("chicago-author-date");
}

/// The golden newsletter that cites.
fn cited() -> site::Built {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/cited/site");
    site::build(site::folder(&root), &site::options())
}

#[track_caller]
fn check_shown(path: &str, pieces: &[&str]) {
    let built = cited();
    let page = built.text(path);
    for piece in pieces {
        assert!(page.contains(piece), "{path} has no {piece}");
    }
}

const KNUTH: &str = "<li id=\"ref-1\">Knuth, D. (1984). <i>An Art</i>. Press.</li>";

#[test]
fn an_issue_lists_what_it_cites() {
    check_shown(
        "issues/first/index.html",
        &[
            "(see <a href=\"#ref-1\" role=\"doc-biblioref\">Knuth, 1984, Chapter 2</a>)",
            "(<a href=\"#ref-3\" role=\"doc-biblioref\">Chen &amp; Gödel, 2024, p. 7</a>; <a href=\"#ref-2\"",
            "A note that cites (<a href=\"#ref-3\" role=\"doc-biblioref\">2024</a>).",
            "<ul class=\"references\"><li id=\"ref-3\">Chen, A., &amp; Gödel, K. (2024). Backwards, NASA and &amp; forwards.",
            KNUTH,
            "<strong>Retracted.</strong></li></ul>",
        ],
    );
}

#[test]
fn a_page_lists_what_it_cites() {
    check_shown("about/index.html", &["We read (<a href=\"#ref-1\" role=\"doc-biblioref\">Knuth, 1984</a>).", KNUTH]);
}

#[test]
fn an_entry_away_from_home_brings_its_references() {
    check_shown(
        "works/arxiv-2411.00001/index.html",
        &[
            "(<a href=\"#second-arxiv-2411.00001-ref-1\" role=\"doc-biblioref\">Own, 2025</a>)",
            "<ul class=\"references\"><li id=\"second-arxiv-2411.00001-ref-1\">Own, I. (2025, January 10).",
        ],
    );
}

#[test]
fn an_excerpt_leads_to_the_issues_references() {
    let link = "(see <a href=\"/sub/issues/first/#ref-1\"";
    let built = cited();
    let page = built.text("topics/reasoning/index.html");
    assert!(page.contains("href=\"/sub/issues/first/#ref-2\" role=\"doc-biblioref\">Wei et al., 2024</a>"));
    assert!(!page.contains(link) && !page.contains("class=\"references\""));
}

#[test]
fn what_is_cited_from_is_not_published() {
    let built = cited();
    assert!(built.files.keys().all(|path| !path.ends_with("own.bib") && !path.ends_with("refs.bib")));
}
