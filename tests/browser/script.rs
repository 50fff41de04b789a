//! What the default theme's script adds, and what opens without one.

use std::collections::BTreeMap;

use super::{Chrome, Host, sample, site};

/// Scrolls, and says what the reader is told to be at once the page has moved.
const SCROLL: &str = "return new Promise((done) => {
    const told = () => document.querySelector('.rail [aria-current]')?.textContent ?? null;
    addEventListener('scroll', () => requestAnimationFrame(() => done(told())), { once: true });
    document.getElementById(ID).scrollIntoView({ block: 'start' });
});";

#[test]
fn contents_follow_the_reader() {
    let (host, chrome) = (sample(), Chrome::start());
    chrome.resize(1280);
    chrome.open(&format!("{}/issues/2024-12-09/", host.origin));
    for (id, expected) in [("arxiv-2412.01928", "MALT"), ("arxiv-2411.19865", "Reverse Thinking")] {
        let told = chrome.run(&SCROLL.replace("ID", &format!("'{id}'")));
        assert!(told.as_str().is_some_and(|told| told.starts_with(expected)), "{told} at {id}");
    }
}

#[test]
fn a_copy_button_speaks_the_language_of_its_page() {
    let text = |language: &str, date: &str| {
        format!("+++\ntitle = \"T\"\ndate = {date}\nlanguage = \"{language}\"\n+++\n```\ncode\n```\n").into_bytes()
    };
    let files = BTreeMap::from([
        (
            "offprint.toml".to_string(),
            b"title = \"T\"\nbase_url = \"https://t.example/\"\nid = \"t.example,2025-01-01\"\n".to_vec(),
        ),
        ("content/issues/en.md".to_string(), text("en", "2025-01-01")),
        ("content/issues/de.md".to_string(), text("de", "2025-01-02")),
    ]);
    let (host, chrome) = (Host::start(site::build(files, &site::options()).files), Chrome::start());
    for (issue, expected) in [("en", "Copy"), ("de", "Kopieren")] {
        chrome.open(&format!("{}/issues/{issue}/", host.origin));
        assert_eq!(chrome.run("return document.querySelector('.copy').textContent").as_str(), Some(expected));
    }
}

#[test]
fn opening_how_to_cite_leaves_the_button_where_it_is() {
    let (host, chrome) = (sample(), Chrome::start());
    let top_and_start =
        "const box = document.querySelector('.cite > summary').getBoundingClientRect(); return [box.x, box.y]";
    for width in [360, 1280] {
        chrome.resize(width);
        chrome.open(&format!("{}/issues/2024-12-09/", host.origin));
        let closed = chrome.run(top_and_start);
        chrome.run("document.querySelector('.cite > summary').click()");
        assert_eq!(chrome.run(top_and_start), closed, "at {width} px");
        let below = "const [summary, code] = ['.cite > summary', '.cite pre'].map((part) => document.querySelector(part).getBoundingClientRect());
            return code.top >= summary.bottom && code.width > innerWidth / 3";
        assert_eq!(chrome.run(below), true, "at {width} px");
    }
}
