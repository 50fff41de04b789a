//! The `.bib` files that a newsletter names, each read once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::diagnostic::{Code, Diagnostic, Report, nearest};
use crate::base::source::{SourceId, Sources, Span};

use super::bib::{self, BibEntry, BibFile};
use super::config::Config;
use super::file::RawFile;
use super::newsletter::text;

/// Every `.bib` entry of a newsletter, and which file of it may cite which.
#[derive(Debug, Default)]
pub struct Library {
    /// The files that are read.
    sources: Vec<SourceId>,
    /// In one order: the config's as listed, then those of the files in path order.
    files: Vec<BibFile>,
    /// Indices of the config's files.
    common: Vec<usize>,
    /// Indices of an issue's or page's own files.
    own: BTreeMap<SourceId, Vec<usize>>,
    /// By file and key.
    keys: Vec<BTreeMap<String, usize>>,
    /// A file that is named is not there.
    is_broken: bool,
}

/// What a key comes to.
pub enum Found<'a> {
    Entry(&'a Arc<BibEntry>),
    /// There is no such key; the nearest one, if any is near.
    Unknown(Option<&'a str>),
    /// Only a file that others name has the key.
    Elsewhere(&'a Arc<BibEntry>),
    /// There is no such key, but some entries could not be read, which is reported already.
    Unsure,
    /// There is no `.bib` file to look in.
    NoFiles,
}

impl Library {
    /// Reads the files that the config and the front matter name. What is missing or broken is reported.
    pub fn read(sources: &Sources, config: &Config, files: &[RawFile], report: &mut Report) -> Library {
        let mut named = Named::default();
        for (path, span) in &config.bibliography.files {
            let found = root(path).and_then(|path| sources.find(&path));
            named.common.extend(found.map(|id| named_index(&mut named.ids, id)));
            if found.is_none() {
                report.push(missing(path, *span, sources));
                named.is_broken = true;
            }
        }
        for file in files {
            for (path, span) in &file.front_matter.bibliography {
                let found = beside(path, file, sources);
                let own = named.own.entry(file.source).or_default();
                own.extend(found.map(|id| named_index(&mut named.ids, id)));
                if found.is_none() {
                    report.push(missing(path, *span, sources));
                    named.is_broken = true;
                }
            }
        }
        named.read(sources, report)
    }

    /// All entries in the library's order.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<BibEntry>> {
        self.files.iter().flat_map(|file| &file.entries)
    }

    /// Whether a file is one of the library's: a source, not to be published as it is.
    pub fn holds(&self, source: SourceId) -> bool {
        self.sources.contains(&source)
    }

    /// The entry that a key means in an issue or page: its own files come before the config's.
    pub fn find(&self, file: SourceId, key: &str) -> Found<'_> {
        let scope = self.scope(file);
        let hit = scope.clone().find_map(|file| Some((file, *self.keys[file].get(key)?)));
        if let Some((file, entry)) = hit {
            return Found::Entry(&self.files[file].entries[entry]);
        }
        let elsewhere = self.keys.iter().zip(&self.files).find_map(|(keys, file)| file.entries.get(*keys.get(key)?));
        if let Some(entry) = elsewhere {
            return Found::Elsewhere(entry);
        }
        if self.is_broken || scope.clone().any(|file| self.files[file].is_broken) {
            return Found::Unsure;
        }
        if self.files.is_empty() {
            return Found::NoFiles;
        }
        Found::Unknown(nearest(key, scope.flat_map(|file| self.keys[file].keys().map(String::as_str))))
    }

    fn scope(&self, file: SourceId) -> impl Iterator<Item = usize> + Clone {
        let own = self.own.get(&file).map(Vec::as_slice).unwrap_or_default();
        own.iter().chain(&self.common).copied()
    }
}

/// The files that are named, before they are read.
#[derive(Default)]
struct Named {
    ids: Vec<SourceId>,
    common: Vec<usize>,
    own: BTreeMap<SourceId, Vec<usize>>,
    is_broken: bool,
}

fn named_index(ids: &mut Vec<SourceId>, id: SourceId) -> usize {
    ids.iter().position(|known| *known == id).unwrap_or_else(|| {
        ids.push(id);
        ids.len() - 1
    })
}

impl Named {
    fn read(self, sources: &Sources, report: &mut Report) -> Library {
        let read: Vec<(BibFile, Report)> = self
            .ids
            .par_iter()
            .map(|&id| {
                let mut found = Report::default();
                let file = match text(sources, id, &mut found) {
                    Some(text) => bib::parse(id, &text, &mut found),
                    None => BibFile { is_broken: true, ..BibFile::default() },
                };
                (file, found)
            })
            .collect();
        let mut library = Library {
            sources: self.ids,
            common: self.common,
            own: self.own,
            is_broken: self.is_broken,
            ..Library::default()
        };
        for (file, found) in read {
            report.append(found);
            let keys = file.entries.iter().enumerate().map(|(index, entry)| (entry.key.clone(), index));
            library.keys.push(keys.collect());
            library.files.push(file);
        }
        library
    }
}

/// The file of a citation style; one that is not there is reported.
pub(super) fn style_file(path: &str, span: Span, sources: &Sources, report: &mut Report) -> Option<SourceId> {
    let found = root(path).and_then(|path| sources.find(&path));
    if found.is_none() {
        report.push(missing(path, span, sources));
    }
    found
}

/// A path from the root without `.` and `..`; nothing if it leads out of it.
fn root(path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A file beside an issue or page, in the folder of its name, or from the root.
fn beside(path: &str, file: &RawFile, sources: &Sources) -> Option<SourceId> {
    let own = sources.path(file.source);
    let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
    let named = own.strip_suffix(".md").unwrap_or(own);
    [format!("{folder}/{path}"), format!("{named}/{path}"), path.to_string()]
        .iter()
        .find_map(|path| sources.find(&root(path)?))
}

fn missing(path: &str, span: Span, sources: &Sources) -> Diagnostic {
    let ending = path.rsplit_once('.').map_or("bib", |(_, ending)| ending);
    let candidates: Vec<&str> =
        sources.under("").map(|id| sources.path(id)).filter(|path| path.ends_with(ending)).collect();
    let name = |path: &str| path.rsplit('/').next().map(str::to_string);
    let same_name = || candidates.iter().find(|other| name(other) == name(path)).copied();
    let help = match nearest(path, candidates.iter().copied()).or_else(same_name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "give a path from the newsletter's folder; `.{ending}` files are looked for there, in the folders right below \
             it, and in `content`"
        ),
    };
    Diagnostic::new(Code::MissingBibliography, span, format!("there is no file `{path}`")).help(help)
}
