//! Works as BibTeX.

use crate::base::diagnostic::Diagnostic;
use crate::model::newsletter::Newsletter;
use crate::render::cite::{Reference, bibtex};

use super::exports;
use super::plan::{Kind, Output, Planner};
use super::site::Site;

pub const KIND: Kind = Kind { name: "bibtex", optional: true, listed: false, feed: None, plan, render };

pub const FILE: &str = "works.bib";

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    exports::plan(newsletter, FILE, planner);
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let mut entry = String::new();
    for (work, key) in exports::works(&site.newsletter, output.subject) {
        entry.clear();
        bibtex::write(&Reference::of(work), &key, &mut entry);
        if !out.is_empty() {
            out.push(b'\n');
        }
        out.extend_from_slice(entry.as_bytes());
    }
    Ok(())
}
