//! What holds of any input.

use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, RngAlgorithm, TestRng, TestRunner};

use offprint::base::diagnostic::Report;
use offprint::base::source::SourceId;
use offprint::parse::config::Config;
use offprint::parse::document::{Document, Hole, HoleKind, Item, Part, Slice};
use offprint::parse::file::FileKind;
use offprint::parse::front_matter::FrontMatter;
use offprint::parse::markdown::{Conventions, Rules, parse};

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

#[test]
fn any_text_parses_to_whole_slices() {
    hold(400, "\\PC{0,300}", |text| check_markdown(&text));
}

#[test]
fn any_bytes_parse_to_whole_slices() {
    hold(400, proptest::collection::vec(any::<u8>(), 0..300), |bytes| {
        check_markdown(&String::from_utf8_lossy(&bytes));
    });
}

#[test]
fn any_markdown_parses_to_whole_slices() {
    let pieces = proptest::collection::vec(proptest::sample::select(PIECES), 0..60);
    hold(3000, pieces, |pieces| check_markdown(&pieces.concat()));
}

/// What Markdown is made of.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\n",
    " ",
    "a",
    "words of text",
    "# ",
    "## ",
    "### ",
    "#### ",
    "> ",
    "- ",
    "* ",
    "1. ",
    "    ",
    "  ",
    "---\n",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "```\n",
    "```toml entry\n",
    "arxiv = \"2412.01928\"\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[^a]",
    "[^a]: ",
    "[^b]",
    "[a]: https://a.example/\n",
    "[text](https://arxiv.org/abs/2411.19865)",
    "[Code](https://github.com/a/b)",
    "https://b.example/c_d",
    "arXiv:2411.19865",
    "{#id}",
    "{.aside}",
    "{.prose}",
    "{arxiv=2412.01928}",
    "{a}",
    " {",
    "}",
    "|",
    "|-|-:|\n",
    "| a | b |\n",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<li>",
    "<ul>",
    "</ul>",
    "<br>",
    "<iframe src=x>",
    "</iframe>",
    "<svg><path/>",
    "</svg>",
    "<a href=\"#x\" id=y>",
    "</a>",
    "<script>",
    "</script>",
    "<!-- ",
    " -->",
    "<T>",
    "&amp;",
    "&",
    "\\",
    "\"",
    "'",
    "--",
    "...",
    "中文",
    "。",
    "“",
    "”",
    "，",
    "가",
    "：",
    "- [ ] ",
    "> [!NOTE]\n",
    ": ",
    "$x$",
    "$$",
    "$5",
    "```math\n",
    "\t",
    "😀",
    "\u{e001}",
    "\u{2e4f}",
    "Title\n===\n",
    "1、",
    "（1）",
    "[video] ",
    "<details><summary>s</summary>\n",
    "</details>\n",
    "\r\n",
    "\0",
];

#[test]
fn depth_is_no_danger() {
    let deep = 10_000;
    for unit in
        ["> ", "- ", "* a\n  ", "1. ", "**a ", "*a_b", "[", "![", "<div>\n\n", "<b>", "[a](", "`", "{", "(1) ", "~~a"]
    {
        check_markdown(&unit.repeat(deep));
    }
    let nested: String = (0..300).map(|level| format!("{}- a\n", "  ".repeat(level))).collect();
    check_markdown(&nested);
}

/// Parses a text under rules of every shape; every slice must be whole.
fn check_markdown(text: &str) {
    let shapes = [
        (FileKind::Issue, ""),
        (FileKind::Page, ""),
        (FileKind::Issue, "[outline]\ntopic = [2, 3]\nentry = 4\nlist_entries = true\nparagraph_entries = true\n"),
        (FileKind::Issue, "[outline]\ntopic = false\nlist_entries = true\n[markdown]\nsmart_punctuation = false\n"),
    ];
    for (kind, outline) in shapes {
        let config = format!("title = \"a\"\nbase_url = \"https://a.example/\"\nid = \"a.example,2025\"\n{outline}");
        let mut report = Report::default();
        let config = Config::read(&config, SourceId(0), &mut report);
        assert!(!report.has_errors(), "a sound config: {:?}", report.sorted());
        let rules = Rules::of(&Conventions::of(&config), &FrontMatter::default(), kind);
        let document = parse(SourceId(0), text, 0, &rules, &mut report);
        check_document(&document, text);
        for diagnostic in report.sorted() {
            if let offprint::base::diagnostic::Place::Span(span) = diagnostic.place {
                let range = span.range();
                let sound = text.get(range.clone()).is_some();
                assert!(sound, "{} points at {range:?} of {text:?}", diagnostic.code.name());
            }
        }
    }
}

