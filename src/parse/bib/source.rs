//! An entry as BibTeX that stands alone.

use super::values::Raw;

/// The entry as written, without private fields; what only its file makes sense of is put in: abbreviations, and fields of other entries.
pub fn written(raw: &Raw<'_>) -> String {
    let mut changes: Vec<_> = raw.replaced.iter().map(|(range, tex)| (range.clone(), format!("{{{tex}}}"))).collect();
    let references = raw.references.iter().filter(|_| !raw.inherited.is_empty());
    let gone: Vec<_> = raw.private.iter().chain(references).map(|range| comma(raw.text, range.clone())).collect();
    changes.retain(|(range, _)| !gone.iter().any(|gone| gone.contains(&range.start)));
    changes.extend(gone.into_iter().map(|range| (range, String::new())));
    changes.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(raw.text.len());
    let mut at = 0;
    for (range, text) in changes {
        out.push_str(&raw.text[at..range.start]);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(&raw.text[at..]);
    if raw.inherited.is_empty() {
        return out;
    }
    let body = out.strip_suffix('}').unwrap_or(&out).trim_end().trim_end_matches(',');
    let fields: String = raw.inherited.iter().map(|(name, tex)| format!(",\n  {name} = {{{tex}}}")).collect();
    format!("{body}{fields}\n}}")
}

/// A field's place with the white space before it and the comma behind it.
fn comma(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let rest = &text[range.end..];
    let end = rest.trim_start().strip_prefix(',').map_or(range.end, |rest| text.len() - rest.len());
    text[..range.start].trim_end().len()..end
}
