//! The sample newsletter as readers and authors meet it, in a real Chromium.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test plays the world outside")]

mod axe;
mod chrome;
mod host;
mod pictures;
mod preview;
mod requests;
mod script;
#[path = "../site/mod.rs"]
mod site;
mod wire;

use chrome::{Chrome, ENTER, TAB};
use host::Host;

const SCHEMES: [&str; 2] = ["light", "dark"];

/// Each kind of page: its name, its address, and words of its main text.
const PAGES: &[(&str, &str, &str)] = &[
    ("home", "/", "A short issue with a picture"),
    ("issue with a table", "/issues/2024-12-09/", "Reasoning backwards, and what OCR does to RAG"),
    ("issue with code", "/issues/2024-11-18/", "How many bits does a law need?"),
    ("issue with a picture", "/issues/2024-12-30/", "ModernBERT"),
    ("archive", "/issues/", "All issues"),
    ("year", "/issues/2024/", "Issues of 2024"),
    ("topics", "/topics/", "Retrieval Augmented Generation"),
    ("topic", "/topics/rag/", "Finding the right text and putting it before the model"),
    ("works", "/works/", "arXiv:2412.17498"),
    ("work", "/works/arxiv-2412.06769/", "Training LLMs to Reason in a Continuous Latent Space"),
    ("page", "/about/", "The Residual Stream is a weekly newsletter"),
    ("subscribe", "/subscribe/", "Paste one of these addresses into yours"),
    ("404", "/nowhere/", "This page does not exist"),
];

/// The sample newsletter, built and served.
fn sample() -> Host {
    let built = site::build(site::sample(), &site::options());
    assert!(!built.report.has_errors(), "{}", built.console());
    Host::start(built.files)
}

