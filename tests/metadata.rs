//! What pages say of themselves to programs.

mod site;

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};
use serde_json::Value;
use site::{Built, build, options};

const CONFIG: &str = "title = \"Weekly & \\\"more\\\"\"\nbase_url = \"https://w.example/news/\"\nid = \"w.example,2025-01-01\"\nlanguage = \"en-GB\"\nissn = \"2049-3630\"\nauthors = [{ name = \"A. Editor\", orcid = \"0000-0002-1694-233X\" }]\n";

fn newsletter(files: &[(&str, &str)]) -> Built {
    let mut all = BTreeMap::from([("offprint.toml".to_string(), CONFIG.as_bytes().to_vec())]);
    all.extend(files.iter().map(|(path, text)| ((*path).to_string(), text.as_bytes().to_vec())));
    build(all, &options())
}

/// An issue of the given front matter and text.
fn issue(more: &str, text: &str) -> Built {
    let issue = format!("+++\ntitle = \"One\"\ndate = 2025-01-06\nnumber = 7\n{more}\n+++\n{text}\n");
    newsletter(&[("content/issues/one.md", &issue)])
}

type Tag = (String, BTreeMap<String, String>);

fn tags(html: &str) -> Vec<Tag> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let tags = Tokenizer::new(html).flatten().filter_map(|token| match token {
        Token::StartTag(tag) => {
            Some((text(&tag.name), tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect()))
        }
        _ => None,
    });
    tags.collect()
}

/// The values of an attribute on all tags that have another one with a value.
fn values(html: &str, by: (&str, &str), attribute: &str) -> Vec<String> {
    let is = |tag: &&Tag| tag.1.get(by.0).is_some_and(|value| value == by.1);
    tags(html).iter().filter(is).filter_map(|tag| tag.1.get(attribute).cloned()).collect()
}

/// The linked data of a page: everything in its graph.
fn graph(html: &str) -> Vec<Value> {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").expect("linked data");
    let (json, rest) = rest.split_once("</script>").expect("an end");
    assert!(!rest.contains("<script type"), "one block");
    let data: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().expect("a graph").clone()
}

#[test]
fn an_issue_says_what_it_is_and_what_it_is_about() {
    let text = "## T\n\n### [A Paper](https://arxiv.org/abs/2411.19865)\n\n```toml entry\nauthors = [\"Ada Lovelace\", \"Some Team\"]\nvenue = \"ACL; Main\"\nyear = 2025\n```\n\nText.\n\n### [A post](https://a.example/post)\n\nText.\n";
    let built = issue("summary = \"S\"", text);
    assert_eq!(built.console(), "");
    let html = built.text("issues/one/index.html");
    let meta = |name: &str| values(html, ("name", name), "content");
    assert_eq!(meta("citation_title"), ["One"]);
    assert_eq!(meta("citation_author"), ["A. Editor"]);
    assert_eq!(meta("citation_publication_date"), ["2025/01/06"]);
    assert_eq!(meta("citation_issn"), ["2049-3630"]);
    assert_eq!(meta("citation_fulltext_html_url"), ["https://w.example/news/issues/one/"]);
    assert_eq!(
        meta("citation_reference"),
        [
            "citation_title=A Paper; citation_author=Ada Lovelace; citation_author=Some Team; citation_journal_title=ACL, Main; citation_publication_date=2025; citation_doi=10.48550/arXiv.2411.19865; citation_arxiv_id=2411.19865"
        ]
    );
    let card = |property: &str| values(html, ("property", property), "content");
    assert_eq!(card("og:type"), ["article"]);
    assert_eq!(card("og:title"), ["One"]);
    assert_eq!(card("og:site_name"), ["Weekly & \"more\""]);
    assert_eq!(card("og:description"), ["S"]);
    assert_eq!(card("og:locale"), ["en_GB"]);
    assert_eq!(meta("twitter:card"), ["summary"]);

    let graph = graph(html);
    assert_eq!(graph[0]["@type"], "PublicationIssue");
    assert_eq!(graph[0]["issueNumber"], 7);
    assert_eq!(graph[0]["isPartOf"]["issn"], "2049-3630");
    assert_eq!(graph[0]["author"][0]["sameAs"], "https://orcid.org/0000-0002-1694-233X");
    let items = &graph[0]["mainEntity"]["itemListElement"];
    assert_eq!(items[0]["item"]["@type"], "ScholarlyArticle");
    assert_eq!(items[0]["item"]["author"][0]["name"], "Ada Lovelace");
    assert_eq!(items[1]["item"]["@type"], "CreativeWork");
    assert_eq!(graph[1]["@type"], "BreadcrumbList");
    assert_eq!(graph[1]["itemListElement"][1]["item"], "https://w.example/news/issues/");
}

