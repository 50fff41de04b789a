//! Links whose text says nothing, and addresses that tell on the reader.

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::ident::without_tracking;
use crate::model::newsletter::Target;
use crate::outputs::site::Site;
use crate::parse::document::{Document, HoleKind};

use super::texts;

/// Texts that tell a reader who hears only the links of a page nothing, in lower case.
const GENERIC: &[&str] = &[
    "here",
    "click here",
    "clicking here",
    "right here",
    "over here",
    "link",
    "the link",
    "this link",
    "this",
    "this page",
    "read more",
    "more",
    "learn more",
    "see more",
    "more info",
    "hier",
    "hier klicken",
    "klick hier",
    "klicken sie hier",
    "mehr",
    "mehr lesen",
    "weiterlesen",
    "ici",
    "cliquez ici",
    "lien",
    "en savoir plus",
    "lire la suite",
    "aquí",
    "haz clic aquí",
    "enlace",
    "leer más",
    "aqui",
    "clique aqui",
    "saiba mais",
    "qui",
    "clicca qui",
    "leggi di più",
    "klik hier",
    "lees meer",
    "здесь",
    "тут",
    "ссылка",
    "подробнее",
    "tutaj",
    "kliknij tutaj",
    "这里",
    "点这里",
    "点击这里",
    "此处",
    "链接",
    "點這裡",
    "這裡",
    "連結",
    "こちら",
    "ここ",
    "リンク",
    "여기",
    "링크",
];

/// Reports generic link texts, one line a text, and tracking parameters, one line a run.
pub fn lint(site: &Site, report: &mut Report) {
    for (_, text) in texts(&site.newsletter) {
        let document = &text.document;
        for (link, words) in link_texts(document) {
            let words = without_tags(words);
            let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            if GENERIC.contains(&bare.as_str()) {
                let message = format!("the link text `{bare}` does not say where it leads");
                let help = "link the words that name the thing: some readers hear the links of a page alone";
                let span = document.links[link].span;
                report.push(Diagnostic::new(Code::GenericLinkText, span, message).help(help).about(bare));
            }
        }
        for (written, target) in text.links() {
            if let Target::External(url) = target
                && let Some(clean) = without_tracking(&url)
            {
                let message = "this address has parameters that follow the reader around";
                let help = format!("`{clean}` leads to the same place");
                let fault = Diagnostic::new(Code::TrackingParameter, written.span, message);
                report.push(fault.help(help).about("tracking"));
            }
        }
    }
}

/// The links that stand in the prose, each with its text; one that holds an image or a formula is left out.
fn link_texts(document: &Document) -> impl Iterator<Item = (usize, &str)> {
    let (html, holes) = (&document.prose.html, &document.prose.holes);
    holes.iter().enumerate().filter_map(move |(index, hole)| {
        let HoleKind::Link(link) = hole.kind else { return None };
        let start = hole.at as usize;
        let end = start + html[start..].find("</a>")?;
        let next = holes.get(index + 1).map_or(html.len(), |next| next.at as usize);
        (next >= end).then_some((link as usize, &html[start..end]))
    })
}

fn without_tags(html: &str) -> String {
    let mut pieces = html.split('<');
    let first = pieces.next().unwrap_or_default();
    let rest = pieces.filter_map(|piece| Some(piece.split_once('>')?.1));
    [first].into_iter().chain(rest).collect()
}
