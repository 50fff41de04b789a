//! The files that go with issues, looked up: where they are, what they are, how large.

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::media::by_ending;
use crate::base::source::SourceId;
use crate::model::newsletter::{Enclosure, Target};
use crate::parse::front_matter::RawEnclosure;

use super::directory::{Directory, File};
use super::faults::Wording;
use super::lookup::{Found, Here, look_up};
use super::texts::written;

/// The enclosure of each issue that has one. What a reader must know of it and nobody tells is reported.
pub fn enclosures(directory: &Directory, raw: &[Option<RawEnclosure>], report: &mut Report) -> Vec<Option<Enclosure>> {
    let mut wording = None;
    let mut own = |(index, raw): (usize, &Option<RawEnclosure>)| {
        let raw = raw.as_ref()?;
        let source = directory.newsletter.issues[index].source;
        let here = Here { file: File::Issue(index as u32), path: directory.sources.path(source) };
        let found = look_up(&written(&raw.address.0), here, directory);
        match &found.fault {
            Some(fault) => {
                let wording = wording.get_or_insert_with(|| Wording::new(directory));
                report.push(wording.word(fault, raw.address.1, false));
                None
            }
            None => enclosure(raw, found, directory, report),
        }
    };
    raw.iter().enumerate().map(&mut own).collect()
}

fn enclosure(raw: &RawEnclosure, found: Found, directory: &Directory, report: &mut Report) -> Option<Enclosure> {
    let (address, span) = &raw.address;
    let length = match (&found.target, found.source) {
        (Target::External(_), _) => raw.length,
        (_, Some(source)) => Some(size(source, directory, report)?),
        _ => {
            let fault = Diagnostic::new(Code::DeadLink, *span, format!("`{address}` is no file of this newsletter"));
            report.push(fault.help("put the file beside the issue, in a folder of its name, or into `static`"));
            return None;
        }
    };
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let by_name = || by_ending(path).and_then(|kind| kind.split(';').next()).map(str::to_string);
    let media_type = raw.media_type.clone().or_else(by_name);
    let missing =
        [("length", "length = 12345678", length.is_none()), ("type", "type = \"audio/mpeg\"", media_type.is_none())];
    for (key, example, _) in missing.iter().filter(|(.., is_missing)| *is_missing) {
        let fault =
            Diagnostic::new(Code::MissingKey, *span, format!("the enclosure has no `{key}`, which feeds must tell"));
        report.push(fault.help(format!("give it: `enclosure = {{ url = \"{address}\", {example} }}`")));
    }
    Some(Enclosure { target: found.target, media_type: media_type?, length: length?, title: raw.title.clone() })
}

fn size(source: SourceId, directory: &Directory, report: &mut Report) -> Option<u64> {
    let fault = |error| Diagnostic::new(Code::UnreadableFile, source, format!("this file cannot be read: {error}"));
    directory.sources.size(source).map_err(|error| report.push(fault(error))).ok()
}
