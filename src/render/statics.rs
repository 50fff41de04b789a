//! Files that are published as they are: the newsletter's `static/` over the theme's over the default theme's.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::layers::layered;
use crate::base::route::{BaseUrl, Route};
use crate::base::source::{SourceId, Sources};

/// The static files by the path under which templates know them.
pub struct Statics {
    files: BTreeMap<String, Static>,
}

/// A static file and where it is published.
pub struct Static {
    pub source: SourceId,
    pub route: Route,
}

impl Statics {
    /// Stylesheets and scripts that a theme brings get the hash of their bytes into their name, so that browsers may keep
    /// them for ever; a file of the newsletter's own keeps its name.
    pub fn of(sources: &Sources, theme: &str, report: &mut Report) -> Statics {
        let themes = [format!("themes/{theme}/static/"), "themes/default/static/".to_string()];
        let folders = [&["static/".to_string()], &themes[..]].concat();
        let from_theme = layered(sources, &themes);
        let mut files = BTreeMap::new();
        for (path, source) in layered(sources, &folders) {
            let hashed = from_theme.contains_key(&path) && (path.ends_with(".css") || path.ends_with(".js"));
            let route = if hashed { fingerprinted(sources, source, &path, report) } else { Some(Route::file(&path)) };
            if let Some(route) = route {
                files.insert(path, Static { source, route });
            }
        }
        Statics { files }
    }

    pub fn get(&self, path: &str) -> Option<&Static> {
        self.files.get(path)
    }

    /// The address of every static file on the site.
    pub fn addresses(&self, base: &BaseUrl) -> BTreeMap<String, String> {
        self.files.iter().map(|(path, file)| (path.clone(), base.href(&file.route))).collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Static> {
        self.files.values()
    }
}

/// `style.css` becomes `style.1f2e3d4c.css`.
fn fingerprinted(sources: &Sources, source: SourceId, path: &str, report: &mut Report) -> Option<Route> {
    match sources.read(source) {
        Ok(bytes) => {
            let (stem, extension) = path.rsplit_once('.')?;
            Some(Route::file(&format!("{stem}.{:08x}.{extension}", xxh3_64(&bytes) as u32)))
        }
        Err(error) => {
            report.push(Diagnostic::new(Code::UnreadableFile, source, format!("this file cannot be read: {error}")));
            None
        }
    }
}
