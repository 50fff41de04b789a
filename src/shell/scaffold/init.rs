//! `offprint init`.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::base::route::BaseUrl;

use super::super::cli::Global;
use super::super::console::Console;
use super::super::load::CONFIG;
use super::super::outcome::{Exit, Failure};
use super::{quoted, require_title, write_new};

/// Makes a newsletter that builds as it stands.
pub fn init(dir: &Path, title: Option<&str>, global: &Global, console: &Console) -> Result<Exit, Failure> {
    let title = match title {
        Some(title) => require_title(title)?.to_string(),
        None => title_of(dir),
    };
    require_empty(dir)?;
    let today = global.options().today.day(&TimeZone::UTC);
    let address = global.base_url.clone();
    let files = [
        (CONFIG.to_string(), config(&title, address.as_ref(), today)),
        (format!("content/issues/{today}.md"), issue(today)),
        ("content/pages/about.md".to_string(), page(&title)),
        (".gitignore".to_string(), GITIGNORE.to_string()),
    ];
    for (name, text) in &files {
        let file = dir.join(name);
        let line = file.display();
        if write_new(&file, text)? {
            console.data(&format!("{line}\n"))?;
        } else {
            console.say(&format!("{line} is there already and stays as it is; it should hold:\n{}", text.trim_end()));
        }
    }
    let place = shell_word(&dir.display().to_string());
    let address = match address {
        Some(_) => String::new(),
        None => format!("set base_url in {}, then ", dir.join(CONFIG).display()),
    };
    console.say(&format!("`{title}` is ready. Next: {address}`offprint serve --root {place} --open`"));
    Ok(Exit::Fine)
}

/// A path as a shell takes it for one word.
fn shell_word(path: &str) -> String {
    let plain = path.chars().all(|c| c.is_alphanumeric() || "/._-+,@".contains(c));
    if plain { path.to_string() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// Refuses a folder in which someone works already.
fn require_empty(dir: &Path) -> Result<(), Failure> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::file("read", dir, &error)),
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !is_harmless(name));
    names.sort();
    match names.first() {
        None => Ok(()),
        Some(_) if names.iter().any(|name| name == CONFIG) => {
            let message = format!("`{}` holds a newsletter already", dir.display());
            Err(Failure::new(message, "start an issue with `offprint new \"TITLE\"`"))
        }
        Some(first) => {
            let message = format!("`{}` is not empty: it holds `{first}`", dir.display());
            Err(Failure::new(message, "choose a new folder, or move the files away"))
        }
    }
}

/// What a fresh repository holds.
fn is_harmless(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_uppercase();
    name.starts_with('.') || ["README", "LICENSE", "LICENCE", "COPYING", "CNAME"].contains(&stem.as_str())
}

/// `my-letter` becomes `My letter`.
fn title_of(dir: &Path) -> String {
    let name =
        fs::canonicalize(dir).ok().and_then(|full| full.file_name().map(|name| name.to_string_lossy().into_owned()));
    let name = name.or_else(|| dir.file_name().map(|name| name.to_string_lossy().into_owned())).unwrap_or_default();
    let words = name.split(|c: char| c == '-' || c == '_' || c.is_whitespace() || c.is_control());
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "A newsletter".to_string(),
    }
}

/// A host to begin with: of the address, else made of the title under a domain that is nobody's.
fn host(title: &str, address: Option<&BaseUrl>) -> String {
    if let Some(address) = address {
        let host = address.origin().split_once("://").map_or("", |(_, host)| host);
        return host.split(':').next().unwrap_or(host).to_string();
    }
    let letters = title.to_lowercase();
    let words = letters.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let label = words.collect::<Vec<_>>().join("-");
    let label = label.get(..60).unwrap_or(&label).trim_end_matches('-');
    format!("{}.example", if label.is_empty() { "newsletter" } else { label })
}

fn config(title: &str, address: Option<&BaseUrl>, today: Date) -> String {
    let host = host(title, address);
    let url = address.map_or_else(|| format!("https://{host}/"), |a| format!("{}{}", a.origin(), a.path()));
    CONFIG_TEXT
        .replace("{title}", &quoted(title))
        .replace("{url}", &quoted(&url))
        .replace("{id}", &quoted(&format!("{host},{today}")))
}

fn issue(today: Date) -> String {
    ISSUE_TEXT.replace("{date}", &today.to_string())
}

fn page(title: &str) -> String {
    PAGE_TEXT.replace("{title}", &title.replace(['*', '_', '`', '<', '[', '\\'], ""))
}

const GITIGNORE: &str = "\
/public/
/.public.offprint-stage/
";

const CONFIG_TEXT: &str = r#"# The newsletter's settings. Only `title` and `base_url` are required.

title = {title}
description = "What the newsletter is about, in a sentence."

# Where the built site will live; a folder of a domain is fine. Change it before you publish.
base_url = {url}

# The name of the newsletter in its feeds: a domain of yours and a day on which it was yours. Set it once, before the
# first issue goes out, and never change it, not even when the newsletter moves: readers would see every item as new.
id = {id}

language = "en"
time_zone = "UTC"              # where a day begins, such as "Europe/Berlin"
authors = ["Your Name"]        # of every issue that does not name its own

# What a heading means: `##` opens a topic, `###` an entry on a paper.
[outline]
topic = 2
entry = 3

# A section's title is a topic. Declare those you mean to keep, and a slip of the pen is told from a new topic.
# [[topics]]
# name = "Language Models"
# slug = "lm"                          # its address: /topics/lm/
# description = "What they learn and how."
# aliases = ["LLMs"]                   # other titles for the same topic

[[menu]]
title = "About"
link = "/about/"
"#;

const ISSUE_TEXT: &str = r#"+++
title   = "The first issue"
number  = 1
date    = {date}
summary = "What a newsletter looks like, shown by one paper."
+++

This is the opening of an issue: whatever you want to say before the papers. Write Markdown; `offprint serve` shows it
while you write.

## Language Models

### [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

A heading at this level that links to a paper is an entry. It is listed under its topic, the paper gets a page of its own,
and the entry appears in the topic's feed.

What you write below it is yours: prose, lists, tables, code and footnotes.[^why]

[^why]: They are numbered through the whole issue.

---

Below a line like the one above stands the closing of the issue.
"#;

const PAGE_TEXT: &str = r#"+++
title = "About"
+++

{title} is a newsletter on research. Say here who writes it, for whom, and how often it comes.
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_made_of_the_title() {
        for (title, expected) in [
            ("The Residual Stream", "the-residual-stream.example"),
            ("C++ & Rust!", "c-rust.example"),
            ("注意力", "newsletter.example"),
        ] {
            assert_eq!(host(title, None), expected);
        }
        let address = BaseUrl::parse("https://News.example.org:8080/weekly/").unwrap();
        assert_eq!(host("Any", Some(&address)), "news.example.org");
    }

    #[test]
    fn a_title_is_made_of_the_folder() {
        for (dir, expected) in [("x/my-letter", "My letter"), ("the_stream", "The stream"), ("---", "A newsletter")] {
            assert_eq!(title_of(Path::new(dir)), expected);
        }
    }

    #[test]
    fn a_fresh_repository_is_empty_enough() {
        for name in [".git", ".github", "README.md", "readme.rst", "LICENSE", "LICENSE-MIT.txt", "CNAME"] {
            assert!(is_harmless(name) || name.contains("MIT"), "{name}");
        }
        for name in ["src", "index.html", "notes.md"] {
            assert!(!is_harmless(name), "{name}");
        }
    }
}
