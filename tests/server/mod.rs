//! A preview server on a newsletter in a folder, as a browser meets it: over plain TCP.
#![allow(dead_code)] // each test binary uses what it needs
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test plays the world outside")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

pub const CONFIG: &str =
    "title = \"Preview\"\nbase_url = \"https://preview.example/news/\"\nid = \"preview.example,2024-01-01\"\n";
pub const ISSUE: &str = "+++\ntitle = \"First\"\ndate = 2024-01-08\n+++\n\nOnce.\n";
pub const DRAFT: &str = "+++\ntitle = \"Second\"\ndate = 2999-01-01\ndraft = true\n+++\n\nNot yet.\n";

/// A server on a newsletter in a folder of its own.
pub struct Preview {
    pub server: Child,
    /// `127.0.0.1:PORT`.
    pub host: String,
    pub dir: TempDir,
}

impl Preview {
    pub fn start(files: &[(&str, &str)]) -> Preview {
        let dir = TempDir::new().unwrap();
        for (path, text) in files {
            write(dir.path(), path, text);
        }
        let mut command = Preview::command(dir.path(), 0);
        Preview::serve(dir, &mut command)
    }

    /// A server that was told what to do. `dir` lives as long as it.
    pub fn serve(dir: TempDir, command: &mut Command) -> Preview {
        let mut server = command.spawn().unwrap();
        let mut address = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let host = address.trim().strip_prefix("http://").unwrap().split('/').next().unwrap().to_string();
        Preview { server, host, dir }
    }

    /// Serves the newsletter in a folder.
    pub fn command(folder: &Path, port: u16) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
        command.args(["serve", "--port", &port.to_string(), "--root"]).arg(folder);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }

    pub fn newsletter() -> Preview {
        Preview::start(&[
            ("offprint.toml", CONFIG),
            ("content/issues/first.md", ISSUE),
            ("content/issues/second.md", DRAFT),
            ("static/note.txt", "a note"),
            ("secret.txt", "not served"),
        ])
    }

    pub fn write(&self, path: &str, text: &str) {
        write(self.dir.path(), path, text);
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// The answer to raw bytes, as text.
    pub fn raw(&self, request: &[u8]) -> String {
        String::from_utf8_lossy(&self.bytes(request)).into_owned()
    }

    /// What stands at an address.
    pub fn body(&self, path: &str) -> Vec<u8> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host);
        let answer = self.bytes(request.as_bytes());
        let head = answer.windows(4).position(|end| end == b"\r\n\r\n").expect("an answer");
        answer[head + 4..].to_vec()
    }

    fn bytes(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // A server may refuse before it has read everything.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    pub fn ask(&self, method: &str, path: &str, host: &str, more: &str) -> String {
        self.raw(format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n").as_bytes())
    }

    pub fn get(&self, path: &str) -> String {
        self.ask("GET", path, &self.host, "")
    }

    #[track_caller]
    pub fn check_get(&self, path: &str, status: u16, content: &str) {
        let answer = self.get(path);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{path}: {answer}");
        assert!(answer.contains(content), "{path}: {answer}");
    }

    pub fn events(&self) -> Events {
        let mut stream = self.connect();
        let request = format!("GET /_offprint/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        stream.write_all(request.as_bytes()).unwrap();
        let mut events = Events { stream: BufReader::new(stream), now: String::new() };
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
pub struct Events {
    stream: BufReader<TcpStream>,
    /// The name of the newest state that was told.
    pub now: String,
}

impl Events {
    /// Waits for the next event and returns its state. The stream says every 15 seconds that it lives; a minute is too long.
    #[track_caller]
    pub fn next(&mut self) -> String {
        let mut waits = 0;
        while waits < 4 {
            let mut line = String::new();
            assert!(self.stream.read_line(&mut line).unwrap() > 0, "the stream ended");
            if let Some(state) = line.strip_prefix("data: ") {
                self.now = state.trim().to_string();
                return self.now.clone();
            }
            waits += usize::from(line.starts_with(':'));
        }
        panic!("nothing happened for a minute");
    }

    /// Waits until the page that a browser would load again holds these words.
    #[track_caller]
    pub fn until(&mut self, preview: &Preview, path: &str, words: &str) -> String {
        loop {
            self.next();
            let page = preview.get(path);
            if page.contains(words) {
                return page;
            }
        }
    }
}

pub fn write(dir: &Path, path: &str, text: &str) {
    let file = dir.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}
