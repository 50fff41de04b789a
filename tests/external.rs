//! `check --external` against a server of its own, which answers as hosts do.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test plays the world outside")]

mod site;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use offprint::base::diagnostic::{Style, print};
use offprint::shell::external::{Addresses, Answer, Internet, Method, Settings, Tally, Timeouts, Trouble, World};
use site::{build, options};

/// A server on a port of its own, and what it was asked: `HEAD /path`.
struct Server {
    host: String,
    asked: Arc<Mutex<Vec<String>>>,
    agents: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        let server = Server { host, asked: Arc::default(), agents: Arc::default() };
        let (asked, agents) = (Arc::clone(&server.asked), Arc::clone(&server.agents));
        std::thread::spawn(move || {
            // Kept open, so that whoever waits for an answer waits in vain.
            let mut silent = Vec::new();
            for stream in listener.incoming().flatten() {
                silent.extend(answer(stream, &asked, &agents));
            }
        });
        server
    }

    /// How often each question was asked.
    fn asked(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for question in self.asked.lock().expect("no panic").iter() {
            *counts.entry(question.clone()).or_default() += 1;
        }
        counts
    }
}

/// Answers one question; the stream comes back where there is no answer.
fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>, agents: &Mutex<Vec<String>>) -> Option<TcpStream> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines().map_while(Result::ok);
    let first = lines.next()?;
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    agents
        .lock()
        .expect("no panic")
        .extend(head.into_iter().filter(|line| line.to_lowercase().starts_with("user-agent")));
    let question = first.rsplit_once(' ')?.0.to_string();
    let (method, path) = question.split_once(' ')?;
    let before = {
        let mut asked = asked.lock().expect("no panic");
        asked.push(question.clone());
        asked.iter().filter(|other| **other == question).count()
    };
    let (status, header) = match path {
        "/fine" | "/a%20b" => ("200 OK", String::new()),
        "/old" => ("301 Moved Permanently", "Location: /fine\r\n".to_string()),
        "/login" => ("302 Found", "Location: fine\r\n".to_string()),
        "/old-and-gone" => ("301 Moved Permanently", "Location: /gone\r\n".to_string()),
        "/busy" if before == 1 => ("429 Too Many Requests", "Retry-After: 7\r\n".to_string()),
        "/busy" => ("200 OK", String::new()),
        "/loop-a" => ("302 Found", "Location: /loop-b\r\n".to_string()),
        "/loop-b" => ("302 Found", "Location: /loop-a\r\n".to_string()),
        "/forbidden" => ("403 Forbidden", String::new()),
        "/down" => ("503 Service Unavailable", String::new()),
        "/no-head" if method == "HEAD" => ("405 Method Not Allowed", String::new()),
        "/no-head" => ("200 OK", String::new()),
        "/withdrawn" => ("410 Gone", String::new()),
        path if path.starts_with("/hang") => return Some(stream),
        _ => ("404 Not Found", String::new()),
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n");
    None
}

/// The internet, but nobody waits.
struct Quick {
    internet: Internet,
    waited: Mutex<Vec<u64>>,
}

impl World for Quick {
    fn ask(&self, method: Method, url: &str) -> Result<Answer, Trouble> {
        self.internet.ask(method, url)
    }

    fn wait(&self, time: Duration) {
        self.waited.lock().expect("no panic").push(time.as_secs());
    }

    fn now(&self) -> Timestamp {
        "2025-06-01T00:00:00Z".parse().expect("a time")
    }
}

fn files(text: &str) -> BTreeMap<String, Vec<u8>> {
    let config = "title = \"Letters\"\nbase_url = \"https://letters.example/\"\nid = \"letters.example,2025-01-01\"\n";
    let issue = format!("+++\ntitle = \"First\"\ndate = 2025-01-01\nsummary = \"s\"\n+++\n{text}");
    BTreeMap::from([
        ("offprint.toml".to_string(), config.as_bytes().to_vec()),
        ("content/issues/first.md".to_string(), issue.into_bytes()),
    ])
}

/// Checks an issue's links; what is said, with the server called `HOST`, and how long hosts were waited for.
fn check(server: &Server, text: &str, settings: &Settings) -> (String, Vec<u64>, Tally) {
    let mut built = build(files(&text.replace("HOST", &server.host)), &options());
    assert_eq!(built.console(), "");
    let timeouts = Timeouts { answer: Duration::from_millis(400) };
    let world = Quick { internet: Internet::new(timeouts), waited: Mutex::default() };
    let addresses = Addresses::of(built.site.as_ref().expect("a site"));
    let tally = addresses.check(&world, settings, &AtomicUsize::new(0), &mut built.report);
    let said = print(&built.report, &built.sources, Style::Plain, false).replace(&server.host, "HOST");
    let mut waited = world.waited.into_inner().expect("no panic");
    waited.sort_unstable();
    (said, waited, tally)
}

