//! Code blocks as HTML, each distinct one highlighted once.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::model::newsletter::Newsletter;
use crate::parse::document::CodeBlock;

use super::escape::{attribute, escape_into};

/// The highlighted code of a newsletter. Looked up by content, never changed after it is made.
#[derive(Default)]
pub struct CodeBlocks {
    html: HashMap<u128, String>,
}

impl CodeBlocks {
    /// Highlights every distinct block of the newsletter, in parallel.
    pub fn of(newsletter: &Newsletter) -> CodeBlocks {
        let texts = newsletter.issues.iter().map(|i| &i.text).chain(newsletter.pages.iter().map(|p| &p.text));
        let distinct: HashMap<u128, &CodeBlock> =
            texts.flat_map(|text| &text.document.code).map(|block| (key(block), block)).collect();
        CodeBlocks { html: distinct.into_par_iter().map(|(key, block)| (key, highlighted(block))).collect() }
    }

    /// The block as a page shows it; one that was not collected is highlighted now.
    pub fn page(&self, block: &CodeBlock, out: &mut String) {
        match self.html.get(&key(block)) {
            Some(html) => out.push_str(html),
            None => out.push_str(&highlighted(block)),
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

fn highlighted(block: &CodeBlock) -> String {
    let mut out = String::from("<pre tabindex=\"0\"><code");
    if !block.language.is_empty() {
        attribute("class", &format!("language-{}", block.language), &mut out);
    }
    out.push('>');
    escape_into(&block.text, &mut out);
    out.push_str("</code></pre>");
    out
}
