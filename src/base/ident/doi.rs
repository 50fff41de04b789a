//! Digital object identifiers.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memmem;

use super::url::{Parts, strip_prefix_ci, strip_suffix_ci};

/// How the DOIs begin that arXiv gives its papers.
pub(super) const ARXIV: &str = "10.48550/arxiv.";

/// Folders behind which publishers who do not say `/doi/` put a DOI, each with the domain.
const FOLDERS: &[(&str, &[&str])] = &[
    ("link.springer.com", &["/article/", "/chapter/", "/book/", "/referenceworkentry/", "/content/pdf/"]),
    ("biorxiv.org", &["/content/"]),
    ("medrxiv.org", &["/content/"]),
    ("frontiersin.org", &["/articles/"]),
    ("iopscience.iop.org", &["/article/"]),
    ("journals.aps.org", &["/abstract/", "/pdf/"]),
    ("biomedcentral.com", BIOMED),
    ("springeropen.com", BIOMED),
    ("zenodo.org", &["/badge/DOI/"]),
];

const BIOMED: &[&str] = &["/articles/", "/track/pdf/", "/counter/pdf/"];

/// Publishers who make a DOI of the name that an article has in the address.
const NAMED: &[&str] = &["nature.com", "elifesciences.org", "ssrn.com"];

/// What publishers put behind a DOI in an address, to say in which form they show the work.
const FORMS: &[&str] =
    &["/full", "/pdf", "/abstract", "/epdf", "/html", "/meta", ".full.pdf", ".full-text", ".full", ".abstract", ".pdf"];

/// A DOI in lower case: `10.1145/3292500.3330701`. The DOIs that arXiv gives its papers are arXiv ids and never a `Doi`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Doi(Arc<str>);

