//! What the processor set, as HTML of our own: elements with meaning, no styles.

use citationberg::{FontStyle, FontVariant, FontWeight, TextDecoration, VerticalAlign};
use hayagriva::{ElemChild, Formatting};
use percent_encoding::utf8_percent_encode;

use crate::base::encode::ADDRESS;

use super::super::escape::{attribute, escape_text_into};
use super::locale::{OTHERS, Others};

/// The HTML of a row of elements; `links` is whether addresses in it lead somewhere.
pub fn html(children: &[ElemChild], links: bool, others: &Others) -> String {
    let mut out = String::new();
    write(children, links, &mut out);
    if out.contains(OTHERS) { et_al(&out, others) } else { out }
}

/// `A, B, and OTHERS` as `A, B, et al.`
fn et_al(html: &str, others: &Others) -> String {
    let and = format!(" {}", others.and);
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once(OTHERS) {
        let names = before.trim_end();
        let names = names.strip_suffix(&and).or_else(|| names.strip_suffix(" &amp;")).unwrap_or(names);
        out.push_str(names);
        out.push(' ');
        out.push_str(&others.et_al);
        // One full stop ends the word and the sentence.
        rest = behind.strip_prefix('.').filter(|_| others.et_al.ends_with('.')).unwrap_or(behind);
    }
    out.push_str(rest);
    out
}

fn write(children: &[ElemChild], links: bool, out: &mut String) {
    for child in children {
        match child {
            ElemChild::Text(text) => formatted(&text.text, text.formatting, out),
            ElemChild::Elem(elem) => {
                // What a style sets as a block of its own stands in the line here, parted by a space.
                if elem.display.is_some() && !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
                write(&elem.children.0, links, out);
            }
            ElemChild::Markup(text) => escape_text_into(text, out),
            ElemChild::Link { text, url } if links && (url.starts_with("https://") || url.starts_with("http://")) => {
                out.push_str("<a");
                // The processor puts a DOI into an address as it is, and old ones are full of `<`.
                attribute("href", &utf8_percent_encode(url, ADDRESS).to_string(), out);
                out.push('>');
                formatted(&text.text, text.formatting, out);
                out.push_str("</a>");
            }
            ElemChild::Link { text, .. } => formatted(&text.text, text.formatting, out),
            ElemChild::Transparent { .. } => {}
        }
    }
}

/// Writes text without what the processor leaves where a style has parts that this work lacks: `,)`, `,.`, `.”.`, two
/// spaces.
fn tidy(text: &str, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let is_left_over = match c {
            ',' => matches!(next, Some(')' | '.' | ',')),
            '.' => out.ends_with(".”"),
            ' ' => next == Some(' ') || next.is_none() && out.ends_with(' ') || out.ends_with(' '),
            _ => false,
        };
        if !is_left_over {
            escape_text_into(c.encode_utf8(&mut [0; 4]), out);
        }
    }
}

fn formatted(text: &str, formatting: Formatting, out: &mut String) {
    let elements = [
        (formatting.font_style == FontStyle::Italic, "i"),
        (formatting.font_weight == FontWeight::Bold, "b"),
        (formatting.text_decoration == TextDecoration::Underline, "u"),
        (formatting.vertical_align == VerticalAlign::Sup, "sup"),
        (formatting.vertical_align == VerticalAlign::Sub, "sub"),
    ];
    let elements = elements.iter().filter(|(wanted, _)| *wanted).map(|(_, name)| (*name, *name));
    let small = (formatting.font_variant == FontVariant::SmallCaps).then_some(("span class=\"small-caps\"", "span"));
    let (open, close): (Vec<&str>, Vec<&str>) = elements.chain(small).unzip();
    let open: String = open.iter().map(|name| format!("<{name}>")).collect();
    let close: String = close.iter().rev().map(|name| format!("</{name}>")).collect();
    // What is set alike stands in one element.
    match out.strip_suffix(&close).filter(|_| !close.is_empty()).map(str::len) {
        Some(length) => out.truncate(length),
        None => out.push_str(&open),
    }
    // Styles that begin a sentence with it know no better.
    tidy(&text.replace("ArXiv", "arXiv"), out);
    out.push_str(&close);
}
