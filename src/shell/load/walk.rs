//! The walk through a newsletter's folders.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use walkdir::{DirEntry, FilterEntry, IntoIter, WalkDir};

use crate::base::diagnostic::{Code, Diagnostic, Place};
use crate::base::source::Stamp;
use crate::parse::newsletter::LARGEST;

use super::disk::{has_other_name, is_markdown, sentence, stamp};
use super::leftover::is_leftover;
use crate::shell::clock;
use crate::shell::write::MANIFEST;

/// From this size on a Markdown file is refused: no issue is that long, and a parser should not have to find out.
pub const MARKDOWN_LIMIT: u64 = LARGEST as u64;

/// The system's number for a chain of links without an end.
const ELOOP: i32 = if cfg!(target_os = "macos") { 62 } else { 40 };

/// What was found so far.
pub struct Walk<'a> {
    root: &'a Path,
    /// Below the root, `/`-separated, composed (NFC).
    pub paths: Vec<String>,
    /// The file of each path that is not the path itself.
    pub renamed: BTreeMap<String, PathBuf>,
    pub diagnostics: Vec<Diagnostic>,
    /// A link was met, or a text that has another name too.
    pub has_links: bool,
}

impl<'a> Walk<'a> {
    pub fn new(root: &'a Path) -> Walk<'a> {
        Walk { root, paths: Vec::new(), renamed: BTreeMap::new(), diagnostics: Vec::new(), has_links: false }
    }

    /// Takes every file below a folder of the root, links followed; a folder that is not there is empty.
    pub fn folder(&mut self, name: &str) {
        let start = self.root.join(name);
        if start.symlink_metadata().is_err() {
            return;
        }
        let mut walk = all_below(self.root, name);
        while let Some(found) = walk.next() {
            self.has_links |= found.as_ref().is_ok_and(DirEntry::path_is_symlink);
            match found {
                Ok(entry) if entry.file_type().is_dir() => {
                    if leads_out_and_back(self.root, &entry) {
                        let fault = "leads to a folder that holds the newsletter";
                        self.report(Code::SymlinkLoop, &self.shown(entry.path()), fault, "remove the link");
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) => self.file(&entry),
                // A lock that an editor leaves is a link to nothing.
                Err(error) if error.path().is_some_and(|path| error.depth() > 0 && !is_wanted(name, path)) => {}
                Err(error) => self.broken(&error),
            }
        }
    }

    /// Takes the `.bib` and `.csl` files that stand in the root itself or in a folder right below it.
    pub fn bibliographies(&mut self) {
        for entry in all_beside(self.root).flatten().filter(|entry| is_bibliography(entry.path())) {
            if entry.file_type().is_file() && !entry.file_name().to_str().is_some_and(is_leftover) {
                self.file(&entry);
            }
        }
    }

    fn file(&mut self, entry: &DirEntry) {
        let Some(path) = self.name(entry.path()) else { return };
        if !entry.file_type().is_file() {
            self.report(Code::UnreadableFile, &path, "is neither a file nor a folder", "move it out of the newsletter");
            return;
        }
        self.paths.push(path);
    }

    /// The path as a source's name; nothing where it cannot be one, which is reported.
    fn name(&mut self, file: &Path) -> Option<String> {
        let shown = self.shown(file);
        let inner = file.strip_prefix(self.root).ok()?;
        let parts: Option<Vec<&str>> = inner.iter().map(OsStr::to_str).collect();
        let Some(parts) = parts else {
            self.report(Code::UnusableName, &shown, "has a name that is not UTF-8", "rename it");
            return None;
        };
        let path = parts.join("/");
        if path.contains(|c: char| c.is_control() || c == '\\') {
            let fault = "has a control character or a backslash in its name";
            self.report(Code::UnusableName, &shown, fault, "rename it");
            return None;
        }
        if is_nfc(&path) {
            return Some(path);
        }
        let composed: String = path.nfc().collect();
        self.renamed.insert(composed.clone(), file.to_owned());
        Some(composed)
    }

    /// Reports files whose names differ only in how their accents are encoded: links could not tell them apart.
    pub fn same_names(&mut self) {
        self.paths.sort_unstable();
        let twice = |pair: &[String]| (pair[0] == pair[1]).then(|| pair[0].clone());
        for path in self.paths.windows(2).filter_map(twice).collect::<Vec<_>>() {
            let fault = "is the name of two files, but for how its accents are encoded";
            self.report(Code::UnusableName, &path, fault, "rename one of the two");
        }
    }

    /// Looks at every Markdown file, in parallel: one that is too large is reported and left out, the others' stamps are
    /// returned. Nothing here waits for a disk, but 10,000 such looks take longer than the walk.
    pub fn stamps(&mut self) -> HashMap<String, Stamp> {
        let now = clock::now();
        let texts = self.paths.par_iter().filter(|path| is_markdown(path));
        let look = |path: &String| {
            let file = self.renamed.get(path).cloned().unwrap_or_else(|| self.root.join(path));
            let found = file.metadata().ok()?;
            Some((path.clone(), found.len() >= MARKDOWN_LIMIT, has_other_name(&found), stamp(&found, now)))
        };
        let found: Vec<_> = texts.filter_map(look).collect();
        let too_large: BTreeSet<&String> =
            found.iter().filter(|(_, is_large, ..)| *is_large).map(|(path, ..)| path).collect();
        for path in &too_large {
            let help = "split it, or move data and pictures out of the text";
            self.report(Code::FileTooLarge, path, "is over 16 MB", help);
        }
        self.paths.retain(|path| !too_large.contains(path));
        self.has_links |= found.iter().any(|(_, _, other, _)| *other);
        found.into_iter().filter_map(|(path, .., stamp)| Some((path, stamp?))).collect()
    }

    fn broken(&mut self, error: &walkdir::Error) {
        let shown = error.path().map_or_else(String::new, |path| self.shown(path));
        let is_loop = error.io_error().and_then(std::io::Error::raw_os_error) == Some(ELOOP);
        if let Some(ancestor) = error.loop_ancestor() {
            let fault = format!("leads back to `{}`, which holds it", self.shown(ancestor));
            self.report(Code::SymlinkLoop, &shown, &fault, "remove the link");
        } else if is_loop {
            self.report(Code::SymlinkLoop, &shown, "is a link that leads back to itself", "remove the link");
        } else {
            let cause = error.io_error().map(|io| sentence(std::io::Error::new(io.kind(), io.to_string())));
            let fault = format!("cannot be read: {}", cause.unwrap_or_else(|| error.to_string()));
            self.report(Code::UnreadableFile, &shown, &fault, "mend the link or the permissions, or remove it");
        }
    }

    fn report(&mut self, code: Code, shown: &str, fault: &str, help: &str) {
        let shown = printable(shown);
        let place = Place::Path(shown.clone());
        self.diagnostics.push(Diagnostic::new(code, place, format!("`{shown}` {fault}")).help(help));
    }

    /// A path as messages show it: below the root, odd bytes replaced.
    fn shown(&self, file: &Path) -> String {
        let inner = file.strip_prefix(self.root).unwrap_or(file);
        inner.iter().map(OsStr::to_string_lossy).collect::<Vec<_>>().join("/")
    }
}

/// All that may be sources below one of [`super::FOLDERS`], links followed.
pub fn all_below(root: &Path, name: &str) -> FilterEntry<IntoIter, impl FnMut(&DirEntry) -> bool> {
    // Sorted, so that of two files with one name the same one is taken everywhere.
    let walk = WalkDir::new(root.join(name)).follow_links(true).sort_by_file_name().into_iter();
    walk.filter_entry(move |entry| entry.depth() == 0 || is_wanted(name, entry.path()))
}

/// All that stands in the root and in those of its folders that may hold bibliographies, links followed.
pub fn all_beside(root: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    let walk = WalkDir::new(root).max_depth(2).follow_links(true).sort_by_file_name().into_iter();
    walk.filter_entry(|entry| entry.depth() != 1 || !entry.file_type().is_dir() || may_hold_bib(entry.path()))
}

/// A link to the root or to a folder above it, which a walk would go through before it came back.
pub fn leads_out_and_back(root: &Path, entry: &DirEntry) -> bool {
    let holds = |to: PathBuf| root.canonicalize().is_ok_and(|own| own.starts_with(to));
    entry.path_is_symlink() && entry.path().canonicalize().is_ok_and(holds)
}

/// Whether a folder of the root is one for `.bib` files: not hidden, not walked already, no site that was built; the files
/// of that are none of ours.
pub fn may_hold_bib(folder: &Path) -> bool {
    let Some(name) = folder.file_name().and_then(OsStr::to_str) else { return false };
    !name.starts_with('.') && !super::FOLDERS.contains(&name) && !folder.join(MANIFEST).exists()
}

/// A file of references or a citation style.
pub fn is_bibliography(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "bib" || ending == "csl")
}

/// Whether to look at what stands there. Dot files count only where they are published as they are: in `static`.
fn is_wanted(folder: &str, path: &Path) -> bool {
    // A name that is not UTF-8 is looked at, so that it is reported.
    let Some(name) = path.file_name().and_then(OsStr::to_str) else { return true };
    let published = folder == "static" || path.iter().any(|part| part == "static");
    !is_leftover(name) && (published || !name.starts_with('.'))
}

/// Control characters as `\n` or `\u{1b}`, all else as it is.
fn printable(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}
