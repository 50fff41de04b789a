//! Citations and reference lists where they are shown.

use std::collections::BTreeSet;

use super::super::address::{self, Medium};
use super::super::escape::{attribute, escape_into, number};
use super::super::prose::Shown;
use super::super::words::Said;

impl Shown<'_> {
    /// Writes a citation, with a link to each of its references: here, where they are listed here, else on the text's own
    /// page.
    pub(in crate::render) fn citation(&self, citation: u32, out: &mut String) {
        let Some(set) = self.cited else { return };
        let written = &self.text.document.citations[citation as usize];
        for piece in set.labels.get(citation as usize).into_iter().flatten() {
            let target = piece.reference.filter(|_| !written.in_link && !set.references.is_empty());
            let Some(reference) = target else {
                out.push_str(&piece.html);
                continue;
            };
            out.push_str("<a");
            attribute("href", &self.reference_address(citation, reference), out);
            if self.medium == Medium::Page {
                attribute("role", "doc-biblioref", out);
            }
            out.push('>');
            out.push_str(&piece.html);
            out.push_str("</a>");
        }
    }

    fn reference_address(&self, citation: u32, reference: u32) -> String {
        let is_here = self.medium == Medium::Page && self.notes.citations().binary_search(&citation).is_ok();
        if is_here {
            return address::fragment(&reference_id(self.prefix, reference));
        }
        address::href(self.base, self.own, self.medium) + &address::fragment(&reference_id("", reference))
    }

    /// Appends the references of the citations shown, in the order and with the labels of the whole text's list; nothing if
    /// there are none.
    pub fn write_references(&self, out: &mut String) {
        let Some(set) = self.cited else { return };
        let cited = self.notes.citations().iter().filter_map(|citation| self.text.citations.get(*citation as usize));
        let wanted: BTreeSet<u32> = cited.flatten().copied().flatten().collect();
        let mut references = set.references.iter().filter(|reference| wanted.contains(&reference.index)).peekable();
        if references.peek().is_none() {
            return;
        }
        out.push_str(match self.medium {
            Medium::Page => "<ul class=\"references\">",
            Medium::Feed => "<ul>",
        });
        for reference in references {
            out.push_str("<li");
            if self.medium == Medium::Page {
                attribute("id", &reference_id(self.prefix, reference.index), out);
            }
            out.push('>');
            if !reference.label.is_empty() {
                out.push_str(&reference.label);
                out.push(' ');
            }
            out.push_str(&reference.html);
            if self.text.references.get(reference.index as usize).is_some_and(|entry| entry.retracted) {
                out.push_str(" <strong>");
                escape_into(self.words.line(Said::Retracted), out);
                out.push_str(".</strong>");
            }
            out.push_str("</li>");
        }
        out.push_str("</ul>");
    }
}

fn reference_id(prefix: &str, reference: u32) -> String {
    let mut id = format!("{prefix}ref-");
    number(reference + 1, &mut id);
    id
}
