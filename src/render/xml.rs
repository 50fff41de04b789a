//! XML documents, written so that they are always well-formed.

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

use crate::base::escape::has;

/// An XML document in the making: every element that is opened is closed, every text is escaped.
pub struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// Appends a document that holds what `content` writes.
    pub fn document(out: &mut Vec<u8>, content: impl FnOnce(&mut Xml)) {
        let mut xml = Xml { writer: Writer::new(std::mem::take(out)) };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        content(&mut xml);
        *out = xml.writer.into_inner();
        out.push(b'\n');
    }

    /// An element with what `content` writes inside.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Xml)) {
        self.event(Event::Text(BytesText::from_escaped("\n")));
        self.event(Event::Start(start(name, attributes)));
        content(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Text(BytesText::from_escaped("\n")));
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element that holds a text.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, attributes, |xml| {
            let out = xml.writer.get_mut();
            out.reserve(text.len() + text.len() / 4);
            escaped(text, false, |piece| out.extend_from_slice(piece.as_bytes()));
        });
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to a Vec never fails.
        let _ = self.writer.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        let mut text = String::with_capacity(value.len());
        escaped(value, true, |piece| text.push_str(piece));
        start.push_attribute(Attribute { key: QName(key), value: text.into() });
    }
    start
}

/// What XML 1.0, section 2.2, lets into a document, even as a character reference.
fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

/// Writes, piece by piece, a text with markup as the character references that most feed readers survive, and without what XML forbids. Only an
/// attribute's value needs its quotes escaped, and feeds are full of quotes.
fn escaped<'t>(text: &'t str, quotes: bool, mut write: impl FnMut(&'t str)) {
    // Bytes with which a character may begin that XML forbids (U+FFFE and U+FFFF: 0xEF), and the carriage return.
    let is_odd = quotes || has(text, |byte| byte < b' ' && byte != b'\t' && byte != b'\n' || byte == 0xEF);
    // Feeds are long and hold little but markup to escape: what is rare is looked for once.
    if !is_odd {
        return escaped_markup(text, write);
    }
    let mut rest = text;
    let is_special = |c| matches!(c, '&' | '<' | '>' | '\r') || c == '"' && quotes || !allowed(c);
    while let Some(at) = rest.find(is_special) {
        write(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or(' ');
        write(reference(c));
        rest = &rest[at + c.len_utf8()..];
    }
    write(rest);
}

/// The same for a text that holds nothing to be escaped but markup.
fn escaped_markup<'t>(text: &'t str, mut write: impl FnMut(&'t str)) {
    let mut done = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        write(&text[done..at]);
        write(reference(text.as_bytes()[at].into()));
        done = at + 1;
    }
    write(&text[done..]);
}

/// What stands for a character that cannot stand for itself; nothing for one that XML forbids.
fn reference(c: char) -> &'static str {
    match c {
        '&' => "&#x26;",
        '<' => "&#x3C;",
        '>' => "&#x3E;",
        '"' => "&#x22;",
        '\r' => "&#xD;",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(text: &str, expected: &str) {
        let mut bytes = Vec::new();
        Xml::document(&mut bytes, |xml| xml.text("t", &[("a", text)], text));
        let document = String::from_utf8(bytes).expect("UTF-8");
        let parsed = roxmltree::Document::parse(&document).unwrap_or_else(|error| panic!("{error}: {document}"));
        assert_eq!(parsed.root_element().text().unwrap_or_default(), expected);
    }

    #[test]
    fn whatever_the_text_the_document_is_well_formed() {
        check_text("a < b & c > d", "a < b & c > d");
        check_text("]]> <![CDATA[ \"quoted\" 'too'", "]]> <![CDATA[ \"quoted\" 'too'");
        check_text("&#x0; stays what it is", "&#x0; stays what it is");
        check_text("nul \0 bell \u{7} escape \u{1b} end \u{ffff}\u{fffe}.", "nul  bell  escape  end .");
        check_text("line\r\nline\ttab", "line\r\nline\ttab");
        check_text("\u{202e}right to left\u{202c} 中文 🧠", "\u{202e}right to left\u{202c} 中文 🧠");
        check_text("", "");
    }

    #[test]
    fn elements_nest() {
        let mut bytes = Vec::new();
        Xml::document(&mut bytes, |xml| {
            xml.element("a", &[("k", "1 & 2")], |xml| {
                xml.empty("b", &[]);
                xml.text("c", &[], "x");
            });
        });
        let expected = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a k=\"1 &#x26; 2\">\n<b/>\n<c>x</c></a>\n";
        assert_eq!(String::from_utf8(bytes).expect("UTF-8"), expected);
    }
}