fn check_document(document: &Document, text: &str) {
    let mut slices = Vec::new();
    for entry in &document.entries {
        slices.extend([entry.title.html, entry.body]);
        slices.extend(entry.first_paragraph);
        slices.extend(entry.link_paragraphs.iter().copied());
    }
    slices.extend(document.sections.iter().map(|section| section.title.html));
    slices.extend(document.footnotes.iter().map(|note| note.body));
    gather(&document.parts, &mut slices);
    let titles = document.entries.iter().map(|entry| &entry.title);
    for title in titles.chain(document.sections.iter().map(|section| &section.title)) {
        let holes = &document.prose.holes[title.html.first_hole as usize..title.html.last_hole as usize];
        let link = |hole: &Hole| matches!(hole.kind, HoleKind::Link(_) | HoleKind::Footnote { .. });
        assert!(!holes.iter().any(link), "a link in a title, from {text:?}");
    }
    for slice in slices {
        check_slice(document, slice, text);
    }
    let holes = &document.prose.holes;
    assert!(holes.is_sorted_by_key(|hole| hole.at), "holes are in order");
    assert!(document.opening.chars().count() <= 300);
}

fn gather(parts: &[Part], slices: &mut Vec<Slice>) {
    for part in parts {
        match part {
            Part::Prose(slice) => slices.push(*slice),
            Part::Section(_, parts) => gather(parts, slices),
            Part::List { items, .. } => slices.extend(items.iter().filter_map(|item| match item {
                Item::Prose(slice) => Some(*slice),
                Item::Entry(_) => None,
            })),
            Part::Entry(_) | Part::Break => {}
        }
    }
}

/// A slice lies on character boundaries, its holes lie in it, and each tag in it has its partner.
fn check_slice(document: &Document, slice: Slice, text: &str) {
    let range = slice.start as usize..slice.end as usize;
    let html = document.prose.html.get(range.clone()).expect("a slice of the prose");
    let holes = &document.prose.holes[slice.first_hole as usize..slice.last_hole as usize];
    let mut open: Vec<String> = Vec::new();
    let mut at = range.start;
    for hole in holes {
        let next = hole.at as usize;
        assert!(range.start <= next && next <= range.end, "a hole out of its slice, from {text:?}");
        walk(&document.prose.html[at..next], &mut open, html, text);
        at = next;
        match hole.kind {
            HoleKind::Link(_) => open.push("a".to_string()),
            HoleKind::HeadingOpen(_) => open.push("heading".to_string()),
            HoleKind::PageOnlyOpen { .. } => open.push("page only".to_string()),
            HoleKind::HeadingClose(_) => {
                assert_eq!(open.pop().as_deref(), Some("heading"), "in {html:?} from {text:?}")
            }
            HoleKind::PageOnlyClose => {
                assert_eq!(open.pop().as_deref(), Some("page only"), "in {html:?} from {text:?}")
            }
            _ => {}
        }
    }
    walk(&document.prose.html[at..range.end], &mut open, html, text);
    assert!(open.is_empty(), "{open:?} stays open in {html:?} from {text:?}");
}

/// Follows the tags of a piece of HTML. Attribute values hold no `<` or `>`.
fn walk(piece: &str, open: &mut Vec<String>, html: &str, text: &str) {
    for tag in piece.split('<').skip(1) {
        let name: String = tag.chars().take_while(|c| !c.is_whitespace() && *c != '>').collect();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "in {html:?} from {text:?}"),
            None if VOID.contains(&name.as_str()) => {}
            None => open.push(name),
        }
    }
}

const VOID: &[&str] = &["br", "hr", "img", "input", "source", "track", "wbr", "area", "col"];
