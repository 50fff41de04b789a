//! Entries that share an id are about one work, and ids that share an entry are one work's.

use ahash::AHashMap;

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
    let mut nodes: Vec<Option<u32>> = entries.iter().map(|entry| sets.join(&entry.ids.ids, report)).collect();
    let more = sets.add_told(entries, &nodes);
    lead_home(entries, &sets, &mut nodes);
    let roots = nodes.into_iter().map(|node| node.map(|node| sets.root(node)));
    let of_entries = number(roots, sets.parents.len());
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

/// An entry that has only a URL goes to the scholarly work whose entries give that URL too, if it is one.
fn lead_home(entries: &[Spoken<'_>], sets: &Sets<'_>, nodes: &mut [Option<u32>]) {
    let mut owners: AHashMap<&WorkId, Option<u32>> = AHashMap::new();
    for (entry, node) in entries.iter().zip(&*nodes) {
        let Some(root) = node.map(|node| sets.root(node)) else { continue };
        for url in &entry.ids.urls {
            let owner = owners.entry(url).or_insert(Some(root));
            if *owner != Some(root) {
                *owner = None;
            }
        }
    }
    for (entry, node) in entries.iter().zip(nodes) {
        let only_url = entry.ids.first().filter(|id| !id.is_scholarly());
        if let Some(&Some(owner)) = only_url.and_then(|id| owners.get(id)) {
            *node = Some(owner);
        }
    }
}

/// Numbers the roots, of at most so many nodes, by their first entry.
fn number(roots: impl Iterator<Item = Option<u32>>, nodes: usize) -> Vec<Option<u32>> {
    let mut numbers: Vec<Option<u32>> = vec![None; nodes];
    let mut next = 0;
    roots
        .map(|root| {
            let number = &mut numbers[root? as usize];
            if number.is_none() {
                *number = Some(next);
                next += 1;
            }
            *number
        })
        .collect()
}

/// Disjoint sets of ids.
#[derive(Default)]
struct Sets<'a> {
    nodes: AHashMap<&'a WorkId, u32>,
    parents: Vec<u32>,
    sizes: Vec<u32>,
    /// For each root, the first id of each scholarly kind, where it first stands: one, as with nearly all, and more.
    first: Vec<Option<&'a Known>>,
    more: AHashMap<u32, Vec<&'a Known>>,
    /// For each root, the ids that only `.bib` entries give.
    told: AHashMap<u32, Vec<&'a WorkId>>,
}

impl<'a> Sets<'a> {
    /// For about so many ids. A map that grows to 100,000 is hashed again and again.
    fn with_capacity(ids: usize) -> Sets<'a> {
        Sets {
            nodes: AHashMap::with_capacity(ids),
            parents: Vec::with_capacity(ids),
            sizes: Vec::with_capacity(ids),
            first: Vec::with_capacity(ids),
            ..Sets::default()
        }
    }

    /// Joins the ids of one entry; the node of its first.
    fn join(&mut self, ids: &'a [Known], report: &mut Report) -> Option<u32> {
        let (first, others) = ids.split_first()?;
        let node = self.node(&first.id, Some(first));
        for other in others {
            let joined = self.node(&other.id, Some(other));
            self.union(node, joined, other, report);
        }
        Some(node)
    }

    /// An id's node; a new one with what is known of it.
    fn node(&mut self, id: &'a WorkId, known: Option<&'a Known>) -> u32 {
        let next = self.parents.len() as u32;
        let node = *self.nodes.entry(id).or_insert(next);
        if node == next {
            self.parents.push(node);
            self.sizes.push(1);
            self.first.push(known);
        }
        node
    }

    fn known(&self, root: u32) -> impl Iterator<Item = &'a Known> {
        self.first[root as usize].into_iter().chain(self.more.get(&root).into_iter().flatten().copied())
    }

    fn take_known(&mut self, root: u32) -> Vec<&'a Known> {
        let known = self.known(root).collect();
        self.first[root as usize] = None;
        self.more.remove(&root);
        known
    }

    fn add_known(&mut self, root: u32, known: &'a Known) {
        match &mut self.first[root as usize] {
            Some(_) => self.more.entry(root).or_default().push(known),
            first => *first = Some(known),
        }
    }

    fn root(&self, mut node: u32) -> u32 {
        while self.parents[node as usize] != node {
            node = self.parents[node as usize];
        }
        node
    }

    /// Joins what the ids of a `.bib` entry say is one work, after all that the entries say themselves, and never against
    /// it: who enriches without being asked makes no conflict. The ids added, each with an entry that it is told of.
    fn add_told(&mut self, entries: &[Spoken<'a>], nodes: &[Option<u32>]) -> Vec<(usize, WorkId)> {
        let mut added = Vec::new();
        for (index, (entry, node)) in entries.iter().zip(nodes).enumerate() {
            let Some(told) = entry.ids.bib.as_ref().filter(|_| !entry.ids.guessed) else { continue };
            let Some(node) = *node else { continue };
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
        let is_new = !self.nodes.contains_key(id);
        let node = self.node(id, None);
        if is_new {
            self.told.insert(node, vec![id]);
        }
        let other = self.root(node);
        if other == root {
            return true;
        }
        let ids = |set: u32| {
            let told = self.told.get(&set).into_iter().flatten().copied();
            self.known(set).map(|known| &known.id).chain(told).filter(|id| id.is_scholarly())
        };
        if ids(root).any(|a| ids(other).any(|b| a.kind() == b.kind() && a != b)) {
            return false;
        }
        let (into, from) =
            if self.sizes[root as usize] < self.sizes[other as usize] { (other, root) } else { (root, other) };
        self.parents[from as usize] = into;
        self.sizes[into as usize] += self.sizes[from as usize];
        self.take_known(from).into_iter().for_each(|known| self.add_known(into, known));
        let told = self.told.remove(&from).unwrap_or_default();
        self.told.entry(into).or_default().extend(told);
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
        for known in self.take_known(child) {
            let same_kind = |other: &&Known| known.id.is_scholarly() && other.id.kind() == known.id.kind();
            let other = self.known(root).find(same_kind);
            match other {
                Some(other) => report.push(conflict(cause, other, known)),
                None => self.add_known(root, known),
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
