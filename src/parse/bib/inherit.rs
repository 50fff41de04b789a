//! What entries take over from others by `crossref` and `xdata`.

use std::collections::HashMap;

use super::Context;
use super::latex::plain;
use super::values::{Raw, Value};
use crate::base::diagnostic::{Code, nearest};

/// How far a chain of references is followed: a paper in proceedings in a series takes two steps.
const STEPS: usize = 5;

/// Fields that say something of the parent alone.
const OWN: &[&str] = &["crossref", "xdata", "title", "subtitle", "author", "pages", "doi", "eprint", "url", "keywords"];

/// Gives every entry what it inherits.
pub fn resolve(entries: &mut [Raw<'_>], context: &mut Context<'_>) {
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        by_key.entry(entry.key.clone()).or_insert(index);
    }
    let found: Vec<Vec<(String, Value)>> =
        (0..entries.len()).map(|index| inherited(entries, index, &by_key, context)).collect();
    for (entry, found) in entries.iter_mut().zip(found) {
        for (name, value) in found {
            entry.inherited.push((name.clone(), value.tex.clone()));
            entry.fields.insert(name, value);
        }
    }
}

/// What one entry lacks and those that it refers to have.
fn inherited(
    entries: &[Raw<'_>],
    index: usize,
    by_key: &HashMap<String, usize>,
    context: &mut Context<'_>,
) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = Vec::new();
    let mut seen = vec![index];
    let mut at = 0;
    // Parents, then theirs: nearer ones count more.
    while let Some(&child) = seen.get(at).filter(|_| at < STEPS) {
        for (parent, is_data) in parents(&entries[child], by_key, at == 0, context) {
            if seen.contains(&parent) || seen.len() > STEPS {
                continue;
            }
            seen.push(parent);
            for (name, value) in given(&entries[parent], is_data) {
                let has = entries[index].fields.contains_key(&name) || found.iter().any(|(known, _)| *known == name);
                if !has {
                    found.push((name, value));
                }
            }
        }
        at += 1;
    }
    found
}

/// The entries that one refers to, each with whether it is nothing but data. An unknown one is reported where asked for.
fn parents(
    entry: &Raw<'_>,
    by_key: &HashMap<String, usize>,
    report: bool,
    context: &mut Context<'_>,
) -> Vec<(usize, bool)> {
    let mut parents = Vec::new();
    for (field, is_data) in [("crossref", false), ("xdata", true)] {
        let Some(value) = entry.fields.get(field) else { continue };
        for key in plain(&value.tex).split(',').map(str::trim).filter(|key| !key.is_empty()) {
            match by_key.get(key) {
                Some(&parent) => parents.push((parent, is_data)),
                None if report => {
                    let help = match nearest(key, by_key.keys().map(String::as_str)) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "it must be in the same file".to_string(),
                    };
                    let message = format!("`{field}` names `{key}`, which is no entry of this file");
                    context.say(Code::BibValue, value.span, message, &help);
                }
                None => {}
            }
        }
    }
    parents
}

/// The fields that a parent gives its children: a book's title becomes their `booktitle`.
fn given(parent: &Raw<'_>, is_data: bool) -> Vec<(String, Value)> {
    let mut given = Vec::new();
    for (name, value) in &parent.fields {
        if is_data && !matches!(name.as_str(), "crossref" | "xdata") || !OWN.contains(&name.as_str()) {
            given.push((name.clone(), value.clone()));
        } else if name == "title" {
            let name = if parent.kind == "periodical" { "journaltitle" } else { "booktitle" };
            given.push((name.to_string(), value.clone()));
        }
    }
    given
}
