//! Forms that values of the config and of front matter take: language tags, addresses, people.

use super::config::Person;
use super::table::{Fault, Table, Value};
use crate::base::route::Route;

/// A BCP 47 language tag, as far as its form goes: `en`, `zh-Hans`.
pub fn language(value: &Value<'_>) -> Result<String, Fault> {
    let tag = value.line()?;
    if is_language(&tag) {
        return Ok(tag);
    }
    let (message, help) = no_language(&tag);
    Err(value.bad(message, help))
}

/// What is wrong with a text that is no language tag, and what to do.
pub fn no_language(tag: &str) -> (String, &'static str) {
    (format!("`{tag}` is not a language tag"), "give one such as `en`, `de-CH` or `zh-Hans`")
}

pub fn is_language(tag: &str) -> bool {
    let sound =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_language = first.len() >= 2 && sound(first, 3) && first.chars().all(|c| c.is_ascii_alphabetic());
    is_language && parts.all(|part| sound(part, 8))
}

/// An absolute `http` or `https` address.
pub fn web_address(value: &Value<'_>) -> Result<String, Fault> {
    let address = value.line()?;
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let unsound = |c: char| c.is_whitespace() || c.is_control() || "\"<>\\".contains(c);
    match rest {
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') && !rest.contains(unsound) => Ok(address),
        _ => Err(value.bad(format!("`{address}` is not a web address"), "give one that starts with `https://`")),
    }
}

/// An address of this site, from its root: `/old/place/`.
pub fn site_address(value: &Value<'_>) -> Result<String, Fault> {
    let address = value.line()?;
    route(&address, |message, help| value.bad(message, help))?;
    Ok(address)
}

/// The route of an address of this site. `bad` makes the fault of what and why.
pub fn route(address: &str, bad: impl Fn(String, String) -> Fault) -> Result<Route, Fault> {
    if !address.starts_with('/') {
        let path = address.trim_start_matches(['.', '/']);
        let help = if address.contains("://") {
            "give a path of this site, without its host: `/old/place/`".to_string()
        } else {
            format!("write `/{path}`")
        };
        return Err(bad(format!("`{address}` does not start with `/`"), help));
    }
    if address.contains(['?', '#']) {
        let help = "leave it out: only a path can be kept";
        return Err(bad(format!("`{address}` has a query or a fragment"), help.to_string()));
    }
    Route::parse(address).ok_or_else(|| {
        let help = "a path has no empty parts, no `.` or `..`, no backslashes and no control characters";
        bad(format!("`{address}` cannot become a path"), help.to_string())
    })
}

/// The last part of an address, as it stands: neither split, nor hidden, nor too long for a file system.
pub fn slug(value: &Value<'_>) -> Result<String, Fault> {
    let slug = value.line()?;
    let help = "it is one part of an address: no `/`, no backslash, no `.` or `..`";
    if slug.contains('/') || Route::parse(&format!("/{slug}/")).is_none() {
        return Err(value.bad(format!("`{slug}` cannot be a slug"), help));
    }
    if slug.len() > 200 {
        return Err(value.bad(format!("this slug is {} bytes long", slug.len()), "give it at most 200 bytes"));
    }
    Ok(slug)
}

/// People, each a name or a table `{ name, url, orcid }`.
pub fn people(table: &mut Table<'_, '_>, key: &'static str) -> Vec<Person> {
    let items = table.items(key, "names").unwrap_or_default();
    items.iter().filter_map(|item| person(table, item)).collect()
}

fn person<'d>(table: &mut Table<'d, '_>, item: &Value<'d>) -> Option<Person> {
    if item.is_string() {
        return table.keep(item.line()).map(|name| Person { name, ..Person::default() });
    }
    if !item.is_table() {
        table.report.push(*item.wrong_type("a name or a table `{ name, url, orcid }`"));
        return None;
    }
    table.below(item, "an author".to_string(), |author| {
        author.miss("name", "`name = \"…\"`");
        let name = author.get("name", Value::line).unwrap_or_default();
        Person { name, url: author.get("url", web_address), orcid: author.get("orcid", orcid) }
    })
}

/// An ORCID iD, bare or as an address: `0000-0002-1825-0097`. Its last character is a check digit (ISO 7064, MOD 11-2).
fn orcid(value: &Value<'_>) -> Result<String, Fault> {
    let text = value.line()?;
    let id = text.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("orcid.org/");
    let id = id.to_ascii_uppercase();
    let has_form = id.len() == 19
        && id.char_indices().all(|(at, c)| match at {
            4 | 9 | 14 => c == '-',
            18 => c.is_ascii_digit() || c == 'X',
            _ => c.is_ascii_digit(),
        });
    if !has_form {
        return Err(value.bad(format!("`{text}` is not an ORCID iD"), "give one such as `0000-0002-1825-0097`"));
    }
    if !check_digit_holds(&id, |total, digit| (total + digit) * 2 % 11, 12) {
        return Err(
            value.bad(format!("the check digit of `{text}` is wrong"), "compare it with the record at orcid.org")
        );
    }
    Ok(id)
}

fn check_digit_holds(id: &str, step: impl Fn(u32, u32) -> u32, whole: u32) -> bool {
    let mut digits: Vec<u32> = id.chars().filter(|c| *c != '-').map(|c| c.to_digit(10).unwrap_or(10)).collect();
    let check = digits.pop();
    let total = digits.into_iter().fold(0, step);
    check == Some((whole - total) % 11)
}

/// An International Standard Serial Number: `2049-3630`. Its last character is a check digit (ISO 3297).
pub fn issn(value: &Value<'_>) -> Result<String, Fault> {
    let text = value.line()?;
    let id = text.to_ascii_uppercase();
    let has_form = id.len() == 9
        && id.char_indices().all(|(at, c)| match at {
            4 => c == '-',
            8 => c.is_ascii_digit() || c == 'X',
            _ => c.is_ascii_digit(),
        });
    if !has_form {
        return Err(value.bad(format!("`{text}` is not an ISSN"), "give one such as `2049-3630`"));
    }
    let digits = id.chars().filter(|c| *c != '-').map(|c| c.to_digit(10).unwrap_or(10));
    let sum: u32 = digits.zip((1..=8).rev()).map(|(digit, weight)| digit * weight).sum();
    if !sum.is_multiple_of(11) {
        return Err(
            value.bad(format!("the check digit of `{text}` is wrong"), "compare it with the record at portal.issn.org")
        );
    }
    Ok(id)
}
