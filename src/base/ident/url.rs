//! Web addresses: taken apart, and brought to the form in which two of them are compared.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::{percent_decode_str, utf8_percent_encode};

use crate::base::encode::ADDRESS;

/// Query parameters that follow a reader around and name nothing. A `*` at the end stands for any ending.
const TRACKING: &[&str] = &[
    "utm_*",
    "_hsenc",
    "_hsmi",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ref_src",
    "ref_url",
    "spm",
    "spm_id_from",
    "ttclid",
    "twclid",
    "vd_source",
    "vero_id",
    "wbraid",
    "yclid",
    "__s",
    "__twitter_impression",
];

/// The key under which two `http` or `https` addresses are the same place: no scheme, user, `www.`, default port,
/// fragment, trailing slash or tracking parameter; host in lower case; percent-encoding as RFC 3986, section 6.2.2, says.
/// `https://www.Example.org/a/?utm_source=x#top` is `example.org/a`. A `#!` fragment is part of the place and stays.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlKey(Arc<str>);

impl UrlKey {
    /// Reads an absolute `http` or `https` address; `None` for anything else.
    pub fn parse(url: &str) -> Option<UrlKey> {
        Some(UrlKey::of(&Parts::split(url)?))
    }

    pub(super) fn of(parts: &Parts<'_>) -> UrlKey {
        let mut key = String::with_capacity(parts.host.len() + parts.path.len() + parts.query.len() + 8);
        key.push_str(&parts.host);
        if !parts.port.is_empty() {
            key.push(':');
            key.push_str(parts.port);
        }
        key.push_str(normal(parts.path).trim_end_matches('/'));
        if !parts.query.is_empty() {
            let kept = parts.query.split('&').map(normal).filter(|p| !p.is_empty() && !is_tracking(p));
            for (index, parameter) in kept.enumerate() {
                key.push(if index == 0 { '?' } else { '&' });
                key.push_str(&parameter);
            }
        }
        if parts.fragment.starts_with('!') {
            key.push('#');
            key.push_str(&normal(parts.fragment));
        }
        UrlKey(key.into())
    }

    /// The key as text; `https://` before it makes an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, without `www.` and port.
    pub fn host(&self) -> &str {
        let end = self.0.find(['/', '?', '#']).unwrap_or(self.0.len());
        let authority = &self.0[..end];
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
            _ => authority,
        }
    }
}

/// An `http` or `https` address taken apart. The host is in lower case, without `www.` and without a last dot; port,
/// path, query and fragment are as written; the default ports are left out.
pub(super) struct Parts<'a> {
    pub host: Cow<'a, str>,
    pub port: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub fragment: &'a str,
}

impl<'a> Parts<'a> {
    pub fn split(url: &'a str) -> Option<Parts<'a>> {
        let url = url.trim();
        Parts::after_scheme(strip_prefix_ci(url, "https://").or_else(|| strip_prefix_ci(url, "http://"))?)
    }

    fn after_scheme(rest: &'a str) -> Option<Parts<'a>> {
        let (authority, rest) = split_at_byte(rest, |b| matches!(b, b'/' | b'?' | b'#'));
        let (path, rest) = split_at_byte(rest, |b| matches!(b, b'?' | b'#'));
        let (query, rest) = split_at_byte(rest, |b| b == b'#');
        let (query, fragment) =
            (query.strip_prefix('?').unwrap_or_default(), rest.strip_prefix('#').unwrap_or_default());
        if authority.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.')) {
            let host = without_www(authority.trim_end_matches('.'));
            return (!host.is_empty()).then(|| Parts { host: host.into(), port: "", path, query, fragment });
        }
        // What stands before `@` is a user's name: `https://arxiv.org@example.org/` leads to example.org.
        let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (host, port),
            _ => (authority, ""),
        };
        let mut host = host.trim_end_matches('.').to_lowercase();
        host.drain(..host.len() - without_www(&host).len());
        let unsound = |c: char| c.is_whitespace() || c.is_control() || "\\\"<>^`{|}%".contains(c);
        let address = host.starts_with('[');
        if host.is_empty() || host.contains(unsound) || (host.contains(':') && !address) {
            return None;
        }
        let port = if matches!(port, "80" | "443") { "" } else { port };
        Some(Parts { host: host.into(), port, path, query, fragment })
    }

    /// As `split`, but the scheme may be missing: `arxiv.org/abs/2411.19865`.
    pub fn with_or_without_scheme(text: &'a str) -> Option<Parts<'a>> {
        if text.contains("://") {
            return Parts::split(text);
        }
        Parts::after_scheme(text)
    }

    /// Whether the host is `domain` or stands below it.
    pub fn is_on(&self, domain: &str) -> bool {
        self.host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// The path's segments that are not empty.
    pub fn segments(&self) -> impl Iterator<Item = &'a str> {
        self.path.split('/').filter(|s| !s.is_empty())
    }

    /// The path with percent-encoding undone; `None` when that is not UTF-8.
    pub fn decoded_path(&self) -> Option<Cow<'a, str>> {
        decoded(self.path)
    }

    /// A query parameter's value, percent-decoded.
    pub fn parameter(&self, name: &str) -> Option<Cow<'a, str>> {
        let value = self.query.split('&').find_map(|p| p.split_once('=').filter(|(n, _)| *n == name))?.1;
        decoded(value)
    }
}