#[test]
fn cards_show_the_cover() {
    let site = |cover: &str| {
        let mut files = BTreeMap::from([("offprint.toml".to_string(), CONFIG.as_bytes().to_vec())]);
        let text = format!(
            "+++\ntitle = \"One\"\ndate = 2025-01-06\ncover = \"{cover}\"\ncover_alt = \"A dot\"\n+++\nText.\n"
        );
        files.insert("content/issues/one/index.md".to_string(), text.into_bytes());
        let dot = include_bytes!("golden/essays/site/content/issues/the-map-and-the-index/dot.png");
        files.insert("content/issues/one/dot.png".to_string(), dot.to_vec());
        files.insert("content/issues/one/dot.svg".to_string(), b"<svg width=\"1\" height=\"1\"/>".to_vec());
        build(files, &options())
    };
    let built = site("dot.png");
    let html = built.text("issues/one/index.html");
    let card = |property: &str| values(html, ("property", property), "content");
    assert_eq!(card("og:image"), ["https://w.example/news/issues/one/dot.png"]);
    assert_eq!((card("og:image:width"), card("og:image:alt")), (vec!["12".to_string()], vec!["A dot".to_string()]));
    assert_eq!(values(html, ("name", "twitter:card"), "content"), ["summary_large_image"]);
    assert_eq!(graph(html)[0]["image"], "https://w.example/news/issues/one/dot.png");
    // No card shows a drawing.
    assert!(!site("dot.svg").text("issues/one/index.html").contains("og:image"));
}

#[test]
fn entries_carry_their_works_for_reference_managers() {
    let text = "## T\n\n### [A & B](https://arxiv.org/abs/cs/0112017) {#k}\n\n```toml entry\nauthors = [\"Ada van Lovelace\"]\n```\n\n### [Told](https://doi.org/10.1000/182)\n\n```toml entry\nvenue = \"Letters\"\nyear = 1999\n```\n\n### [Post](https://a.example/)\n\n### Guess\n\nIn prose only: arXiv:2411.19865.\n";
    let built = issue("", text);
    let expected = [
        "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.genre=preprint&rft.atitle=A%20%26%20B&rft.au=van%20Lovelace%2C%20Ada&rft_id=info%3Adoi%2F10.48550%2FarXiv.cs%2F0112017&rft_id=https%3A%2F%2Farxiv.org%2Fabs%2Fcs%2F0112017",
        "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.genre=article&rft.atitle=Told&rft.jtitle=Letters&rft.date=1999&rft_id=info%3Adoi%2F10.1000%2F182&rft_id=https%3A%2F%2Fdoi.org%2F10.1000%2F182",
        "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&rft.title=Post&rft_id=https%3A%2F%2Fa.example%2F",
    ];
    for path in ["issues/one/index.html", "topics/t/index.html"] {
        let found = values(built.text(path), ("class", "Z3988"), "title");
        assert_eq!(found.len(), 3, "{path}: {found:?}");
        for url in expected {
            let plain = |url: &str| url.replace("&rft.date=2001-12", "");
            assert!(found.iter().any(|found| plain(found) == url), "{path}: {url}\n{found:#?}");
        }
    }
    let work = built.text("works/doi-10.1000-182-bbf412c6/index.html");
    assert_eq!(values(work, ("class", "Z3988"), "title"), [expected[1]]);
}

#[test]
fn pages_of_works_are_about_them() {
    let built = issue("", "### [A Paper](https://arxiv.org/abs/2411.19865)\n\nText.\n");
    let html = built.text("works/arxiv-2411.19865/index.html");
    assert!(!html.contains("citation_"));
    let graph = graph(html);
    assert_eq!((graph.len(), &graph[0]["about"]["@id"]), (1, &Value::from("https://arxiv.org/abs/2411.19865")));
}

