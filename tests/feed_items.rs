//! What stands in the items of feeds: corrections, enclosures, hostile texts, and nothing that readers bar.

mod site;

use site::feeds::{Files, agreed, attributes, json, newsletter, texts};
use site::{build, options};

const CORRECTED: &str = r#"+++
title = "Corrected"
date = 2025-01-06T08:00:00Z
guid = "urn:x:1"

[[corrections]]
date = 2025-01-08
text = "Of the *whole*, see [there](#b) & <b>here</b>."

[[corrections]]
date = 2025-01-09
text = "Of **one**."
entry = "a"
+++
## Agents

### [A](https://arxiv.org/abs/2501.00001) {#a}
Words.

### [B](https://arxiv.org/abs/2501.00002) {#b retracted}
More words.
"#;

#[test]
fn corrections_head_their_items_and_set_their_times() {
    let built = build(newsletter("", &[("a", CORRECTED)]), &options());
    assert_eq!(built.console(), "");
    let one = "<p><strong>Correction, 9 January 2025</strong> · <a href=\"https://letters.example/news/issues/a/#a\">A</a></p>\
               <blockquote><p>Of <strong>one</strong>.</p>\n</blockquote>";
    let whole = "<p><strong>Correction, 8 January 2025</strong></p><blockquote><p>Of the <em>whole</em>, see \
                 <a href=\"https://letters.example/news/issues/a/#b\">there</a> &amp; <b>here</b>.</p>\n</blockquote>";
    let html = agreed(&built, "description", "content", "content_html").remove(0);
    assert!(html.starts_with(&format!("{one}{whole}")), "{html}");
    assert_eq!(json(&built)["items"][0]["date_modified"], "2025-01-09T00:00:00Z");
    assert_eq!(texts(built.text("atom.xml"), "updated"), ["2025-01-09T00:00:00Z"; 2]);
    assert_eq!(agreed(&built, "guid", "id", "id"), ["urn:x:1"]);
    let topic = built.text("topics/agents/feed.xml");
    let items = texts(topic, "description");
    assert!(items[1].starts_with(one) && !items[2].contains("Correction"), "{items:?}");
    assert_eq!(texts(topic, "guid"), ["urn:x:1#a", "urn:x:1#b"]);
    assert_eq!(texts(topic, "lastBuildDate"), ["Thu, 09 Jan 2025 00:00:00 +0000"]);
}

#[test]
fn a_correction_of_the_same_day_is_a_change_too() {
    let text = CORRECTED.replace("2025-01-08", "2025-01-06").replace("2025-01-09", "2025-01-06");
    let built = build(newsletter("", &[("a", &text)]), &options());
    assert_eq!(built.console(), "");
    assert_eq!(json(&built)["items"][0]["date_published"], "2025-01-06T08:00:00Z");
    assert_eq!(json(&built)["items"][0]["date_modified"], "2025-01-06T08:00:01Z");
}

#[test]
fn a_correction_stands_wherever_its_entry_does() {
    let built = build(newsletter("[theme]\n", &[("a", CORRECTED)]), &options());
    let count = |path| built.text(path).matches("class=\"correction\"").count();
    assert_eq!(count("issues/a/index.html"), 3);
    assert_eq!(count("topics/agents/index.html"), 1);
    assert_eq!(count("works/arxiv-2501.00001/index.html"), 1);
    assert_eq!(count("works/arxiv-2501.00002/index.html"), 0);
}

#[test]
fn the_line_of_links_names_each_place_once() {
    let text = "+++\ntitle = \"A\"\ndate = 2025-01-06\n+++\n## Agents\n### [A](https://arxiv.org/abs/2501.00001v3)\n\n\
                ### [B](https://blog.example/b) {arxiv=2501.00002}\n";
    let built = build(newsletter("", &[("a", text)]), &options());
    assert_eq!(built.console(), "");
    let items = texts(built.text("topics/agents/feed.xml"), "description");
    let starts = [
        "<p><a href=\"https://arxiv.org/abs/2501.00001\">arXiv</a></p>",
        "<p><a href=\"https://blog.example/b\">blog.example</a> · <a href=\"https://arxiv.org/abs/2501.00002\">arXiv</a></p>",
    ];
    assert!(items[1].starts_with(starts[0]) && items[2].starts_with(starts[1]), "{items:?}");
}