/// Undoes percent-encoding; `None` when the result is not UTF-8.
pub(super) fn decoded(text: &str) -> Option<Cow<'_, str>> {
    match memchr::memchr(b'%', text.as_bytes()) {
        Some(_) => percent_decode_str(text).decode_utf8().ok(),
        None => Some(Cow::Borrowed(text)),
    }
}

/// The text up to the first ASCII character of a sort, and from it on.
fn split_at_byte(text: &str, sort: impl Fn(u8) -> bool) -> (&str, &str) {
    text.split_at(text.bytes().position(sort).unwrap_or(text.len()))
}

/// `strip_prefix` that ignores ASCII case.
pub(super) fn strip_prefix_ci<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// `strip_suffix` that ignores ASCII case.
pub(super) fn strip_suffix_ci<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(suffix.len())?;
    text.get(at..)?.eq_ignore_ascii_case(suffix).then(|| &text[..at])
}

/// `www.org` stays, for what would remain is no domain.
fn without_www(host: &str) -> &str {
    let mut host = host;
    while let Some(rest) = host.strip_prefix("www.").filter(|rest| rest.contains('.')) {
        host = rest;
    }
    host
}

/// The address without its tracking parameters; `None` if it has none.
pub fn without_tracking(url: &str) -> Option<String> {
    let (rest, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let (place, query) = rest.split_once('?')?;
    let kept: Vec<&str> = query.split('&').filter(|parameter| !is_tracking(parameter)).collect();
    if kept.len() == query.split('&').count() {
        return None;
    }
    let sign = if kept.is_empty() { "" } else { "?" };
    Some(format!("{place}{sign}{}{fragment}", kept.join("&")))
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or(parameter).to_ascii_lowercase();
    TRACKING.iter().any(|t| match t.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *t,
    })
}

/// Percent-encoding made equal: escapes of unreserved characters undone, the others in upper case, what must not stand
/// raw escaped. A `%` that begins no escape becomes `%25`.
fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.extend(utf8_percent_encode(&rest[..at], ADDRESS));
        let hex = rest.get(at + 1..at + 3).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => out.push(char::from(byte)),
            Some(byte) => out.push_str(&format!("%{byte:02X}")),
            None => out.push_str("%25"),
        }
        rest = &rest[at + if hex.is_some() { 3 } else { 1 }..];
    }
    out.extend(utf8_percent_encode(rest, ADDRESS));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_key(url: &str, expected: &str) {
        let key = UrlKey::parse(url);
        assert_eq!(key.as_ref().map_or("none", UrlKey::as_str), expected, "{url}");
        if let Some(key) = key {
            let again = UrlKey::parse(&format!("https://{}", key.as_str()));
            assert_eq!(again.as_ref(), Some(&key), "the key of a key is itself");
        }
    }

    #[track_caller]
    fn check_host(url: &str, expected: &str) {
        assert_eq!(UrlKey::parse(url).as_ref().map(UrlKey::host), Some(expected), "{url}");
    }

    #[test]
    fn addresses_of_one_place_have_one_key() {
        check_key("https://Example.org", "example.org");
        check_key("http://www.example.org/", "example.org");
        check_key("HTTPS://example.org:443/a/", "example.org/a");
        check_key("https://example.org:8080/a", "example.org:8080/a");
        check_key("https://example.org./A/B", "example.org/A/B");
        check_key("https://user:pw@example.org/a", "example.org/a");
        check_key(" https://example.org/a#part ", "example.org/a");
        check_key("https://example.org/a/#!/b", "example.org/a#!/b");
        check_key("https://example.org/a/?x=1&utm_source=n&UTM_Medium=m&y=/", "example.org/a?x=1&y=/");
        check_key("https://example.org/?fbclid=1&gclid=2&mc_cid=3&mc_eid=4&ref_src=5&igshid=6&&", "example.org");
        check_key("https://example.org/?%75tm_source=1&utmost=2", "example.org?utmost=2");
        check_key("https://example.org/%7euser/%e4%bd%a0", "example.org/~user/%E4%BD%A0");
        check_key("https://example.org/你 b", "example.org/%E4%BD%A0%20b");
        check_key("https://example.org/100%/%zz/%2f", "example.org/100%25/%25zz/%2F");
        check_key("https://www.org/a", "www.org/a");
        check_key("https://www.www.example.org", "example.org");
        check_key("https://[::1]:8000/a", "[::1]:8000/a");
        check_key("https://пример.рф/Я", "пример.рф/%D0%AF");
    }

    #[test]
    fn other_texts_have_no_key() {
        for text in [
            "",
            "example.org",
            "/a",
            "../a.md",
            "#a",
            "mailto:a@example.org",
            "ftp://example.org",
            "https://",
            "https:///a",
            "https://.",
            "https://a b/",
            "https://a\u{0}",
            "https://a%41",
            "http:/example.org",
            "ｈttps://example.org",
            "https:／／a",
            "javascript:alert(1)",
            "https://@/",
            "https://:80",
            "https://a:b/",
            "https://a:.",
        ] {
            check_key(text, "none");
        }
    }

    #[test]
    fn a_host_has_no_port() {
        check_host("https://www.example.org:81/a?b#!c", "example.org");
        check_host("https://example.org?b", "example.org");
        check_host("https://[::1]/a", "[::1]");
        check_host("https://[::1]:80", "[::1]");
    }
}
