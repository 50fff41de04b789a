//! The CSL processor at work.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use citationberg::json::Item;
use citationberg::taxonomy::Locator;
use citationberg::{CitationFormat, IndependentStyle, Locale, LocaleCode, Style as AnyStyle, StyleCategory};
use hayagriva::archive::ArchivedStyle;
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, ElemChild, ElemMeta,
    LocatorPayload, Rendered, SpecificLocator,
};

use crate::model::newsletter::Text;
use crate::parse::csl::Style;
use crate::parse::document::{Citation, CitedItem};

use super::super::escape::{escape, escape_into};
use super::locale::{self, Others};
use super::{Piece, Reference, Set, item, markup};

/// The most citations that a text may have to be set: the processor's time grows with their square.
const MOST: usize = 2000;

/// A style with the locales that its texts need.
pub struct Engine {
    style: Option<Box<IndependentStyle>>,
    locales: Vec<Locale>,
}

impl Engine {
    pub fn new(style: &Style, languages: &BTreeSet<&str>) -> Engine {
        let style = match style {
            Style::Ieee => archived(ArchivedStyle::InstituteOfElectricalAndElectronicsEngineers),
            Style::Apa => archived(ArchivedStyle::AmericanPsychologicalAssociation),
            Style::ChicagoAuthorDate => archived(ArchivedStyle::ChicagoAuthorDate),
            Style::Own(own) => Some(own.clone()),
        };
        Engine { style, locales: locale::of(languages) }
    }

    /// The citations of a text, set.
    pub fn set(&self, text: &Text, language: &str) -> Set {
        // The processor is not ours, and styles are anyone's: where it stops on one, the page must not.
        if text.document.citations.len() > MOST {
            return plain(text);
        }
        let rendered = || self.style.as_ref().and_then(|style| self.render(style, text, language));
        let set = catch_unwind(AssertUnwindSafe(rendered)).unwrap_or_default();
        set.unwrap_or_else(|| plain(text))
    }

    fn render(&self, style: &IndependentStyle, text: &Text, language: &str) -> Option<Set> {
        let items: Vec<Item> = text.references.iter().map(|entry| item::of(entry)).collect();
        let code = LocaleCode(locale::code(language).to_string());
        let mut driver = BibliographyDriver::new();
        let citations = || text.document.citations.iter().zip(&text.citations);
        for (citation, indices) in citations() {
            let requests: Vec<CitationItem<'_, Item>> = known(citation, indices)
                .map(|(cited, index)| Some(request(items.get(index as usize)?, cited, citation, style)))
                .collect::<Option<_>>()?;
            driver.citation(CitationRequest::new(requests, style, Some(code.clone()), &self.locales, None));
        }
        let others = Others::of(&self.locales, &code.0);
        let rendered = driver.finish(BibliographyRequest::new(style, Some(code), &self.locales));
        Some(Set {
            references: references(&rendered, text, &others),
            labels: citations()
                .zip(&rendered.citations)
                .map(|((citation, indices), rendered)| label(citation, indices, &rendered.citation.0, style, &others))
                .collect(),
            failed: false,
        })
    }
}

fn archived(style: ArchivedStyle) -> Option<Box<IndependentStyle>> {
    match style.get() {
        AnyStyle::Independent(style) => Some(Box::new(style)),
        AnyStyle::Dependent(_) => None,
    }
}

/// The items of a citation whose keys are known.
fn known<'t>(citation: &'t Citation, indices: &'t [Option<u32>]) -> impl Iterator<Item = (&'t CitedItem, u32)> {
    citation.items.iter().zip(indices).filter_map(|(item, index)| Some((item, (*index)?)))
}

fn request<'t>(
    entry: &'t Item,
    cited: &'t CitedItem,
    citation: &Citation,
    style: &IndependentStyle,
) -> CitationItem<'t, Item> {
    let locator = cited.locator.as_ref().map(|locator| {
        let kind = locator.kind.parse().unwrap_or(Locator::Page);
        SpecificLocator(kind, LocatorPayload::Str(&locator.text))
    });
    let request = CitationItem::with_locator(entry, locator);
    if is_year_only(citation, style) { request.kind(CitePurpose::Year) } else { request }
}

