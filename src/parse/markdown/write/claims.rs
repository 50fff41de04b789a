//! Which work an entry is about.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Writer;
use super::watch::Watch;
use crate::base::ident::{WorkId, is_social, scan};
use crate::parse::document::{Claim, ClaimSource};
use crate::parse::markdown::target;

impl Writer<'_, '_, '_> {
    /// Completes the ids that an entry gives for its work. `claims` holds those that it declares.
    pub fn claims(&mut self, claims: &mut Vec<Claim>, title: Option<u32>, watch: &Watch, body: Range<u32>) {
        let titled = title.and_then(|link| self.link_claim(link, ClaimSource::Title));
        let led = watch.mentions.iter().filter(|mention| mention.leads);
        let led = led.filter_map(|mention| self.link_claim(mention.link, ClaimSource::LinksOnly));
        let labelled = watch.mentions.iter().filter(|mention| mention.paper);
        let labelled = labelled.filter_map(|mention| self.link_claim(mention.link, ClaimSource::Label));
        for claim in titled.into_iter().chain(led).chain(labelled) {
            add(claims, claim);
        }
        if claims.is_empty() {
            self.guess(claims, watch, body);
        }
    }

    /// The work that a link leads to. What stands at a social site is talk about works.
    fn link_claim(&self, link: u32, source: ClaimSource) -> Option<Claim> {
        let link = self.document.links.get(link as usize)?;
        let id = link.work.as_ref()?;
        let url = target::shared_address(&link.target);
        let talk = !id.is_scholarly() && url.is_some_and(|url| is_social(url));
        (!talk).then(|| Claim { id: id.clone(), url: url.cloned(), source, span: link.span })
    }

    /// An entry that has no link but to papers in its prose is about one of them, most likely: all are guesses.
    fn guess(&self, claims: &mut Vec<Claim>, watch: &Watch, body: Range<u32>) {
        let mut found = Vec::new();
        for mention in &watch.mentions {
            let outside = self
                .document
                .links
                .get(mention.link as usize)
                .is_some_and(|link| target::address(&link.target).is_some());
            match self.link_claim(mention.link, ClaimSource::Guessed).filter(|claim| claim.id.is_scholarly()) {
                Some(claim) => found.push(claim),
                None if outside => return,
                None => {}
            }
        }
        for (range, id) in self.ids_in_text(body) {
            let span = self.context.span(range);
            found.push(Claim { id, url: None, source: ClaimSource::Guessed, span });
        }
        for claim in found {
            add(claims, claim);
        }
    }

    /// The one work whose id stands in a heading's text: `MALT (arXiv:2412.01928)`.
    pub fn title_id(&self, heading: u32) -> Option<Claim> {
        let mut found = self.ids_in_text(heading + 1..self.stream.after(heading) - 1);
        let (range, id) = found.pop()?;
        let span = self.context.span(range);
        found.is_empty().then_some(Claim { id, url: None, source: ClaimSource::Title, span })
    }

    /// The ids of works in running text, which is neither code nor a link's.
    fn ids_in_text(&self, events: Range<u32>) -> Vec<(Range<usize>, WorkId)> {
        let mut found = Vec::new();
        let mut links = 0;
        let mut at = events.start;
        while at < events.end {
            match self.stream.event(at) {
                Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::FootnoteDefinition(_)) => {
                    at = self.stream.after(at);
                    continue;
                }
                Event::Start(Tag::Link { .. }) => links += 1,
                Event::End(TagEnd::Link) => links -= 1,
                Event::Text(text) if links == 0 => {
                    let place = self.stream.range(at);
                    let exact = text.len() == place.len();
                    found.extend(scan(text).into_iter().map(|(range, id)| {
                        let range = place.start + range.start..place.start + range.end;
                        (if exact { range } else { place.clone() }, id)
                    }));
                }
                _ => {}
            }
            at += 1;
        }
        found
    }
}

/// Adds a claim that says something new.
fn add(claims: &mut Vec<Claim>, claim: Claim) {
    if !claims.iter().any(|known| known.id == claim.id) {
        claims.push(claim);
    }
}
