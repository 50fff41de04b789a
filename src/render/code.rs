//! Code blocks as HTML, each distinct one highlighted once.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::model::newsletter::Newsletter;
use crate::parse::document::CodeBlock;

use super::escape::{attribute, escape_into};
use super::highlight::Highlighter;

/// The highlighted code of a newsletter. Looked up by content, never changed after it is made.
#[derive(Default)]
pub struct CodeBlocks {
    html: HashMap<u128, String>,
    highlighter: Highlighter,
}

impl CodeBlocks {
    /// Highlights every distinct block of the newsletter, in parallel.
    pub fn of(newsletter: &Newsletter) -> CodeBlocks {
        let texts = newsletter.issues.iter().map(|i| &i.text).chain(newsletter.pages.iter().map(|p| &p.text));
        let distinct: HashMap<u128, &CodeBlock> =
            texts.flat_map(|text| &text.document.code).map(|block| (key(block), block)).collect();
        let highlighter = Highlighter::new();
        let render = |(key, block)| (key, highlighted(&highlighter, block));
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
