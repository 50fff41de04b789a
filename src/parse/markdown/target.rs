//! Where a link leads, as written.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::Rules;
use crate::base::encode;
use crate::base::ident::WorkId;
use crate::parse::document::{Inner, Target};

/// Why an address is none that a page may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Empty,
    /// `javascript:` and its like, which would run or fake what a page shows.
    Forbidden,
    /// `work:` with something that is no work's id.
    NoWork,
    /// `issue:` or `topic:` without a name.
    NoName,
}

/// Sorts an address into what it leads to.
pub fn read(address: &str, rules: &Rules) -> Result<Target, Fault> {
    let address = clean(address);
    let address = address.as_ref();
    if address.is_empty() {
        return Err(Fault::Empty);
    }
    if let Some(fragment) = address.strip_prefix('#') {
        return Ok(Target::Fragment(decode(fragment).into()));
    }
    if is_web(address) {
        return Ok(own(address, rules).unwrap_or_else(|| external(&whole(address))));
    }
    match scheme(address) {
        Some((scheme, rest)) => with_scheme(&scheme.to_ascii_lowercase(), rest, address),
        None => Ok(local(address)),
    }
}

fn with_scheme(scheme: &str, rest: &str, address: &str) -> Result<Target, Fault> {
    match scheme {
        "javascript" | "vbscript" | "data" | "blob" | "view-source" => Err(Fault::Forbidden),
        "issue" => {
            let (name, fragment) = split(rest, '#');
            let path = named(name)?;
            Ok(Target::Issue(Box::new(Inner { path, query: None, fragment: fragment.map(decode) })))
        }
        "topic" => Ok(Target::Topic(named(rest)?.into())),
        "work" => WorkId::parse_reference(&decode(rest)).map(Target::Work).ok_or(Fault::NoWork),
        "doi" | "arxiv" => {
            let id = WorkId::parse_reference(address).ok_or(Fault::NoWork)?;
            Ok(external(&id.url()))
        }
        _ => Ok(external(address)),
    }
}

fn external(address: &str) -> Target {
    Target::External(address.into())
}

/// A web address with its scheme, which a mail has none to add to, and without the signs that no address may hold.
fn whole(address: &str) -> Cow<'_, str> {
    let sound = encode::address(address);
    if address.starts_with("//") { ["https:", &sound].concat().into() } else { sound }
}

fn named(name: &str) -> Result<String, Fault> {
    let name = decode(name.trim());
    if name.is_empty() { Err(Fault::NoName) } else { Ok(name) }
}

/// A web address below the newsletter's own: it is one of its pages, wherever a preview shows it.
fn own(address: &str, rules: &Rules) -> Option<Target> {
    let base = rules.base.as_ref()?;
    let host = after_web_scheme(base.origin())?;
    let rest = after_web_scheme(address)?;
    let (theirs, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if !theirs.eq_ignore_ascii_case(host) {
        return None;
    }
    match path.strip_prefix(base.path()) {
        Some(below) => Some(local(&format!("/{below}"))),
        None if base.path() == "/" => Some(local(&format!("/{path}"))),
        None => None,
    }
}

/// A path, with or without a query and a fragment.
fn local(address: &str) -> Target {
    let (rest, fragment) = split(address, '#');
    let (path, query) = split(rest, '?');
    let inner = Inner { path: decode(path), query: query.map(str::to_string), fragment: fragment.map(decode) };
    if inner.path.starts_with('/') { Target::Site(Box::new(inner)) } else { Target::File(Box::new(inner)) }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// The text with `%xx` resolved; as written where that is not UTF-8.
fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_string(), Cow::into_owned)
}

/// An address without what browsers take out of it before they look at its scheme.
fn clean(address: &str) -> Cow<'_, str> {
    let address = address.trim_matches(|c: char| c <= ' ');
    if memchr::memchr3(b'\t', b'\n', b'\r', address.as_bytes()).is_some() {
        return Cow::Owned(address.replace(['\t', '\n', '\r'], ""));
    }
    Cow::Borrowed(address)
}

/// Splits `https:` off. A letter alone is no scheme but a drive, and no browser knows it either.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.len() > 1
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    sound.then_some((scheme, rest))
}

/// Whether a target is the world outside, as a reader would see it: what can open an entry, and be a work.
pub fn address(target: &Target) -> Option<&str> {
    shared_address(target).map(|url| &**url)
}

/// The same, to be kept.
pub fn shared_address(target: &Target) -> Option<&Arc<str>> {
    match target {
        Target::External(url) if is_web(url) => Some(url),
        _ => None,
    }
}

fn is_web(url: &str) -> bool {
    after_web_scheme(url).is_some()
}

/// What follows `https://`, `http://` or `//`.
fn after_web_scheme(url: &str) -> Option<&str> {
    let after = |prefix: &str| {
        let (start, rest) = url.split_at_checked(prefix.len())?;
        start.eq_ignore_ascii_case(prefix).then_some(rest)
    };
    after("https://").or_else(|| after("http://")).or_else(|| url.strip_prefix("//"))
}
