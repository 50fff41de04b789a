//! Where an output lives: its address and its file path in one value.

use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::encode::{PATH, encode_into};

/// An output's place below the site's root, as raw UTF-8: `issues/49/` is a page (its file is `issues/49/index.html`),
/// `feed.xml` is a file, the empty text is the home page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// The home page.
    pub fn home() -> Route {
        Route("".into())
    }

    /// A page with an address of its own: `issues/12` is served at `/issues/12/`.
    pub fn page(path: &str) -> Route {
        let path = path.trim_matches('/');
        if path.is_empty() { Route::home() } else { Route([path, "/"].concat().into()) }
    }

    /// A file under its own name: `feed.xml` is served at `/feed.xml`.
    pub fn file(path: &str) -> Route {
        Route(path.trim_start_matches('/').into())
    }

    /// Reads an address as authors write it: `/old/place/` is a page, `/old.html` a file.
    ///
    /// `None` for what may not become a path: empty, `.` or `..` segments, control characters, backslashes.
    pub fn parse(address: &str) -> Option<Route> {
        let path = address.strip_prefix('/')?;
        let inner = path.strip_suffix('/').unwrap_or(path);
        let sound =
            |s: &str| !s.is_empty() && s != "." && s != ".." && !s.contains(|c: char| c.is_control() || c == '\\');
        if path.is_empty() {
            return Some(Route::home());
        }
        inner.split('/').all(sound).then(|| Route(path.nfc().collect::<String>().into()))
    }

    /// The route as raw text, without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is a page in a folder of its own.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// The file below the output folder.
    pub fn file_path(&self) -> String {
        if self.is_page() { [&self.0, "index.html"].concat() } else { self.0.to_string() }
    }

    /// Whether its file is one of HTML.
    pub fn is_html(&self) -> bool {
        self.is_page() || self.0.ends_with(".html")
    }

    /// A file beside this output: `issues/49/` and `a.png` give `issues/49/a.png`, `2025/x.html` gives `2025/x/a.png`.
    pub fn beside(&self, name: &str) -> Route {
        let file = match self.0.strip_suffix(".html") {
            Some(stem) => [stem, "/", name].concat(),
            None => [&self.0, name].concat(),
        };
        Route(file.into())
    }

    /// What two outputs may not share: the file path with case and composition folded, as file systems do.
    pub fn collision_key(&self) -> String {
        let mut path = self.file_path();
        if path.is_ascii() {
            path.make_ascii_lowercase();
            return path;
        }
        path.nfc().flat_map(char::to_lowercase).nfc().collect()
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

/// Where the site is published: `https://example.org` and the path below it, `/` or `/news/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

impl BaseUrl {
    /// Reads an absolute `http` or `https` address; `None` for anything else, a query or a fragment.
    pub fn parse(text: &str) -> Option<BaseUrl> {
        let (scheme, rest) = text.trim().split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let sound = |s: &str| !s.contains(|c: char| c.is_whitespace() || c.is_control() || "?#\\\"<>".contains(c));
        if !matches!(scheme, "http" | "https") || host.is_empty() || host.contains('@') || !sound(host) || !sound(path)
        {
            return None;
        }
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_string() } else { format!("/{path}/") };
        Some(BaseUrl { origin: format!("{scheme}://{}", host.to_lowercase()), path })
    }

    /// The address of a site that has none yet: `https://example.invalid/` (RFC 2606).
    pub fn stand_in() -> BaseUrl {
        BaseUrl { origin: "https://example.invalid".to_string(), path: "/".to_string() }
    }

    /// `https://example.org`, without a slash.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// `/` or `/news/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The address for links within the site: `/news/issues/49/`.
    pub fn href(&self, route: &Route) -> String {
        self.address("", route)
    }

    /// The address for the world outside: `https://example.org/news/issues/49/`.
    pub fn absolute(&self, route: &Route) -> String {
        self.address(&self.origin, route)
    }

    fn address(&self, origin: &str, route: &Route) -> String {
        let mut address = String::with_capacity(origin.len() + self.path.len() + route.0.len());
        address.push_str(origin);
        address.push_str(&self.path);
        encode_into(&route.0, PATH, &mut address);
        address
    }
}
