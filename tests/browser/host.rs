//! A web server with a built site in its memory.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Result, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

type Files = BTreeMap<String, Vec<u8>>;

/// As strict as a host can be: nothing but the site's own files, no script or style within a page.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";

/// A site that is served until the tests end.
pub struct Host {
    /// `http://127.0.0.1:PORT`.
    pub origin: String,
}

impl Host {
    pub fn start(files: Files) -> Host {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let files = Arc::new(files);
        thread::spawn(move || {
            // Browsers open connections in advance, so none may keep another waiting.
            for stream in listener.incoming().flatten() {
                let files = Arc::clone(&files);
                thread::spawn(move || answer(stream, &files));
            }
        });
        Host { origin }
    }
}

fn answer(mut stream: TcpStream, files: &Files) -> Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let start = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    let Some(path) = start.split(' ').nth(1) else { return Ok(()) };
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() };
    let (status, path) =
        if files.contains_key(&path) { ("200 OK", path.as_str()) } else { ("404 Not Found", "404.html") };
    let body = &files[path];
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\
         Content-Security-Policy: {POLICY}\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        content_type(path),
        body.len(),
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("xml") => "application/xml; charset=utf-8",
        _ => "application/octet-stream",
    }
}
