//! Works as RIS.

use crate::base::diagnostic::Diagnostic;
use crate::model::newsletter::Newsletter;
use crate::render::cite::{Reference, ris};

use super::exports;
use super::plan::{Kind, Output, Planner};
use super::site::Site;

pub const KIND: Kind = Kind { name: "ris", optional: true, listed: false, feed: None, plan, render };

pub const FILE: &str = "works.ris";

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    exports::plan(newsletter, FILE, planner);
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let mut record = String::new();
    for (work, key) in exports::works(&site.newsletter, output.subject) {
        record.clear();
        ris::write(&Reference::of(work), &key, &mut record);
        out.extend_from_slice(record.as_bytes());
    }
    Ok(())
}
