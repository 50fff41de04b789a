//! Folders made on a disk, and the sources that they give.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::*;

/// A folder made of these files, links (`from -> to`) and folders (`name/`).
fn folder(things: &[&str]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for thing in things {
        let (path, target) = thing.split_once(" -> ").map_or((*thing, None), |(path, to)| (path, Some(to)));
        let file = dir.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        match target {
            Some(target) => symlink(target, file).unwrap(),
            None if path.ends_with('/') => fs::create_dir_all(file).unwrap(),
            None => fs::write(file, path).unwrap(),
        }
    }
    dir
}

fn loaded(dir: &TempDir) -> (Sources, Vec<String>) {
    let mut report = Report::default();
    let location = Location { root: dir.path().to_owned(), config: None };
    let sources = load(&location, &mut report);
    let said = report.sorted().iter().map(|d| format!("{}: {}", d.code.name(), d.message)).collect();
    (sources, said)
}

fn own_paths(sources: &Sources) -> Vec<&str> {
    let all = sources.under("").map(|id| sources.path(id));
    all.filter(|path| !path.starts_with("themes/default/")).collect()
}

#[track_caller]
fn check_load(things: &[&str], paths: &[&str], said: &[&str]) {
    let dir = folder(things);
    let (sources, messages) = loaded(&dir);
    assert_eq!(own_paths(&sources), paths);
    assert_eq!(messages, said);
}

#[test]
fn only_sources_are_taken() {
    check_load(
        &["offprint.toml", "refs.bib", "notes.txt", "content/issues/b.md", "content/issues/a/index.md", "public/x.md"],
        &["content/issues/a/index.md", "content/issues/b.md", "offprint.toml", "refs.bib"],
        &[],
    );
    check_load(
        &["lib/a.bib", "lib/b.csl", "lib/c.txt", "lib/deep/d.bib", ".git/e.bib", "out/f.bib", "out/.offprint-manifest"],
        &["lib/a.bib", "lib/b.csl"],
        &[],
    );
    check_load(&["target/x.md", ".git/content/x.md", "node_modules/y.md"], &[], &[]);
}

#[test]
fn dot_files_count_where_they_are_published() {
    check_load(
        &["content/.hidden.md", "static/.well-known/a", "themes/mine/static/.b", "themes/mine/.idea/c"],
        &["static/.well-known/a", "themes/mine/static/.b"],
        &[],
    );
}

#[test]
fn leftovers_are_ignored() {
    check_load(
        &["content/a.md~", "content/.#a.md -> nowhere", "content/.a.md.swp", "content/#a.md#", "static/.DS_Store"],
        &[],
        &[],
    );
    check_load(&["static/.git/config", "static/4913", "static/a.tmp"], &[], &[]);
}

#[test]
fn links_are_followed() {
    check_load(
        &["real/a.md", "real/deep/b.png", "content/issues -> ../real", "content/c.md -> ../real/a.md"],
        &["content/c.md", "content/issues/a.md", "content/issues/deep/b.png"],
        &[],
    );
}

#[test]
fn loops_and_broken_links_are_told() {
    check_load(
        &["content/issues/a.md", "content/issues/again -> ../../content"],
        &["content/issues/a.md"],
        &["symlink-loop: `content/issues/again` leads back to `content`, which holds it"],
    );
    check_load(
        &["content/x.md -> y.md", "content/y.md -> x.md"],
        &[],
        &[
            "symlink-loop: `content/x.md` is a link that leads back to itself",
            "symlink-loop: `content/y.md` is a link that leads back to itself",
        ],
    );
    check_load(&["static/a.png -> gone.png"], &[], &["unreadable-file: `static/a.png` cannot be read: no such file"]);
    check_load(&["content -> content"], &[], &["symlink-loop: `content` is a link that leads back to itself"]);
}

#[test]
fn names_that_cannot_be_addresses_are_told() {
    let dir = folder(&["content/issues/a\nb.md", "content/back\\slash.md", "content/ok.md"]);
    fs::write(dir.path().join("content").join(std::ffi::OsStr::from_bytes(b"\xff.md")), "x").unwrap();
    let (sources, messages) = loaded(&dir);
    assert_eq!(own_paths(&sources), ["content/ok.md"]);
    assert_eq!(
        messages,
        [
            "unusable-name: `content/back\\slash.md` has a control character or a backslash in its name",
            "unusable-name: `content/issues/a\\nb.md` has a control character or a backslash in its name",
            "unusable-name: `content/\u{fffd}.md` has a name that is not UTF-8",
        ]
    );
}

