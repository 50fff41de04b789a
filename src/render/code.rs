//! Code blocks as HTML, each distinct one highlighted once.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::model::newsletter::Newsletter;
use crate::parse::document::CodeBlock;

use super::escape::{attribute, escape_into};
use super::highlight::Highlighter;

/// The highlighted code that a newsletter shows more than once. Looked up by content, never changed after it is made.
#[derive(Default)]
pub struct CodeBlocks {
    html: HashMap<u128, String>,
    highlighter: Highlighter,
}

impl CodeBlocks {
    /// Highlights every distinct block that is shown more than once, in parallel: one that stands in two places, and where
    /// works have pages, which repeat what issues say of them, any. What is shown once need not be kept in memory until then.
    pub fn of(newsletter: &Newsletter) -> CodeBlocks {
        let texts = newsletter.issues.iter().map(|i| &i.text).chain(newsletter.pages.iter().map(|p| &p.text));
        let repeated = newsletter.works.iter().any(|work| work.route.is_some());
        let mut distinct: HashMap<u128, (&CodeBlock, bool)> = HashMap::new();
        for block in texts.flat_map(|text| &text.document.code) {
            distinct.entry(key(block)).and_modify(|(_, again)| *again = true).or_insert((block, repeated));
        }
        distinct.retain(|_, (_, again)| *again);
        let highlighter = Highlighter::new();
        let render = |(key, (block, _)): (u128, (&CodeBlock, bool))| (key, highlighted(&highlighter, block));
        CodeBlocks { html: distinct.into_par_iter().map(render).collect(), highlighter }
    }

    /// The block as a page shows it; one that was not collected is highlighted now.
    pub fn page(&self, block: &CodeBlock, out: &mut String) {
        match self.html.get(&key(block)) {
            Some(html) => out.push_str(html),
            None => out.push_str(&highlighted(&self.highlighter, block)),
        }
    }

    /// The block as a feed shows it: escaped text.
    pub fn feed(block: &CodeBlock, out: &mut String) {
        out.push_str("<pre><code>");
        escape_into(&block.text, out);
        out.push_str("</code></pre>");
    }
}

fn key(block: &CodeBlock) -> u128 {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    hasher.update(block.language.as_bytes());
    hasher.update(&[0]);
    hasher.update(block.text.as_bytes());
    hasher.digest128()
}

fn highlighted(highlighter: &Highlighter, block: &CodeBlock) -> String {
    let mut out = String::from("<pre tabindex=\"0\"><code");
    if !block.language.is_empty() {
        attribute("class", &format!("language-{}", block.language), &mut out);
    }
    out.push('>');
    match highlighter.html(&block.language, &block.text) {
        Some(html) => out.push_str(&html),
        None => escape_into(&block.text, &mut out),
    }
    out.push_str("</code></pre>");
    out
}
