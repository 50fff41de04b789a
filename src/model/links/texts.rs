//! Every text's links and images, looked up.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::source::{SourceId, Span};
use crate::model::newsletter::{ImageTarget, Target, Text};
use crate::parse::document::{Inner, Target as Written};

use super::directory::{Directory, File};
use super::faults::Wording;
use super::lookup::{Fault, Found, Here, look_up as look_up_one};
use super::size::{Size, size};

/// What is looked up of one text.
#[derive(Default)]
pub struct Looked {
    /// The links that do not lead out, by number.
    pub inner: Vec<(u32, Target)>,
    pub images: Vec<ImageTarget>,
    pub cover: Option<ImageTarget>,
}

/// A text after the look-up of its targets, before images are measured.
struct Raw {
    inner: Vec<(u32, Target)>,
    images: Vec<Image>,
    cover: Option<Image>,
    faults: Vec<(Fault, Span, bool)>,
}

struct Image {
    target: Target,
    source: Option<SourceId>,
    span: Span,
}

/// Looks up all texts: those of the issues with their covers, then those of the pages.
pub fn look_up(directory: &Directory, covers: &[Option<(String, Span)>], report: &mut Report) -> Vec<Looked> {
    let newsletter = directory.newsletter;
    let issues = newsletter.issues.par_iter().zip(covers).enumerate().map(|(index, (issue, cover))| {
        let here = Here { file: File::Issue(index as u32), path: directory.sources.path(issue.source) };
        text(&issue.text, cover.as_ref(), here, directory)
    });
    let pages = newsletter.pages.par_iter().enumerate().map(|(index, page)| {
        let here = Here { file: File::Page(index as u32), path: directory.sources.path(page.source) };
        text(&page.text, None, here, directory)
    });
    let raw: Vec<Raw> = issues.chain(pages).collect();
    let mut wording = Wording::new(directory);
    for (fault, span, image) in raw.iter().flat_map(|text| &text.faults) {
        report.push(wording.word(fault, *span, *image));
    }
    let sizes = measure(&raw, directory, report);
    raw.into_iter().map(|text| text.measured(&sizes)).collect()
}

fn text(text: &Text, cover: Option<&(String, Span)>, here: Here, directory: &Directory) -> Raw {
    let mut faults = Vec::new();
    let mut find = |written: &Written, span: Span, image: bool| -> Found {
        let mut found = look_up_one(written, here, directory);
        faults.extend(found.fault.take().map(|fault| (fault, span, image)));
        found
    };
    let links = (0..).zip(&text.document.links).filter(|(_, link)| !matches!(link.target, Written::External(_)));
    let inner = links.map(|(number, link)| (number, find(&link.target, link.span, false).target)).collect();
    let mut image = |written: &Written, span: Span| {
        let found = find(written, span, true);
        Image { target: found.target, source: found.source, span }
    };
    let images = text.document.images.iter().map(|written| image(&written.target, written.span)).collect();
    let cover = cover.map(|(path, span)| image(&written(path), *span));
    Raw { inner, images, cover, faults }
}

/// The address of a cover or an enclosure: another site's, this site's, or a path from the issue's folder.
pub(super) fn written(path: &str) -> Written {
    if path.starts_with("//") || path.contains("://") {
        Written::External(path.into())
    } else {
        let inner = Box::new(Inner { path: path.to_string(), ..Inner::default() });
        if path.starts_with('/') { Written::Site(inner) } else { Written::File(inner) }
    }
}

/// The size of every image that some text shows, each file read once.
fn measure(texts: &[Raw], directory: &Directory, report: &mut Report) -> HashMap<SourceId, Size> {
    let shown = || texts.iter().flat_map(|text| text.images.iter().chain(&text.cover));
    let mut sources: Vec<SourceId> = shown().filter_map(|image| image.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let sizes: HashMap<SourceId, Size> =
        sources.into_par_iter().map(|source| (source, size(source, directory.sources))).collect();
    for image in shown() {
        let Some(source) = image.source.filter(|source| sizes[source] == Size::Unreadable) else { continue };
        let path = directory.sources.path(source);
        report.push(
            Diagnostic::new(Code::UnreadableImage, image.span, format!("the size of `{path}` cannot be read"))
                .help("is it an image of the kind that its name says?")
                .about(path),
        );
    }
    sizes
}

impl Raw {
    fn measured(self, sizes: &HashMap<SourceId, Size>) -> Looked {
        let measured = |image: Image| ImageTarget {
            target: image.target,
            size: match image.source.and_then(|source| sizes.get(&source)) {
                Some(Size::Known(width, height)) => Some((*width, *height)),
                _ => None,
            },
        };
        Looked {
            inner: self.inner,
            images: self.images.into_iter().map(measured).collect(),
            cover: self.cover.map(measured),
        }
    }
}
