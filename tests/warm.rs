//! A second build into the same folder: what did not change is not touched, what is gone goes.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "a test plays the world outside")]

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use walkdir::WalkDir;

const ISSUES: usize = 8;
/// In the middle: neither on the home page nor the newest of a list.
const EDITED: usize = 5;

/// A file or folder as it stands on the disk.
#[derive(Debug, PartialEq, Eq)]
struct Standing {
    inode: u64,
    written: (i64, i64),
    /// None for a folder: its times tell of what was made in it.
    bytes: Option<Vec<u8>>,
}

type Tree = BTreeMap<String, Standing>;

fn tree(root: &Path) -> Tree {
    let mut tree = Tree::new();
    for entry in WalkDir::new(root).min_depth(1).into_iter().flatten() {
        let found = entry.metadata().unwrap();
        let path = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_string();
        let is_file = found.is_file();
        let written = if is_file { (found.mtime(), found.mtime_nsec()) } else { (0, 0) };
        let bytes = is_file.then(|| fs::read(entry.path()).unwrap());
        tree.insert(path, Standing { inode: found.ino(), written, bytes });
    }
    tree
}

/// A made-up newsletter and its site.
struct Scene {
    dir: TempDir,
}

impl Scene {
    fn new() -> Scene {
        let scene = Scene { dir: TempDir::new().unwrap() };
        for (path, bytes) in corpus::newsletter(ISSUES) {
            scene.write(&path, &String::from_utf8(bytes).unwrap());
        }
        // Short lists and feeds, so that there are many pages and archives.
        scene.write("offprint.toml", &format!("{}[lists]\nsize = 5\n[feeds]\nissues = 4\n", corpus::CONFIG));
        scene.write("static/kept.txt", "kept");
        scene
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.dir.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn build(&self, output: &str) -> Tree {
        let output = self.dir.path().join(output);
        let mut program = Command::new(env!("CARGO_BIN_EXE_offprint"));
        program.args(["build", "--today", "2030-01-01", "--root"]).arg(self.dir.path()).arg("--output").arg(&output);
        let ended = program.output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        tree(&output)
    }
}

fn edited() -> String {
    corpus::issue(EDITED).replace("[Code]", "[Source]")
}

/// Builds, edits and builds again. Of the files that were there those whose bytes changed are `expected` to, and no other is
/// touched; the site is what a fresh build writes.
#[track_caller]
fn check_warm(edit: impl FnOnce(&Scene), expected: impl Fn(&str) -> bool) {
    let scene = Scene::new();
    let before = scene.build("public");
    edit(&scene);
    let after = scene.build("public");
    let fresh = scene.build("fresh");
    let paths = |tree: &Tree| tree.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(paths(&after), paths(&fresh));
    for (path, standing) in &after {
        assert_eq!(standing.bytes, fresh[path].bytes, "{path}");
        let Some(old) = before.get(path) else { continue };
        if old.bytes == standing.bytes {
            assert_eq!(old, standing, "{path} was touched");
        } else {
            assert!(expected(path), "{path} changed");
        }
    }
    assert!(before != after);
}

#[test]
fn a_second_build_without_changes_touches_nothing() {
    let scene = Scene::new();
    let before = scene.build("public");
    assert!(before == scene.build("public"));
}

#[test]
fn one_changed_issue_changes_what_shows_it() {
    let shows_it = |path: &str| {
        let own = path.contains(&format!("n{EDITED:05}"));
        let lists = ["works/", "topics/", "feed", "atom.xml", "archive-", "entries.json", ".offprint-manifest"];
        own || lists.iter().any(|list| path.starts_with(list))
    };
    check_warm(|scene| scene.write(&corpus::issue_path(EDITED), &edited()), shows_it);
}

#[test]
fn what_is_no_longer_planned_goes() {
    let gone = format!("issues/n{EDITED:05}");
    let scene = Scene::new();
    let before = scene.build("public");
    assert!(before.contains_key(&gone) && before.contains_key("kept.txt"));
    fs::remove_file(scene.dir.path().join(corpus::issue_path(EDITED))).unwrap();
    fs::remove_dir_all(scene.dir.path().join("static")).unwrap();
    let after = scene.build("public");
    let left: Vec<_> = after.keys().filter(|path| path.starts_with(&gone) || *path == "kept.txt").collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(after.len(), scene.build("fresh").len());
}

/// The page after one of a long list: `works/page/3/index.html` after `works/page/2/index.html`.
fn next(page: &str) -> Option<String> {
    let (list, rest) = page.split_once("/page/")?;
    let number: usize = rest.strip_suffix("/index.html")?.parse().ok()?;
    Some(format!("{list}/page/{}/index.html", number + 1))
}

#[test]
fn a_new_issue_leaves_the_old_pages_of_long_lists_alone() {
    let before = Scene::new().build("public");
    // The last page that has a number leads to the one that is the list's own until it is full.
    let is_old = |path: &str| path.starts_with("archive-") || next(path).is_some_and(|next| before.contains_key(&next));
    assert!(before.keys().filter(|path| is_old(path)).count() > 10);
    let add = |scene: &Scene| scene.write(&corpus::issue_path(ISSUES + 1), &corpus::issue(ISSUES + 1));
    check_warm(add, |path| !is_old(path));
}
