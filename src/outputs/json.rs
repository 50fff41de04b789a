//! JSON, written piece by piece.

use serde::Serialize;

use crate::base::diagnostic::{Code, Diagnostic, Place};

/// Appends a value as people read it, with a line end.
///
/// # Errors
/// Never for values that are made of texts, numbers and lists of them.
pub fn write_pretty(value: &impl Serialize, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(fault)?;
    out.push(b'\n');
    Ok(())
}

fn fault(error: serde_json::Error) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::WriteFailed, Place::Run, error.to_string()))
}

/// Appends a list of what `write` appends for each item, one a line; an item is gone before the next one is made.
pub fn write_list<T>(items: impl Iterator<Item = T>, out: &mut Vec<u8>, mut write: impl FnMut(T, &mut Vec<u8>)) {
    out.push(b'[');
    for (index, item) in items.enumerate() {
        out.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        write(item, out);
    }
    out.extend_from_slice(b"\n]");
}
