//! The ids of the work that an entry is about.

use super::latex::{literal, plain};
use super::values::Raw;
use crate::base::ident::{ArxivId, WorkId, scan};

/// Its ids, at most one of a kind, scholarly ones first: from `doi`, `eprint` and `url`, and from where citation tools hide
/// arXiv ids (`journal = {arXiv preprint arXiv:2411.19865}`, `volume = {abs/2411.19865}`).
pub fn ids(raw: &Raw<'_>) -> Vec<WorkId> {
    let mut ids: Vec<WorkId> = Vec::new();
    let mut add = |id: Option<WorkId>| {
        if let Some(id) = id
            && !ids.iter().any(|known| known.kind() == id.kind())
        {
            ids.push(id);
        }
    };
    let field = |name: &str| raw.fields.get(name).map(|value| literal(&value.tex)).filter(|text| !text.is_empty());
    add(field("eprint").and_then(|eprint| preprint(raw, &eprint)));
    add(field("doi").and_then(|doi| WorkId::from_doi(&doi)));
    add(field("url").and_then(|url| WorkId::from_url(&url)));
    add(hidden(raw).map(WorkId::Arxiv));
    ids.sort_by_key(WorkId::kind);
    ids
}

/// An `eprint` of arXiv, which may say so or not.
fn preprint(raw: &Raw<'_>, eprint: &str) -> Option<WorkId> {
    let archive = ["eprinttype", "archiveprefix"].into_iter().find_map(|name| raw.fields.get(name));
    let is_arxiv = archive.is_none_or(|value| plain(&value.tex).eq_ignore_ascii_case("arxiv"));
    if is_arxiv { ArxivId::parse(eprint).map(WorkId::Arxiv) } else { None }
}

fn hidden(raw: &Raw<'_>) -> Option<ArxivId> {
    let text = |name: &str| raw.fields.get(name).map(|value| plain(&value.tex));
    let journal = text("journal").or_else(|| text("journaltitle")).unwrap_or_default();
    if journal.eq_ignore_ascii_case("corr") {
        return text("volume").and_then(|volume| ArxivId::parse(volume.strip_prefix("abs/")?));
    }
    let arxiv = |text: String| {
        scan(&text).into_iter().find_map(|(_, id)| match id {
            WorkId::Arxiv(id) => Some(id),
            _ => None,
        })
    };
    let preprint = |text: &String| text.to_ascii_lowercase().contains("arxiv");
    [Some(journal), text("howpublished"), text("note")].into_iter().flatten().filter(preprint).find_map(arxiv)
}
