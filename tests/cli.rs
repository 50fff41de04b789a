//! Console examples: `tests/cli/*.md` is run as it is read, and must show what the program prints.
//!
//! A block whose info string ends in a path makes that file. A `console` block holds commands behind `$ `, run by a shell
//! in a folder of their own; below each stand its stdout, its stderr behind `! `, and its exit code behind `? ` unless it is 0.
//! `UPDATE=1 cargo test --test cli` writes down what the program prints now.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test plays the world outside")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

#[test]
fn console_examples_show_what_is_printed() {
    let mut wrong = Vec::new();
    let files = examples();
    assert!(!files.is_empty(), "there are console examples");
    for file in files {
        let written = fs::read_to_string(&file).expect("an example");
        let shown = run(&written);
        if shown == written {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, shown).expect("an example can be written");
        } else {
            wrong.push(format!("{}:\n{}", file.display(), first_difference(&written, &shown)));
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 accepts what is printed now\n{}", wrong.join("\n\n"));
}

fn examples() -> Vec<PathBuf> {
    let folder = fs::read_dir("tests/cli").expect("the folder of examples");
    let mut files: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files
}

/// An example with what its commands print now.
fn run(example: &str) -> String {
    let dir = TempDir::new().expect("a folder to run in");
    let mut out = String::new();
    let mut lines = example.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(info) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if info == "console" {
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                let _ = write!(out, "$ {command}\n{}", printed(command, dir.path()));
            }
        } else {
            out.extend(block.iter().flat_map(|line| [line, "\n"]));
            if let Some((_, path)) = info.split_once(' ') {
                make(&dir.path().join(path), &block.join("\n"));
            }
        }
        out.push_str("```\n");
    }
    out
}

fn make(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder can be made");
    fs::write(file, format!("{text}\n")).expect("a file can be made");
}

fn printed(command: &str, dir: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_offprint"));
    let programs = format!("{}:/usr/bin:/bin", program.parent().expect("a folder").display());
    let output = Command::new("/bin/sh")
        .args(["-c", command])
        .current_dir(dir)
        .env_clear()
        .env("PATH", programs)
        .output()
        .expect("a shell");
    let mut shown = normal(&String::from_utf8_lossy(&output.stdout), "");
    shown.push_str(&normal(&String::from_utf8_lossy(&output.stderr), "! "));
    match output.status.code() {
        Some(0) => {}
        code => {
            let _ = writeln!(shown, "? {}", code.map_or("killed".to_string(), |code| code.to_string()));
        }
    }
    shown
}

/// The lines of a text behind a mark, without what differs from run to run or grows with every new kind of output.
fn normal(text: &str, mark: &str) -> String {
    text.lines().map(|line| format!("{mark}{}", normal_line(line)).trim_end().to_string() + "\n").collect()
}

fn normal_line(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let unit = |at: usize| words.get(at + 1).map_or("", |unit| unit.trim_end_matches(','));
    let word = |(at, word): (usize, &&str)| {
        let is_count = word.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') && !word.is_empty();
        match unit(at) {
            "s" | "files" | "B" | "kB" | "MB" if is_count => "#".to_string(),
            "changed" if is_count && *word != "0" => "#".to_string(),
            _ => word.to_string(),
        }
    };
    words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

fn first_difference(written: &str, shown: &str) -> String {
    let (mut left, mut right) = (written.lines(), shown.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (left.next(), right.next()) {
            (Some(a), Some(b)) if a == b => {}
            (a, b) => {
                let rest: Vec<&str> = right.take(12).collect();
                let (a, b) = (a.unwrap_or("(end)"), b.unwrap_or("(end)"));
                return format!("line {number} is  {a}\nprinted is {b}\n{}", rest.join("\n"));
            }
        }
    }
}