#[track_caller]
fn check_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The words that a reader sees in the main part.
fn main_text(chrome: &Chrome) -> String {
    let text = chrome.run("return document.querySelector('main').innerText");
    text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_page_fits_its_window_and_keeps_quiet() {
    let (host, chrome) = (sample(), Chrome::start());
    let mut faults = Vec::new();
    for (name, path, words) in PAGES {
        let page = format!("{}{path}", host.origin);
        chrome.open(&page);
        for scheme in SCHEMES {
            chrome.show("screen", scheme);
            for width in [320, 360, 768, 1280] {
                chrome.resize(width);
                let seen = view_faults(&chrome, scheme, words);
                faults.extend(seen.into_iter().map(|fault| format!("{name} at {width} px, {scheme}: {fault}")));
            }
        }
        let heard = requests::faults(&chrome, &host.origin, &page);
        faults.extend(heard.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    check_none(&faults);
}

fn view_faults(chrome: &Chrome, scheme: &str, words: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(overflow) = chrome.run(include_str!("overflow.js")).as_str() {
        faults.push(overflow.to_string());
    }
    if !main_text(chrome).contains(words) {
        faults.push(format!("does not show `{words}`"));
    }
    let colours = chrome.run(include_str!("colours.js"));
    let (paper, ink) = (colours["paper"].as_f64(), colours["ink"].as_f64());
    if (paper < ink) != (scheme == "dark") {
        faults.push(format!("paper is as bright as {paper:?}, ink as {ink:?}"));
    }
    faults
}

#[test]
fn pages_are_read_without_scripts() {
    let (host, chrome) = (sample(), Chrome::start());
    chrome.devtools("Emulation.setScriptExecutionDisabled", &serde_json::json!({ "value": true }));
    let mut faults = Vec::new();
    for (name, path, words) in PAGES {
        chrome.open(&format!("{}{path}", host.origin));
        if !main_text(&chrome).contains(words) {
            faults.push(format!("{name}: does not show `{words}`"));
        }
    }
    check_none(&faults);
}

#[test]
fn the_keyboard_is_enough() {
    let (host, chrome) = (sample(), Chrome::start());
    let mut faults = Vec::new();
    for width in [360, 1280] {
        chrome.resize(width);
        for (name, path, _) in PAGES {
            chrome.open(&format!("{}{path}", host.origin));
            let found = stop_faults(&chrome).into_iter().chain(skip_faults(&chrome));
            faults.extend(found.map(|fault| format!("{name} at {width} px: {fault}")));
        }
    }
    check_none(&faults);
}

/// Goes through the first dozen stops and a few more: each must show that it has the focus, and be another.
fn stop_faults(chrome: &Chrome) -> Vec<String> {
    let mut faults = Vec::new();
    let mut passed = Vec::new();
    chrome.run(include_str!("before.js"));
    for _ in 0..16 {
        chrome.press(TAB);
        let stop = chrome.run(include_str!("stop.js"));
        if stop.is_null() {
            break;
        }
        let name = stop["name"].as_str().unwrap_or_default();
        match stop["faults"].as_str() {
            Some("") => {}
            fault => faults.push(format!("{name} {}", fault.unwrap_or_default())),
        }
        if passed.contains(&stop["number"]) {
            faults.push(format!("the focus comes back to {name}"));
        }
        passed.push(stop["number"].clone());
    }
    if passed.len() < 5 {
        faults.push(format!("only {} stops", passed.len()));
    }
    faults
}

/// The skip link is the first stop, and from there the next stop is past the menu.
fn skip_faults(chrome: &Chrome) -> Vec<String> {
    let mut faults = Vec::new();
    chrome.command("refresh", &serde_json::json!({}));
    chrome.press(TAB);
    if chrome.run("return document.activeElement.className") != "skip" {
        faults.push("the first stop is no skip link".to_string());
    }
    chrome.press(ENTER);
    if chrome.run("return document.activeElement.localName") != "main" {
        faults.push("the skip link does not lead to the main part".to_string());
    }
    chrome.press(TAB);
    let is_past = "const main = document.querySelector('main'), stop = document.activeElement;
        return !!(main.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)";
    if chrome.run(is_past) != true {
        faults.push("after the skip link the next stop is before the text".to_string());
    }
    faults
}

#[test]
fn pages_go_to_paper() {
    let (host, chrome) = (sample(), Chrome::start());
    let mut faults = Vec::new();
    for (name, path, words) in PAGES {
        chrome.open(&format!("{}{path}", host.origin));
        let pdf = chrome.print();
        // `%PDF-` in base 64.
        if !pdf.starts_with("JVBERi0") || pdf.len() < 4000 {
            faults.push(format!("{name}: printed as {} characters", pdf.len()));
        }
        chrome.show("print", "dark");
        let shown = chrome.run(
            "return [...document.querySelectorAll('button, summary, audio')]
                .filter(control => control.checkVisibility()).map(control => control.textContent).join(', ')",
        );
        if shown != "" {
            faults.push(format!("{name}: of no use on paper: {shown}"));
        }
        // A4 and Letter without their margins.
        for width in [680, 720] {
            chrome.show("print", "dark");
            chrome.resize(width);
            let seen = view_faults(&chrome, "light", words);
            faults.extend(seen.into_iter().map(|fault| format!("{name} on {width} px of paper: {fault}")));
        }
    }
    check_none(&faults);
}

#[test]
fn no_page_of_any_newsletter_is_wider_than_a_small_phone() {
    let chrome = Chrome::start();
    chrome.resize(320);
    let mut faults = Vec::new();
    for (name, files) in newsletters() {
        let built = site::build(files, &site::at("https://letters.example/"));
        // A page that leads on at once may be met half way.
        let stays = |html: &[u8]| !String::from_utf8_lossy(html).contains("http-equiv=\"refresh\"");
        let pages = built.files.iter().filter(|(path, bytes)| path.ends_with(".html") && stays(bytes));
        let pages: Vec<String> = pages.map(|(path, _)| path.clone()).collect();
        let host = Host::start(built.files);
        for page in pages {
            chrome.open(&format!("{}/{page}", host.origin));
            if let Some(overflow) = chrome.run(include_str!("overflow.js")).as_str() {
                faults.push(format!("{name}: {page} at 320 px: {overflow}"));
            }
        }
    }
    check_none(&faults);
}

type Files = std::collections::BTreeMap<String, Vec<u8>>;

/// The newsletters of `tests/golden`, made to hold what is rare; two of them in the plain theme as well.
fn newsletters() -> Vec<(String, Files)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = root.join("tests/golden");
    let plain = site::folder(&root.join("themes/plain"));
    let cases = std::fs::read_dir(golden).expect("cases").flatten();
    let case = |entry: std::fs::DirEntry| {
        (entry.file_name().to_string_lossy().into_owned(), site::folder(&entry.path().join("site")))
    };
    let mut all: Vec<_> = cases.map(case).collect();
    all.sort();
    let dressed = |(name, files): &(String, Files)| {
        let mut files = files.clone();
        files.get_mut("offprint.toml").expect("a config").extend(b"\n[theme]\nname = \"plain\"\n");
        files.extend(plain.iter().map(|(path, bytes)| (format!("themes/plain/{path}"), bytes.clone())));
        (format!("{name}, plain"), files)
    };
    let plain: Vec<_> =
        all.iter().filter(|(name, _)| ["kitchen", "long"].contains(&name.as_str())).map(dressed).collect();
    all.extend(plain);
    all
}
