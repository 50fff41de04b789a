//! Where a redirect leads.

/// An address as written in `Location`, seen from the page that sent it (RFC 3986, section 5.2), without its fragment;
/// `None` if it is no web address.
pub fn resolve(base: &str, location: &str) -> Option<String> {
    let location = location.trim().split('#').next().unwrap_or_default();
    let (scheme, rest) = base.split_once("://")?;
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let path = path.split('?').next().unwrap_or_default();
    let whole = if is_web(location) {
        location.to_string()
    } else if has_scheme(location) {
        return None;
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.is_empty() {
        base.to_string()
    } else if location.starts_with('?') {
        format!("{scheme}://{authority}{path}{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{}", without_dots(location))
    } else {
        let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
        format!("{scheme}://{authority}{}", without_dots(&format!("{folder}{location}")))
    };
    let host = whole.split_once("://")?.1.split(['/', '?']).next()?;
    (!host.is_empty() && host != "[" && !whole.contains(char::is_control)).then_some(whole)
}

fn is_web(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

fn has_scheme(text: &str) -> bool {
    let head = text.split(['/', '?']).next().unwrap_or_default();
    head.split_once(':').is_some_and(|(scheme, _)| scheme.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// A path with `.` and `..` done away with (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let mut parts: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for part in path.split('/').skip(1) {
        is_folder = matches!(part, "." | "..");
        match part {
            "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let end = if is_folder && !parts.is_empty() { "/" } else { "" };
    format!("/{}{end}{query}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[track_caller]
    fn check_location(location: &str, expected: Option<&str>) {
        assert_eq!(resolve("https://a.example/b/c/d?q", location).as_deref(), expected);
    }

    #[test]
    fn locations_are_read_as_browsers_do() {
        check_location("g", Some("https://a.example/b/c/g"));
        check_location("./g", Some("https://a.example/b/c/g"));
        check_location("g/", Some("https://a.example/b/c/g/"));
        check_location("/g", Some("https://a.example/g"));
        check_location("//g.example/h", Some("https://g.example/h"));
        check_location("?y", Some("https://a.example/b/c/d?y"));
        check_location("g?y/../x", Some("https://a.example/b/c/g?y/../x"));
        check_location("../g#s", Some("https://a.example/b/g"));
        check_location("../../../g", Some("https://a.example/g"));
        check_location("..", Some("https://a.example/b/"));
        check_location("", Some("https://a.example/b/c/d?q"));
        check_location("HTTP://g.example", Some("HTTP://g.example"));
        assert_eq!(resolve("http://a", "x").as_deref(), Some("http://a/x"));
    }

    #[test]
    fn what_is_no_web_address_leads_nowhere() {
        check_location("mailto:a@b.example", None);
        check_location("javascript:x", None);
        check_location("http://", None);
        check_location("http://a\u{0}b/", None);
    }
}
