//! The theme's templates, and what they may call: `asset(path=…)`, `direction(language=…)`.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};
use xxhash_rust::xxh3::Xxh3;

use crate::base::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::base::layers::layered;
use crate::base::source::{SourceId, Sources};

use super::scene::direction;
use super::template_fault::{Names, faults};
use super::view::{Field, SiteView};
use super::words;

/// A theme's templates over the default theme's, ready to render. A copy shares them.
#[derive(Clone)]
pub struct Templates {
    tera: Arc<Tera>,
    names: Arc<Names>,
    /// Of all that they were made of.
    hash: u128,
}

impl Templates {
    /// Reads all templates of a theme; those of `before` serve again where nothing changed. `assets` tells where a static
    /// file is published.
    ///
    /// # Errors
    /// What Tera finds wrong, each fault at its place.
    pub fn load(
        sources: &Sources,
        theme: &str,
        assets: BTreeMap<String, String>,
        before: Option<&Templates>,
    ) -> Result<Templates, Vec<Diagnostic>> {
        let mut texts = Vec::new();
        let mut names = Names::new();
        for layer in if theme == "default" { vec!["default"] } else { vec![theme, "default"] } {
            for (path, id) in layered(sources, &[format!("themes/{layer}/templates/")]) {
                let text = text(sources, id).map_err(|fault| vec![*fault])?;
                // Under its own name the first layer's counts. Tera's fallback prefixes say the same, but are tried one
                // by one at each `include` of each page: an eighth of all rendering.
                if !names.contains_key(&path) {
                    texts.push((path.clone(), text.clone()));
                    names.insert(path.clone(), id);
                }
                let name = format!("{layer}/{path}");
                texts.push((name.clone(), text));
                names.insert(name, id);
            }
        }
        let hash = hash(&texts, &assets);
        let names = Arc::new(names);
        if let Some(before) = before.filter(|before| before.hash == hash) {
            return Ok(Templates { tera: Arc::clone(&before.tera), names, hash });
        }
        let empty: Vec<_> = texts.iter().filter(|(_, text)| text.is_empty()).map(|(name, _)| name.clone()).collect();
        let texts = texts.into_iter().map(|(name, text)| (name, without(&empty, text)));
        let mut tera = Tera::new();
        tera.register_function("asset", move |arguments: Kwargs, _: &State| asset(&assets, &arguments));
        tera.register_function("direction", |arguments: Kwargs, _: &State| {
            arguments.must_get("language").map(|language: String| direction(&language).to_string())
        });
        words::register(&mut tera);
        tera.add_raw_templates(texts).map_err(|error| faults(&error, &names, sources, None))?;
        Ok(Templates { tera: Arc::new(tera), names, hash })
    }

    pub fn is_same(&self, other: &Templates) -> bool {
        self.hash == other.hash
    }

    /// Makes the newsletter known to every template as `site`.
    pub fn set_site(&mut self, site: SiteView) {
        Arc::make_mut(&mut self.tera).global_context().insert_value("site", site.value());
    }

    /// What the templates in `fixed/` say on the pages of a section of the site, each under its name: `fixed.menu` is
    /// made by `fixed/menu.html`. They see `site`, `t`, `section` (an address in the menu; possibly empty) and `exact`
    /// (whether the page stands at that very address), and nothing else, so one rendering serves all these pages.
    ///
    /// # Errors
    /// The fault that Tera met first.
    pub fn fixed(&self, section: &str, exact: bool, t: Value, sources: &Sources) -> Result<Value, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert("section", section);
        context.insert("exact", &exact);
        context.insert_value("t", t);
        let mut parts = BTreeMap::new();
        for template in self.names.keys() {
            let Some(name) = template.strip_prefix("fixed/").and_then(|file| file.strip_suffix(".html")) else {
                continue;
            };
            let mut out = Vec::new();
            self.render(template, &context, "every page", sources, &mut out)?;
            parts.insert(name.to_string(), Value::safe_string(String::from_utf8_lossy(&out).trim()));
        }
        Ok(Value::from_serializable(&parts))
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
        sources: &Sources,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        self.tera.render_to(name, context, out).map_err(|error| {
            let fault = faults(&error, &self.names, sources, Some(address)).into_iter().next();
            Box::new(fault.unwrap_or_else(|| Diagnostic::new(Code::TemplateError, Place::Run, error.to_string())))
        })
    }
}

/// A template in which each `include` of an empty one is a comment, of the same length: a place for a theme's own that no theme
/// fills would cost as much as any other, at each entry of each page.
fn without(empty: &[String], mut text: String) -> String {
    for name in empty {
        let call = format!("include \"{name}\"");
        let places: Vec<usize> = text.match_indices(&call).map(|(at, _)| at).collect();
        for at in places {
            let (before, behind) = (text[..at].trim_end_matches(['-', ' ']), &text[at + call.len()..]);
            let (opens, closes) = (before.len(), text.len() - behind.trim_start_matches(['-', ' ']).len());
            if before.ends_with("{%") && text[closes..].starts_with("%}") {
                text.replace_range(opens - 1..opens, "#");
                text.replace_range(closes..closes + 1, "#");
            }
        }
    }
    text
}

fn hash(texts: &[(String, String)], assets: &BTreeMap<String, String>) -> u128 {
    let mut hasher = Xxh3::new();
    for (name, text) in texts.iter().map(|(name, text)| (name, text)).chain(assets) {
        for part in [name, text] {
            hasher.update(&part.len().to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher.digest128()
}

fn text(sources: &Sources, id: SourceId) -> Result<String, Box<Diagnostic>> {
    let fault = |code, message| Box::new(Diagnostic::new(code, id, message));
    let bytes = sources.read(id).map_err(|e| fault(Code::UnreadableFile, format!("this file cannot be read: {e}")))?;
    String::from_utf8(bytes).map_err(|_| fault(Code::NotUtf8, "this template is not UTF-8".to_string()))
}

/// `asset(path="style.css")`: the address of a static file.
fn asset(assets: &BTreeMap<String, String>, arguments: &Kwargs) -> TeraResult<String> {
    let path: String = arguments.must_get("path")?;
    assets.get(&path).cloned().ok_or_else(|| {
        // In the way of Tera's own messages; of many files only one is worth telling.
        let near = nearest(&path, assets.keys().map(String::as_str)).map(|near| format!(". Available files: {near}"));
        tera::Error::message(format!("there is no static file `{path}`{}", near.unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::without;

    #[track_caller]
    fn check(template: &str, expected: &str) {
        assert_eq!(without(&["none.html".to_string()], template.to_string()), expected);
    }

    #[test]
    fn what_includes_nothing_is_a_comment_of_its_length() {
        check("<p>\n{% include \"none.html\" %}</p>", "<p>\n{# include \"none.html\" #}</p>");
        check(
            "{%- include \"none.html\" -%}{%include \"none.html\"%}",
            "{#- include \"none.html\" -#}{#include \"none.html\"#}",
        );
        for kept in [
            "{% include \"some.html\" %}",
            "include \"none.html\"",
            "{% include \"none.html\" }}",
            "%} include \"none.html\" %}",
        ] {
            check(kept, kept);
        }
    }
}
