//! The preview server as a browser meets it, over plain TCP.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test plays the world outside")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

const CONFIG: &str =
    "title = \"Preview\"\nbase_url = \"https://preview.example/news/\"\nid = \"preview.example,2024-01-01\"\n";
const ISSUE: &str = "+++\ntitle = \"First\"\ndate = 2024-01-08\n+++\n\nOnce.\n";
const DRAFT: &str = "+++\ntitle = \"Second\"\ndate = 2999-01-01\ndraft = true\n+++\n\nNot yet.\n";

/// A server on a newsletter in a folder of its own.
struct Preview {
    server: Child,
    /// `127.0.0.1:PORT`.
    host: String,
    dir: TempDir,
}

impl Preview {
    fn start(files: &[(&str, &str)]) -> Preview {
        let dir = TempDir::new().unwrap();
        for (path, text) in files {
            write(dir.path(), path, text);
        }
        let mut server = Command::new(env!("CARGO_BIN_EXE_offprint"))
            .args(["serve", "--port", "0", "--root"])
            .arg(dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let host = address.trim().strip_prefix("http://").unwrap().split('/').next().unwrap().to_string();
        Preview { server, host, dir }
    }

    fn newsletter() -> Preview {
        Preview::start(&[
            ("offprint.toml", CONFIG),
            ("content/issues/first.md", ISSUE),
            ("content/issues/second.md", DRAFT),
            ("static/note.txt", "a note"),
            ("secret.txt", "not served"),
        ])
    }

    fn write(&self, path: &str, text: &str) {
        write(self.dir.path(), path, text);
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// The answer to raw bytes, as text.
    fn raw(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // A server may refuse before it has read everything.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, method: &str, path: &str, host: &str, more: &str) -> String {
        self.raw(format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n").as_bytes())
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, &self.host, "")
    }

    #[track_caller]
    fn check_get(&self, path: &str, status: u16, content: &str) {
        let answer = self.get(path);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{path}: {answer}");
        assert!(answer.contains(content), "{path}: {answer}");
    }

    fn events(&self) -> Events {
        let mut stream = self.connect();
        let request = format!("GET /_offprint/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        stream.write_all(request.as_bytes()).unwrap();
        let mut events = Events(BufReader::new(stream));
        events.next();
        events
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The stream that tells a browser of changes.
struct Events(BufReader<TcpStream>);

impl Events {
    /// Waits for the next event and returns its state. The stream says every 15 seconds that it lives; a minute is too long.
    #[track_caller]
    fn next(&mut self) -> String {
        let mut waits = 0;
        while waits < 4 {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(state) = line.strip_prefix("data: ") {
                return state.trim().to_string();
            }
            waits += usize::from(line.starts_with(':'));
        }
        panic!("nothing happened for a minute");
    }

    /// Waits until the page that a browser would load again holds these words.
    #[track_caller]
    fn until(&mut self, preview: &Preview, path: &str, words: &str) -> String {
        loop {
            self.next();
            let page = preview.get(path);
            if page.contains(words) {
                return page;
            }
        }
    }
}

fn write(dir: &Path, path: &str, text: &str) {
    let file = dir.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

#[test]
fn planned_outputs_are_served_below_the_base_path() {
    let preview = Preview::newsletter();
    preview.check_get("/news/", 200, "text/html");
    preview.check_get("/news/issues/first/", 200, "Once.");
    preview.check_get("/news/issues/second/", 200, "Not yet.");
    preview.check_get("/news/feed.xml", 200, "application/xml");
    preview.check_get("/news/note.txt", 200, "a note");
    preview.check_get("/", 302, "location: /news/\r\n");
    preview.check_get("/news", 302, "location: /news/\r\n");
    preview.check_get("/news/issues/first", 302, "location: /news/issues/first/\r\n");
    preview.check_get("/news/issues/first/index.html", 302, "location: /news/issues/first/\r\n");
    preview.check_get("/news/index.html", 302, "location: /news/\r\n");
    assert!(!preview.dir.path().join("public").exists());
}

#[test]
fn nothing_else_is_served() {
    let preview = Preview::newsletter();
    for path in [
        "/news/secret.txt",
        "/news/../secret.txt",
        "/news/%2e%2e/secret.txt",
        "/news/..%2fsecret.txt",
        "/news//secret.txt",
        "/news/%5c..%5csecret.txt",
        "/news/.offprint-manifest",
        "/news/offprint.toml",
        "/news/%00",
        "/elsewhere",
        "/_offprint/nothing",
        "/_offprint/../secret.txt",
    ] {
        preview.check_get(path, 404, "");
    }
    preview.check_get("/news/%ff", 400, "");
    preview.check_get("/news/nothing/", 404, "reload.js");
}

#[test]
fn only_pages_carry_the_script() {
    let preview = Preview::newsletter();
    preview.check_get("/news/", 200, "<script src=\"/_offprint/reload.js\"");
    assert!(!preview.get("/news/feed.xml").contains("_offprint"));
    assert!(!preview.get("/news/note.txt").contains("_offprint"));
    preview.check_get("/_offprint/reload.js", 200, "EventSource");
    preview.check_get("/_offprint/trouble.css", 200, "text/css");
}

#[test]
fn only_our_own_names_are_answered() {
    let preview = Preview::newsletter();
    let port = preview.host.rsplit(':').next().unwrap();
    for (host, status) in [
        (format!("localhost:{port}"), 200),
        (format!("[::1]:{port}"), 200),
        ("evil.example".to_string(), 403),
        (format!("evil.example:{port}"), 403),
        (String::new(), 403),
    ] {
        let answer = preview.ask("GET", "/news/", &host, "");
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{host}: {answer}");
    }
    let elsewhere = preview.ask("GET", "http://evil.example/news/", &preview.host, "");
    assert!(elsewhere.starts_with("HTTP/1.1 403 "), "{elsewhere}");
}

#[test]
fn answers_are_ones_that_browsers_know() {
    let preview = Preview::newsletter();
    let head = preview.ask("HEAD", "/news/note.txt", &preview.host, "");
    assert!(head.contains("content-length: 6\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let again = preview.ask("GET", "/news/note.txt", &preview.host, &format!("If-None-Match: {tag}\r\n"));
    assert!(again.starts_with("HTTP/1.1 304 "), "{again}");
    let post = preview.ask("POST", "/news/", &preview.host, "Content-Length: 0\r\n");
    assert!(post.starts_with("HTTP/1.1 405 ") && post.contains("allow: GET, HEAD"), "{post}");
}

#[test]
fn any_request_is_survived() {
    let preview = Preview::newsletter();
    let long = "x".repeat(1 << 20);
    let requests: Vec<Vec<u8>> = vec![
        b"\x00\xff\xfe\x16\x03\x01".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        b"GET /%zz%e0%80%af HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_vec(),
        b"GET /\x01 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_vec(),
        format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}\r\n\r\n").into_bytes(),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: y\r\n".repeat(10_000)).into_bytes(),
        format!("GET /news/{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "a/".repeat(5000))
            .into_bytes(),
        b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n".to_vec(),
    ];
    for request in requests {
        let answer = preview.raw(&request);
        let start = String::from_utf8_lossy(&request[..request.len().min(30)]).into_owned();
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{start}: {answer}");
    }
    preview.check_get("/news/", 200, "");
}

#[test]
fn a_saved_file_is_in_the_browser() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "Twice."));
    events.until(&preview, "/news/issues/first/", "Twice.");
    // Editors write beside a file and then take its place.
    preview.write("content/issues/first.md.tmp", &ISSUE.replace("Once.", "Thrice."));
    let folder = preview.dir.path().join("content/issues");
    fs::rename(folder.join("first.md.tmp"), folder.join("first.md")).unwrap();
    events.until(&preview, "/news/issues/first/", "Thrice.");
    preview.write("static/new/deep.txt", "fresh");
    events.until(&preview, "/news/new/deep.txt", "fresh");
    fs::remove_file(folder.join("first.md")).unwrap();
    events.until(&preview, "/news/issues/first/", "HTTP/1.1 404");
}

#[test]
fn folders_may_come_later() {
    let preview = Preview::start(&[("offprint.toml", CONFIG)]);
    let mut events = preview.events();
    preview.write("content/issues/first.md", ISSUE);
    events.until(&preview, "/news/issues/first/", "Once.");
    preview.write("themes/mine/static/own.txt", "mine one");
    preview.write("offprint.toml", &format!("{CONFIG}\n[theme]\nname = \"mine\"\n"));
    events.until(&preview, "/news/own.txt", "mine one");
    preview.write("themes/mine/static/own.txt", "mine two");
    events.until(&preview, "/news/own.txt", "mine two");
}

#[test]
fn mistakes_are_shown_until_they_are_mended() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    preview.write("offprint.toml", &format!("{CONFIG}tilte = \"<Slip>\"\n"));
    let page = events.until(&preview, "/news/issues/first/", "offprint-trouble");
    assert!(page.contains("Once.") && page.contains("unknown-key") && page.contains("&lt;Slip&gt;"), "{page}");
    assert!(!preview.get("/news/feed.xml").contains("unknown-key"));
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "Twice."));
    events.next();
    preview.write("offprint.toml", CONFIG);
    let page = events.until(&preview, "/news/issues/first/", "Twice.");
    assert!(!page.contains("offprint-trouble"), "{page}");
}

#[test]
fn a_newsletter_that_begins_broken_is_a_page_of_mistakes() {
    let preview = Preview::start(&[("offprint.toml", "title = ")]);
    let mut events = preview.events();
    preview.check_get("/", 500, "toml-syntax");
    preview.check_get("/any/where", 500, "reload.js");
    preview.write("offprint.toml", CONFIG);
    events.until(&preview, "/news/", "HTTP/1.1 200");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_well() {
    let mut preview = Preview::newsletter();
    let _open = preview.events();
    let stopped = Command::new("kill").args(["-INT", &preview.server.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    assert_eq!(preview.server.wait().unwrap().code(), Some(0));
}

#[test]
fn a_port_that_was_asked_for_is_not_traded() {
    let preview = Preview::newsletter();
    let port = preview.host.rsplit(':').next().unwrap();
    let second = Command::new(env!("CARGO_BIN_EXE_offprint"))
        .args(["serve", "--port", port, "--root"])
        .arg(preview.dir.path())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("is taken"));
}
