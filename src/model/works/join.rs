//! Entries that share an id are about one work, and ids that share an entry are one work's.

use std::collections::HashMap;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::ident::WorkId;

use super::Spoken;
use super::claims::Known;

/// Which entries are about one work.
pub struct Groups {
    /// The group of each entry, if it has an id; groups are numbered by their first entry.
    pub of_entries: Vec<Option<u32>>,
    /// For each group the scholarly ids that only a `.bib` entry gives.
    pub more: Vec<Vec<WorkId>>,
}

/// Groups the entries by the ids that they share.
pub fn join(entries: &[Spoken<'_>], report: &mut Report) -> Groups {
    let mut sets = Sets::with_capacity(entries.len());
    for entry in entries {
        let mut known = entry.ids.ids.iter();
        let Some(first) = known.next() else { continue };
        let node = sets.node(first);
        for other in known {
            let joined = sets.node(other);
            sets.union(node, joined, other, report);
        }
    }
    let more = sets.add_told(entries);
    let nodes = nodes(entries, &sets);
    let of_entries = number(nodes.into_iter().map(|node| node.map(|node| sets.root(node))));
    let mut groups = Groups {
        more: vec![Vec::new(); of_entries.iter().flatten().max().map_or(0, |last| *last as usize + 1)],
        of_entries,
    };
    for (entry, id) in more {
        if let Some(group) = groups.of_entries[entry].and_then(|group| groups.more.get_mut(group as usize))
            && !group.contains(&id)
        {
            group.push(id);
        }
    }
    groups
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
    /// For each root, the ids that only `.bib` entries give.
    told: Vec<Vec<&'a WorkId>>,
}

impl<'a> Sets<'a> {
    /// For about so many ids. A map that grows to 100,000 is hashed again and again.
    fn with_capacity(ids: usize) -> Sets<'a> {
        Sets {
            nodes: HashMap::with_capacity(ids),
            parents: Vec::with_capacity(ids),
            sizes: Vec::with_capacity(ids),
            known: Vec::with_capacity(ids),
            told: Vec::with_capacity(ids),
        }
    }

    fn node(&mut self, known: &'a Known) -> u32 {
        if let Some(&node) = self.nodes.get(&known.id) {
            return node;
        }
        let node = self.parents.len() as u32;
        self.nodes.insert(&known.id, node);
        self.parents.push(node);
        self.sizes.push(1);
        self.known.push(vec![known]);
        self.told.push(Vec::new());
        node
    }

    fn root(&self, mut node: u32) -> u32 {
        while self.parents[node as usize] != node {
            node = self.parents[node as usize];
        }
        node
    }

    /// Joins what the ids of a `.bib` entry say is one work, after all that the entries say themselves, and never against
    /// it: who enriches without being asked makes no conflict. The ids added, each with an entry that it is told of.
    fn add_told(&mut self, entries: &[Spoken<'a>]) -> Vec<(usize, WorkId)> {
        let mut added = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let Some(told) = entry.ids.bib.as_ref().filter(|_| !entry.ids.guessed) else { continue };
            let Some(&node) = entry.ids.first().and_then(|id| self.nodes.get(id)) else { continue };
            for id in told.entry.ids.iter().filter(|id| id.is_scholarly()) {
                if self.take_in(node, id) {
                    added.push((index, id.clone()));
                }
            }
        }
        added
    }

    /// Adds an id to a node's set, with all that is joined to it already; false if the set has another id of a kind.
    fn take_in(&mut self, node: u32, id: &'a WorkId) -> bool {
        let root = self.root(node);
        let other = match self.nodes.get(id) {
            Some(&other) => self.root(other),
            None => {
                let other = self.parents.len() as u32;
                self.nodes.insert(id, other);
                self.parents.push(other);
                self.sizes.push(1);
                self.known.push(Vec::new());
                self.told.push(vec![id]);
                other
            }
        };
        if other == root {
            return true;
        }
        let ids = |set: u32| {
            let known = self.known[set as usize].iter().map(|known| &known.id);
            known.chain(self.told[set as usize].iter().copied()).filter(|id| id.is_scholarly())
        };
        if ids(root).any(|a| ids(other).any(|b| a.kind() == b.kind() && a != b)) {
            return false;
        }
        let (into, from) =
            if self.sizes[root as usize] < self.sizes[other as usize] { (other, root) } else { (root, other) };
        self.parents[from as usize] = into;
        self.sizes[into as usize] += self.sizes[from as usize];
        let known = std::mem::take(&mut self.known[from as usize]);
        self.known[into as usize].extend(known);
        let told = std::mem::take(&mut self.told[from as usize]);
        self.told[into as usize].extend(told);
        true
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
