//! JSON (RFC 8259) in one line, appended piece by piece. Open data are long: a text is looked through many bytes at once,
//! and is copied whole where it holds nothing to be escaped, as nearly all do.

use crate::base::escape::has;

/// An object in the making: its fields, in the order in which they are written.
pub struct Object<'o> {
    out: &'o mut Vec<u8>,
    is_empty: bool,
}

/// Appends an object with what `fields` writes.
pub fn object(out: &mut Vec<u8>, fields: impl FnOnce(&mut Object<'_>)) {
    out.push(b'{');
    fields(&mut Object { out, is_empty: true });
    out.push(b'}');
}

impl Object<'_> {
    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        text(value, self.out);
    }

    /// A field that stays out where nothing is known.
    pub fn known(&mut self, name: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.text(name, value.as_ref());
        }
    }

    pub fn number(&mut self, name: &str, value: impl Into<i64>) {
        self.name(name);
        number(value, self.out);
    }

    /// A field that stays out unless it is true.
    pub fn flag(&mut self, name: &str, value: bool) {
        if value {
            self.name(name);
            self.out.extend_from_slice(b"true");
        }
    }

    pub fn object(&mut self, name: &str, fields: impl FnOnce(&mut Object<'_>)) {
        self.name(name);
        object(self.out, fields);
    }

    /// A list of what `write` appends for each item.
    pub fn list<T>(&mut self, name: &str, items: impl IntoIterator<Item = T>, write: impl FnMut(T, &mut Vec<u8>)) {
        self.name(name);
        list(items, self.out, write);
    }

    fn name(&mut self, name: &str) {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.out.push(b',');
        }
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }
}

/// Appends a list of what `write` appends for each item.
pub fn list<T>(items: impl IntoIterator<Item = T>, out: &mut Vec<u8>, mut write: impl FnMut(T, &mut Vec<u8>)) {
    out.push(b'[');
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(item, out);
    }
    out.push(b']');
}

/// Appends a whole number.
pub fn number(value: impl Into<i64>, out: &mut Vec<u8>) {
    out.extend_from_slice(value.into().to_string().as_bytes());
}

/// Appends a string.
pub fn text(value: &str, out: &mut Vec<u8>) {
    let is_special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    let mut rest = value.as_bytes();
    out.push(b'"');
    if has(value, is_special) {
        while let Some(at) = rest.iter().position(|&byte| is_special(byte)) {
            out.extend_from_slice(&rest[..at]);
            escaped(rest[at], out);
            rest = &rest[at + 1..];
        }
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

fn escaped(byte: u8, out: &mut Vec<u8>) {
    match byte {
        b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        0x8 => out.extend_from_slice(b"\\b"),
        0xC => out.extend_from_slice(b"\\f"),
        _ => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(written: &str) {
        let mut out = Vec::new();
        text(written, &mut out);
        assert_eq!(String::from_utf8(out).expect("UTF-8"), serde_json::to_string(written).expect("JSON"));
    }

    #[test]
    fn a_text_is_written_as_others_write_it() {
        check_text("");
        check_text("plain, 中文 🧠 \u{7f}\u{80}\u{2028}");
        check_text("\"quoted\" \\ and\r\n\tbroken");
        check_text("\u{0}\u{1}\u{8}\u{b}\u{c}\u{1f} \u{fffe}");
    }

    #[test]
    fn what_is_not_known_stays_out() {
        let mut out = Vec::new();
        object(&mut out, |object| {
            object.known("a", None::<&str>);
            object.flag("b", false);
            object.known("c", Some("1"));
            object.flag("d", true);
            object.number("e", -7);
            object.list("f", ["x", "y"], text);
            object.list("g", [(); 0], |(), _| ());
            object.object("h", |_| {});
        });
        let expected = r#"{"c":"1","d":true,"e":-7,"f":["x","y"],"g":[],"h":{}}"#;
        assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
    }
}
