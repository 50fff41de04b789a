//! Macros: commands that stand for other TeX.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::token::{Kind, tokens};

/// The macros of a newsletter by name, without their backslash. Handing them on costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Macros(Arc<BTreeMap<String, Macro>>);

/// What a command stands for: TeX in which `#1` to `#9` are its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Macro {
    pub arguments: usize,
    pub body: String,
}

impl Macro {
    /// A macro of as many arguments as its body names.
    ///
    /// # Errors
    /// What is wrong with the body, and what to do.
    pub fn new(body: &str) -> Result<Macro, (String, String)> {
        let mut depth = 0_i32;
        let mut arguments = 0;
        for token in tokens(body) {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth -= 1,
                Kind::Parameter(number) => arguments = arguments.max(number),
                Kind::Character('#') => {
                    let help = "its arguments are `#1` to `#9`; a plain number sign is `\\#`";
                    return Err(("a `#` is followed by no number".to_string(), help.to_string()));
                }
                _ => {}
            }
            if depth < 0 {
                break;
            }
        }
        if depth != 0 {
            let sign = if depth > 0 { "a `{` is never closed" } else { "a `}` closes nothing" };
            return Err((sign.to_string(), "braces come in pairs; a plain brace is `\\{` or `\\}`".to_string()));
        }
        Ok(Macro { arguments, body: body.to_string() })
    }
}

impl Macros {
    pub fn get(&self, name: &str) -> Option<&Macro> {
        self.0.get(name)
    }
}

impl FromIterator<(String, Macro)> for Macros {
    fn from_iter<I: IntoIterator<Item = (String, Macro)>>(macros: I) -> Macros {
        Macros(Arc::new(macros.into_iter().collect()))
    }
}