#[test]
fn names_are_composed() {
    let dir = folder(&["static/cafe\u{301}.png"]);
    let (sources, messages) = loaded(&dir);
    let id = sources.find("static/caf\u{e9}.png").unwrap();
    assert_eq!(sources.read(id).unwrap(), "static/cafe\u{301}.png".as_bytes());
    assert!(messages.is_empty());
    check_load(
        &["static/cafe\u{301}.png", "static/caf\u{e9}.png"],
        &["static/caf\u{e9}.png"],
        &["unusable-name: `static/caf\u{e9}.png` is the name of two files, but for how its accents are encoded"],
    );
}

#[test]
fn large_markdown_is_refused_unread() {
    let dir = folder(&["content/", "static/"]);
    for name in ["content/a.md", "static/film.mp4"] {
        fs::File::create(dir.path().join(name)).unwrap().set_len(17 << 20).unwrap();
    }
    let (sources, messages) = loaded(&dir);
    assert_eq!(own_paths(&sources), ["static/film.mp4"]);
    assert_eq!(messages, ["file-too-large: `content/a.md` is over 16 MB"]);
}

#[test]
fn a_socket_is_not_read() {
    let dir = folder(&["static/"]);
    let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("static/s")).unwrap();
    let (sources, messages) = loaded(&dir);
    assert!(own_paths(&sources).is_empty());
    assert_eq!(messages, ["unreadable-file: `static/s` is neither a file nor a folder"]);
}

#[test]
fn the_config_may_stand_elsewhere() {
    let dir = folder(&["offprint.toml", "other/news.toml"]);
    let location = Location { root: dir.path().to_owned(), config: Some(dir.path().join("other/news.toml")) };
    assert_eq!(location.config_path(), "other/news.toml");
    let sources = load(&location, &mut Report::default());
    assert_eq!(sources.find(CONFIG), None);
    let id = sources.find("other/news.toml").unwrap();
    assert_eq!(sources.read(id).unwrap(), b"other/news.toml");
}

#[test]
fn a_site_does_not_stand_among_sources() {
    let dir = folder(&["elsewhere/a.md", "content -> elsewhere", "public/"]);
    let location = Location { root: dir.path().to_owned(), config: None };
    for own in [".", "..", "content/site", "elsewhere/site", "static/new"] {
        assert!(location.holds(&dir.path().join(own)), "{own}");
    }
    for other in ["public", "new/site", "../new"] {
        assert!(!location.holds(&dir.path().join(other)), "{other}");
    }
}

#[test]
fn a_missing_root_is_empty() {
    let location = Location { root: "/nonexistent/newsletter".into(), config: None };
    let mut report = Report::default();
    assert!(own_paths(&load(&location, &mut report)).is_empty());
    assert!(report.sorted().is_empty());
}

#[test]
fn a_watch_looks_where_sources_are() {
    let dir = folder(&[
        "content/a.md -> ../real/a.md",
        "static/more -> ../heap",
        "real/a.md",
        "heap/deep/b.png",
        "conf/news.toml -> ../real/news.toml",
        "real/news.toml",
        "refs/a.bib",
        "public/.offprint-manifest",
    ]);
    let config = Some(dir.path().join("conf/news.toml"));
    let places = Places::find(&Location { root: dir.path().to_owned(), config }).unwrap();
    let own =
        "content/new static themes/mine/a.css real/a.md heap/deep conf/news.toml real/news.toml refs refs/b.csl c.bib";
    for path in own.split(' ') {
        assert!(places.hold(&places.root().join(path)), "{path}");
    }
    let other =
        "offprint.toml content/a.md~ real/b.md conf/a.toml refs/a.txt refs/deep/a.bib notes.txt public public/a.bib";
    for path in other.split(' ') {
        assert!(!places.hold(&places.root().join(path)), "{path}");
    }
}
