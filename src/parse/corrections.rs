//! The texts of an issue's corrections, as prose of the issue's own document.

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::base::source::{SourceId, Span};

use super::document::{Document, Heading, Hole, HoleKind, Part, Slice};
use super::file::FileKind;
use super::front_matter::RawCorrection;
use super::markdown::{self, Rules};

/// Parses every correction and adds its prose to the document: one slice for each, in their order. `file` is the text of
/// the whole file.
pub fn add(
    corrections: &[RawCorrection],
    source: SourceId,
    file: &str,
    rules: &Rules,
    document: &mut Document,
    report: &mut Report,
) {
    if corrections.is_empty() {
        return;
    }
    // Nothing in a correction opens a section or an entry.
    let rules = Rules { kind: FileKind::Page, title: String::new(), ..rules.clone() };
    for (index, correction) in corrections.iter().enumerate() {
        let mut found = Report::default();
        let inner = file.get(correction.text_span.range()).and_then(|written| written.find(&correction.text));
        let offset = correction.text_span.start as usize + inner.unwrap_or(0);
        let mut own = markdown::parse(source, &correction.text, offset, &rules, &mut found);
        if !own.footnotes.is_empty() {
            let fault = Diagnostic::new(Code::BadValue, correction.text_span, "a correction has no room for footnotes");
            report.push(fault.help("put the words into the text itself"));
        }
        if inner.is_none() {
            place(&mut own, correction.text_span);
        }
        report.extend(found.sorted().into_iter().cloned().map(|mut fault| {
            if inner.is_none() && matches!(fault.place, Place::Span(_)) {
                fault.place = correction.text_span.into();
            }
            fault
        }));
        let slice = absorb(document, own, &format!("correction-{}-", index + 1));
        document.corrections.push(slice);
    }
}

/// Places all that a text holds at one span: where it is written with escapes, its bytes are not the file's.
fn place(document: &mut Document, span: Span) {
    document.links.iter_mut().for_each(|link| link.span = span);
    document.images.iter_mut().for_each(|image| image.span = span);
    document.math.iter_mut().for_each(|formula| formula.span = span);
    document.headings.iter_mut().for_each(|heading| heading.span = span);
    document.citations.iter_mut().flat_map(|citation| &mut citation.items).for_each(|item| item.span = span);
}

/// Adds a document's prose, with all that its holes refer to, behind that of another; where it stands there. `prefix` goes
/// before its ids.
fn absorb(document: &mut Document, own: Document, prefix: &str) -> Slice {
    let (bytes, first_hole) = (document.prose.html.len() as u32, document.prose.holes.len() as u32);
    let shift = Shift::behind(document);
    document.prose.html.push_str(&own.prose.html);
    let holes = own.prose.holes.iter();
    document.prose.holes.extend(holes.map(|hole| Hole { at: hole.at + bytes, kind: shift.hole(hole.kind) }));
    document.links.extend(own.links);
    document.images.extend(own.images);
    document.code.extend(own.code);
    document.math.extend(own.math);
    document.citations.extend(own.citations);
    let heading = |heading: Heading| Heading { id: format!("{prefix}{}", heading.id), ..heading };
    document.headings.extend(own.headings.into_iter().map(heading));
    document.silent_images.extend(own.silent_images);
    document.html_ids.extend(own.html_ids.into_iter().map(|id| format!("{prefix}{id}")));
    let prose = own.parts.iter().filter_map(|part| match part {
        Part::Prose(slice) => Some(*slice),
        _ => None,
    });
    let whole = prose.reduce(|first, last| Slice { end: last.end, last_hole: last.last_hole, ..first });
    whole.map_or_else(Slice::default, |slice| Slice {
        start: slice.start + bytes,
        end: slice.end + bytes,
        first_hole: slice.first_hole + first_hole,
        last_hole: slice.last_hole + first_hole,
    })
}

/// How far the tables of a document already reach.
struct Shift {
    links: u32,
    images: u32,
    headings: u32,
    code: u32,
    math: u32,
    citations: u32,
    html_ids: u32,
}

impl Shift {
    fn behind(document: &Document) -> Shift {
        Shift {
            links: document.links.len() as u32,
            images: document.images.len() as u32,
            headings: document.headings.len() as u32,
            code: document.code.len() as u32,
            math: document.math.len() as u32,
            citations: document.citations.len() as u32,
            html_ids: document.html_ids.len() as u32,
        }
    }

    fn hole(&self, kind: HoleKind) -> HoleKind {
        match kind {
            HoleKind::Link(link) => HoleKind::Link(link + self.links),
            HoleKind::Image(image) => HoleKind::Image(image + self.images),
            HoleKind::HeadingOpen(heading) => HoleKind::HeadingOpen(heading + self.headings),
            HoleKind::HeadingClose(heading) => HoleKind::HeadingClose(heading + self.headings),
            HoleKind::Level(_) | HoleKind::AlertTitle(_) => kind,
            HoleKind::Code(block) => HoleKind::Code(block + self.code),
            HoleKind::Math(formula) => HoleKind::Math(formula + self.math),
            // Its footnotes were refused; what stays shows nothing.
            HoleKind::Footnote { .. } | HoleKind::PageOnlyClose => HoleKind::PageOnlyClose,
            HoleKind::Citation(citation) => HoleKind::Citation(citation + self.citations),
            HoleKind::Url(link) => HoleKind::Url(link + self.links),
            HoleKind::Id(id) => HoleKind::Id(id + self.html_ids),
            HoleKind::PageOnlyOpen { link } => HoleKind::PageOnlyOpen { link: link.map(|link| link + self.links) },
        }
    }
}
