//! The house rules that a compiler does not know: which room may import which, and how long a file may be.

#![allow(clippy::disallowed_methods, reason = "a test plays the world outside")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from left to right. A file imports only its own room and those before it.
const ROOMS: &[&str] = &["base", "parse", "model", "render", "outputs", "pipeline", "shell"];
const LONGEST: usize = 400;

#[test]
fn imports_go_only_leftward() {
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let Some(own) = room_of(&file) else { continue };
        for (line, room) in imports(&fs::read_to_string(&file).expect("a source file")) {
            if ROOMS.iter().position(|r| *r == room) > Some(own) {
                wrong.push(format!("{}:{line} imports {room} from {}", file.display(), ROOMS[own]));
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the order {}:\n{}", ROOMS.join(" <- "), wrong.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let mut files = rust_files(Path::new("src"));
    files.extend(rust_files(Path::new("tests")));
    let long: Vec<String> = files
        .iter()
        .map(|file| (file, fs::read_to_string(file).expect("a source file").lines().count()))
        .filter(|&(_, lines)| lines > LONGEST)
        .map(|(file, lines)| format!("{} has {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "over {LONGEST} lines:\n{}", long.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<PathBuf> = rust_files(Path::new("src"))
        .into_iter()
        .filter(|file| !fs::read_to_string(file).expect("a source file").starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "without a first line of documentation: {silent:?}");
}

#[test]
fn rooms_are_told_from_paths_and_imports() {
    assert_eq!(room_of(Path::new("src/render/prose.rs")), Some(3));
    assert_eq!(room_of(Path::new("src/pipeline.rs")), Some(5));
    assert_eq!(room_of(Path::new("src/main.rs")), None);
    assert_eq!(imports("use crate::shell::cli;\nlet x = crate::base::y();"), [(1, "shell"), (2, "base")]);
}

/// The position of a file's room; none for the roots, which may import everything.
fn room_of(file: &Path) -> Option<usize> {
    let first = file.strip_prefix("src").ok()?.components().next()?;
    let name = Path::new(first.as_os_str()).file_stem()?.to_str()?;
    ROOMS.iter().position(|room| *room == name)
}

/// Every mention of a room by its full path, with its line.
fn imports(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for rest in line.split("crate::").skip(1) {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            if ROOMS.contains(&&rest[..end]) {
                found.push((number + 1, &rest[..end]));
            }
        }
    }
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
