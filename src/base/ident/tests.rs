//! What holds of all kinds of ids together.

use super::*;

#[track_caller]
fn check_url(url: &str, expected: &str) {
    let id = WorkId::from_url(url);
    assert_eq!(id.as_ref().map_or("none".to_string(), WorkId::reference), expected, "{url}");
    if let Some(id) = id {
        assert_eq!(WorkId::from_url(&id.url()).as_ref(), Some(&id), "the landing page of {url}");
        assert_eq!(WorkId::parse_reference(&id.reference()).as_ref(), Some(&id), "the reference of {url}");
    }
}

#[track_caller]
fn check_reference(text: &str, expected: &str) {
    let id = WorkId::parse_reference(text);
    assert_eq!(id.map_or("none".to_string(), |id| id.reference()), expected, "{text}");
}

#[track_caller]
fn check_shown(reference: &str, key: &str, url: &str, label: &str) {
    let id = WorkId::parse_reference(reference);
    let shown = id.as_ref().map(|id| (id.key(), id.url(), id.label()));
    assert_eq!(shown, Some((key.into(), url.into(), label.into())), "{reference}");
}

#[test]
fn an_address_is_read_as_the_id_it_stands_for() {
    check_url("https://www.arxiv.org/pdf/2411.19865v2.pdf", "arxiv:2411.19865");
    check_url("arxiv:2411.19865v2", "arxiv:2411.19865");
    check_url("https://doi.org/10.48550/arXiv.2411.19865", "arxiv:2411.19865");
    check_url("doi:10.48550/arXiv.2411.19865", "arxiv:2411.19865");
    check_url("doi:10.1145%2FABC", "doi:10.1145/abc");
    check_url("https://doi.org/10.1002/a%3Cb%3E%23%25c", "doi:10.1002/a<b>#%c");
    check_url("https://doi.org/10.1234/%E4%BD%A0", "doi:10.1234/你");
    check_url("https://dl.acm.org/doi/abs/10.1145/1", "doi:10.1145/1");
    check_url("https://openreview.net/pdf?id=hqDb8d65Vfh", "openreview:hqDb8d65Vfh");
    check_url("https://www.aclweb.org/anthology/P18-1001", "acl:P18-1001");
    check_url("http://www.example.org/a/?utm_source=x", "https://example.org/a");
    check_url("https://arxiv.org/list/cs.CL/recent", "https://arxiv.org/list/cs.CL/recent");
    check_url("https://doi.org/", "https://doi.org");
    check_url("https://doi.org/10.48550/arXiv.x", "https://doi.org/10.48550/arXiv.x");
}

#[test]
fn other_addresses_are_no_ids() {
    for url in [
        "",
        "a.md",
        "/a",
        "#a",
        "mailto:a@arxiv.org",
        "ftp://arxiv.org/abs/2411.19865",
        "doi:x",
        "arxiv:x",
        "2411.19865",
    ] {
        check_url(url, "none");
    }
}

#[test]
fn a_reference_names_its_kind() {
    check_reference("arxiv:2412.01928v3", "arxiv:2412.01928");
    check_reference("arXiv: 2412.01928", "arxiv:2412.01928");
    check_reference("doi:10.1145/ABC", "doi:10.1145/abc");
    check_reference("doi:10.48550/arXiv.2411.19865", "arxiv:2411.19865");
    check_reference("doi:https://doi.org/10.1145/a", "doi:10.1145/a");
    check_reference("openreview:hqDb8d65Vfh", "openreview:hqDb8d65Vfh");
    check_reference("acl:2024.acl-long.12", "acl:2024.acl-long.12");
    check_reference("https://arxiv.org/abs/2412.01928", "arxiv:2412.01928");
    check_reference("https://Example.org/a/", "https://example.org/a");
    for text in
        ["", ":", "arxiv", "arxiv:", "arxiv:x", "doi:2411.19865", "url:https://example.org", "2411.19865", "isbn:1"]
    {
        check_reference(text, "none");
    }
}

