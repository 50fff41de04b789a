//! From TeX to MathML, by math-core.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::boxes::{self, Part};
use super::tidy::tidy;
use crate::base::diagnostic::nearest;
use crate::parse::tex::{Expanded, Fault, Token, Written, names};

/// Reads formulas, from any thread.
pub struct Engine {
    reader: LatexToMathML,
}

impl Engine {
    pub fn new() -> Engine {
        Engine { reader: LatexToMathML::new(MathCoreConfig::default()).unwrap_or_default() }
    }

    /// A formula as a `<math>` element.
    ///
    /// # Errors
    /// What is wrong, at its place in the formula as written.
    pub fn mathml(&self, tex: &str, expanded: &Expanded<'_>, display: bool) -> Result<String, Fault> {
        if expanded.changed { self.words(&expanded.tokens, display) } else { self.read(tex, display) }
    }

    /// A formula of these words.
    fn words(&self, tokens: &[Token<'_>], display: bool) -> Result<String, Fault> {
        let mut written = Written::default();
        let mut marks = boxes::marks(tokens);
        let (mut commands, mut inners) = (Vec::new(), Vec::new());
        for part in boxes::parts(tokens)? {
            match part {
                Part::Word(word) => written.push(word.text, word),
                Part::Box { command, inner } => {
                    let Some(mark) = marks.next() else { return Err(unshowable(command.range())) };
                    written.push(mark.encode_utf8(&mut [0; 4]), command);
                    commands.push(command);
                    inners.push((mark, content(&self.words(inner, true)?).to_string()));
                }
            }
        }
        let located = |fault: Fault| Fault { range: written.place(&fault.range), ..fault };
        let mathml = self.read(&written.text, display).map_err(located)?;
        boxes::fill(&mathml, &inners).map_err(|number| {
            let help = "a box stands among the words of a formula, not in a text or a name";
            Fault::new(commands[number].range(), "`\\boxed` cannot stand here", help)
        })
    }

    fn read(&self, tex: &str, display: bool) -> Result<String, Fault> {
        let mode = if display { MathDisplay::Block } else { MathDisplay::Inline };
        let read = self.reader.convert_with_local_state(tex, mode).map_err(|error| {
            let message = error.error_message();
            Fault { range: error.0.clone(), message: sentence(&message), help: remedy(&message) }
        })?;
        tidy(&read.mathml).ok_or_else(|| unshowable(0..tex.len()))
    }
}

/// What is in a `<math>` element.
fn content(mathml: &str) -> &str {
    let inner = mathml.split_once('>').map_or(mathml, |(_, inner)| inner);
    inner.strip_suffix("</math>").unwrap_or(inner)
}

/// The command that an unknown one most likely means.
fn remedy(message: &str) -> Option<String> {
    let name = message.strip_prefix("Unknown command \"\\")?.strip_suffix("\".").filter(|name| name.len() > 2)?;
    nearest(name, names()).map(|near| format!("did you mean `\\{near}`?"))
}

fn unshowable(range: std::ops::Range<usize>) -> Fault {
    Fault::new(range, "no page can show this formula", "an operator's name is made of letters")
}

/// A message as ours are: lower case, names in backticks, no full stop.
fn sentence(message: &str) -> String {
    let message = message.strip_suffix('.').unwrap_or(message).replace(['"', '\''], "`");
    let mut letters = message.chars();
    match letters.next() {
        Some(first) if !message.starts_with(['\\', '`']) => first.to_lowercase().collect::<String>() + letters.as_str(),
        _ => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::tex::{Macros, expand};

    #[test]
    fn a_command_that_is_proposed_is_known() {
        let (engine, macros) = (Engine::new(), Macros::default());
        let is_unknown = |name: &&str| {
            let tex = format!("\\{name}{{a}}{{b}}");
            let read = expand(&tex, &macros).and_then(|expanded| engine.mathml(&tex, &expanded, true));
            read.is_err_and(|fault| fault.message.starts_with("unknown command"))
        };
        assert_eq!(names().filter(is_unknown).collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
