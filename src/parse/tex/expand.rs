//! A formula with its macros expanded, within bounds that hold for every reader of it.
//!
//! The library that reads formulas recurses, and a stack that ends ends the process. What it gets is therefore no longer
//! than [`LONGEST`] and has no more than [`MOST`] words that may lead deeper.

use std::collections::BTreeMap;
use std::ops::Range;

use super::define::{Local, is_definition};
use super::macros::Macros;
use super::token::{Kind, Token, tokens};

/// The most bytes of a formula, as written and with its macros expanded.
pub const LONGEST: usize = 4096;
/// The most commands, groups, environments, scripts and cells of a formula with its macros expanded.
const MOST: usize = 600;
/// The most macros that one formula may call, those in macros included.
const CALLS: usize = 1000;

/// What is wrong with a formula: where in it, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub range: Range<usize>,
    pub message: String,
    pub help: Option<String>,
}

impl Fault {
    pub fn new(range: Range<usize>, message: impl Into<String>, help: &str) -> Fault {
        Fault { range, message: message.into(), help: Some(help.to_string()) }
    }
}

/// The words of a formula without macros.
#[derive(Debug)]
pub struct Expanded<'a> {
    pub tokens: Vec<Token<'a>>,
    /// How many of them may lead deeper.
    pub weight: usize,
    /// Whether they are other words than those written.
    pub changed: bool,
}

/// Expands the macros of a formula: the newsletter's and those that it begins with.
///
/// # Errors
/// The first fault: it is too long, a macro has too few arguments or no end, or something is defined in its middle.
pub fn expand<'a>(tex: &'a str, macros: &'a Macros) -> Result<Expanded<'a>, Fault> {
    if tex.len() > LONGEST {
        let message = format!("this formula is longer than {} KB", LONGEST >> 10);
        return Err(Fault::new(0..tex.len().min(1), message, "split it"));
    }
    let mut stack = tokens(tex);
    stack.reverse();
    let mut expander = Expander::new(stack, macros);
    let defines = expander.definitions()?;
    expander.run()?;
    if defines && expander.out.iter().all(|token| token.kind == Kind::Space) {
        let help = "what is defined here counts for this formula alone; macros for all stand in [markdown.math] macros";
        return Err(Fault::new(0..tex.len(), "this formula defines macros and shows nothing", help));
    }
    Ok(Expanded { tokens: expander.out, weight: expander.weight, changed: defines || expander.changed })
}

/// The text of a formula's words, with their places in the formula as written.
#[derive(Debug, Default)]
pub struct Written {
    pub text: String,
    /// Where in the text each word begins, and its range in the formula as written.
    places: Vec<(usize, Range<usize>)>,
    after_word: bool,
}

impl Written {
    /// Adds a word, or another text that stands for it.
    pub fn push(&mut self, text: &str, word: &Token<'_>) {
        if self.after_word && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.text.push(' ');
        }
        self.places.push((self.text.len(), word.range()));
        self.text.push_str(text);
        self.after_word = text.starts_with('\\') && text.ends_with(|c: char| c.is_ascii_alphabetic());
    }

    /// The range in the formula as written of a range of the text.
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|(at, _)| *at <= range.start).saturating_sub(1);
        let last = self.places.partition_point(|(at, _)| *at < range.end).saturating_sub(1);
        let start = self.places.get(first).map_or(0, |(_, range)| range.start);
        let end = self.places.get(last).map_or(start, |(_, range)| range.end);
        start..end.max(start)
    }
}

pub struct Expander<'a> {
    /// What is still to be read, the next word last.
    pub stack: Vec<Token<'a>>,
    pub local: BTreeMap<&'a str, Local<'a>>,
    macros: &'a Macros,
    pub out: Vec<Token<'a>>,
    weight: usize,
    bytes: usize,
    calls: usize,
    /// How many arguments the last command still waits for.
    pub awaited: usize,
    /// Whether anything is no longer as it was written.
    pub changed: bool,
}

