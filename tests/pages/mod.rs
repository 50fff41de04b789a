//! Pages of examples whose outcomes stand beside them: compared, or written anew with `UPDATE=1`.
#![allow(dead_code, reason = "each test binary uses what it needs")]
#![allow(clippy::disallowed_methods, reason = "a test plays the world outside")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Compares every page of a folder with what `refreshed` makes of it.
#[track_caller]
pub fn check(folder_path: &str, refreshed: impl Fn(&str) -> String) {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for path in folder(folder_path) {
        let page = fs::read_to_string(&path).expect("a page");
        let now = refreshed(&page);
        if now == page {
            continue;
        }
        if update {
            fs::write(&path, now).expect("a page that can be written");
        } else {
            let _ = writeln!(wrong, "{}\n{}", path.display(), difference(&page, &now));
        }
    }
    assert!(wrong.is_empty(), "outcomes have changed; if that is right, run with UPDATE=1\n\n{wrong}");
}

/// The pages of a folder of this repository, in order.
pub fn folder(path: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a folder of pages");
    let mut pages: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

fn difference(was: &str, is: &str) -> String {
    let (was, is): (Vec<_>, Vec<_>) = (was.lines().collect(), is.lines().collect());
    let first = was.iter().zip(&is).take_while(|(a, b)| a == b).count();
    let some = |lines: &[&str], sign: &str| -> String {
        lines.iter().skip(first).take(12).map(|line| format!("{sign} {line}\n")).collect()
    };
    format!("line {}:\n{}{}", first + 1, some(&was, "-"), some(&is, "+"))
}
