//! What is known of a work, from its entries and from its `.bib` entry.

use std::borrow::Cow;

use crate::base::escape::{has, is_text};
use crate::base::ident::WorkId;
use crate::model::newsletter::Work;
use crate::parse::bib::BibEntry;

use super::name::Name;

/// A work in the words of references. Every text is one line.
pub struct Reference<'a> {
    pub kind: Kind,
    /// As printed where a `.bib` entry says so, else the newsletter's.
    pub title: Cow<'a, str>,
    pub authors: Vec<Author<'a>>,
    /// There are more authors than these.
    pub and_others: bool,
    pub venue: Option<Cow<'a, str>>,
    pub year: Option<i16>,
    /// 1 to 12, of that year.
    pub month: Option<u8>,
    /// The bare arXiv id.
    pub arxiv: Option<&'a str>,
    /// The work's DOI, else the one that arXiv gives its papers.
    pub doi: Option<Cow<'a, str>>,
    pub url: Cow<'a, str>,
    pub retracted: bool,
    pub bib: Option<&'a BibEntry>,
}

/// What sort of thing a work is, as far as that was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Unknown,
    Preprint,
    Article,
    ConferencePaper,
    Chapter,
    Book,
    Thesis,
    Report,
    WebPage,
    Software,
    Data,
    Patent,
    Manuscript,
}

/// A person or a group, with its name in parts or whole.
pub enum Author<'a> {
    Written(Cow<'a, str>),
    Told(&'a crate::parse::bib::Name),
}

impl Author<'_> {
    pub fn name(&self) -> Name<'_> {
        match self {
            Author::Written(name) => Name::of(name),
            Author::Told(name) if name.given.is_empty() && name.prefix.is_empty() => Name::Whole(&name.family),
            Author::Told(name) => {
                Name::Parts { given: &name.given, particle: &name.prefix, family: &name.family, suffix: &name.suffix }
            }
        }
    }
}

impl<'a> Reference<'a> {
    pub fn of(work: &'a Work) -> Reference<'a> {
        let bib = work.bib.as_deref();
        let arxiv = work.ids.iter().find(|id| matches!(id, WorkId::Arxiv(_))).map(WorkId::as_str);
        let doi = work.ids.iter().find(|id| matches!(id, WorkId::Doi(_)));
        let told = bib.filter(|bib| has_authors_of(work, bib));
        Reference {
            kind: Kind::of(work, arxiv),
            title: one_line(bib.and_then(|bib| bib.title.as_deref()).unwrap_or(&work.title)),
            authors: match told {
                Some(bib) => bib.authors.iter().map(Author::Told).collect(),
                None => {
                    let names = work.authors.iter().map(|name| one_line(name)).filter(|name| !name.is_empty());
                    names.map(Author::Written).collect()
                }
            },
            and_others: told.is_some_and(|bib| bib.and_others),
            venue: work.venue.as_deref().map(one_line).filter(|venue| !venue.is_empty()),
            year: work.year,
            // A preprint's month is not that of the venue where it appeared later.
            month: work.month.filter(|month| work.venue.is_none() || bib.is_some_and(|bib| is_told(bib, *month))),
            arxiv,
            doi: doi
                .map(|id| Cow::Borrowed(id.as_str()))
                .or_else(|| arxiv.map(|id| ["10.48550/arXiv.", id].concat().into())),
            url: one_line(&work.url),
            retracted: work.retracted,
            bib,
        }
    }

    /// A field that only a `.bib` entry tells; of several names the first that is there.
    pub fn told(&self, fields: &[&str]) -> Option<String> {
        let text = self.bib?.first(fields)?;
        Some(one_line(&text).into_owned()).filter(|text| !text.is_empty())
    }
}

fn is_told(bib: &BibEntry, month: u8) -> bool {
    bib.date.is_some_and(|date| date.month == Some(month))
}

/// Whether the work's authors are those of its `.bib` entry, and not an author's own words.
fn has_authors_of(work: &Work, bib: &BibEntry) -> bool {
    let names = || bib.authors.iter().map(ToString::to_string);
    !bib.authors.is_empty() && work.authors.len() == bib.authors.len() && names().eq(work.authors.iter().cloned())
}

impl Kind {
    fn of(work: &Work, arxiv: Option<&str>) -> Kind {
        let told = work.bib.as_ref().map_or(Kind::Unknown, |bib| Kind::told(&bib.kind));
        if arxiv.is_some() && work.venue.is_none() { told.or_preprint() } else { told }
    }

    /// What the type of a `.bib` entry says.
    pub fn told(kind: &str) -> Kind {
        match kind {
            "article" | "periodical" => Kind::Article,
            "inproceedings" | "conference" => Kind::ConferencePaper,
            "incollection" | "inbook" | "bookinbook" | "suppbook" | "inreference" => Kind::Chapter,
            "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "booklet" | "manual" => Kind::Book,
            "thesis" | "phdthesis" | "mastersthesis" => Kind::Thesis,
            "report" | "techreport" => Kind::Report,
            "online" | "electronic" | "www" => Kind::WebPage,
            "software" => Kind::Software,
            "dataset" => Kind::Data,
            "patent" => Kind::Patent,
            "unpublished" => Kind::Manuscript,
            _ => Kind::Unknown,
        }
    }

    /// Whatever its type is called, what appeared at arXiv alone is a preprint.
    pub fn or_preprint(self) -> Kind {
        let is_vague = matches!(self, Kind::Unknown | Kind::Article | Kind::WebPage | Kind::Manuscript);
        if is_vague { Kind::Preprint } else { self }
    }
}

/// A text in one line, with single spaces and without what no text file should hold.
fn one_line(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c == ' ' || !c.is_whitespace() && is_text(c);
    let is_all_plain = !has(text, |b| !(b' '..=b'~').contains(&b)) || text.chars().all(is_plain);
    if is_all_plain && !text.starts_with(' ') && !text.ends_with(' ') && !has_double_space(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let words = text.split_whitespace().map(|word| word.chars().filter(|c| is_text(*c)).collect::<String>());
    Cow::Owned(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

fn has_double_space(text: &[u8]) -> bool {
    let pairs = text.iter().zip(text.get(1..).unwrap_or_default());
    // All are looked at, which lets the compiler look at many at once.
    pairs.fold(false, |found, (a, b)| found | (a == &b' ') & (b == &b' '))
}