impl Doi {
    /// Reads `10.1145/1`, `doi:10.1145/1`, an address at `doi.org` or a publisher's `/doi/…/10.` address; `None` for
    /// anything else, and for arXiv's own DOIs.
    pub fn parse(text: &str) -> Option<Doi> {
        Doi::canonical(&written(text)?)
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
            && strip_prefix_ci(text, ARXIV).is_none();
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

/// The DOI as written in a text that is a DOI in any spelling, not yet checked.
pub(super) fn written(text: &str) -> Option<String> {
    let bare = strip_scheme(text.trim());
    if bare.starts_with("10.") { Some(bare.to_string()) } else { of_parts(&Parts::with_or_without_scheme(bare)?) }
}

/// The text without `doi:` or `DOI ` before it.
fn strip_scheme(text: &str) -> &str {
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
    if parts.is_on("journals.plos.org") {
        return parts.parameter("id").map(Cow::into_owned);
    }
    if let Some(doi) = of_name(parts) {
        return Some(doi);
    }
    let at = match memmem::find(path.as_bytes(), b"/doi/") {
        Some(doi) => doi + path[doi..].find("/10.")? + 1,
        None => in_folder(parts, &path)?,
    };
    Some(without_form(&path[at..], parts).to_string())
}

/// Where the DOI begins in the path of a publisher who does not say `/doi/`.
fn in_folder(parts: &Parts<'_>, path: &str) -> Option<usize> {
    let (_, folders) = FOLDERS.iter().find(|(domain, _)| parts.is_on(domain))?;
    folders.iter().find_map(|folder| Some(path.find(&format!("{folder}10."))? + folder.len()))
}

/// The DOI that is made of an article's name.
fn of_name(parts: &Parts<'_>) -> Option<String> {
    if !NAMED.iter().any(|domain| parts.is_on(domain)) {
        return None;
    }
    let segments: Vec<&str> = parts.segments().take(2).collect();
    let is_number = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
    match segments.as_slice() {
        ["articles", name] if parts.is_on("nature.com") => {
            let name = strip_suffix_ci(name, ".pdf").unwrap_or(name);
            is_of_nature(name).then(|| format!("10.1038/{name}"))
        }
        ["articles" | "reviewed-preprints", name] if parts.is_on("elifesciences.org") => {
            let number = name.split('v').next().filter(|number| is_number(number))?;
            Some(format!("10.7554/elife.{number}"))
        }
        _ if parts.is_on("ssrn.com") => {
            let short = || Some(segments.first()?.strip_prefix("abstract=")?.into());
            let number = parts.parameter("abstract_id").or_else(short).filter(|number| is_number(number))?;
            Some(format!("10.2139/ssrn.{number}"))
        }
        _ => None,
    }
}

/// Whether an article is called as they are since 2016, `s41586-024-08328-6`, or as those of three journals were before.
/// Of other old names, such as `onc2010123`, no DOI can be made.
fn is_of_nature(name: &str) -> bool {
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = name.split('-').collect();
    if let [journal, year, number, check] = parts.as_slice() {
        let journal = journal.strip_prefix(['s', 'd']).is_some_and(|journal| digits(journal, 5));
        return journal && digits(year, 3) && (digits(number, 4) || digits(number, 5)) && check.len() == 1;
    }
    let old = ["nature", "ncomms", "srep"].iter().find_map(|journal| name.strip_prefix(journal));
    old.is_some_and(|number| digits(number, 4) || digits(number, 5))
}

/// The DOI without what the publisher put behind it.
fn without_form<'a>(written: &'a str, parts: &Parts<'_>) -> &'a str {
    let mut doi = written.trim_end_matches('/');
    if parts.is_on("biorxiv.org") || parts.is_on("medrxiv.org") {
        return without_version(doi);
    }
    if let Some(rest) = FORMS.iter().find_map(|form| strip_suffix_ci(doi, form)) {
        doi = rest;
    }
    if parts.path.contains("/doi/") && parts.path.contains("article") { without_article_number(doi) } else { doi }
}

/// Preprint servers put a version and a form behind the DOI, `10.1101/2024.01.02.573901v2.full.pdf+html`, of which the
/// last part is digits and dots.
fn without_version(doi: &str) -> &str {
    let name = doi.find('/').map_or(0, |slash| slash + 1);
    let end = doi[name..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(doi.len(), |end| name + end);
    doi[..end].trim_end_matches('.')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_doi(text: &str, expected: &str) {
        assert_eq!(Doi::parse(text).as_ref().map_or("none", Doi::as_str), expected, "{text}");
    }

    #[test]
    fn dois_are_read_in_usual_spellings() {
        check_doi("10.1145/3292500.3330701", "10.1145/3292500.3330701");
        check_doi(" doi:10.1145/ABC ", "10.1145/abc");
        check_doi("DOI: 10.1145/abc", "10.1145/abc");
        check_doi("DOI 10.1145/abc", "10.1145/abc");
        check_doi("https://doi.org/10.1145/abc", "10.1145/abc");
        check_doi("http://dx.doi.org/10.1145%2FABC?x=y#z", "10.1145/abc");
        check_doi("doi:https://doi.org/10.1145/abc/", "10.1145/abc");
        check_doi("doi.org/10.1145/abc", "10.1145/abc");
        check_doi("https://doi.org/doi:10.1145/abc", "10.1145/abc");
        check_doi("10.1000.10/123", "10.1000.10/123");
        check_doi(
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        );
        check_doi("https://doi.org/10.1002/a%3Cb%3E", "10.1002/a<b>");
        check_doi("10.1234/中文", "10.1234/中文");
    }

    #[test]
    fn publishers_addresses_are_known() {
        check_doi("https://dl.acm.org/doi/abs/10.1145/3292500.3330701", "10.1145/3292500.3330701");
        check_doi("https://dl.acm.org/doi/10.1145/3292500.3330701", "10.1145/3292500.3330701");
        check_doi("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true", "10.1145/3292500.3330701");
        check_doi("https://onlinelibrary.wiley.com/doi/full/10.1002/Abc.123", "10.1002/abc.123");
        check_doi("https://www.science.org/doi/10.1126/science.abc1234", "10.1126/science.abc1234");
        check_doi("https://link.springer.com/article/10.1007/s10994-021-05946-3", "10.1007/s10994-021-05946-3");
        check_doi("https://link.springer.com/content/pdf/10.1007/s10994-021-05946-3.pdf", "10.1007/s10994-021-05946-3");
        check_doi("https://www.biorxiv.org/content/10.1101/2024.01.02.573901v2.full", "10.1101/2024.01.02.573901");
        check_doi(
            "https://www.biorxiv.org/content/10.1101/2024.01.02.573901v1.full.pdf+html",
            "10.1101/2024.01.02.573901",
        );
        check_doi("https://www.medrxiv.org/content/10.1101/573901v1.supplementary-material", "10.1101/573901");
        check_doi("https://www.biorxiv.org/content/10.1101/2024.01.02.573901.full.pdf", "10.1101/2024.01.02.573901");
        check_doi("https://bmcbiol.biomedcentral.com/articles/10.1186/s12915-024-1", "10.1186/s12915-024-1");
        check_doi("https://x.springeropen.com/track/pdf/10.1186/s13640-024-1.pdf", "10.1186/s13640-024-1");
        check_doi("https://www.frontiersin.org/journals/x/articles/10.3389/frai.2024.1/full", "10.3389/frai.2024.1");
        check_doi(
            "https://direct.mit.edu/tacl/article/doi/10.1162/tacl_a_00632/119278/Lost-in",
            "10.1162/tacl_a_00632",
        );
        check_doi("https://academic.oup.com/b/article/doi/10.1093/bib/bbab001/6127451", "10.1093/bib/bbab001");
        check_doi(
            "https://academic.oup.com/nar/advance-article/doi/10.1093/nar/gkae1142/7912345",
            "10.1093/nar/gkae1142",
        );
        check_doi("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.1", "10.1371/journal.pone.1");
        check_doi(
            "https://iopscience.iop.org/article/10.1088/1742-6596/1234/1/012001/meta",
            "10.1088/1742-6596/1234/1/012001",
        );
    }

    #[test]
    fn some_dois_are_made_of_an_articles_name() {
        check_doi("https://www.nature.com/articles/s41586-024-08328-6", "10.1038/s41586-024-08328-6");
        check_doi("https://www.nature.com/articles/d41586-024-0123-x.pdf", "10.1038/d41586-024-0123-x");
        check_doi("https://www.nature.com/articles/nature14539/figures/1", "10.1038/nature14539");
        check_doi("https://elifesciences.org/articles/98765", "10.7554/elife.98765");
        check_doi("https://elifesciences.org/reviewed-preprints/98765v2", "10.7554/elife.98765");
        check_doi("https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4987654", "10.2139/ssrn.4987654");
        check_doi("https://ssrn.com/abstract=4987654", "10.2139/ssrn.4987654");
        for text in [
            "https://www.nature.com/articles/onc2010123",
            "https://www.nature.com/articles/s41586-024-08328",
            "https://www.nature.com/nature/articles",
            "https://elifesciences.org/articles/",
            "https://elifesciences.org/digests/98765/x",
            "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=",
            "https://example.org/articles/s41586-024-08328-6",
        ] {
            check_doi(text, "none");
        }
    }

    #[test]
    fn other_texts_are_no_dois() {
        for text in [
            "",
            "10.",
            "10.1145",
            "10.1145/",
            "10.1145/ ",
            "10.1145/-",
            "10.12/abc",
            "10.1234567890/abc",
            "10..1145/a",
            "10.1145./a",
            "11.1145/a",
            "10.1145/a b",
            "10.1145/a\u{0}b",
            "doi:",
            "doi",
            "二10.1145/a",
            "https://doi.org/",
            "https://doi.org/abc",
            "https://doi.org/10.1145/%FF",
            "https://example.org/10.1145/abc",
            "https://dl.acm.org/doi/",
            "https://dl.acm.org/doi/book/x",
            "10.48550/arXiv.2411.19865",
            "10.48550/ARXIV.x",
        ] {
            check_doi(text, "none");
        }
    }
}
