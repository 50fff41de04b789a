//! Digital object identifiers.

use super::arxiv::ArxivId;
use super::url::{Parts, strip_prefix_ci, strip_suffix_ci};

/// Folders behind which publishers who do not say `/doi/` put a DOI, each with the domain.
const FOLDERS: &[(&str, &[&str])] = &[
    ("link.springer.com", &["/article/", "/chapter/", "/book/", "/referenceworkentry/", "/content/pdf/"]),
    ("biorxiv.org", &["/content/"]),
    ("medrxiv.org", &["/content/"]),
    ("frontiersin.org", &["/articles/"]),
    ("zenodo.org", &["/badge/DOI/"]),
];

/// What publishers put behind a DOI in an address, to say in which form they show the work.
const FORMS: &[&str] = &["/full", "/pdf", "/abstract", "/epdf", "/html", "/meta", ".full.pdf", ".full", ".pdf"];

/// A DOI in lower case: `10.1145/3292500.3330701`. The DOIs that arXiv gives its papers are arXiv ids and never a `Doi`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Doi(Box<str>);

impl Doi {
    /// Reads `10.1145/1`, `doi:10.1145/1`, an address at `doi.org` or a publisher's `/doi/…/10.` address; `None` for
    /// anything else, and for arXiv's own DOIs.
    pub fn parse(text: &str) -> Option<Doi> {
        let text = text.trim();
        if let Some(parts) = Parts::split(text) {
            return Doi::canonical(&of_parts(&parts)?);
        }
        let bare = strip_scheme(text);
        let hosted = || of_parts(&Parts::split(&format!("https://{text}"))?);
        if bare.starts_with("10.") { Doi::canonical(bare) } else { Doi::canonical(&hosted()?) }
    }

    /// The DOI: `10.1145/3292500.3330701`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks the form `10.REGISTRANT/SUFFIX` of a text that is nothing but a DOI.
    pub(super) fn canonical(text: &str) -> Option<Doi> {
        let prefix = prefix(text)?;
        let suffix = &text[prefix..];
        let sound = !suffix.contains(|c: char| c.is_whitespace() || c.is_control())
            && suffix.contains(|c: char| c.is_alphanumeric())
            && ArxivId::from_doi(text).is_none();
        sound.then(|| Doi(text.to_ascii_lowercase().into()))
    }
}

/// The length of `10.1145/` or `10.1000.10/` at the start of the text.
pub(super) fn prefix(text: &str) -> Option<usize> {
    let registrant = text.strip_prefix("10.")?;
    let end = registrant.bytes().position(|b| !b.is_ascii_digit() && b != b'.')?;
    let first = registrant[..end].split('.').next().map_or(0, str::len);
    let sound = (4..=9).contains(&first) && !registrant[..end].split('.').any(str::is_empty);
    (sound && registrant.as_bytes()[end] == b'/').then_some(3 + end + 1)
}

/// The text without `doi:` or `DOI ` before it.
pub(super) fn strip_scheme(text: &str) -> &str {
    let rest = strip_prefix_ci(text, "doi").and_then(|r| r.strip_prefix([':', ' ']));
    rest.map_or(text, str::trim_start)
}

/// The DOI as written in an address, percent-decoded, not yet checked.
pub(super) fn of_parts(parts: &Parts<'_>) -> Option<String> {
    let path = parts.decoded_path()?;
    if parts.is_on("doi.org") || parts.host.starts_with("doi.") {
        let doi = strip_scheme(path.trim_start_matches('/'));
        return doi.starts_with("10.").then(|| doi.trim_end_matches('/').to_string());
    }
    let at = match path.find("/doi/") {
        Some(doi) => doi + path[doi..].find("/10.")? + 1,
        None => in_folder(parts, &path)?,
    };
    Some(without_form(&path[at..], parts).to_string())
}

/// Where the DOI begins in the path of a publisher who does not say `/doi/`.
fn in_folder(parts: &Parts<'_>, path: &str) -> Option<usize> {
    let (_, folders) = FOLDERS.iter().find(|(domain, _)| parts.is_on(domain))?;
    folders
        .iter()
        .find_map(|folder| path.strip_prefix(folder).filter(|r| r.starts_with("10.")))
        .map(|r| path.len() - r.len())
}

/// The DOI without what the publisher put behind it.
fn without_form<'a>(written: &'a str, parts: &Parts<'_>) -> &'a str {
    let mut doi = written.trim_end_matches('/');
    if let Some(rest) = FORMS.iter().find_map(|form| strip_suffix_ci(doi, form)) {
        doi = rest;
    }
    if parts.is_on("biorxiv.org") || parts.is_on("medrxiv.org") {
        doi = doi
            .rsplit_once('v')
            .filter(|(_, v)| !v.is_empty() && v.bytes().all(|b| b.is_ascii_digit()))
            .map_or(doi, |d| d.0);
    }
    if parts.path.contains("/article") { without_article_number(doi) } else { doi }
}

/// University presses put an article number and its title behind the DOI:
/// `/article/doi/10.1162/tacl_a_00632/119278/Some-Title`.
fn without_article_number(doi: &str) -> &str {
    let mut end = 0;
    for (i, segment) in doi.split('/').enumerate() {
        if i >= 2 && segment.len() >= 5 && segment.bytes().all(|b| b.is_ascii_digit()) {
            return &doi[..end - 1];
        }
        end += segment.len() + 1;
    }
    doi
}
