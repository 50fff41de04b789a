//! YAML front matter of other generators, turned into the TOML to paste. It is only ever shown, never read as content.

/// Keys that other generators call differently.
pub const RENAMED: &[(&str, &str)] = &[
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
/// Only plain `key: value` pairs, lists and folded texts are understood. The rest becomes comments, so that nothing is lost.
pub fn to_toml(yaml: &str) -> String {
    let mut top = String::new();
    let mut extra = String::new();
    for pair in pairs(yaml) {
        let out = if KEYS.contains(&pair.key) { &mut top } else { &mut extra };
        out.push_str(&pair.toml());
    }
    if !extra.is_empty() {
        top.push_str("\n[extra]\n");
        top.push_str(&extra);
    }
    top
}

/// A key by the name that it has here, with what stands behind and below it.
struct Pair<'y> {
    key: &'y str,
    value: &'y str,
    items: Vec<&'y str>,
    /// Lines below it that are no items.
    rest: Vec<&'y str>,
}

impl Pair<'_> {
    fn toml(&self) -> String {
        let key = bare(self.key);
        let is_folded = self.value.starts_with(['>', '|']) && !self.rest.is_empty();
        if is_folded {
            let text: Vec<_> = self.rest.iter().map(|line| line.trim()).collect();
            return format!("{key} = {}\n", quoted(&text.join(" ")));
        }
        let comments: String = self.rest.iter().map(|line| format!("# {}\n", plain_line(line))).collect();
        let line = match (self.value, &self.items[..]) {
            ("", []) => format!("# {}:\n", self.key),
            (value, []) if LISTS.contains(&self.key) => format!("{key} = [{}]\n", string(value)),
            (value, []) => format!("{key} = {}\n", scalar(value)),
            (_, items) if LISTS.contains(&self.key) => format!("{key} = [{}]\n", joined(items, string)),
            (_, items) => format!("{key} = [{}]\n", joined(items, scalar)),
        };
        line + &comments
    }
}

fn joined(items: &[&str], form: impl Fn(&str) -> String) -> String {
    items.iter().map(|item| form(item)).collect::<Vec<_>>().join(", ")
}

/// A line without the characters that no TOML comment may hold.
fn plain_line(line: &str) -> String {
    line.chars().filter(|c| !c.is_control()).collect()
}

/// Each key once: `tags` and `categories` are both topics.
fn pairs(yaml: &str) -> Vec<Pair<'_>> {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let mut current = 0;
    for line in yaml.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some((key, value)) = key_and_value(line) {
            let key = RENAMED.iter().find(|(theirs, _)| *theirs == key).map_or(key, |(_, ours)| ours);
            current = pairs.iter().position(|pair| pair.key == key).unwrap_or(pairs.len());
            if current == pairs.len() {
                pairs.push(Pair { key, value: "", items: Vec::new(), rest: Vec::new() });
            }
            pairs[current].add(line, value);
        } else if let Some(pair) = pairs.get_mut(current) {
            match line.trim_start().strip_prefix("- ") {
                Some(item) if pair.value.is_empty() => pair.items.push(pair.item(item.trim())),
                _ => pair.rest.push(line.trim_end()),
            }
        }
    }
    pairs
}

impl<'y> Pair<'y> {
    /// A value of a list. Of a person that is a table, `- name: A. Editor`, the name is what counts.
    fn item(&self, written: &'y str) -> &'y str {
        let named = key_and_value(written).filter(|(key, _)| self.key == "authors" && *key == "name");
        named.map_or(written, |(_, name)| name)
    }

    fn add(&mut self, line: &'y str, value: &'y str) {
        let inner = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
        match inner {
            Some(inner) if self.value.is_empty() => {
                self.items.extend(inner.split(',').map(str::trim).filter(|item| !item.is_empty()));
            }
            _ if value.is_empty() => {}
            _ if self.value.is_empty() && self.items.is_empty() => self.value = value,
            _ if self.value.is_empty() && LISTS.contains(&self.key) => self.items.push(value),
            _ => self.rest.push(line),
        }
    }
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
    let bare = uncommented(value);
    let stays = toml::de::DeValue::parse(bare).is_ok_and(|parsed| {
        let parsed = parsed.get_ref();
        parsed.is_integer() || parsed.is_bool() || parsed.is_datetime()
    });
    if stays { bare.to_string() } else { string(value) }
}

/// A YAML scalar as a TOML string.
fn string(value: &str) -> String {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote.and_then(|quote| value.strip_prefix(quote)?.strip_suffix(quote)) {
        Some(inner) if quote == Some('"') => quoted(&inner.replace("\\\"", "\"")),
        Some(inner) => quoted(&inner.replace("''", "'")),
        None => quoted(uncommented(value)),
    }
}

fn uncommented(value: &str) -> &str {
    value.split(" #").next().unwrap_or(value).trim_end()
}

fn bare(key: &str) -> String {
    let is_bare = key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    if is_bare { key.to_string() } else { quoted(key) }
}

/// A text as a TOML string of one line.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", plain_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::to_toml;

    #[track_caller]
    fn check_toml(yaml: &str, expected: &str) {
        assert_eq!(to_toml(yaml), expected);
        assert!(expected.parse::<toml::Table>().is_ok(), "{expected}");
    }

    #[test]
    fn plain_pairs_and_lists_are_turned() {
        check_toml("title: \"A: b\"\n", "title = \"A: b\"\n");
        check_toml("title: It's\n", "title = \"It's\"\n");
        check_toml("title: 'It''s'\n", "title = \"It's\"\n");
        check_toml("date: 2024-12-09 # Monday\n", "date = 2024-12-09\n");
        check_toml("date: 2024-12-09T08:00:00+01:00\n", "date = 2024-12-09T08:00:00+01:00\n");
        check_toml("tags: [a, 2024]\n", "topics = [\"a\", \"2024\"]\n");
        check_toml("tags:\n  - a\n- b\ncategories: c\n", "topics = [\"a\", \"b\", \"c\"]\n");
        check_toml(
            "author:\n  - name: A\n    url: https://a.example/\n  - B\n",
            "authors = [\"A\", \"B\"]\n#     url: https://a.example/\n",
        );
        check_toml("description: >-\n  one\n  two\n", "summary = \"one two\"\n");
        check_toml("draft: true\nmood: good\n", "draft = true\n\n[extra]\nmood = \"good\"\n");
        check_toml("seo:\n  image: a.png\n", "\n[extra]\n# seo:\n#   image: a.png\n");
        check_toml("path: C:\\n\n", "\n[extra]\npath = \"C:\\\\n\"\n");
        check_toml("größe: 3\n", "\n[extra]\n\"größe\" = 3\n");
    }

    proptest! {
        #[test]
        fn whatever_stands_there_the_toml_is_toml(yaml in "([a-z]{0,3}:? ?[-\\[\\]{}#>|'\"a-z0-9:, \\\\\t]{0,12}\n){0,6}") {
            prop_assert!(to_toml(&yaml).parse::<toml::Table>().is_ok());
        }
    }
}