#[test]
fn the_home_page_is_the_periodical_and_topics_are_lists() {
    let built = issue("", "## Big {#b}\n\n### [A Paper](https://arxiv.org/abs/2411.19865)\n\nText.\n");
    let home = graph(built.text("index.html"));
    assert_eq!((&home[0]["@type"], &home[0]["issn"]), (&"Periodical".into(), &"2049-3630".into()));
    let topic = graph(built.text("topics/big/index.html"));
    assert_eq!(topic[0]["mainEntity"]["itemListElement"][0]["item"]["name"], "A Paper");
    assert_eq!(topic[1]["itemListElement"][2]["name"], "Big");
    assert!(!built.text("404.html").contains("og:"));
}

#[test]
fn hostile_titles_are_escaped_for_where_they_stand() {
    let title = "</script><script>alert(1)</script> \"q\" 'a' & <!-- ]]> &amp; \u{202e}";
    let toml = serde_json::to_string(title).expect("a string");
    let text = format!(
        "## T\n\n### [Paper](https://arxiv.org/abs/2411.19865)\n\n```toml entry\ntitle = {toml}\nauthors = [{toml}]\nvenue = {toml}\n```\n\nText.\n"
    );
    let built = newsletter(&[(
        "content/issues/one.md",
        &format!("+++\ntitle = {toml}\ndate = 2025-01-06\nsummary = {toml}\nauthors = [{toml}]\n+++\n{text}"),
    )]);
    assert!(!built.report.has_errors(), "{}", built.console());
    let html = built.text("issues/one/index.html");
    assert!(!html.contains("<script>") && !html.contains("<!--"), "{html}");
    let graph = graph(html);
    assert_eq!(graph[0]["name"], title);
    assert_eq!(graph[0]["mainEntity"]["itemListElement"][0]["item"]["author"][0]["name"], title);
    assert_eq!(values(html, ("property", "og:title"), "content"), [title]);
    assert_eq!(values(html, ("name", "citation_title"), "content"), [title]);
    assert_eq!(values(html, ("class", "Z3988"), "title").len(), 1);
}

#[test]
fn translations_hold_in_both_directions() {
    let text = |title: &str, more: &str| format!("+++\ntitle = \"{title}\"\ndate = 2025-01-06\n{more}\n+++\nText.\n");
    let page = |title: &str, more: &str| format!("+++\ntitle = \"{title}\"\n{more}\n+++\nText.\n");
    let built = newsletter(&[
        ("content/issues/one.md", &text("One", "translations = { de = \"eins\", fr = \"https://fr.example/un\" }")),
        ("content/issues/eins.md", &text("Eins", "language = \"de\"\ntranslations = { es = \"../issues/uno.md\" }")),
        ("content/issues/uno.md", &text("Uno", "language = \"es\"")),
        ("content/issues/alone.md", &text("Alone", "")),
        ("content/pages/about.md", &page("About", "")),
        ("content/pages/ueber.md", &page("Über", "language = \"de\"\ntranslations = { en-gb = \"about\" }")),
    ]);
    assert_eq!(built.console(), "");
    let expected = [
        ("de", "https://w.example/news/issues/eins/"),
        ("en-GB", "https://w.example/news/issues/one/"),
        ("x-default", "https://w.example/news/issues/one/"),
        ("es", "https://w.example/news/issues/uno/"),
        ("fr", "https://fr.example/un"),
    ];
    for issue in ["one", "eins", "uno"] {
        let html = built.text(&format!("issues/{issue}/index.html"));
        let head = html.split("</head>").next().expect("a head");
        let languages = |(_, tag): &Tag| Some((tag.get("hreflang")?.clone(), tag.get("href")?.clone()));
        let found: Vec<_> = tags(head).iter().filter_map(languages).collect();
        let expected = expected.map(|(language, url)| (language.to_string(), url.to_string()));
        assert_eq!(found, expected, "{issue}");
    }
    assert!(built.text("issues/uno/index.html").contains("lang=\"de\" rel=\"alternate\">Deutsch</a>"));
    assert!(!built.text("issues/alone/index.html").contains("hreflang"));
    assert!(built.text("about/index.html").contains("hreflang=\"x-default\" href=\"https://w.example/news/about/\""));
}
