//! Writes a made-up newsletter for measurements: `cargo run --example corpus -- DIR ISSUES`.
//!
//! `offprint build --root DIR` and `hugo --source DIR` both build it; `--config DIR/race.toml` has offprint write what Hugo's
//! layouts do and no more.

#![allow(clippy::disallowed_methods, reason = "it writes files for a measurement, and is no part of the program")]

#[path = "../../benches/corpus/mod.rs"]
mod corpus;

use std::error::Error;
use std::fs;
use std::path::Path;

/// What Hugo needs: its config and its layouts.
const HUGO: &[(&str, &str)] = &[
    ("hugo.toml", include_str!("hugo/hugo.toml")),
    ("layouts/baseof.html", include_str!("hugo/layouts/baseof.html")),
    ("layouts/home.html", include_str!("hugo/layouts/home.html")),
    ("layouts/page.html", include_str!("hugo/layouts/page.html")),
    ("layouts/taxonomy.html", include_str!("hugo/layouts/taxonomy.html")),
    ("layouts/term.html", include_str!("hugo/layouts/term.html")),
    ("layouts/rss.xml", include_str!("hugo/layouts/rss.xml")),
    ("layouts/_partials/item.html", include_str!("hugo/layouts/_partials/item.html")),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, issues] = &arguments[..] else { return Err("usage: corpus DIR ISSUES".into()) };
    let (folder, issues) = (Path::new(folder), issues.parse()?);
    if folder.exists() {
        return Err(format!("`{}` is there already; name a folder to be made", folder.display()).into());
    }
    for number in 1..=issues {
        write(folder, &corpus::issue_path(number), &corpus::issue(number))?;
    }
    write(folder, "offprint.toml", corpus::CONFIG)?;
    write(folder, "race.toml", &[corpus::CONFIG, corpus::RACE].concat())?;
    HUGO.iter().try_for_each(|(path, text)| write(folder, path, text))
}

fn write(folder: &Path, path: &str, text: &str) -> Result<(), Box<dyn Error>> {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap_or(folder))?;
    Ok(fs::write(file, text)?)
}
