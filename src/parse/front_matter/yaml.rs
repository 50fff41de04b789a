//! YAML front matter of other generators, turned into the TOML to paste. It is only ever shown, never read as content.

/// Keys that other generators call differently.
const RENAMED: &[(&str, &str)] = &[
    ("description", "summary"),
    ("excerpt", "summary"),
    ("subtitle", "summary"),
    ("tags", "topics"),
    ("categories", "topics"),
    ("author", "authors"),
    ("lastmod", "updated"),
    ("issue", "number"),
    ("image", "cover"),
    ("lang", "language"),
    ("permalink", "aliases"),
    ("redirect_from", "aliases"),
];
/// Keys that take a list even where YAML has a single value.
const LISTS: &[&str] = &["authors", "topics", "aliases"];
const KEYS: &[&str] = &[
    "title",
    "number",
    "date",
    "summary",
    "authors",
    "slug",
    "guid",
    "updated",
    "topics",
    "cover",
    "cover_alt",
    "draft",
    "aliases",
    "language",
];

/// Whether a `---` line opens front matter and not just a text with a thematic break on top.
pub fn looks_like_yaml(below: &str) -> bool {
    let first = below.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| key_and_value(line).is_some())
}

/// The TOML that says the same, a line for each key; keys of no meaning here go under `[extra]`.
///
/// Only plain `key: value` pairs and lists are understood. The rest becomes comments, so that nothing is lost.
pub fn to_toml(yaml: &str) -> String {
    let mut top = String::new();
    let mut extra = String::new();
    for (key, values, rest) in pairs(yaml) {
        let key = RENAMED.iter().find(|(theirs, _)| *theirs == key).map_or(key, |(_, ours)| ours);
        let is_known = KEYS.contains(&key);
        let out = if is_known { &mut top } else { &mut extra };
        match values {
            Values::One(value) if LISTS.contains(&key) => {
                out.push_str(&format!("{} = [{}]\n", bare(key), quoted(value)))
            }
            Values::One(value) => out.push_str(&format!("{} = {}\n", bare(key), scalar(value))),
            Values::Many(values) => {
                let items: Vec<_> = values.into_iter().map(scalar).collect();
                out.push_str(&format!("{} = [{}]\n", bare(key), items.join(", ")));
            }
        }
        for line in rest {
            out.push_str(&format!("# {line}\n"));
        }
    }
    if !extra.is_empty() {
        top.push_str("\n[extra]\n");
        top.push_str(&extra);
    }
    top
}

enum Values<'y> {
    One(&'y str),
    Many(Vec<&'y str>),
}

/// Each key with its values and the lines below it that were not understood.
fn pairs(yaml: &str) -> Vec<(&str, Values<'_>, Vec<&str>)> {
    let mut pairs: Vec<(&str, Values<'_>, Vec<&str>)> = Vec::new();
    for line in yaml.lines().filter(|line| !line.trim().is_empty()) {
        if let Some((key, value)) = key_and_value(line) {
            let inner = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
            let values = match inner {
                Some(inner) => Values::Many(inner.split(',').map(str::trim).filter(|item| !item.is_empty()).collect()),
                None => Values::One(value),
            };
            pairs.push((key, values, Vec::new()));
            continue;
        }
        let Some((_, values, rest)) = pairs.last_mut() else { continue };
        match (line.trim_start().strip_prefix("- "), &mut *values) {
            (Some(item), Values::Many(items)) => items.push(item.trim()),
            (Some(item), Values::One("")) => *values = Values::Many(vec![item.trim()]),
            _ => rest.push(line.trim_end()),
        }
    }
    pairs
}

/// `key: value` at a line's start.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    let is_value = value.is_empty() || value.starts_with(char::is_whitespace);
    (is_key && is_value).then(|| (key, value.trim()))
}

/// A YAML scalar in TOML: numbers, booleans and dates stay, all else is a string.
fn scalar(value: &str) -> String {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(inner) = quote.and_then(|q| value.strip_prefix(q)?.strip_suffix(q)) {
        let inner = if quote == Some('\'') { inner.replace("''", "'") } else { inner.replace("\\\"", "\"") };
        return quoted(&inner);
    }
    let value = value.split(" #").next().unwrap_or(value).trim_end();
    let stays = toml::de::DeValue::parse(value).is_ok_and(|parsed| {
        let parsed = parsed.get_ref();
        parsed.is_integer() || parsed.is_bool() || parsed.is_datetime()
    });
    if stays { value.to_string() } else { quoted(value) }
}

fn bare(key: &str) -> String {
    let is_bare = key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    if is_bare { key.to_string() } else { quoted(key) }
}

/// A text as a TOML string.
pub fn quoted(text: &str) -> String {
    let text = text.trim_matches('"');
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
