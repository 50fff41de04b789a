//! Which footnotes a piece of prose shows, and under which numbers.

use crate::parse::document::{Document, HoleKind, Slice};

/// The footnotes of a piece of prose: those of a whole document keep their numbers, those of a piece count from 1.
#[derive(Debug, Default)]
pub struct Notes {
    /// In the order shown: indices into [`Document::footnotes`].
    shown: Vec<u32>,
}

impl Notes {
    /// All of the document's, as numbered there.
    pub fn all(document: &Document) -> Notes {
        Notes { shown: (0..document.footnotes.len() as u32).collect() }
    }

    /// Those that the slices refer to, in order, and those that these refer to in turn.
    pub fn of(document: &Document, slices: &[Slice]) -> Notes {
        let mut shown: Vec<u32> = Vec::new();
        for slice in slices {
            collect(document, *slice, &mut shown);
        }
        let mut next = 0;
        while next < shown.len() {
            if let Some(note) = document.footnotes.get(shown[next] as usize) {
                collect(document, note.body, &mut shown);
            }
            next += 1;
        }
        Notes { shown }
    }

    /// In the order shown.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.shown.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The number under which a note is shown, from 1.
    pub fn number(&self, note: u32) -> Option<usize> {
        // A document's own notes stand at their own index; a piece has few.
        match self.shown.get(note as usize) {
            Some(&own) if own == note => Some(note as usize + 1),
            _ => self.shown.iter().position(|&n| n == note).map(|at| at + 1),
        }
    }
}

fn collect(document: &Document, slice: Slice, shown: &mut Vec<u32>) {
    for hole in &document.prose.holes[slice.first_hole as usize..slice.last_hole as usize] {
        if let HoleKind::Footnote { note, .. } = hole.kind
            && !shown.contains(&note)
        {
            shown.push(note);
        }
    }
}
