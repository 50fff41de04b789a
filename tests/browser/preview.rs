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
        let dir = TempDir::new().unwrap();
        fs::create_dir_all(dir.path().join("content/issues")).unwrap();
        fs::write(dir.path().join("offprint.toml"), CONFIG).unwrap();
        fs::write(dir.path().join("content/issues/first.md"), ISSUE).unwrap();
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