/// `[-@key]` alone, in a style that names authors. Among others it is an item like them.
fn is_year_only(citation: &Citation, style: &IndependentStyle) -> bool {
    let names_authors = StyleCategory::CitationFormat { format: CitationFormat::AuthorDate };
    style.info.category.contains(&names_authors) && matches!(&citation.items[..], [only] if only.without_author)
}

/// A citation as pieces: an item with a link to its reference, and what stands between.
fn label(
    citation: &Citation,
    indices: &[Option<u32>],
    rendered: &[ElemChild],
    style: &IndependentStyle,
    others: &Others,
) -> Vec<Piece> {
    let items: Vec<_> = known(citation, indices).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let between = |html: String, pieces: &mut Vec<Piece>| {
        if !html.is_empty() {
            pieces.push(Piece { html, reference: None });
        }
    };
    let layout = &style.citation.layout;
    let (before, behind) = match is_year_only(citation, style) {
        true => (layout.prefix.as_deref().unwrap_or_default(), layout.suffix.as_deref().unwrap_or_default()),
        false => ("", ""),
    };
    between(escape(before), &mut pieces);
    for child in rendered {
        match child {
            ElemChild::Elem(elem) if matches!(elem.meta, Some(ElemMeta::Entry(_))) => {
                let Some(ElemMeta::Entry(nth)) = elem.meta else { continue };
                let Some((item, index)) = items.get(nth) else { continue };
                let html = markup::html(&elem.children.0, false, others);
                if html.is_empty() {
                    continue;
                }
                between(escape(&item.prefix), &mut pieces);
                pieces.push(Piece { html, reference: Some(*index) });
                between(escape(&item.suffix), &mut pieces);
            }
            other => between(markup::html(std::slice::from_ref(other), false, others), &mut pieces),
        }
    }
    between(escape(behind), &mut pieces);
    pieces
}

fn references(rendered: &Rendered, text: &Text, others: &Others) -> Vec<Reference> {
    let Some(bibliography) = &rendered.bibliography else { return Vec::new() };
    let reference = |item: &hayagriva::BibliographyItem| {
        let index = text.references.iter().position(|entry| entry.key == item.key)?;
        let label = item.first_field.as_ref().map(|field| markup::html(std::slice::from_ref(field), false, others));
        let html = markup::html(&item.content.0, true, others).trim().to_string();
        Some(Reference { index: index as u32, label: label.unwrap_or_default(), html })
    };
    bibliography.items.iter().filter_map(reference).collect()
}

/// What is shown where the processor gave up.
fn plain(text: &Text) -> Set {
    let labels = text.document.citations.iter().zip(&text.citations).map(|(citation, indices)| {
        let mut pieces = vec![Piece { html: "[".to_string(), reference: None }];
        for (nth, (item, index)) in known(citation, indices).enumerate() {
            if nth > 0 {
                pieces.push(Piece { html: "; ".to_string(), reference: None });
            }
            pieces.push(Piece { html: escape(&item.key), reference: Some(index) });
        }
        pieces.push(Piece { html: "]".to_string(), reference: None });
        pieces
    });
    let references = text.references.iter().enumerate().map(|(index, entry)| {
        let authors: Vec<String> = entry.authors.iter().map(ToString::to_string).collect();
        let parts =
            [authors.join(", "), entry.title.clone().unwrap_or_default(), entry.venue.clone().unwrap_or_default()];
        let year = entry.date.map(|date| date.year.to_string());
        let known: Vec<Cow<'_, str>> =
            parts.iter().filter(|part| !part.is_empty()).map(Cow::from).chain(year.map(Cow::from)).collect();
        let mut html = String::new();
        escape_into(&known.join(". "), &mut html);
        Reference { index: index as u32, label: format!("[{}]", escape(&entry.key)), html }
    });
    Set { labels: labels.collect(), references: references.collect(), failed: true }
}
