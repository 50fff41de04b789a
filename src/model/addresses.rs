//! Where issues and pages live.

use crate::base::diagnostic::{Code, Diagnostic, Place, Report};
use crate::base::route::Route;
use crate::base::slug::slug;
use crate::parse::config::Config;
use crate::parse::file::RawFile;

use super::newsletter::Redirect;
use super::publication::{Dated, Published};

/// What this build publishes, with each thing's address.
pub(super) struct Roll {
    /// Oldest first.
    pub issues: Vec<Dated>,
    pub issue_addresses: Vec<Address>,
    /// By name.
    pub pages: Vec<RawFile>,
    pub page_addresses: Vec<Address>,
    pub left_out: Vec<Unpublished>,
}

/// A slug and the route made of it.
pub(super) struct Address {
    pub slug: String,
    pub route: Route,
}

/// A file that this build leaves out, with the slug that links may call it by.
pub(super) struct Unpublished {
    pub file: RawFile,
    pub slug: String,
}

/// Gives everything its address.
pub(super) fn locate(published: Published, config: &Config, report: &mut Report) -> Roll {
    let Published { issues, pages, left_out } = published;
    Roll {
        issue_addresses: issues.iter().map(|it| issue(it, config, report)).collect(),
        page_addresses: pages.iter().map(|it| page(it, report)).collect(),
        left_out: left_out.into_iter().map(|file| Unpublished { slug: slug(written_slug(&file)), file }).collect(),
        issues,
        pages,
    }
}

/// The redirects that the front matter of issues and pages asks for.
pub(super) fn aliases(roll: &Roll) -> Vec<Redirect> {
    let issues = roll.issues.iter().map(|issue| &issue.file).zip(&roll.issue_addresses);
    let pages = roll.pages.iter().zip(&roll.page_addresses);
    let mut redirects = Vec::new();
    for (file, address) in issues.chain(pages) {
        for (alias, span) in &file.front_matter.aliases {
            // What is no address was refused when the file was read.
            let from = Route::parse(alias);
            redirects.extend(from.map(|from| Redirect { from, to: address.route.clone(), span: Some(*span) }));
        }
    }
    redirects
}

/// Names that Windows keeps for devices, with any ending: no file can be called so there.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];

/// The address of an issue, by `[urls] issue`.
fn issue(issue: &Dated, config: &Config, report: &mut Report) -> Address {
    let slug = own_slug(&issue.file, report);
    let route = expand(&config.urls.issue, issue, &slug, report);
    Address { slug, route }
}

/// The address of a page: `/NAME/`. A page in a folder lives in that folder: `/about/us/`.
fn page(file: &RawFile, report: &mut Report) -> Address {
    let own = own_slug(file, report);
    let folders = file.name.rsplit_once('/').filter(|_| file.front_matter.slug.is_none());
    let path = match folders {
        Some(_) => file.name.split('/').map(slug).collect::<Vec<_>>().join("/"),
        None => own.clone(),
    };
    Address { route: Route::page(&path), slug: own }
}

/// The front matter's `slug`, else NAME, by the rules for slugs.
fn own_slug(file: &RawFile, report: &mut Report) -> String {
    let written = written_slug(file);
    let explicit = file.front_matter.slug.as_ref();
    let place = explicit.map_or(Place::File(file.source), |(_, span)| Place::Span(*span));
    let mut made = slug(written);
    if made.is_empty() {
        // Reported once is enough: in this place nothing collides.
        made = format!("-{}", file.source.0);
        report.push(
            Diagnostic::new(Code::EmptySlug, place, format!("`{written}` leaves nothing to make an address of"))
                .help("give the file a `slug` with letters or digits"),
        );
    } else if is_reserved(&made) {
        report.push(
            Diagnostic::new(Code::UnusableName, place, format!("`{made}` is no file's name on Windows"))
                .help("give the file another `slug`"),
        );
    }
    made
}

fn written_slug(file: &RawFile) -> &str {
    file.front_matter.slug.as_ref().map_or(&file.name, |(slug, _)| slug)
}

fn is_reserved(slug: &str) -> bool {
    let numbered = |stem: &str| {
        slug.strip_prefix(stem)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit() && b != b'0'))
    };
    RESERVED.contains(&slug) || numbered("com") || numbered("lpt")
}

/// Fills `{slug}`, `{name}`, `{year}`, `{month}`, `{day}` and `{number}` in a pattern. A pattern that ends in `.html`
/// makes a file, any other a page.
fn expand(pattern: &str, issue: &Dated, slug: &str, report: &mut Report) -> Route {
    let mut path = String::new();
    let mut rest = pattern;
    while let Some((before, tail)) = rest.split_once('{') {
        path.push_str(before);
        let (word, after) = tail.split_once('}').unwrap_or((tail, ""));
        path.push_str(&part(word, issue, slug, report));
        rest = after;
    }
    path.push_str(rest);
    if path.ends_with(".html") { Route::file(&path) } else { Route::page(&path) }
}

fn part(word: &str, issue: &Dated, own_slug: &str, report: &mut Report) -> String {
    match word {
        "slug" => own_slug.to_string(),
        "name" => slug(&issue.file.name),
        "year" => format!("{:04}", issue.day.year()),
        "month" => format!("{:02}", issue.day.month()),
        "day" => format!("{:02}", issue.day.day()),
        "number" => match issue.file.front_matter.number {
            Some(number) => number.to_string(),
            None => {
                let message = "`[urls] issue` uses {number}, and this issue has none";
                report.push(
                    Diagnostic::new(Code::BadAddress, issue.file.source, message).help("give the issue a `number`"),
                );
                own_slug.to_string()
            }
        },
        // The config's reader has refused every other word.
        _ => String::new(),
    }
}
