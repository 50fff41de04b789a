//! Works as CSL-JSON: a list, one work a line.

use crate::base::diagnostic::Diagnostic;
use crate::model::newsletter::Newsletter;
use crate::render::cite::{Reference, csl_json};

use super::exports;
use super::json::write_list;
use super::plan::{Kind, Output, Planner};
use super::site::Site;

pub const KIND: Kind = Kind { name: "csl_json", optional: true, listed: false, feed: None, plan, render };

pub const FILE: &str = "works.json";

fn plan(newsletter: &Newsletter, planner: &mut Planner<'_>) {
    exports::plan(newsletter, FILE, planner);
}

fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    write_list(exports::works(&site.newsletter, output.subject), out, |(work, key), out| {
        csl_json::write(&Reference::of(work), &key, out);
    });
    out.push(b'\n');
    Ok(())
}