impl<'a> Expander<'a> {
    fn new(stack: Vec<Token<'a>>, macros: &'a Macros) -> Expander<'a> {
        let (local, out) = (BTreeMap::new(), Vec::new());
        Expander { stack, local, macros, out, weight: 0, bytes: 0, calls: 0, awaited: 0, changed: false }
    }

    /// Reads everything.
    fn run(&mut self) -> Result<(), Fault> {
        while let Some(token) = self.stack.pop() {
            match token.kind {
                Kind::Command(name) if self.is_macro(name) => self.call(token, name)?,
                Kind::Command(name) if is_foreign(name) => {
                    let help = "links and images stand outside of formulas";
                    return Err(Fault::new(token.range(), format!("`\\{name}` has no use in a formula"), help));
                }
                Kind::Command(name) if is_definition(name) => {
                    let help = "define it at the formula's beginning, or for all formulas in [markdown.math] macros";
                    return Err(Fault::new(token.range(), format!("`\\{name}` cannot stand here"), help));
                }
                _ => self.rewrite(token)?,
            }
        }
        Ok(())
    }

    fn is_macro(&self, name: &str) -> bool {
        self.local.contains_key(name) || self.macros.get(name).is_some()
    }

    pub fn push(&mut self, token: Token<'a>) -> Result<(), Fault> {
        self.weight += usize::from(token.weighs());
        // A space may have to be put behind it.
        self.bytes += token.text.len() + 1;
        if self.weight > MOST || self.bytes > 2 * LONGEST {
            let message = if self.calls == 0 {
                format!("this formula has more than {MOST} commands, groups and scripts")
            } else {
                "this formula is too long once its macros are expanded".to_string()
            };
            return Err(Fault::new(token.range(), message, "split it"));
        }
        self.awaited = match token.kind {
            Kind::Command(name) => awaited(name),
            Kind::Character('^' | '_') => 1,
            Kind::Space => self.awaited,
            _ => 0,
        };
        self.out.push(token);
        Ok(())
    }

    /// Puts what an author's macro stands for in its place.
    fn call(&mut self, token: Token<'a>, name: &'a str) -> Result<(), Fault> {
        let (count, body) = match (self.local.get(name), self.macros.get(name)) {
            (Some(local), _) => (local.arguments, local.body.clone()),
            (None, Some(found)) => (found.arguments, tokens(&found.body)),
            (None, None) => (0, Vec::new()),
        };
        let arguments = self.arguments(token, count)?;
        self.replace(token, &body, &arguments)
    }

    /// The arguments of a command.
    ///
    /// # Errors
    /// There are not so many.
    pub fn arguments(&mut self, command: Token<'a>, count: usize) -> Result<Vec<Vec<Token<'a>>>, Fault> {
        let missing = |number| {
            let takes = format!("takes {count} {}", if count == 1 { "argument" } else { "arguments" });
            let help = format!("argument {number} is missing: put it in braces behind the command");
            Fault::new(command.range(), format!("`{}` {takes}", command.text), &help)
        };
        (1..=count).map(|number| self.argument().ok_or_else(|| missing(number))).collect()
    }

    /// Puts a body, with its arguments, in the place of a command.
    ///
    /// # Errors
    /// That was done too often, or it is too long.
    pub fn replace(&mut self, token: Token<'a>, body: &[Token<'a>], arguments: &[Vec<Token<'a>>]) -> Result<(), Fault> {
        self.changed = true;
        self.calls += 1;
        if self.calls > CALLS {
            let message = format!("`{}` stands for itself, or for too much", token.text);
            return Err(Fault::new(token.range(), message, "a macro may not lead back to itself"));
        }
        let before = self.stack.len();
        // `x^\half` means all of what `\half` stands for.
        let wrap = self.awaited > 0 && arguments.is_empty() && body.len() > 1;
        if wrap {
            self.stack.push(token.becomes(Kind::Close, "}"));
        }
        for word in body.iter().rev() {
            match word.kind {
                Kind::Parameter(number) => {
                    self.stack.extend(arguments.get(number - 1).into_iter().flat_map(|words| words.iter().rev()));
                }
                kind => self.stack.push(token.becomes(kind, word.text)),
            }
            if self.stack.len() > before + 2 * LONGEST || self.stack.len() > 4 * LONGEST {
                let message = "this formula is too long once its macros are expanded";
                return Err(Fault::new(token.range(), message, "split it"));
            }
        }
        if wrap {
            self.stack.push(token.becomes(Kind::Open, "{"));
        }
        Ok(())
    }

    /// The next argument: a group without its braces, or a word.
    pub fn argument(&mut self) -> Option<Vec<Token<'a>>> {
        self.spaces();
        let first = self.stack.pop()?;
        match first.kind {
            Kind::Open => self.group(),
            Kind::Close | Kind::End(_) => None,
            _ => Some(vec![first]),
        }
    }

    /// What stands up to the brace that closes a group; none if nothing does.
    fn group(&mut self) -> Option<Vec<Token<'a>>> {
        let mut words = Vec::new();
        let mut depth = 0;
        loop {
            let word = self.stack.pop()?;
            match word.kind {
                Kind::Open => depth += 1,
                Kind::Close if depth == 0 => return Some(words),
                Kind::Close => depth -= 1,
                _ => {}
            }
            words.push(word);
        }
    }

    pub fn spaces(&mut self) {
        while self.stack.last().is_some_and(|token| token.kind == Kind::Space) {
            self.stack.pop();
        }
    }
}

/// Commands that lead out of a formula.
fn is_foreign(name: &str) -> bool {
    matches!(name, "href" | "url" | "includegraphics" | "ref" | "eqref" | "pageref" | "cref")
        || name.starts_with("html")
}

/// How many arguments a command takes, for those behind which people leave out the braces.
fn awaited(command: &str) -> usize {
    match command {
        "frac" | "dfrac" | "tfrac" | "cfrac" | "binom" | "dbinom" | "tbinom" => 1,
        "sqrt" | "hat" | "bar" | "tilde" | "vec" | "dot" | "ddot" | "widehat" | "widetilde" | "overline"
        | "underline" => 1,
        "mathbf" | "mathrm" | "mathit" | "mathsf" | "mathtt" | "mathcal" | "mathbb" | "mathfrak" | "mathscr" | "bm"
        | "boldsymbol" | "text" | "operatorname" | "boxed" => 1,
        _ => 0,
    }
}
