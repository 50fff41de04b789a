//! The preview server as an author sees it: the page follows the files.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::chrome::Chrome;
use crate::requests;

const CONFIG: &str =
    "title = \"Preview\"\nbase_url = \"https://preview.example/news/\"\nid = \"preview.example,2024-01-01\"\n";
const ISSUE: &str = "+++\ntitle = \"First\"\ndate = 2024-01-08\n+++\n\nOnce.\n";
const OVERLAY: &str = "*[contains(@class, 'offprint-trouble')]";

/// A preview server on a newsletter in a folder of its own.
struct Preview {
    server: Child,
    /// `http://127.0.0.1:PORT`.
    origin: String,
    dir: TempDir,
}

impl Preview {
    fn start() -> Preview {
        Preview::with(CONFIG, &[])
    }

    fn with(config: &str, more: &[(&str, &str)]) -> Preview {
        let dir = TempDir::new().unwrap();
        for (path, text) in [("offprint.toml", config), ("content/issues/first.md", ISSUE)].iter().chain(more) {
            let file = dir.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
        command.args(["serve", "--port", "0", "--root"]).arg(dir.path());
        let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let origin = address.trim().strip_suffix("/news/").unwrap().to_string();
        Preview { server, origin, dir }
    }

    fn save(&self, issue: &str) {
        fs::write(self.dir.path().join("content/issues/first.md"), issue).unwrap();
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn an_open_page_follows_its_file() {
    let (preview, chrome) = (Preview::start(), Chrome::start());
    let page = format!("{}/news/issues/first/", preview.origin);
    chrome.open(&page);
    assert_eq!(requests::faults(&chrome, &preview.origin, &page), Vec::<String>::new());

    preview.save(&ISSUE.replace("Once.", "Twice."));
    chrome.wait_for("//main[contains(., 'Twice.')]");

    preview.save(&ISSUE.replace("title", "tilte").replace("Once.", "Thrice."));
    chrome.wait_for(&format!("//body[.//main[contains(., 'Twice.')]]/{OVERLAY}[contains(., 'unknown-key')]"));
    let is_seen = "const box = document.querySelector('.offprint-trouble').getBoundingClientRect();
        return box.height > 50 && box.bottom <= innerHeight && box.width >= document.documentElement.clientWidth";
    assert_eq!(chrome.run(is_seen), true, "the overlay is not at the foot of the window");

    preview.save(&ISSUE.replace("Once.", "Thrice."));
    chrome.wait_for(&format!("//body[.//main[contains(., 'Thrice.')] and not(.//{OVERLAY})]"));
}

#[test]
fn a_page_stays_where_it_was_scrolled_to() {
    let (preview, chrome) = (Preview::start(), Chrome::start());
    let long = format!("{ISSUE}\n{}", "A paragraph.\n\n".repeat(500));
    preview.save(&long);
    chrome.open(&format!("{}/news/issues/first/", preview.origin));
    chrome.wait_for("//main[contains(., 'A paragraph.')]");
    chrome.run("scrollTo({ top: 1500, behavior: 'instant' })");
    preview.save(&long.replace("Once.", "Twice."));
    chrome.wait_for("//main[contains(., 'Twice.')]");
    assert_eq!(chrome.run("return Math.round(scrollY)"), 1500);
}

#[test]
fn a_stylesheet_is_exchanged_in_the_open_page() {
    let style = "themes/mine/static/style.css";
    let config = format!("{CONFIG}[theme]\nname = \"mine\"\n");
    let preview = Preview::with(&config, &[(style, "main { color: rgb(1, 2, 3) }")]);
    let chrome = Chrome::start();
    let colour =
        |colour: &str| format!("//link[contains(@href, 'style.')][1]/following::main[@data-colour='{colour}']");
    chrome.open(&format!("{}/news/issues/first/", preview.origin));
    // The page writes down what it looks like, and whether it is still the one that was opened.
    let watch = "const main = document.querySelector('main');
        main.dataset.stays = 'yes';
        setInterval(() => { main.dataset.colour = getComputedStyle(main).color }, 20)";
    chrome.run(watch);
    chrome.wait_for(&colour("rgb(1, 2, 3)"));
    fs::write(preview.dir.path().join(style), "main { color: rgb(4, 5, 6) }").unwrap();
    chrome.wait_for(&colour("rgb(4, 5, 6)"));
    assert_eq!(chrome.run("return document.querySelector('main').dataset.stays"), "yes");
    assert_eq!(chrome.run("return document.querySelectorAll('link[rel=stylesheet]').length"), 1);
}