#[test]
fn an_id_has_a_key_an_address_and_a_label() {
    check_shown("arxiv:2411.19865", "arxiv-2411.19865", "https://arxiv.org/abs/2411.19865", "arXiv:2411.19865");
    check_shown(
        "arxiv:cs/0112017",
        "arxiv-cs-0112017-45ebf8fb",
        "https://arxiv.org/abs/cs/0112017",
        "arXiv:cs/0112017",
    );
    check_shown("doi:10.1145/1", "doi-10.1145-1-38b002de", "https://doi.org/10.1145/1", "doi:10.1145/1");
    check_shown("acl:P18-1001", "acl-p18-1001-a3ff2a5e", "https://aclanthology.org/P18-1001/", "ACL P18-1001");
    check_shown(
        "acl:2024.acl-long.12",
        "acl-2024.acl-long.12",
        "https://aclanthology.org/2024.acl-long.12/",
        "ACL 2024.acl-long.12",
    );
    check_shown(
        "openreview:hqDb8d65Vfh",
        "openreview-hqdb8d65vfh-19b277ef",
        "https://openreview.net/forum?id=hqDb8d65Vfh",
        "OpenReview:hqDb8d65Vfh",
    );
    check_shown("https://www.example.org/a/", "url-985401edf5ec", "https://example.org/a", "example.org");
}

#[test]
fn keys_are_short_plain_and_distinct() {
    let long = format!("doi:10.1145/{}", "a".repeat(500));
    let ids = [
        &long,
        "doi:10.1145/a(b",
        "doi:10.1145/a)b",
        "doi:10.1145/a-b",
        "doi:10.1145/你",
        "doi:10.1145/a.",
        "openreview:abcdef",
        "openreview:ABCDEF",
        "https://example.org/a",
        "https://example.org/A",
    ];
    let mut keys: Vec<String> = ids.iter().filter_map(|id| Some(WorkId::parse_reference(id)?.key())).collect();
    assert_eq!(keys.len(), ids.len());
    for key in &keys {
        assert!(
            key.len() <= KEY_BYTES && key.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-')),
            "{key}"
        );
    }
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), ids.len());
}

#[test]
fn no_text_makes_a_reader_panic() {
    let parts = [
        "arxiv",
        "arXiv:",
        "2411.19865",
        "v2",
        ".pdf",
        "10.1145/",
        "10.48550/arXiv.",
        "doi:",
        "https://",
        "http://",
        "arxiv.org/abs/",
        "doi.org/",
        "openreview.net/forum?id=",
        "aclanthology.org/",
        "2024.acl-long.1",
        "P18-1001",
        "/",
        ".",
        "-",
        "%",
        "%2",
        "%ff",
        "?",
        "#",
        "#!",
        "&",
        "@",
        ":",
        "(",
        ")",
        "[",
        "]",
        " ",
        "\n",
        "\u{0}",
        "é",
        "论",
        "（",
        "🧠",
        "\u{fe0f}",
        "\u{301}",
        "İ",
        "ß",
        "1",
        "、",
        "①",
        "一",
        "+",
        "x.com",
        "github.com",
        "Code",
        "论文",
    ];
    let mut state = 1_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..6 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            text.push_str(parts[(state >> 33) as usize % parts.len()]);
        }
        let ids = [WorkId::from_url(&text), WorkId::parse_reference(&text), WorkId::from_doi(&text)];
        let found = scan(&text);
        assert!(found.iter().all(|(range, _)| text.get(range.clone()).is_some_and(|t| !t.is_empty())), "{text}");
        for id in ids.into_iter().flatten().chain(found.into_iter().map(|(_, id)| id)) {
            assert!(id.key().len() <= KEY_BYTES && !id.label().is_empty(), "{text}");
            assert_eq!(WorkId::parse_reference(&id.reference()), Some(id), "{text}");
        }
        let _ = (ArxivId::parse(&text), Doi::parse(&text), OpenReviewId::parse(&text), AclId::parse(&text));
        let _ = (LinkKind::of(&text, &text), is_paper_label(&text, std::slice::from_ref(&text)), is_social(&text));
    }
}
