//! JSON-LD in the making. A page's linked data are written once and read by nobody here, so keys are borrowed and nothing
//! is sorted: there is a page for each of thousands of works.

use std::borrow::Cow;

use crate::base::escape::has;

/// A value of linked data.
pub enum Node<'a> {
    /// Not known: no field is written for it.
    Nothing,
    Text(Cow<'a, str>),
    Number(u64),
    List(Vec<Node<'a>>),
    /// Its type and its fields, in the order in which they are written.
    Object(&'static str, Vec<(&'static str, Node<'a>)>),
}

/// An object of the fields that are known.
pub fn object<'a>(kind: &'static str, fields: impl IntoIterator<Item = (&'static str, Node<'a>)>) -> Node<'a> {
    Node::Object(kind, fields.into_iter().filter(|(_, node)| node.is_known()).collect())
}

impl Node<'_> {
    fn is_known(&self) -> bool {
        match self {
            Node::Nothing => false,
            Node::Text(text) => !text.is_empty(),
            Node::List(items) => !items.is_empty(),
            Node::Number(_) | Node::Object(..) => true,
        }
    }

    /// Appends it as JSON that may stand in a `<script>`.
    pub fn write(&self, out: &mut String) {
        match self {
            Node::Nothing => out.push_str("null"),
            Node::Text(value) => text(value, out),
            Node::Number(number) => out.push_str(&number.to_string()),
            Node::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    out.push(if index == 0 { '[' } else { ',' });
                    item.write(out);
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Node::Object(kind, fields) => {
                out.push_str("{\"@type\":\"");
                out.push_str(kind);
                out.push('"');
                for (name, value) in fields {
                    out.push_str(",\"");
                    out.push_str(name);
                    out.push_str("\":");
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// A JSON string (RFC 8259, section 7). What could end or begin an element or a comment of HTML is escaped with the rest.
fn text(value: &str, out: &mut String) {
    out.push('"');
    let mut rest = value;
    let special = |c: char| c < ' ' || matches!(c, '"' | '\\' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    let is_plain = !has(value, |b| !b.is_ascii() || special(b.into()));
    let next = |rest: &str| if is_plain { None } else { rest.find(special) };
    while let Some(at) = next(rest) {
        out.push_str(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or(' ');
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            _ => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
    out.push('"');
}

impl<'a> From<&'a str> for Node<'a> {
    fn from(text: &'a str) -> Node<'a> {
        Node::Text(text.into())
    }
}

impl From<String> for Node<'_> {
    fn from(text: String) -> Self {
        Node::Text(text.into())
    }
}

impl<'a> From<Cow<'a, str>> for Node<'a> {
    fn from(text: Cow<'a, str>) -> Node<'a> {
        Node::Text(text)
    }
}

impl From<u32> for Node<'_> {
    fn from(number: u32) -> Self {
        Node::Number(number.into())
    }
}

impl From<usize> for Node<'_> {
    fn from(number: usize) -> Self {
        Node::Number(number as u64)
    }
}

impl<'a, T: Into<Node<'a>>> From<Option<T>> for Node<'a> {
    fn from(node: Option<T>) -> Node<'a> {
        node.map_or(Node::Nothing, Into::into)
    }
}

impl<'a> FromIterator<Node<'a>> for Node<'a> {
    fn from_iter<I: IntoIterator<Item = Node<'a>>>(items: I) -> Node<'a> {
        Node::List(items.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(written: &str, expected: &str) {
        let mut out = String::new();
        Node::from(written).write(&mut out);
        assert_eq!(out, expected);
        assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), written);
    }

    #[test]
    fn a_text_stays_json_within_a_script() {
        check_text("plain, 中文 🧠", r#""plain, 中文 🧠""#);
        check_text("</script><!-- \"a\" & b", r#""\u003c/script\u003e\u003c!-- \"a\" \u0026 b""#);
        check_text("a\\b\n\u{0}\u{1f}\u{2028}", r#""a\\b\u000a\u0000\u001f\u2028""#);
        check_text("", r#""""#);
    }

    #[test]
    fn only_what_is_known_is_written() {
        let node = object(
            "Thing",
            [("a", Node::Nothing), ("b", "".into()), ("c", Node::List(Vec::new())), ("d", 7_u32.into())],
        );
        let mut out = String::new();
        Node::List(vec![node, Node::List(Vec::new())]).write(&mut out);
        assert_eq!(out, r#"[{"@type":"Thing","d":7},[]]"#);
    }
}
