//! The names of topics and what each means.

use ahash::AHashMap as HashMap;

use crate::base::diagnostic::nearest;
use crate::base::slug::{fold, slug};
use crate::base::source::Span;

use crate::model::newsletter::TopicId;

/// How many unknown names are compared with every declared one. A newsletter with more has other troubles, and the
/// comparison costs names times topics.
const MOST_SUGGESTIONS: usize = 200;

/// Every topic, declared ones first, and the names by which texts call them.
#[derive(Default)]
pub struct Register {
    pub(super) topics: Vec<Registered>,
    /// Names, aliases and given slugs, as written: most titles are found here, without being folded.
    exact: HashMap<String, usize>,
    /// The same, folded.
    names: HashMap<String, usize>,
    /// Slugs, former ones too.
    slugs: HashMap<String, usize>,
    suggestions: HashMap<String, Option<String>>,
}

/// A topic without what is listed under it.
pub(super) struct Registered {
    pub name: String,
    pub slug: String,
    pub description: String,
    pub parent: Option<usize>,
    pub former: Vec<(String, Span)>,
    pub declared: bool,
    /// Its declaration, else where it was first named.
    pub span: Span,
}

impl Register {
    /// The topic that a section's title names.
    pub(super) fn by_title(&self, title: &str) -> Option<usize> {
        self.exact.get(title).or_else(|| self.names.get(&key(title))).copied()
    }

    /// The topic with a name, an alias or a slug, present or former.
    pub(super) fn by_reference(&self, text: &str) -> Option<usize> {
        self.by_title(text).or_else(|| self.slugs.get(text).copied()).or_else(|| self.slugs.get(&slug(text)).copied())
    }

    /// The same, for links, once every topic has its final number.
    pub fn find(&self, text: &str) -> Option<TopicId> {
        self.by_reference(text).map(|index| TopicId(index as u32))
    }

    /// Lets `name` mean a topic; gives back the one that it means already.
    pub(super) fn claim_name(&mut self, name: &str, topic: usize) -> Result<(), usize> {
        let key = key(name);
        match self.names.get(&key) {
            Some(&other) if other != topic => Err(other),
            _ => {
                self.names.insert(key, topic);
                self.exact.insert(name.to_string(), topic);
                Ok(())
            }
        }
    }

    /// Lets `slug` mean a topic; gives back the one that it means already.
    pub(super) fn claim_slug(&mut self, slug: &str, topic: usize) -> Result<(), usize> {
        match self.slugs.get(slug) {
            Some(&other) if other != topic => Err(other),
            _ => {
                self.slugs.insert(slug.to_string(), topic);
                Ok(())
            }
        }
    }

    /// Adds a topic that no `[[topics]]` declares; says which topic has its slug already, if one has.
    pub(super) fn add_undeclared(&mut self, title: &str, span: Span) -> (usize, Option<usize>) {
        let index = self.topics.len();
        let name = bare(title).to_string();
        let slug = slug(&name);
        let taken = self.claim_slug(&slug, index).err();
        self.topics.push(Registered {
            name,
            slug,
            description: String::new(),
            parent: None,
            former: Vec::new(),
            declared: false,
            span,
        });
        self.names.insert(key(title), index);
        self.exact.insert(title.to_string(), index);
        (index, taken)
    }

    /// The declared topic of which a name is nearest to an unknown one, if one is near.
    pub(super) fn nearest(&mut self, name: &str) -> Option<String> {
        if let Some(known) = self.suggestions.get(name) {
            return known.clone();
        }
        if self.suggestions.len() >= MOST_SUGGESTIONS {
            return None;
        }
        // A name and its aliases are near alike. The order of a map must not choose among them.
        let mut called: Vec<(&str, usize)> = self.exact.iter().map(|(name, index)| (name.as_str(), *index)).collect();
        called.retain(|(_, index)| self.topics[*index].declared);
        called.sort_unstable_by_key(|(name, index)| (*index, *name));
        let found = nearest(name, called.iter().map(|(name, _)| *name));
        let topic = found.and_then(|near| called.iter().find(|(name, _)| *name == near));
        let found = topic.map(|(_, index)| self.topics[*index].name.clone());
        self.suggestions.insert(name.to_string(), found.clone());
        found
    }

    pub(super) fn any_declared(&self) -> bool {
        self.topics.first().is_some_and(|topic| topic.declared)
    }

    /// Puts the topics in their final order: declared ones as the config has them, then the others by name.
    /// Gives the new number of each.
    pub(super) fn settle(&mut self) -> Vec<TopicId> {
        let mut order: Vec<usize> = (0..self.topics.len()).collect();
        order.sort_by(|&a, &b| self.rank(a).cmp(&self.rank(b)));
        let mut number = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            number[old] = new;
        }
        let mut old: Vec<_> = std::mem::take(&mut self.topics).into_iter().enumerate().collect();
        old.sort_by_key(|(index, _)| number[*index]);
        self.topics = old.into_iter().map(|(_, topic)| topic).collect();
        self.exact
            .values_mut()
            .chain(self.names.values_mut())
            .chain(self.slugs.values_mut())
            .for_each(|index| *index = number[*index]);
        number.into_iter().map(|index| TopicId(index as u32)).collect()
    }

    fn rank(&self, index: usize) -> (bool, usize, String, &str, usize) {
        let topic = &self.topics[index];
        if topic.declared {
            (false, index, String::new(), "", 0)
        } else {
            (true, 0, topic.name.to_lowercase(), &topic.name, index)
        }
    }
}

/// A name with all folded that titles vary in; one without a letter or digit as it is.
pub(super) fn key(name: &str) -> String {
    let folded = fold(name);
    if folded.is_empty() { name.trim().to_string() } else { folded }
}

/// A title without the emoji around it.
fn bare(title: &str) -> &str {
    let drawn = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{200d}' | '\u{1f000}'..='\u{1faff}');
    let bare = title.trim_matches(|c: char| drawn(c) || c.is_whitespace());
    if bare.is_empty() { title } else { bare }
}
