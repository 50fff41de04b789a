//! The record, in the output itself, of which of its files are ours.

use std::fmt::Write;

/// The manifest's name in the output.
pub const MANIFEST: &str = ".offprint-manifest";

const HEADER: &str = "offprint-manifest 1";

/// One file as it was written: its path, xxh3-128 and length.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub path: String,
    pub hash: u128,
    pub bytes: u64,
}

/// The files of a site, sorted. While a commit runs, a path may stand twice: as it was and as it will be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    lines: Vec<Line>,
}

impl Manifest {
    pub fn new(mut lines: Vec<Line>) -> Manifest {
        lines.sort_unstable();
        lines.dedup();
        Manifest { lines }
    }

    /// Reads what [`Manifest::text`] wrote; otherwise the number of the first bad line.
    pub fn parse(text: &str) -> Result<Manifest, usize> {
        let mut rows = text.lines();
        let count: usize =
            rows.next().and_then(|row| row.strip_prefix(HEADER)?.strip_prefix(' ')?.parse().ok()).ok_or(1_usize)?;
        let lines =
            rows.enumerate().map(|(index, row)| parse_line(row).ok_or(index + 2)).collect::<Result<Vec<_>, _>>()?;
        // A cut or merged file must not pass for a whole one: what it lacks would be taken for a user's.
        if lines.len() == count { Ok(Manifest::new(lines)) } else { Err(lines.len() + 1) }
    }

    /// A header with the count, then `HASH LENGTH PATH` a line.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER} {}\n", self.lines.len());
        for Line { path, hash, bytes } in &self.lines {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{hash:032x} {bytes} {path}");
        }
        text
    }

    /// Both together.
    pub fn with(&self, other: &Manifest) -> Manifest {
        Manifest::new(self.lines.iter().chain(&other.lines).cloned().collect())
    }

    pub fn has(&self, path: &str) -> bool {
        let start = self.lines.partition_point(|line| line.path.as_str() < path);
        self.lines.get(start).is_some_and(|line| line.path == path)
    }

    /// Whether a file is listed somewhere below this folder.
    pub fn has_below(&self, folder: &str) -> bool {
        let prefix = format!("{folder}/");
        let start = self.lines.partition_point(|line| line.path < prefix);
        self.lines.get(start).is_some_and(|line| line.path.starts_with(&prefix))
    }

    /// Each path once, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.lines.chunk_by(|a, b| a.path == b.path).map(|same| same[0].path.as_str())
    }
}

fn parse_line(row: &str) -> Option<Line> {
    let (hash, rest) = row.split_once(' ')?;
    let (bytes, path) = rest.split_once(' ')?;
    // What stands in a manifest may be removed one day, so its paths are checked like our own.
    if !is_site_path(path) {
        return None;
    }
    Some(Line { path: path.to_owned(), hash: u128::from_str_radix(hash, 16).ok()?, bytes: bytes.parse().ok()? })
}

/// Whether a path may be a file of a site: relative, with `/` between plain names, none of them ours or git's.
pub fn is_site_path(path: &str) -> bool {
    let plain = |name: &str| !matches!(name, "" | "." | "..");
    let first = path.split('/').next().unwrap_or(path).to_ascii_lowercase();
    path.split('/').all(plain)
        && first != ".git"
        && !first.starts_with(".offprint-")
        && !path.contains(|c: char| c == '\\' || c.is_control())
}

/// The folders above a path, the outermost first: `a`, `a/b` of `a/b/c`.
pub fn folders_above(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}
