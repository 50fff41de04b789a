//! What Tera says of a template, as diagnostics.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind};

use crate::base::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::base::source::{SourceId, Sources, Span};

/// Templates by the names that Tera knows: `default/issue.html`, and `issue.html` for the first layer's.
pub type Names = BTreeMap<String, SourceId>;

/// The faults that an error stands for, at least one. `page` is the address of the page that was being rendered.
pub fn faults(error: &Error, names: &Names, sources: &Sources, page: Option<&str>) -> Vec<Diagnostic> {
    let faults = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = names.get(report.filename()).map(|&id| Span::new(id, report.span().range.clone()).into());
            vec![spelled(report.message(), place, page)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let place = names.get(current).map_or(Place::Run, |&id| id.into());
            let fault =
                Diagnostic::new(Code::TemplateError, place, format!("`{parent}` is extended but does not exist"));
            vec![match nearest(parent, names.keys().map(String::as_str)) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault,
            }]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => vec![circle("extends", tpl, inheritance_chain, names)],
        ErrorKind::CircularInclude { tpl, include_chain } => vec![circle("includes", tpl, include_chain, names)],
        other => unique(listed(&other.to_string(), names, sources)),
    };
    if faults.is_empty() { vec![spelled(&error.kind().to_string(), None, page)] } else { faults }
}

/// Each fault once: a template that goes by two names is read twice.
fn unique(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut unique: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        if !unique.iter().any(|known| known.place == fault.place && known.message == fault.message) {
            unique.push(fault);
        }
    }
    unique
}

/// A template that leads back to itself, most often one that means the default theme's of its name.
fn circle(verb: &str, template: &str, chain: &[String], names: &Names) -> Diagnostic {
    let place = names.get(template).map_or(Place::Run, |&id| id.into());
    let way = chain.iter().filter(|step| *step != template).map(|step| format!(", by way of `{step}`"));
    let message = format!("`{template}` {verb} itself{}", way.collect::<String>());
    let layered = template.split_once('/').map(|(_, name)| name).filter(|name| names.contains_key(*name));
    let own = layered.unwrap_or(template);
    Diagnostic::new(Code::TemplateError, place, message)
        .help(format!("`default/{own}` is the default theme's; `{own}` alone is the theme's own, if it has one"))
}

/// Tera's words: lower case, what there is to choose from as help.
fn spelled(message: &str, place: Option<Place>, page: Option<&str>) -> Diagnostic {
    let (message, choice) = match message.split_once(". Available ") {
        Some((message, choice)) => (message, Some(suggestion(message, choice))),
        None => (message.trim_end_matches('.'), None),
    };
    let mut letters = message.chars();
    let message =
        letters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str());
    let mut fault = Diagnostic::new(Code::TemplateError, place.unwrap_or(Place::Run), message);
    let met = page.map(|page| format!("it was met while rendering {page}"));
    fault.help = choice.into_iter().chain(met).reduce(|choice, met| format!("{choice}\n{met}"));
    fault
}

/// What to write in the place of a name that is not there: the nearest of those that are, else all of them.
fn suggestion(message: &str, choice: &str) -> String {
    let name = message.split('`').nth(1).unwrap_or_default();
    let known = choice.split_once(": ").map_or("", |(_, names)| names).split(", ");
    match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are the {choice}"),
    }
}

/// What Tera has put into one text for several templates, each fault as
/// `error: MESSAGE`, ` --> NAME:LINE:COLUMN`, and the line with carets.
fn listed(text: &str, names: &Names, sources: &Sources) -> Vec<Diagnostic> {
    let faults = text.split("error: ").skip(1);
    faults
        .map(|block| {
            let mut lines = block.lines();
            let message = lines.next().unwrap_or_default();
            let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
            let carets = block.lines().find(|line| line.trim_start_matches([' ', '|']).starts_with('^'));
            let width = carets.map_or(0, |line| line.matches('^').count());
            let fault = spelled(message, place.and_then(|place| locate(place, width, names, sources)), None);
            match is_orphan(&fault.message) {
                true => with_choice(fault, &format!("blocks: {}", blocks(names, sources).join(", "))),
                false => fault,
            }
        })
        .collect()
}

/// Whether a fault is about a block that no parent has. Tera does not say which they have.
fn is_orphan(message: &str) -> bool {
    message.ends_with("is not defined in any parent template")
}

fn with_choice(fault: Diagnostic, choice: &str) -> Diagnostic {
    let help = suggestion(&fault.message, choice);
    fault.help(help)
}

/// The blocks of the templates that extend no other.
fn blocks(names: &Names, sources: &Sources) -> Vec<String> {
    let texts = names.values().filter_map(|&id| sources.excerpt(id));
    let mut blocks: Vec<String> = texts
        .filter(|text| !tags(text, "extends").any(|_| true))
        .flat_map(|text| tags(&text, "block").map(str::to_string).collect::<Vec<_>>())
        .collect();
    blocks.sort();
    blocks.dedup();
    blocks
}

/// What the tags of a kind say: `main` of `{% block main %}`.
fn tags<'t>(text: &'t str, kind: &'t str) -> impl Iterator<Item = &'t str> {
    let inner = text.split("{%").skip(1).filter_map(|rest| rest.split("%}").next());
    inner.filter_map(move |tag| tag.trim_matches(['-', ' ']).strip_prefix(kind)?.strip_prefix(' ').map(str::trim))
}

/// `default/issue.html:2:34` as a place, `width` characters wide.
fn locate(place: &str, width: usize, names: &Names, sources: &Sources) -> Option<Place> {
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.trim().parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let id = *names.get(parts.next()?)?;
    let text = sources.excerpt(id)?;
    let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = text.get(before..)?;
    let bytes = |characters: usize| rest.chars().take(characters).map(char::len_utf8).sum::<usize>();
    let start = column.saturating_sub(1);
    Some(Span::new(id, before + bytes(start)..before + bytes(start + width)).into())
}
