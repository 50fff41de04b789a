//! From TeX to MathML: by math-core, and what it does not know by KaTeX.

use std::sync::OnceLock;

use katex::{KatexContext, OutputFormat, ParseError, Settings, StrictMode, StrictSetting, render_to_string};
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::tidy::tidy;
use crate::base::diagnostic::nearest;
use crate::parse::tex::{Expanded, Fault, names};

/// Reads formulas, from any thread.
pub struct Engine {
    first: LatexToMathML,
    /// Made when a formula needs it: that takes longer than a hundred formulas.
    second: OnceLock<KatexContext>,
}

impl Engine {
    pub fn new() -> Engine {
        let config = MathCoreConfig::default();
        Engine { first: LatexToMathML::new(config).unwrap_or_default(), second: OnceLock::new() }
    }

    /// A formula as a `<math>` element.
    ///
    /// # Errors
    /// What is wrong, at its place in the formula as written.
    pub fn mathml(&self, tex: &str, expanded: &Expanded<'_>, display: bool) -> Result<String, Fault> {
        if !expanded.changed {
            return self.read(tex, display);
        }
        let (text, places) = expanded.text();
        self.read(&text, display).map_err(|fault| {
            let first = places.partition_point(|(at, _)| *at <= fault.range.start).saturating_sub(1);
            let last = places.partition_point(|(at, _)| *at < fault.range.end).saturating_sub(1);
            let start = places.get(first).map_or(0, |(_, range)| range.start);
            let end = places.get(last).map_or(tex.len(), |(_, range)| range.end);
            Fault { range: start..end.max(start), ..fault }
        })
    }

    fn read(&self, tex: &str, display: bool) -> Result<String, Fault> {
        let mode = if display { MathDisplay::Block } else { MathDisplay::Inline };
        let error = match self.first.convert_with_local_state(tex, mode) {
            Ok(read) => return tidy(&read.mathml).ok_or_else(|| unshowable(tex)),
            Err(error) => error,
        };
        let message = error.error_message();
        let fault = Fault { range: error.0.clone(), message: sentence(&message), help: remedy(&message) };
        if !message.starts_with("Unknown command") && !message.starts_with("Unknown environment") {
            return Err(fault);
        }
        let settings = Settings::builder()
            .display_mode(display)
            .output(OutputFormat::Mathml)
            .strict(StrictSetting::Mode(StrictMode::Ignore))
            .max_size(20.0)
            .build();
        let context = self.second.get_or_init(KatexContext::default);
        match render_to_string(context, tex, &settings) {
            Ok(html) => element(&html).and_then(|mathml| tidy(&mathml)).ok_or_else(|| unshowable(tex)),
            Err(second) if second.to_string().contains("Undefined control sequence") => Err(fault),
            Err(second) => Err(katex_fault(&second).unwrap_or(fault)),
        }
    }
}

/// The command that an unknown one most likely means.
fn remedy(message: &str) -> Option<String> {
    let name = message.strip_prefix("Unknown command \"\\")?.strip_suffix("\".").filter(|name| name.len() > 2)?;
    nearest(name, names()).map(|near| format!("did you mean `\\{near}`?"))
}

fn unshowable(tex: &str) -> Fault {
    let help = "an operator's name is made of letters";
    Fault::new(0..tex.len(), "no page can show this formula", help)
}

/// The `<math>` element of KaTeX's answer without the TeX that it repeats.
fn element(html: &str) -> Option<String> {
    let start = html.find("<math")?;
    let inner = html.find("<semantics>")?;
    let open = html.get(start..inner)?;
    let content = html.get(inner + "<semantics>".len()..html.rfind("<annotation")?)?;
    Some(format!("{open}{content}</math>"))
}

fn katex_fault(error: &ParseError) -> Option<Fault> {
    let start = error.position()?;
    let end = start + error.length().unwrap_or_default();
    Some(Fault { range: start..end, message: sentence(&error.kind.to_string()), help: None })
}

/// A message as ours are: lower case, names in backticks, no full stop.
fn sentence(message: &str) -> String {
    let message = message.trim_end_matches('.').replace(['"', '\''], "`");
    let mut letters = message.chars();
    match letters.next() {
        Some(first) if !message.starts_with(['\\', '`']) => first.to_lowercase().collect::<String>() + letters.as_str(),
        _ => message,
    }
}
