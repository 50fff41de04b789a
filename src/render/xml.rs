//! XML documents, written so that they are always well-formed.

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

/// An XML document in the making: every element that is opened is closed, every text is escaped.
pub struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// A document that holds what `content` writes.
    pub fn document(content: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml { writer: Writer::new(Vec::new()) };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        content(&mut xml);
        let mut bytes = xml.writer.into_inner();
        bytes.push(b'\n');
        bytes
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
            let text = escaped(text);
            xml.event(Event::Text(BytesText::from_escaped(text.as_str())));
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
        start.push_attribute(Attribute { key: QName(key), value: escaped(value).into() });
    }
    start
}

/// What XML 1.0, section 2.2, lets into a document, even as a character reference.
fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

/// Text with markup as the character references that most feed readers survive, and without what XML forbids.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '&' | '<' | '>' | '"' | '\r') || !allowed(c)) {
        out.push_str(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or(' ');
        out.push_str(match c {
            '&' => "&#x26;",
            '<' => "&#x3C;",
            '>' => "&#x3E;",
            '"' => "&#x22;",
            '\r' => "&#xD;",
            _ => "",
        });
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
    out
}
