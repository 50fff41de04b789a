//! What single values of the config must look like.

use jiff::tz::{self, TimeZone};

use crate::base::diagnostic::nearest;
use crate::base::route::{BaseUrl, Route};
use crate::parse::table::{Fault, Value};

pub fn base_url(value: &Value<'_>) -> Result<BaseUrl, Fault> {
    let text = value.line()?;
    BaseUrl::parse(&text).ok_or_else(|| {
        let help = "give an absolute address without a query: `https://example.org/` or `https://example.org/news/`";
        value.bad(format!("`{text}` cannot be the site's address"), help)
    })
}

/// A time zone of the IANA database, which is compiled in.
pub fn time_zone(value: &Value<'_>) -> Result<TimeZone, Fault> {
    let name = value.line()?;
    TimeZone::get(&name).map_err(|_| {
        let zones: Vec<String> = tz::db().available().map(|zone| zone.to_string()).collect();
        let by_city = |zone: &&String| zone.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(&name));
        let near = nearest(&name, zones.iter().map(String::as_str));
        let help = match near.or_else(|| zones.iter().find(by_city).map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "give a name of the IANA database, such as `Europe/Berlin`".to_string(),
        };
        value.bad(format!("`{name}` is not a time zone"), help)
    })
}

/// The authority and date of `tag:` URIs: `example.org,2024-10-28` (RFC 4151, section 2.1).
pub fn tag_authority(value: &Value<'_>) -> Result<String, Fault> {
    let text = value.line()?;
    let sound = text.split_once(',').is_some_and(|(authority, date)| is_authority(authority) && is_tag_date(date));
    if sound {
        return Ok(text);
    }
    let help = "give a name you own and a day on which you owned it: `example.org,2024-10-28`";
    Err(value.bad(format!("`{text}` is not a name and a date"), help))
}

/// A domain name or a mail address.
fn is_authority(text: &str) -> bool {
    let (user, domain) = text.split_once('@').unwrap_or(("user", text));
    let is_user = !user.is_empty() && user.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    is_user && domain.split('.').all(is_label)
}

/// A year, a month or a day.
fn is_tag_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_string(),
        _ => return false,
    };
    whole.parse::<jiff::civil::Date>().is_ok()
}

/// A folder below the root that is none of those that the newsletter is read from.
pub fn output_folder(value: &Value<'_>) -> Result<String, Fault> {
    let text = value.line()?;
    let folder = text.trim_start_matches("./").trim_end_matches('/');
    let help = "give a folder below the newsletter's own, such as `public`";
    if folder.starts_with('/') || Route::parse(&format!("/{folder}/")).is_none_or(|route| route == Route::home()) {
        return Err(value.bad(format!("`{text}` cannot be the output folder"), help));
    }
    let first = folder.split('/').next().unwrap_or(folder);
    if matches!(first, "content" | "themes" | "static" | ".git") {
        return Err(value.bad(format!("`{text}` is where the newsletter itself stands"), help));
    }
    Ok(folder.to_string())
}

/// What an issue's address may be made of.
const PLACEHOLDERS: &[&str] = &["slug", "name", "year", "month", "day", "number"];

/// A pattern such as `/issues/{slug}/`.
pub fn issue_pattern(value: &Value<'_>) -> Result<String, Fault> {
    let pattern = value.line()?;
    let mut sample = String::new();
    let mut rest = pattern.as_str();
    let mut tells_apart = false;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, after) =
            behind.split_once('}').ok_or_else(|| value.bad("a `{` is never closed", "close it with `}`"))?;
        if !PLACEHOLDERS.contains(&name) {
            return Err(value.bad(format!("`{{{name}}}` is not a part of an issue's address"), placeholder_help(name)));
        }
        tells_apart |= matches!(name, "slug" | "name" | "number");
        sample.push_str(before);
        sample.push('1');
        rest = after;
    }
    sample.push_str(rest);
    if !tells_apart {
        let help = "put `{slug}`, `{name}` or `{number}` into it";
        return Err(value.bad("this pattern gives issues of one day the same address", help));
    }
    let is_file = sample.ends_with(".html");
    if sample.contains(['?', '#', '}']) || !(is_file || sample.ends_with('/')) || Route::parse(&sample).is_none() {
        let help = "write a path that starts with `/` and ends in `/` or `.html`: `/issues/{slug}/`";
        return Err(value.bad(format!("`{pattern}` cannot become addresses"), help));
    }
    Ok(pattern)
}

fn placeholder_help(name: &str) -> String {
    match nearest(name, PLACEHOLDERS.iter().copied()) {
        Some(near) => format!("did you mean `{{{near}}}`?"),
        None => "the parts are `{slug}`, `{name}`, `{year}`, `{month}`, `{day}` and `{number}`".to_string(),
    }
}