#[test]
fn a_summary_reads_on_over_notes() {
    let text = "+++\ntitle = \"A\"\ndate = 2025-01-06\n+++\n## Agents\n### [A](https://a.example/)\n\n\
                It says [^n] so [^n], and  ends [^n].\n\n[^n]: Note.\n";
    let built = build(newsletter("[feeds]\ncontent = \"summary\"\n", &[("a", text)]), &options());
    assert_eq!(built.console(), "");
    assert_eq!(texts(built.text("topics/agents/feed.xml"), "description")[1], "It says so, and  ends.");
}

#[test]
fn a_summary_passes_over_a_line_of_people_and_links() {
    let byline = "*Ann Lee, Bob van Dyk et al.* — [arXiv:2501.00001](https://arxiv.org/abs/2501.00001) · [Code](https://github.com/a/a)";
    let told = "A model [counts](https://a.example/).";
    let announced = "OpenAI [announces](https://openai.example/) GPT.";
    let bodies = [
        (format!("{byline}\n\n{told}"), "A model counts."),
        (byline.to_string(), "Ann Lee, Bob van Dyk et al. — arXiv:2501.00001 · Code"),
        (format!("{byline}\n\n{byline}"), "Ann Lee, Bob van Dyk et al. — arXiv:2501.00001 · Code"),
        (format!("{told}\n\n{byline}"), "A model counts. Ann Lee, Bob van Dyk et al. — arXiv:2501.00001 · Code"),
        (format!("{announced}\n\n{told}"), "OpenAI announces GPT. A model counts."),
        ("作者：张三、李四 — [论文](https://arxiv.org/abs/2501.00001)\n\n说模型。".to_string(), "说模型。"),
    ];
    for (body, summary) in bodies {
        let text = format!("+++\ntitle = \"A\"\ndate = 2025-01-06\n+++\n## Agents\n### A\n\n{body}\n");
        let built = build(newsletter("[feeds]\ncontent = \"summary\"\n", &[("a", &text)]), &options());
        assert_eq!(texts(built.text("topics/agents/feed.xml"), "description")[1], summary, "{body}");
    }
}

#[test]
fn an_excerpt_begins_with_the_line_of_people() {
    let text = "+++\ntitle = \"A\"\ndate = 2025-01-06\n+++\n## Agents\n### A\n\nAnn Lee — [PDF](https://arxiv.org/abs/2501.00001)\n\n\
                It counts.\n\nMore.\n\n### B\n\nAnn Lee — [PDF](https://arxiv.org/abs/2501.00002)\n\n* A list.\n\nIt counts.\n";
    let built = build(newsletter("", &[("a", text)]), &options());
    let page = built.text("topics/agents/index.html");
    let people = "<p>Ann Lee — <a href=\"https://arxiv.org/abs/2501.00001\">PDF</a></p>\n<p>It counts.</p>";
    assert!(page.contains(people), "{page}");
    assert!(!page.contains("More.") && !page.contains("A list."), "{page}");
}

#[test]
fn a_cover_heads_its_issue() {
    let text = "+++\ntitle = \"A\"\ndate = 2025-01-06\ncover = \"https://img.example/a&b.png\"\ncover_alt = \"A \\\"dot\\\"\"\n\
                [[corrections]]\ndate = 2025-01-07\ntext = \"Mended.\"\n+++\nText.\n";
    let built = build(newsletter("", &[("a", text)]), &options());
    assert_eq!(built.console(), "");
    let html = agreed(&built, "description", "content", "content_html").remove(0);
    let image = "</blockquote><p><img class=\"cover\" src=\"https://img.example/a&amp;b.png\" alt=\"A &quot;dot&quot;\"></p><p>Text.";
    assert!(html.contains(image), "{html}");
    assert_eq!(json(&built)["items"][0]["image"], "https://img.example/a&b.png");
}

