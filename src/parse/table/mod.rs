//! The one strict reader of TOML: for the config, front matter, entry blocks and theme settings.
//!
//! Whoever reads a table asks for its keys one by one; what was never asked for is unknown. Nothing stops at a mistake:
//! every value that can be read is read, and all that is wrong is reported.

mod syntax;
mod value;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use toml::de::DeTable;

use crate::base::diagnostic::{Code, Diagnostic, Place, Report, nearest};
use crate::base::source::{SourceId, Span};

pub use value::{Fault, Value, kind_of};

/// The most bytes that are read as TOML: the parser needs seconds for a longer text that is full of mistakes.
const MOST: usize = 1_000_000;

/// A TOML text after parsing, with the ranges that are broken in it.
pub struct Toml<'t> {
    root: DeTable<'t>,
    source: SourceId,
    /// Where the text starts in its file.
    offset: usize,
    /// Ranges of the text in which a syntax error was reported: what stands there says nothing more.
    broken: Vec<std::ops::Range<usize>>,
}

impl<'t> Toml<'t> {
    /// Parses the text that starts at byte `offset` of `source`. After a syntax error what is still readable is read.
    pub fn parse(text: &'t str, source: SourceId, offset: usize, report: &mut Report) -> Toml<'t> {
        if text.len() > MOST {
            let message = format!("{} bytes of TOML are more than any newsletter needs", text.len());
            let place = Span::new(source, offset..offset);
            report.push(Diagnostic::new(Code::FileTooLarge, place, message).help("keep it below 1 MB"));
            return Toml { root: DeTable::new(), source, offset, broken: std::iter::once(0..text.len()).collect() };
        }
        let (root, faults) = syntax::parse(text);
        let mut broken = Vec::new();
        for fault in faults {
            let range = fault.range.start + offset..fault.range.end + offset;
            let mut diagnostic = Diagnostic::new(fault.code, Span::new(source, range), fault.message);
            diagnostic.help = fault.help;
            report.push(diagnostic);
            broken.push(fault.broken);
        }
        Toml { root, source, offset, broken }
    }

    /// Reads the whole text as one table. `name` is what messages call it, `place` where a missing key is missed.
    pub fn read<T>(
        &self,
        name: &str,
        place: impl Into<Place>,
        report: &mut Report,
        read: impl FnOnce(&mut Table<'_, '_>) -> T,
    ) -> T {
        let mut table = Table::new(self, &self.root, name.to_string(), place.into(), report);
        let result = read(&mut table);
        let Table { known, unknown, .. } = table.close();
        for key in unknown {
            report.push(key.diagnostic(name, &known));
        }
        result
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
    }

    fn is_broken(&self, range: &std::ops::Range<usize>) -> bool {
        self.broken.iter().any(|broken| broken.start <= range.end && range.start <= broken.end)
    }
}

/// A table while it is read.
pub struct Table<'d, 'r> {
    toml: &'d Toml<'d>,
    table: &'d DeTable<'d>,
    name: String,
    place: Place,
    known: Vec<&'d str>,
    /// What other programs call the same: their word, and the one here.
    renamed: &'static [(&'static str, &'static str)],
    /// Whether its keys are the author's own.
    is_open: bool,
    unknown: Vec<UnknownKey<'d>>,
    pub report: &'r mut Report,
}

impl<'d, 'r> Table<'d, 'r> {
    fn new(
        toml: &'d Toml<'d>,
        table: &'d DeTable<'d>,
        name: String,
        place: Place,
        report: &'r mut Report,
    ) -> Table<'d, 'r> {
        Table { toml, table, name, place, known: Vec::new(), renamed: &[], is_open: false, unknown: Vec::new(), report }
    }

    /// Lets the words of other programs be explained where they stand in the place of a key.
    pub fn explain(&mut self, renamed: &'static [(&'static str, &'static str)]) {
        self.renamed = renamed;
    }

    /// Where the table stands.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// Whether the text has syntax errors, so that what is missing may only be hidden.
    pub fn is_broken(&self) -> bool {
        !self.toml.broken.is_empty()
    }

    /// The value of a key, whatever its type. `None` as well where a syntax error left nothing to trust.
    pub fn value(&mut self, key: &'static str) -> Option<Value<'d>> {
        self.known.push(key);
        let (written, value) = self.table.get_key_value(key)?;
        (!self.toml.is_broken(&value.span())).then(|| Value::new(self.toml, written, value))
    }

    /// Reads the value of a key with `read`, and reports what that finds.
    pub fn get<T>(&mut self, key: &'static str, read: impl FnOnce(&Value<'d>) -> Result<T, Fault>) -> Option<T> {
        let value = self.value(key)?;
        self.keep(read(&value))
    }

    /// Like [`Table::get`], with the value's place.
    pub fn get_spanned<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&Value<'d>) -> Result<T, Fault>,
    ) -> Option<(T, Span)> {
        self.get(key, |value| Ok((read(value)?, value.span)))
    }

