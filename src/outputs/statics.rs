//! Static files of the newsletter and its theme.

use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::source::SourceId;
use crate::model::newsletter::Newsletter;

use super::plan::{Kind, Origin, Output, Planner, Subject};
use super::site::Site;

pub const KIND: Kind = Kind { name: "static", optional: false, listed: false, feed: None, plan, render };

fn plan(_: &Newsletter, planner: &mut Planner<'_>) {
    for file in planner.statics.iter() {
        planner.add_from(file.route.clone(), Subject::File(file.source), Origin::File(file.source));
    }
}

/// A file's bytes as they are.
pub fn render(site: &Site, output: &Output, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let Subject::File(source) = output.subject else { return Ok(()) };
    *out = read(site, source)?;
    Ok(())
}

fn read(site: &Site, source: SourceId) -> Result<Vec<u8>, Box<Diagnostic>> {
    let fault =
        |error| Box::new(Diagnostic::new(Code::UnreadableFile, source, format!("this file cannot be read: {error}")));
    site.sources.read(source).map_err(fault)
}
