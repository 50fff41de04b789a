//! Citation styles in the Citation Style Language.

use std::collections::BTreeMap;

use citationberg::IndependentStyle;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::source::{SourceId, Sources};

use super::bibliography::style_file;
use super::config::{CiteStyle, Config};
use super::newsletter::text;

/// The largest style that is read, in bytes; the longest of Zotero's repository has a quarter of it.
const LARGEST: usize = 1_000_000;
/// Deeper than any style nests its elements, and than any of its macros call each other.
const DEEPEST: usize = 50;
/// The most elements that a style may come to with its macros put in.
const MOST: u64 = 200_000;

/// The style of a newsletter's citations.
#[derive(Debug)]
pub enum Style {
    Ieee,
    Apa,
    ChicagoAuthorDate,
    /// A style of the newsletter's own.
    Own(Box<IndependentStyle>),
}

impl Style {
    /// The style that the config asks for. One that cannot be read is reported, and IEEE's stands for it.
    pub fn read(sources: &Sources, config: &Config, report: &mut Report) -> Style {
        let (path, span) = match &config.bibliography.style {
            CiteStyle::Ieee => return Style::Ieee,
            CiteStyle::Apa => return Style::Apa,
            CiteStyle::ChicagoAuthorDate => return Style::ChicagoAuthorDate,
            CiteStyle::File(path, span) => (path, *span),
        };
        let style = style_file(path, span, sources, report).and_then(|id| {
            let text = text(sources, id, report)?;
            own(&text, id).map_err(|fault| report.push(*fault)).ok()
        });
        style.map_or(Style::Ieee, |style| Style::Own(Box::new(style)))
    }
}

fn own(text: &str, id: SourceId) -> Result<IndependentStyle, Box<Diagnostic>> {
    let bad = |message: String, help: &str| Box::new(Diagnostic::new(Code::BadStyle, id, message).help(help));
    let repository = "Zotero's style repository has styles that work: https://www.zotero.org/styles";
    if text.len() > LARGEST {
        return Err(bad("this style is over 1 MB".to_string(), repository));
    }
    check(text).map_err(|message| bad(message, repository))?;
    IndependentStyle::from_xml(text).map_err(|error| {
        if text.contains("independent-parent") {
            let help = "take the style that its `independent-parent` names";
            return bad("this style only refers to another one".to_string(), help);
        }
        let cause = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
        let line = cause.lines().next().unwrap_or_default();
        bad(format!("this is no citation style: {line}"), repository)
    })
}

/// What is looked at before anything recurses on a style: how deep it nests, and what its macros come to.
fn check(text: &str) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    let mut macros = Macros::default();
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(format!("this style nests elements more than {DEEPEST} levels deep"));
                }
                macros.element(&tag, depth);
            }
            Ok(Event::Empty(tag)) => macros.element(&tag, depth + 1),
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::DocType(_)) => return Err("this style has a document type, which none needs".to_string()),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(format!("this is no XML: {error}")),
        }
    }
    macros.check()
}

/// The macros of a style: how many elements each has, and which macros it calls.
#[derive(Default)]
struct Macros {
    known: BTreeMap<String, (u64, Vec<String>)>,
    current: String,
}

impl Macros {
    fn element(&mut self, tag: &BytesStart<'_>, depth: usize) {
        let value = |name: &str| {
            let found = tag.try_get_attribute(name).ok().flatten()?;
            Some(found.value.to_string())
        };
        // The macros, the citation and the bibliography are what the root holds.
        if depth == 2 {
            let name = tag.name().as_ref().to_string();
            self.current = if name == "macro" { value("name").unwrap_or_default() } else { format!("<{name}>") };
        }
        let (size, calls) = self.known.entry(self.current.clone()).or_default();
        *size += 1;
        calls.extend(value("macro"));
    }

    fn check(&self) -> Result<(), String> {
        let mut sizes = BTreeMap::new();
        let mut total = 0_u64;
        for name in self.known.keys() {
            total = total.max(self.size(name, 0, &mut sizes)?);
        }
        if total > MOST { Err("this style's macros come to more than can be set".to_string()) } else { Ok(()) }
    }

    /// How many elements a macro comes to with those that it calls.
    fn size<'m>(&'m self, name: &'m str, depth: usize, sizes: &mut BTreeMap<&'m str, u64>) -> Result<u64, String> {
        if depth > DEEPEST {
            return Err(format!("the macro `{name}` of this style calls itself, or others too deep"));
        }
        if let Some(size) = sizes.get(name) {
            return Ok(*size);
        }
        let Some((own, calls)) = self.known.get(name) else { return Ok(0) };
        let mut size = *own;
        for call in calls {
            size = size.saturating_add(self.size(call, depth + 1, sizes)?);
        }
        sizes.insert(name, size);
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_style(text: &str, expected: Option<&str>) {
        let found = check(text).err();
        assert_eq!(
            found.as_deref().map(|found| found.split(' ').take(4).collect::<Vec<_>>().join(" ")).as_deref(),
            expected
        );
    }

    #[test]
    fn what_would_not_end_is_seen() {
        check_style("<style><macro name='a'><text macro='b'/></macro><macro name='b'/></style>", None);
        check_style("<style><macro name='a'><text macro='a'/></macro></style>", Some("the macro `a` of"));
        let deep = format!("<style>{}{}</style>", "<group>".repeat(10_000), "</group>".repeat(10_000));
        check_style(&deep, Some("this style nests elements"));
        let doubling: String = (0..40)
            .map(|n| format!("<macro name='m{n}'><text macro='m{0}'/><text macro='m{0}'/></macro>", n + 1))
            .collect();
        check_style(&format!("<style>{doubling}</style>"), Some("this style's macros come"));
        check_style("<!DOCTYPE x><style/>", Some("this style has a"));
        check_style("<style", Some("this is no XML:"));
        check_style("", None);
    }
}
