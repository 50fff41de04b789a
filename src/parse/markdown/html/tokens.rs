//! Raw HTML as tags and text.

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Token, Tokenizer};

/// A tag or a text, with its place in the HTML that was read.
#[derive(Debug)]
pub enum Tag {
    Open { name: String, attributes: Vec<(String, String)>, closed: bool, range: Range<usize> },
    Close { name: String, range: Range<usize> },
    Text(String),
}

/// Splits HTML into tags and text. Comments and document types are left out.
pub fn tokens(html: &str) -> Vec<Tag> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut tags = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let attributes =
                    tag.attributes.into_iter().map(|(name, value)| (text(name), text(value.value))).collect();
                let range = tag.span.start..tag.span.end;
                tags.push(Tag::Open { name: text(tag.name), attributes, closed: tag.self_closing, range });
            }
            Token::EndTag(tag) => tags.push(Tag::Close { name: text(tag.name), range: tag.span.start..tag.span.end }),
            Token::String(string) => tags.push(Tag::Text(text(string.value))),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    tags
}

fn text(bytes: HtmlString) -> String {
    String::from_utf8(bytes.0).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