#[track_caller]
fn check_said(text: &str, expected: &str) {
    let (said, ..) = check(&Server::start(), text, &Settings::default());
    let shown: String = said
        .lines()
        .filter(|line| line.contains('[') && line.contains("]: ") || line.contains("-->") || line.contains("= "))
        .map(|line| format!("{}\n", line.trim()))
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn what_is_there_is_not_mentioned() {
    check_said(
        "[a](http://HOST/fine), [b](http://HOST/login), [c](http://HOST/no-head), [d](http://HOST/busy), [e](<http://HOST/a b>)\n",
        "",
    );
}

#[test]
fn what_is_gone_is_told_where_its_link_stands() {
    check_said(
        "Words.\n\n[a](http://HOST/gone#part) and [again](http://HOST/gone)\n",
        "warning[dead-address]: `http://HOST/gone` is gone: its host answers 404\n\
         --> content/issues/first.md:8:1\n\
         = help: link to where it is now, or to a copy: `https://web.archive.org/web/http://HOST/gone`\n\
         = note: and in 1 more place; `--all` shows it\n",
    );
    check_said(
        "<img src=\"http://HOST/withdrawn\" alt=\"x\">\n",
        "warning[dead-address]: `http://HOST/withdrawn` is gone: its host answers 410\n\
         --> content/issues/first.md:6:1\n\
         = help: link to where it is now, or to a copy: `https://web.archive.org/web/http://HOST/withdrawn`\n",
    );
    check_said(
        "[a](http://HOST/old-and-gone)\n",
        "warning[dead-address]: `http://HOST/old-and-gone` leads to `http://HOST/gone`, which is gone (404)\n\
         --> content/issues/first.md:6:1\n\
         = help: link to where it is now, or to a copy: `https://web.archive.org/web/http://HOST/old-and-gone`\n",
    );
}

#[test]
fn what_has_moved_is_a_hint() {
    check_said(
        "[a](http://HOST/old)\n",
        "hint[moved-address]: `http://HOST/old` has moved for good\n\
         --> content/issues/first.md:6:1\n\
         = help: it is now at `http://HOST/fine`\n",
    );
}

#[test]
fn circles_are_named() {
    check_said(
        "[a](http://HOST/loop-a)\n",
        "warning[redirect-loop]: `http://HOST/loop-a` leads in a circle: `http://HOST/loop-a` -> `http://HOST/loop-b` -> `http://HOST/loop-a`\n\
         --> content/issues/first.md:6:1\n\
         = help: link to where it is now\n",
    );
}

#[test]
fn what_is_not_certain_is_no_warning() {
    check_said(
        "[a](http://HOST/forbidden)\n[b](http://HOST/hang)\n",
        "hint[unchecked-address]: `http://HOST/forbidden` could not be checked: its host answers 403\n\
         --> content/issues/first.md:6:1\n\
         = help: it may be there for people; look at it yourself\n\
         hint[unchecked-address]: `http://HOST/hang` could not be checked: its host does not answer in 0.4 seconds\n\
         --> content/issues/first.md:7:1\n\
         = help: it may be there for people; look at it yourself\n",
    );
}

#[test]
fn hosts_are_waited_for_as_they_ask_and_know_who_asks() {
    let server = Server::start();
    let (said, waited, tally) =
        check(&server, "[a](http://HOST/busy), [b](mailto:a@b.example)\n", &Settings::default());
    assert_eq!((said.as_str(), waited, tally.addresses), ("", vec![7], 1));
    assert_eq!(server.asked(), BTreeMap::from([("HEAD /busy".to_string(), 2)]));
    let agents = server.agents.lock().expect("no panic").clone();
    assert!(agents.iter().all(|agent| agent.contains("offprint/")), "{agents:?}");
    let (said, waited, _) = check(&server, "[a](http://HOST/down), [b](http://HOST/fine)\n", &Settings::default());
    assert!(said.contains("its host answers 503"), "{said}");
    assert_eq!(waited, [1, 2]);
}

#[test]
fn a_computer_that_is_offline_is_told_so_once() {
    check_said(
        "[a](http://HOST/hang), [b](http://HOST/hang?b)\n[c](http://127.0.0.1:1/)\n",
        "hint[unchecked-address]: none of 3 addresses could be reached\n\
         = help: look whether this computer is online, and whether it needs a proxy (`HTTPS_PROXY`)\n",
    );
}

#[test]
fn answers_are_kept_for_the_next_time() {
    let server = Server::start();
    let dir = tempfile::tempdir().expect("a folder");
    let settings = Settings { cache: Some(dir.path().join("offprint/links.json")), ..Settings::default() };
    let text = "[a](http://HOST/fine), [b](http://HOST/old), [c](http://HOST/gone)\n";
    let first = check(&server, text, &settings);
    assert_eq!(first.2, Tally { addresses: 3, known: 0, kept: true });
    let second = check(&server, text, &settings);
    assert_eq!(second.2, Tally { addresses: 3, known: 2, kept: true });
    assert_eq!(first.0, second.0);
    assert_eq!(server.asked()["GET /gone"], 2, "what is gone is asked for again");
    assert_eq!(server.asked()["HEAD /fine"], 2, "once for itself, once behind the old address");
}

#[test]
fn the_command_asks_and_says_how_many() {
    let server = Server::start();
    let dir = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files(&format!("[a](http://{0}/fine), [b](http://{0}/gone)\n", server.host)) {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    let run = |more: &[&str]| run(dir.path(), more);
    let (code, said) = run(&["check", "--external", "--strict"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("warning[dead-address]") && said.contains("2 addresses of other sites asked for\n"),
        "{said}"
    );
    let (code, said) = run(&["check", "--external"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("2 addresses of other sites asked for, 1 of them lately\n"), "{said}");
    let (code, said) = run(&["check", "--strict"]);
    assert_eq!((code, said.as_str()), (Some(0), "nothing is wrong\n"));
}

fn run(root: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_offprint"))
        .args(arguments)
        .args(["--today", "2025-06-01", "--root"])
        .arg(root)
        .env("XDG_CACHE_HOME", root.join("cache"))
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .expect("a run");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}
