//! Ids of the preprint server arXiv.

use super::doi;
use super::url::{Parts, decoded, strip_prefix_ci, strip_suffix_ci};

/// The archives that gave ids of the old style, 1991 to 2007.
const ARCHIVES: &[&str] = &[
    "acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn", "chem-ph", "cmp-lg",
    "comp-gas", "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math",
    "math-ph", "mtrl-th", "nlin", "nucl-ex", "nucl-th", "patt-sol", "physics", "plasm-ph", "q-alg", "q-bio",
    "quant-ph", "solv-int", "stat", "supr-con",
];

/// Sites whose addresses name an arXiv paper, each with the folders in which they do. Subdomains count too.
const MIRRORS: &[(&str, &[&str])] = &[
    ("arxiv.org", &["abs", "pdf", "html", "format", "ps", "src", "e-print"]),
    ("ar5iv.org", &["abs", "html", "pdf"]),
    ("xxx.lanl.gov", &["abs", "pdf"]),
    ("alphaxiv.org", &["abs", "pdf", "html", "overview"]),
    ("huggingface.co", &["papers"]),
    ("hf.co", &["papers"]),
    ("papers.cool", &["arxiv"]),
    ("scirate.com", &["arxiv"]),
];

/// An arXiv id without its version: `2411.19865`, or in the old style `cs/0112017`. The old style's subject class is
/// optional at arXiv and left out here, so `math.GT/0309136` is `math/0309136`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArxivId {
    /// Kept in place, zeros behind it: there is one at nearly every link of a newsletter.
    bytes: [u8; LONGEST],
    length: u8,
}

/// Eight letters of an archive, a slash and seven digits.
const LONGEST: usize = 16;

impl ArxivId {
    fn of(id: &str) -> Option<ArxivId> {
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..id.len())?.copy_from_slice(id.as_bytes());
        Some(ArxivId { bytes, length: id.len() as u8 })
    }

    /// Reads `2411.19865`, `arXiv:2411.19865v2`, `arXiv:2411.19865 [cs.CL]`, `10.48550/arXiv.2411.19865` or an address at
    /// arXiv or one of its mirrors; `None` for anything else. Whether such a paper exists is not checked.
    pub fn parse(text: &str) -> Option<ArxivId> {
        let text = text.trim();
        let bare = strip_prefix_ci(text, "arxiv").and_then(|r| r.strip_prefix([':', ' '])).unwrap_or(text).trim_start();
        ArxivId::exact(bare)
            .or_else(|| ArxivId::of_parts(&Parts::with_or_without_scheme(bare)?))
            .or_else(|| ArxivId::from_doi(&doi::written(bare)?))
    }

    /// The id: `2411.19865`.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Year and month of submission, which the id begins with; `None` when its month is none.
    pub fn year_month(&self) -> Option<(i16, u8)> {
        let (old, digits) = match self.as_str().split_once('/') {
            Some((_, digits)) => (true, digits),
            None => (false, self.as_str()),
        };
        let year: i16 = digits.get(..2)?.parse().ok()?;
        let month: u8 = digits.get(2..4)?.parse().ok()?;
        let century = if old && year >= 91 { 1900 } else { 2000 };
        (1..=12).contains(&month).then_some((century + year, month))
    }

    /// Reads the DOIs that arXiv gives its papers: `10.48550/arXiv.2411.19865`.
    pub(super) fn from_doi(text: &str) -> Option<ArxivId> {
        ArxivId::exact(strip_prefix_ci(text, doi::ARXIV)?)
    }

    pub(super) fn of_parts(parts: &Parts<'_>) -> Option<ArxivId> {
        let (_, folders) = MIRRORS.iter().find(|(domain, _)| parts.is_on(domain))?;
        let path = parts.path.trim_start_matches('/');
        let (folder, rest) = path.split_once('/')?;
        if !folders.contains(&folder) {
            return None;
        }
        let rest = decoded(rest)?;
        let rest = rest.trim_matches('/');
        ArxivId::exact(strip_prefix_ci(rest, "arxiv:").unwrap_or(rest))
    }

    /// Reads an id that is all of the text, but for a version, `.pdf` or a class in brackets behind it.
    fn exact(text: &str) -> Option<ArxivId> {
        let text = match text.ends_with(']') {
            true => text.split_once(" [").map_or(text, |(id, _)| id),
            false => text,
        };
        let text = strip_suffix_ci(text, ".pdf").unwrap_or(text);
        let (id, length) = ArxivId::at_start(text)?;
        (length == text.len()).then_some(id)
    }

    /// The id that the text begins with, and the bytes it takes with its version. What follows it is no digit or letter.
    pub(super) fn at_start(text: &str) -> Option<(ArxivId, usize)> {
        let (id, end) = match new_style(text) {
            Some(end) => (ArxivId::of(&text[..end])?, end),
            None => old_style(text)?,
        };
        let end = end + version(&text[end..]);
        let open = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        (!open).then_some((id, end))
    }
}

/// The length of `2411.19865` at the start of the text.
fn new_style(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = 5 + digits(bytes.get(5..)?);
    let sound = digits(bytes) == 4 && bytes[4] == b'.' && matches!(end, 9 | 10);
    sound.then_some(end)
}

