//! The preview server as a browser meets it, over plain TCP.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test plays the world outside")]

mod server;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use offprint::base::encode::PATH;
use percent_encoding::utf8_percent_encode;
use server::Preview;
use tempfile::TempDir;
use walkdir::WalkDir;

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
    preview.check_get("/_offprint/preview.css", 200, "text/css");
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
fn a_port_that_is_taken_is_left_to_its_owner() {
    let first = Preview::newsletter();
    let port: u16 = first.host.rsplit(':').next().unwrap().parse().unwrap();
    let mut second = Preview::command(first.dir.path(), port).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(second.stderr.take().unwrap()).read_line(&mut said).unwrap();
    second.kill().unwrap();
    second.wait().unwrap();
    assert!(said.starts_with(&format!("port {port} is taken; using ")), "{said}");
    first.check_get("/news/", 200, "");
}

#[test]
fn what_a_build_leaves_out_is_marked() {
    let preview = Preview::newsletter();
    preview.check_get("/news/issues/second/", 200, "<p class=\"offprint-mark\"");
    assert!(!preview.get("/news/issues/first/").contains("offprint-mark"));
    assert!(!preview.get("/news/feed.xml").contains("offprint-mark"));
}

/// What a server adds to a page, from the newest on: the mark, the script.
fn undressed(html: &[u8]) -> Vec<u8> {
    let find = |words: &[u8]| html.windows(words.len()).position(|at| at == words);
    let mark = find(b"<link rel=\"stylesheet\" href=\"/_offprint/");
    let start = mark.or_else(|| find(b"<script src=\"/_offprint/")).expect("a page without the script");
    let end = find(b"</body>").unwrap_or(html.len());
    [&html[..start], &html[end..]].concat()
}

#[test]
fn everything_is_served_as_a_build_writes_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/kitchen/site");
    let at = ["--base-url", "https://kitchen.example/news/"];
    let output = TempDir::new().unwrap();
    let mut build = Command::new(env!("CARGO_BIN_EXE_offprint"));
    build.args(at).args(["build", "--drafts", "--future", "--output"]).arg(output.path()).arg("--root").arg(&root);
    assert!(build.output().unwrap().status.success());
    let preview = Preview::serve(TempDir::new().unwrap(), Preview::command(&root, 0).args(at));
    let files: Vec<_> =
        WalkDir::new(output.path()).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file()).collect();
    assert!(files.len() > 20);
    for file in files {
        let path = file.path().strip_prefix(output.path()).unwrap().to_str().unwrap();
        if path == ".offprint-manifest" {
            continue;
        }
        let written = fs::read(file.path()).unwrap();
        let address = path.strip_suffix("index.html").unwrap_or(path);
        let escaped = utf8_percent_encode(address, PATH);
        let served = preview.body(&format!("/news/{escaped}"));
        let served = if path.ends_with(".html") { undressed(&served) } else { served };
        assert!(served == written, "{path}: {}", String::from_utf8_lossy(&served));
    }
}
