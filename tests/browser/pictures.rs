//! The pictures of the README, taken anew by
//! `cargo test --features browser --test browser -- --ignored the_readme_has_pictures`.

use super::{Chrome, sample};

#[test]
#[ignore = "it writes files of this repository"]
fn the_readme_has_pictures() {
    let (host, chrome) = (sample(), Chrome::start());
    chrome.show("screen", "light");
    chrome.resize(1280);
    for (name, path) in [("home", "/"), ("issue", "/issues/2024-12-30/")] {
        chrome.open(&format!("{}{path}", host.origin));
        let clip = serde_json::json!({ "x": 120, "y": 0, "width": 1040, "height": 1040, "scale": 1 });
        let shot = chrome.devtools(
            "Page.captureScreenshot",
            &serde_json::json!({ "format": "png", "clip": clip, "captureBeyondViewport": true }),
        );
        let picture = decoded(shot["data"].as_str().expect("a picture in base 64"));
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!(".github/{name}.png"));
        std::fs::write(file, picture).expect("a file that can be written");
    }
}

/// Base 64 as bytes.
fn decoded(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = text.bytes().filter_map(|letter| LETTERS.iter().position(|&known| known == letter));
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_usize, 0);
    for value in values {
        (held, bits) = ((held << 6 | value) & 0xffff, bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}
