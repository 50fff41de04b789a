//! Answers that are kept from run to run.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::verdict::Verdict;

const DAY: i64 = 86_400;

/// Of the file's form: another one is not read.
const VERSION: u32 = 1;

/// What is known of addresses, with the time of each answer.
#[derive(Debug, Default)]
pub struct Cache {
    file: Option<PathBuf>,
    known: BTreeMap<String, Known>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Known {
    /// Seconds since 1970.
    at: i64,
    verdict: Verdict,
}

#[derive(Serialize, Deserialize)]
struct Form<T> {
    version: u32,
    links: T,
}

impl Cache {
    /// Reads what is kept and still counts at `now`, in seconds since 1970. A file that cannot be read holds nothing.
    pub fn load(file: Option<PathBuf>, now: i64) -> Cache {
        let text = file.as_ref().and_then(|file| fs::read(file).ok()).unwrap_or_default();
        let form: Option<Form<BTreeMap<String, Known>>> = serde_json::from_slice(&text).ok();
        let mut known = form.filter(|form| form.version == VERSION).map(|form| form.links).unwrap_or_default();
        known.retain(|_, known| (0..life(&known.verdict)).contains(&(now - known.at)));
        Cache { file, known }
    }

    pub fn find(&self, url: &str) -> Option<&Verdict> {
        self.known.get(url).map(|known| &known.verdict)
    }

    /// Keeps an answer, if it is one that will still be true tomorrow.
    pub fn keep(&mut self, url: &str, verdict: &Verdict, now: i64) {
        if life(verdict) > 0 {
            self.known.insert(url.to_string(), Known { at: now, verdict: verdict.clone() });
        }
    }

    /// Writes the file anew, beside the old one first.
    ///
    /// # Errors
    /// What the disk says; the old file stays.
    pub fn save(&self) -> io::Result<()> {
        let Some(file) = self.file.as_ref().filter(|file| !self.known.is_empty() || file.exists()) else {
            return Ok(());
        };
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let text = serde_json::to_vec(&Form { version: VERSION, links: &self.known })?;
        let beside = file.with_extension(format!("{}.tmp", std::process::id()));
        fs::write(&beside, text)?;
        fs::rename(&beside, file).inspect_err(|_| {
            // What is left over is in the way of nobody.
            let _ = fs::remove_file(&beside);
        })
    }
}

/// How long an answer counts, in seconds. Whoever mends a dead link wants to see it mended.
fn life(verdict: &Verdict) -> i64 {
    match verdict {
        Verdict::Fine | Verdict::Moved { .. } => 14 * DAY,
        Verdict::Unsure { is_silent: false, is_tired: false, .. } => DAY,
        Verdict::Gone { .. } | Verdict::Endless { .. } | Verdict::Unsure { .. } => 0,
    }
}

/// Where the platform keeps what programs can make again: `~/.cache/offprint/links.json` and its like.
pub fn file() -> Option<PathBuf> {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || env::home_dir().filter(|home| home.is_absolute());
    let own = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        None
    };
    let folder = absolute("XDG_CACHE_HOME").or(own).or_else(|| home().map(|home| home.join(".cache")))?;
    Some(folder.join("offprint").join("links.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unsure(is_silent: bool) -> Verdict {
        Verdict::Unsure { why: "403".to_string(), is_silent, is_tired: false }
    }

    #[test]
    fn answers_count_for_their_time() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = Some(dir.path().join("deep/links.json"));
        let mut cache = Cache::load(file.clone(), 0);
        let gone = Verdict::Gone { status: 404, way: Vec::new() };
        let moved = Verdict::Moved { to: "y".to_string() };
        for (url, verdict) in [
            ("fine", Verdict::Fine),
            ("moved", moved),
            ("gone", gone),
            ("unsure", unsure(false)),
            ("silent", unsure(true)),
        ] {
            cache.keep(url, &verdict, 1000);
        }
        cache.save().expect("a file");
        let known = |now| Cache::load(file.clone(), now).known.into_keys().collect::<Vec<_>>();
        assert_eq!(known(1000), ["fine", "moved", "unsure"]);
        assert_eq!(known(1000 + DAY), ["fine", "moved"]);
        assert_eq!(known(1000 + 14 * DAY), [""; 0]);
        assert_eq!(known(999), [""; 0], "an answer from the future is none");
        assert_eq!(fs::read_dir(dir.path().join("deep")).expect("a folder").count(), 1);
    }

    #[test]
    fn a_broken_file_holds_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("links.json");
        for text in [
            "",
            "{",
            "[]",
            "{\"version\":9,\"links\":{}}",
            "{\"version\":1,\"links\":{\"a\":{\"at\":0,\"verdict\":\"odd\"}}}",
        ] {
            fs::write(&file, text).expect("a file");
            assert_eq!(Cache::load(Some(file.clone()), 0).known.len(), 0, "{text}");
        }
    }
}
