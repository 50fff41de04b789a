//! Files that offprint writes for authors: a newsletter's first ones, and each new issue.

#![allow(clippy::disallowed_methods, reason = "this is the door to the file system")]

mod draft;
mod init;
mod naming;
mod new;

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

pub use init::init;
pub use new::new;

use super::outcome::Failure;

/// Writes a file that is not there yet, with the folders above it. `false` if it is there: then it stays as it is.
fn write_new(file: &Path, text: &str) -> Result<bool, Failure> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::file("make the folder", folder, &error))?;
    }
    match File::create_new(file).and_then(|mut made| made.write_all(text.as_bytes())) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(Failure::file("write", file, &error)),
    }
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A title fit for a file: one line, not empty.
fn require_title(title: &str) -> Result<&str, Failure> {
    let title = title.trim();
    if title.is_empty() || title.contains(char::is_control) {
        return Err(Failure::new(
            "the title is empty or more than one line",
            "give it in quotes: \"Reasoning backwards\"",
        ));
    }
    Ok(title)
}
