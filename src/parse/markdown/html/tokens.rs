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

/// The most attributes of one element.
const MOST: u32 = 100;

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

/// Whether a tag has more attributes than any element needs: the tokenizer calls itself for each in double quotes.
pub fn is_overfull(html: &str) -> bool {
    let mut attributes = None;
    for pair in html.as_bytes().windows(2) {
        match (pair[0], attributes) {
            (b'<', _) if pair[1].is_ascii_alphabetic() || pair[1] == b'/' => attributes = Some(0),
            (b'>', _) => attributes = None,
            (b'"', Some(MOST)) => return true,
            (b'"', Some(count)) if pair[1].is_ascii_whitespace() => attributes = Some(count + 1),
            _ => {}
        }
    }
    false
}

fn text(bytes: HtmlString) -> String {
    String::from_utf8(bytes.0).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
