//! Which footnotes and citations a piece of prose shows, and under which numbers.

use crate::parse::document::{Document, HoleKind, Slice};

/// The footnotes of a piece of prose: those of a whole document keep their numbers, those of a piece count from 1.
#[derive(Debug, Default)]
pub struct Notes {
    /// In the order shown: indices into the document's footnotes, each with those of its references that are shown.
    shown: Vec<(u32, Vec<u32>)>,
    /// The citations shown, in order: indices into the document's.
    citations: Vec<u32>,
}

impl Notes {
    /// All of the document's, as numbered there.
    pub fn all(document: &Document) -> Notes {
        let notes = document.footnotes.iter().enumerate();
        Notes {
            shown: notes.map(|(note, footnote)| (note as u32, (0..footnote.references).collect())).collect(),
            citations: (0..document.citations.len() as u32).collect(),
        }
    }

    /// Those that the slices refer to, in order, and those that these refer to in turn; the same for citations.
    pub fn of(document: &Document, slices: &[Slice]) -> Notes {
        let mut notes = Notes::default();
        for slice in slices {
            notes.collect(document, *slice);
        }
        let mut next = 0;
        while let Some(&(note, _)) = notes.shown.get(next) {
            if let Some(footnote) = document.footnotes.get(note as usize) {
                notes.collect(document, footnote.body);
            }
            next += 1;
        }
        notes.citations.sort_unstable();
        notes
    }

    fn collect(&mut self, document: &Document, slice: Slice) {
        for hole in &document.prose.holes[slice.first_hole as usize..slice.last_hole as usize] {
            if let HoleKind::Citation(citation) = hole.kind {
                self.citations.push(citation);
            }
            let HoleKind::Footnote { note, nth } = hole.kind else { continue };
            match self.shown.iter_mut().find(|(known, _)| *known == note) {
                Some((_, references)) => references.push(nth),
                None => self.shown.push((note, vec![nth])),
            }
        }
    }

    /// In the order shown, each with those of its references that are shown.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        self.shown.iter().map(|(note, references)| (*note, references.as_slice()))
    }

    /// The citations shown, in order, whose references are listed with them.
    pub fn citations(&self) -> &[u32] {
        &self.citations
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The number under which a note is shown, from 1.
    pub fn number(&self, note: u32) -> Option<usize> {
        // A document's own notes stand at their own index; a piece has few.
        match self.shown.get(note as usize) {
            Some((own, _)) if *own == note => Some(note as usize + 1),
            _ => self.shown.iter().position(|(known, _)| *known == note).map(|at| at + 1),
        }
    }
}