#[test]
fn what_the_page_sets_apart_by_its_looks_is_said() {
    let text = "+++\ntitle = \"A\"\ndate = 2025-01-06\n+++\n> [!TIP]\n> Do.[^1]\n\n## Buy {.aside}\nNow.\n\n\
                ## Agents\n### [A](https://arxiv.org/abs/2501.00001)\nWords.\n### Sold {.aside}\nOut.\n\n[^1]: Or not.\n";
    let built = build(newsletter("", &[("a", text)]), &options());
    assert_eq!(built.console(), "");
    let html = agreed(&built, "description", "content", "content_html").remove(0);
    let parts = [
        "<strong>Tip</strong>",
        "<p><strong>Promotion</strong></p><h2>Buy</h2>",
        "<p>Words.</p>\n<p><strong>Promotion</strong></p><h3>Sold</h3>",
        "<p>Out.</p>\n<hr><ol class=\"footnotes\">",
    ];
    for part in parts {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn a_retracted_work_is_marked_wherever_it_appears() {
    let later = "+++\ntitle = \"Later\"\ndate = 2025-01-07\n+++\n## Agents\n### [B again](https://arxiv.org/abs/2501.00002v2)\n";
    let built = build(newsletter("", &[("a", CORRECTED), ("b", later)]), &options());
    let pages = ["issues/a/", "issues/b/", "topics/agents/", "works/", "works/arxiv-2501.00002/", ""];
    for path in pages {
        assert!(built.text(&format!("{path}index.html")).contains(">Retracted</strong>"), "{path}");
    }
    assert!(!built.text("works/arxiv-2501.00001/index.html").contains("Retracted"));
    assert!(
        agreed(&built, "description", "content", "content_html").iter().all(|html| html.contains("[Retracted] <a"))
    );
    assert_eq!(
        texts(built.text("topics/agents/feed.xml"), "title")[1..],
        ["[Retracted] B again", "A", "[Retracted] B"]
    );
}

#[track_caller]
fn check_enclosure(written: &str, url: &str, media_type: &str, length: u64) {
    let issue = format!("+++\ntitle = \"A\"\ndate = 2025-01-06\nenclosure = {written}\n+++\nText\n");
    let mut files = newsletter("", &[("a", &issue)]);
    files.insert("content/issues/a/talk.MP3".to_string(), b"twelve bytes".to_vec());
    files.insert("static/film.webm".to_string(), b"film".to_vec());
    let built = build(files, &options());
    assert_eq!(built.console(), "", "{written}");
    let rss = &attributes(built.text("feed.xml"), "enclosure")[0];
    assert_eq!((&*rss["url"], &*rss["type"], &*rss["length"]), (url, media_type, &*length.to_string()));
    let atom = attributes(built.text("atom.xml"), "link");
    let atom = atom.iter().find(|link| link["rel"] == "enclosure").expect("an enclosure");
    assert_eq!((&*atom["href"], &*atom["type"], &*atom["length"]), (url, media_type, &*length.to_string()));
    let json = &json(&built)["items"][0]["attachments"][0];
    assert_eq!(
        (&json["url"], &json["mime_type"], &json["size_in_bytes"]),
        (&url.into(), &media_type.into(), &length.into())
    );
    let local = url.replace("https://letters.example", "");
    assert!(built.text("issues/a/index.html").contains(&format!(" href=\"{local}\"")), "{local}");
}

#[test]
fn an_enclosure_goes_with_its_issue() {
    let beside = "https://letters.example/news/issues/a/talk.MP3";
    check_enclosure("\"a/talk.MP3\"", beside, "audio/mpeg", 12);
    check_enclosure("\"/film.webm\"", "https://letters.example/news/film.webm", "video/webm", 4);
    check_enclosure("{ url = \"a/talk.MP3\", type = \"audio/X-own\", title = \"T\" }", beside, "audio/x-own", 12);
    let remote = "https://a.example/t.ogg?x=1";
    check_enclosure(&format!("{{ url = \"{remote}\", length = 99 }}"), remote, "audio/ogg", 99);
}

/// Names and texts as nobody should write them.
const HOSTILE: &[&str] = &[
    "]]> <![CDATA[ x",
    "<script>alert(1)</script>",
    "&#x0; &#xD800; &amp;lt; \\\\",
    "\u{202e}right to left\u{202c} \u{2067}x",
    "\" ' > < & -->",
    "{{ site.title }} {% raw %}",
    "𝒳 🧠 \u{FEFF}\u{200B}",
];

/// Every feed of a site is what its format says, and JSON holds no character that XML would refuse.
#[track_caller]
fn check_sound(files: Files) {
    let built = build(files, &options());
    assert!(!built.report.has_errors(), "{}", built.console());
    let is_feed = |path: &str| path.ends_with(".opml") || path.ends_with(".xml");
    for path in built.files.keys().filter(|path| is_feed(path)) {
        let text = built.text(path);
        roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let titles = agreed(&built, "title", "title", "title");
    assert!(titles.iter().all(|title| !title.contains(|c: char| c.is_control())), "{titles:?}");
    agreed(&built, "guid", "id", "id");
}

#[test]
fn hostile_names_and_texts_leave_every_feed_sound() {
    for text in HOSTILE {
        let quoted = serde_json::to_string(text).expect("a string");
        let more = format!(
            "description = {quoted}\nlicense = {quoted}\nauthors = [{quoted}]\n[feeds]\nissues = 1\n[[topics]]\nname = {quoted}\n\
             slug = \"t\"\ndescription = {quoted}\n"
        );
        let issue = |day: u8| {
            format!(
                "+++\ntitle = {quoted}\ndate = 2025-01-0{day}\nsummary = {quoted}\nauthors = [{quoted}]\n[[corrections]]\n\
                 date = 2025-01-09\ntext = {quoted}\n+++\n{text}\n\n## {text} {{topics=t}}\n\n### {text} {{#a topics=t by=A}}\n\n{text}\n\n\
                 * {text}\n\n`{text}`\n"
            )
        };
        let files = newsletter(&more, &[("a", &issue(1)), ("b]]><&", &issue(2))]);
        check_sound(files);
    }
}

#[test]
fn control_characters_never_get_as_far_as_a_feed() {
    for code in (0..0x20).chain([0x7F, 0xFFFE, 0xFFFF]).filter(|code| ![0x09, 0x0A, 0x0D].contains(code)) {
        let c = char::from_u32(code).expect("a character");
        let front = |more: &str| format!("+++\ntitle = \"A{more}\"\ndate = 2025-01-06\n+++\n");
        let mut refused = vec![front("") + &c.to_string(), front(&format!("\\u{code:04X}"))];
        // The parser of Markdown makes U+0000 a replacement character.
        refused.extend((code != 0).then(|| format!("{}### A&#{code};B\n", front(""))));
        for text in refused {
            let built = build(newsletter("", &[("a", &text)]), &options());
            assert!(built.console().contains("[control-character]") && built.files.is_empty(), "{code:x}: {text}");
        }
    }
}

#[test]
fn a_title_of_five_megabytes_is_a_title() {
    let long = format!("{}<&]]>", "plain words and ".repeat(330_000));
    let issue = format!("+++\ntitle = \"A\"\ndate = 2025-01-06\n+++\n### {long} {{#a topics=t}}\nText\n");
    let built = build(newsletter("", &[("a", &issue)]), &options());
    assert!(!built.report.has_errors());
    assert!(texts(built.text("topics/t/feed.xml"), "title")[1].len() > 5_000_000);
    agreed(&built, "description", "content", "content_html");
}

#[test]
fn feeds_carry_nothing_that_runs_or_that_readers_bar() {
    let page = "<div style=\"color:red\" onclick=\"x()\">a</div>\n\n<iframe src=\"https://video.example/1\" title=\"V\"></iframe>\n\n\
                <svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>\n\n$x^2$ and ![i](https://x.example/i.png)[^1] [a](#b)\n\n\
                ```python\nprint(1)\n```\n\n| a |\n|:-:|\n| b |\n\n[^1]: Note.\n";
    let issue = format!(
        "+++\ntitle = \"A\"\ndate = 2025-01-06\n+++\n{page}\n## T\n\n### [P](https://arxiv.org/abs/2501.00001) {{#b}}\n\n{page}"
    );
    let built = build(newsletter("", &[("a", &issue)]), &options());
    let whole = agreed(&built, "description", "content", "content_html").remove(0);
    let entry = texts(built.text("topics/t/feed.xml"), "description").remove(1);
    for html in [&whole, &entry] {
        for barred in ["<script", "<iframe", "<svg", "<math", "style=", "onclick", "href=\"#", "href=\"/", "hl-"] {
            assert!(!html.contains(barred), "{barred} in {html}");
        }
        assert!(html.contains("<a href=\"https://video.example/1\">") && html.contains("<code>x^2</code>"), "{html}");
    }
    assert!(entry.starts_with("<p><a href=\"https://arxiv.org/abs/2501.00001\">arXiv</a></p>"), "{entry}");
    let end = "<p>From <a href=\"https://letters.example/news/issues/a/#b\">“A”</a> · \
               <a href=\"https://letters.example/news/topics/t/\">T</a></p>";
    assert!(entry.ends_with(end), "{entry}");
}