/// `cs/0112017` or `math.GT/0309136` at the start of the text, and its length.
fn old_style(text: &str) -> Option<(ArxivId, usize)> {
    // Looked for in a short window only, so that a scan of many candidates stays linear.
    let slash = text.bytes().take(16).position(|b| b == b'/')?;
    let archive = text[..slash].to_ascii_lowercase();
    let (archive, class) = archive.split_once('.').unwrap_or((&archive, "xx"));
    let class_is_sound = class.len() == 2 && class.bytes().all(|b| b.is_ascii_lowercase());
    let number = &text[slash + 1..];
    if !class_is_sound || !ARCHIVES.contains(&archive) || digits(number.as_bytes()) != 7 {
        return None;
    }
    Some((ArxivId::of(&[archive, "/", &number[..7]].concat())?, slash + 8))
}

/// The length of `v2` at the start of the text, or 0.
fn version(text: &str) -> usize {
    match text.as_bytes() {
        [b'v' | b'V', rest @ ..] if digits(rest) > 0 => 1 + digits(rest),
        _ => 0,
    }
}

/// How many digits the bytes begin with, counted no further than any id goes.
fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take(9).take_while(|b| b.is_ascii_digit()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_id(text: &str, expected: &str) {
        assert_eq!(ArxivId::parse(text).as_ref().map_or("none", ArxivId::as_str), expected, "{text}");
    }

    #[track_caller]
    fn check_month(text: &str, expected: Option<(i16, u8)>) {
        assert_eq!(ArxivId::parse(text).and_then(|id| id.year_month()), expected, "{text}");
    }

    #[test]
    fn ids_are_read_in_usual_spellings() {
        check_id("2411.19865", "2411.19865");
        check_id(" 2411.19865v12\n", "2411.19865");
        check_id("0704.0001", "0704.0001");
        check_id("arXiv:2411.19865v2", "2411.19865");
        check_id("ARXIV: 2411.19865", "2411.19865");
        check_id("arXiv 2411.19865", "2411.19865");
        check_id("arXiv:2411.19865 [cs.CL]", "2411.19865");
        check_id("2411.19865.pdf", "2411.19865");
        check_id("arxiv.org/abs/2411.19865", "2411.19865");
        check_id("10.48550/arXiv.2411.19865", "2411.19865");
        check_id("doi:10.48550/ARXIV.2411.19865", "2411.19865");
        check_id("https://doi.org/10.48550/arXiv.2411.19865", "2411.19865");
    }

    #[test]
    fn old_ids_lose_their_subject_class() {
        check_id("cs/0112017", "cs/0112017");
        check_id("cs/0112017v1", "cs/0112017");
        check_id("CS.CL/0112017", "cs/0112017");
        check_id("math.GT/0309136", "math/0309136");
        check_id("arXiv:hep-th/9901001", "hep-th/9901001");
        check_id("https://arxiv.org/pdf/cs/0112017v1.pdf", "cs/0112017");
        check_id("https://arxiv.org/abs/math%2F0309136", "math/0309136");
        check_id("10.48550/arXiv.cs/0112017", "cs/0112017");
    }

    #[test]
    fn mirrors_are_known() {
        for url in [
            "http://arxiv.org/abs/2411.19865",
            "https://www.arxiv.org/pdf/2411.19865v3",
            "https://export.arxiv.org/pdf/2411.19865.pdf",
            "https://arxiv.org/html/2411.19865v1/",
            "https://arxiv.org/abs/2411.19865?context=cs.CL",
            "https://arxiv.org/pdf/2411.19865#page=3",
            "https://arxiv.org/abs/arXiv:2411.19865",
            "https://ar5iv.labs.arxiv.org/html/2411.19865",
            "https://ar5iv.org/abs/2411.19865",
            "https://www.alphaxiv.org/abs/2411.19865v1",
            "https://huggingface.co/papers/2411.19865",
            "HTTPS://ARXIV.ORG/abs/2411.19865",
        ] {
            check_id(url, "2411.19865");
        }
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in [
            "",
            "2411",
            "2411.",
            "2411.198",
            "2411.198650",
            "24111.19865",
            "2411.19865x",
            "2411.19865v",
            "x/0112017",
            "cs/011201",
            "cs/01120170",
            "cs.C/0112017",
            "cs",
            "/",
            "论文",
            "2411.1986五",
            "arXiv:",
            "10.48550/arXiv.",
            "https://arxiv.org/list/cs.CL/recent",
            "https://arxiv.org/abs/",
            "https://arxiv.org",
            "https://arxiv.org/abs/%FF",
            "https://example.org/abs/2411.19865",
            "https://arxiv.org@example.org/abs/2411.19865",
            "https://notarxiv.org/abs/2411.19865",
        ] {
            check_id(text, "none");
        }
    }

    #[test]
    fn an_id_tells_its_month() {
        check_month("2411.19865", Some((2024, 11)));
        check_month("0704.0001", Some((2007, 4)));
        check_month("hep-th/9901001", Some((1999, 1)));
        check_month("cs/0112017", Some((2001, 12)));
        check_month("2413.00001", None);
        check_month("2400.00001", None);
    }
}
