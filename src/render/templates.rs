//! The theme's templates, and what they may call.

use std::collections::BTreeMap;

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult};

use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::layers::layered;
use crate::base::source::{SourceId, Sources, Span};

use super::view::{Field, SiteView};

/// A theme's templates over the default theme's, ready to render.
pub struct Templates {
    tera: Tera,
    /// By the name that Tera knows: `default/issue.html`.
    sources: BTreeMap<String, SourceId>,
}

impl Templates {
    /// Reads all templates of a theme. `assets` tells where a static file is published.
    ///
    /// # Errors
    /// The first fault that Tera finds, at its place.
    pub fn load(
        sources: &Sources,
        theme: &str,
        assets: BTreeMap<String, String>,
    ) -> Result<Templates, Box<Diagnostic>> {
        let mut texts = Vec::new();
        let mut ids = BTreeMap::new();
        for layer in if theme == "default" { vec!["default"] } else { vec![theme, "default"] } {
            for (path, id) in layered(sources, &[format!("themes/{layer}/templates/")]) {
                let name = format!("{layer}/{path}");
                texts.push((name.clone(), text(sources, id)?));
                ids.insert(name, id);
            }
        }
        let mut tera = Tera::new();
        let fault = |error, ids: &BTreeMap<_, _>| Box::new(diagnostic(&error, ids, None));
        tera.set_fallback_prefixes(vec![format!("{theme}/"), "default/".to_string()]).map_err(|e| fault(e, &ids))?;
        tera.register_function("asset", move |arguments: Kwargs, _: &State| asset(&assets, &arguments));
        tera.add_raw_templates(texts).map_err(|error| fault(error, &ids))?;
        Ok(Templates { tera, sources: ids })
    }

    /// Makes the newsletter known to every template as `site`.
    pub fn set_site(&mut self, site: SiteView) {
        self.tera.global_context().insert_value("site", site.value());
    }

    /// Renders a template for the page at `address`, which errors name.
    ///
    /// # Errors
    /// The fault that Tera met, at its place in the template.
    pub fn render(
        &self,
        name: &str,
        context: &Context,
        address: &str,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        self.tera
            .render_to(name, context, out)
            .map_err(|error| Box::new(diagnostic(&error, &self.sources, Some(address))))
    }
}

fn text(sources: &Sources, id: SourceId) -> Result<String, Box<Diagnostic>> {
    let fault = |code, message| Box::new(Diagnostic::new(code, id, message));
    let bytes = sources.read(id).map_err(|e| fault(Code::UnreadableFile, format!("this file cannot be read: {e}")))?;
    String::from_utf8(bytes).map_err(|_| fault(Code::NotUtf8, "this template is not UTF-8".to_string()))
}

/// `asset(path="style.css")`: the address of a static file.
fn asset(assets: &BTreeMap<String, String>, arguments: &Kwargs) -> TeraResult<String> {
    let path: String = arguments.must_get("path")?;
    assets.get(&path).cloned().ok_or_else(|| tera::Error::message(format!("there is no static file `{path}`")))
}

fn diagnostic(error: &tera::Error, sources: &BTreeMap<String, SourceId>, page: Option<&str>) -> Diagnostic {
    let (message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let id = sources.get(report.filename());
            (report.message().to_string(), id.map(|&id| Span::new(id, report.span().range.clone()).into()))
        }
        ErrorKind::MissingParent { current, parent } => {
            (format!("`{parent}` is extended but does not exist"), sources.get(current).map(|&id| id.into()))
        }
        other => (other.to_string(), None),
    };
    let place = place.unwrap_or(crate::base::diagnostic::Place::Run);
    let fault = Diagnostic::new(Code::TemplateError, place, message);
    match page {
        Some(page) => fault.help(format!("it was met while rendering {page}")),
        None => fault,
    }
}