    /// Reads each item of a list with `read`, and reports what that finds. `takes` is what the items are: "strings".
    pub fn list<T>(
        &mut self,
        key: &'static str,
        takes: &str,
        mut read: impl FnMut(&Value<'d>) -> Result<T, Fault>,
    ) -> Option<Vec<T>> {
        let items = self.items(key, takes)?;
        Some(items.iter().filter_map(|item| self.keep(read(item))).collect())
    }

    /// The items of a list, unread.
    pub fn items(&mut self, key: &'static str, takes: &str) -> Option<Vec<Value<'d>>> {
        self.get(key, |value| value.items(takes))
    }

    /// Reads a table below this one.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Table<'d, '_>) -> T) -> Option<T> {
        let value = self.value(key)?;
        self.below(&value, format!("`[{key}]`"), read)
    }

    /// Reads each of the tables `[[key]]`.
    pub fn tables<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Table<'d, '_>) -> T) -> Vec<T> {
        let items = self.items(key, "tables").unwrap_or_default();
        items.iter().filter_map(|item| self.below(item, format!("`[[{key}]]`"), &mut read)).collect()
    }

    /// Reads a value that must be a table and that messages call `name`.
    pub fn below<T>(
        &mut self,
        value: &Value<'d>,
        name: String,
        read: impl FnOnce(&mut Table<'d, '_>) -> T,
    ) -> Option<T> {
        let table = self.keep(value.table())?;
        let mut below = Table::new(self.toml, table, name, value.span.into(), self.report);
        let result = read(&mut below);
        let mut found = below.close().unknown;
        self.unknown.append(&mut found);
        Some(result)
    }

    /// Every key that was not asked for yet, with its place: for tables whose keys are the author's own.
    pub fn rest(&mut self) -> Vec<(&'d str, Span, Value<'d>)> {
        let table = self.table;
        let mut rest = Vec::new();
        for (key, value) in table.iter() {
            let name: &'d str = key.get_ref();
            if !self.known.contains(&name) && !self.toml.is_broken(&value.span()) {
                rest.push((name, self.toml.span(key.span()), Value::new(self.toml, key, value)));
            }
        }
        self.is_open = true;
        rest
    }

    /// A table of the author's own data, as it stands.
    pub fn free(&mut self, key: &'static str) -> toml::Table {
        let Some(toml::Value::Table(table)) = self.get(key, |value| value.table().and_then(|_| value.plain())) else {
            return toml::Table::new();
        };
        table
    }

    /// Reports a required key that is not there. Silent where a syntax error may have hidden it.
    pub fn miss(&mut self, key: &'static str, example: &str) {
        if !self.table.contains_key(key) && !self.is_broken() {
            let message = format!("{} has no `{key}`", self.name);
            let help = format!("add {example}");
            self.report.push(Diagnostic::new(Code::MissingKey, self.place.clone(), message).help(help));
        }
    }

    /// Reports a key that stands in the wrong kind of file or table.
    pub fn refuse(&mut self, key: &'static str, code: Code, message: String, help: &str) {
        let table = self.table;
        if let Some((written, _)) = table.get_key_value(key) {
            self.known.push(key);
            self.report.push(Diagnostic::new(code, self.toml.span(written.span()), message).help(help));
        }
    }

    /// The value of a good result; a bad one is reported.
    pub fn keep<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.report.push(*fault)).ok()
    }

    /// Collects the keys that nobody asked for. They are reported at the end, when the keys of all tables are known.
    fn close(mut self) -> Table<'d, 'r> {
        let known: Rc<[&'d str]> = self.known.as_slice().into();
        for (key, _) in self.table.iter().filter(|_| !self.is_open) {
            let name: &'d str = key.get_ref();
            if !known.contains(&name) && !self.toml.is_broken(&key.span()) {
                let span = self.toml.span(key.span());
                let here = self.renamed.iter().find(|(theirs, here)| *theirs == name && known.contains(here));
                let renamed = here.map(|(_, here)| *here);
                self.unknown.push(UnknownKey {
                    key: name,
                    table: self.name.clone(),
                    known: known.clone(),
                    renamed,
                    span,
                });
            }
        }
        self
    }
}

/// A key that is not known at its place.
struct UnknownKey<'d> {
    key: &'d str,
    /// What messages call the table that it stands in, and the keys known there.
    table: String,
    known: Rc<[&'d str]>,
    /// What it is called here, if it is another program's word.
    renamed: Option<&'static str>,
    span: Span,
}

impl UnknownKey<'_> {
    /// `root` is what messages call the outermost table, `root_keys` are the keys known there.
    fn diagnostic(&self, root: &str, root_keys: &[&str]) -> Diagnostic {
        let message = format!("`{}` is not a key of {}", self.key, self.table);
        Diagnostic::new(Code::UnknownKey, self.span, message).help(self.help(root, root_keys))
    }

    fn help(&self, root: &str, root_keys: &[&str]) -> String {
        // In TOML every key below a `[table]` belongs to that table, which surprises those who come from YAML.
        if self.table != root && root_keys.contains(&self.key) {
            return format!("to set the `{}` of {root}, put it above the first `[table]`", self.key);
        }
        if let Some(here) = self.renamed {
            return format!("here it is called `{here}`");
        }
        if let Some(near) = nearest(self.key, self.known.iter().copied()) {
            return format!("did you mean `{near}`?");
        }
        if self.table == root && root_keys.contains(&"extra") {
            return "free data goes under `[extra]`".to_string();
        }
        let known: Vec<_> = self.known.iter().map(|key| format!("`{key}`")).collect();
        format!("{} takes {}", self.table, known.join(", "))
    }
}
