//! Entries that share an id are about one work, and ids that share an entry are one work's.

use std::collections::HashMap;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::ident::WorkId;

use super::Spoken;
use super::claims::Known;

/// The group of each entry, if it has an id; groups are numbered by their first entry.
pub fn join(entries: &[Spoken<'_>], report: &mut Report) -> Vec<Option<u32>> {
    let mut sets = Sets::default();
    for entry in entries {
        let mut known = entry.ids.ids.iter();
        let Some(first) = known.next() else { continue };
        let node = sets.node(first);
        for other in known {
            let joined = sets.node(other);
            sets.union(node, joined, other, report);
        }
    }
    let nodes = nodes(entries, &sets);
    number(nodes.into_iter().map(|node| node.map(|node| sets.root(node))))
}

/// Each entry's node. One that has only a URL goes to the scholarly work whose entries give that URL too, if it is one.
fn nodes(entries: &[Spoken<'_>], sets: &Sets<'_>) -> Vec<Option<u32>> {
    let mut owners: HashMap<&WorkId, Option<u32>> = HashMap::new();
    for entry in entries {
        let Some(node) = entry.ids.first().and_then(|id| sets.nodes.get(id)) else { continue };
        let root = sets.root(*node);
        for url in &entry.ids.urls {
            let owner = owners.entry(url).or_insert(Some(root));
            if *owner != Some(root) {
                *owner = None;
            }
        }
    }
    let node = |id: &WorkId| {
        let owner = owners.get(id).copied().flatten();
        owner.or_else(|| sets.nodes.get(id).copied())
    };
    entries.iter().map(|entry| entry.ids.first().and_then(node)).collect()
}

fn number(roots: impl Iterator<Item = Option<u32>>) -> Vec<Option<u32>> {
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    roots
        .map(|root| {
            let next = numbers.len() as u32;
            root.map(|root| *numbers.entry(root).or_insert(next))
        })
        .collect()
}

/// Disjoint sets of ids.
#[derive(Default)]
struct Sets<'a> {
    nodes: HashMap<&'a WorkId, u32>,
    parents: Vec<u32>,
    sizes: Vec<u32>,
    /// For each root, the first id of each scholarly kind, where it first stands.
    known: Vec<Vec<&'a Known>>,
}

impl<'a> Sets<'a> {
    fn node(&mut self, known: &'a Known) -> u32 {
        if let Some(&node) = self.nodes.get(&known.id) {
            return node;
        }
        let node = self.parents.len() as u32;
        self.nodes.insert(&known.id, node);
        self.parents.push(node);
        self.sizes.push(1);
        self.known.push(vec![known]);
        node
    }

    fn root(&self, mut node: u32) -> u32 {
        while self.parents[node as usize] != node {
            node = self.parents[node as usize];
        }
        node
    }

    /// Joins two sets, the smaller into the larger, so that chains stay short.
    fn union(&mut self, a: u32, b: u32, cause: &Known, report: &mut Report) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (root, child) = if self.sizes[a as usize] < self.sizes[b as usize] { (b, a) } else { (a, b) };
        self.parents[child as usize] = root;
        self.sizes[root as usize] += self.sizes[child as usize];
        for known in std::mem::take(&mut self.known[child as usize]) {
            let same_kind = |other: &&&Known| known.id.is_scholarly() && other.id.kind() == known.id.kind();
            match self.known[root as usize].iter().find(same_kind) {
                Some(other) => report.push(conflict(cause, other, known)),
                None => self.known[root as usize].push(known),
            }
        }
    }
}

fn conflict(cause: &Known, a: &Known, b: &Known) -> Diagnostic {
    let message = format!("here {} and {} become one work", a.id.label(), b.id.label());
    Diagnostic::new(Code::ConflictingWorks, cause.span, message)
        .related(a.span, a.id.label())
        .related(b.span, b.id.label())
        .help("a work has one id of a kind: take out the id that belongs to another work")
}
