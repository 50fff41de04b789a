//! A formula with its macros expanded, within bounds that hold for every reader of it.
//!
//! The libraries that read formulas recurse, and a stack that ends ends the process. What they get is therefore no longer
//! than [`LONGEST`] and has no more than [`MOST`] words that may lead deeper.

use std::collections::BTreeMap;
use std::ops::Range;

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

/// A macro that a formula defines for itself.
struct Local<'a> {
    arguments: usize,
    body: Vec<Token<'a>>,
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
    let mut expander =
        Expander { stack, local: BTreeMap::new(), macros, out: Vec::new(), weight: 0, bytes: 0, calls: 0, awaited: 0 };
    let defines = expander.definitions()?;
    let changed = expander.run()? || defines;
    if defines && expander.out.iter().all(|token| token.kind == Kind::Space) {
        let help = "what is defined here counts for this formula alone; macros for all stand in [markdown.math] macros";
        return Err(Fault::new(0..tex.len(), "this formula defines macros and shows nothing", help));
    }
    Ok(Expanded { tokens: expander.out, weight: expander.weight, changed })
}

impl Expanded<'_> {
    /// The words as one text, with the places of its bytes in the formula as written.
    pub fn text(&self) -> (String, Vec<(usize, Range<usize>)>) {
        let mut text = String::with_capacity(LONGEST.min(self.tokens.len() * 2));
        let mut places = Vec::with_capacity(self.tokens.len());
        let mut after_word = false;
        for token in &self.tokens {
            if after_word && token.text.starts_with(|c: char| c.is_ascii_alphabetic()) {
                text.push(' ');
            }
            places.push((text.len(), token.range()));
            text.push_str(token.text);
            after_word =
                matches!(token.kind, Kind::Command(name) if name.starts_with(|c: char| c.is_ascii_alphabetic()));
        }
        (text, places)
    }
}

struct Expander<'a> {
    /// What is still to be read, the next word last.
    stack: Vec<Token<'a>>,
    local: BTreeMap<&'a str, Local<'a>>,
    macros: &'a Macros,
    out: Vec<Token<'a>>,
    weight: usize,
    bytes: usize,
    calls: usize,
    /// How many arguments the last command still waits for.
    awaited: usize,
}

impl<'a> Expander<'a> {
    /// Reads everything; whether anything was changed.
    fn run(&mut self) -> Result<bool, Fault> {
        let mut changed = false;
        while let Some(token) = self.stack.pop() {
            match token.kind {
                Kind::Command(name) if self.is_macro(name) => {
                    changed = true;
                    self.call(token, name)?;
                }
                // Nothing has a number here, so nothing can refer to one.
                Kind::Command("nonumber" | "notag") => changed = true,
                Kind::Command("label") => {
                    changed = true;
                    self.argument();
                }
                Kind::Command("tag") => {
                    changed = true;
                    self.tag(token);
                }
                Kind::Command(name) if is_foreign(name) => {
                    let help = "links and images stand outside of formulas";
                    return Err(Fault::new(token.range(), format!("`\\{name}` has no use in a formula"), help));
                }
                Kind::Command(name) if is_definition(name) => {
                    let help = "define it at the formula's beginning, or for all formulas in [markdown.math] macros";
                    return Err(Fault::new(token.range(), format!("`\\{name}` cannot stand here"), help));
                }
                Kind::Begin(name) | Kind::End(name) if unnumbered(name).is_some() => {
                    changed = true;
                    let begin = matches!(token.kind, Kind::Begin(_));
                    let text = unnumbered(name).map_or(token.text, |(b, e)| if begin { b } else { e });
                    self.push(Token { text, ..token })?;
                }
                _ => self.push(token)?,
            }
        }
        Ok(changed)
    }

    /// An author's own number for a formula stands behind it.
    fn tag(&mut self, token: Token<'a>) {
        let Some(words) = self.argument() else { return };
        let placed = |word: Token<'a>| Token { start: token.start, end: token.end, ..word };
        self.stack.extend(tokens(")}").into_iter().rev().map(placed));
        self.stack.extend(words.into_iter().rev());
        self.stack.extend(tokens("\\qquad\\text{(").into_iter().rev().map(placed));
    }

    fn is_macro(&self, name: &str) -> bool {
        self.local.contains_key(name) || self.macros.get(name).is_some()
    }

    fn push(&mut self, token: Token<'a>) -> Result<(), Fault> {
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

    /// Puts what a macro stands for in its place.
    fn call(&mut self, token: Token<'a>, name: &'a str) -> Result<(), Fault> {
        self.calls += 1;
        if self.calls > CALLS {
            let message = format!("`\\{name}` stands for itself, or for too much");
            return Err(Fault::new(token.range(), message, "a macro may not lead back to itself"));
        }
        let count = match self.local.get(name) {
            Some(local) => local.arguments,
            None => self.macros.get(name).map_or(0, |found| found.arguments),
        };
        let mut arguments = Vec::with_capacity(count);
        for number in 1..=count {
            let Some(argument) = self.argument() else {
                let message = format!("`\\{name}` takes {count} {}", if count == 1 { "argument" } else { "arguments" });
                let help = format!("argument {number} is missing: put it in braces behind the command");
                return Err(Fault::new(token.range(), message, &help));
            };
            arguments.push(argument);
        }
        let body = match (self.local.get(name), self.macros.get(name)) {
            (Some(local), _) => local.body.clone(),
            (None, Some(found)) => tokens(&found.body),
            (None, None) => Vec::new(),
        };
        self.replace(token, &body, &arguments)
    }

    fn replace(&mut self, token: Token<'a>, body: &[Token<'a>], arguments: &[Vec<Token<'a>>]) -> Result<(), Fault> {
        let placed = |word: Token<'a>| Token { start: token.start, end: token.end, ..word };
        let brace = |kind, text| placed(Token { kind, text, start: 0, end: 0 });
        let before = self.stack.len();
        // `x^\half` means all of what `\half` stands for.
        let wrap = self.awaited > 0 && arguments.is_empty() && body.len() > 1;
        if wrap {
            self.stack.push(brace(Kind::Close, "}"));
        }
        for word in body.iter().rev() {
            match word.kind {
                Kind::Parameter(number) => {
                    self.stack.extend(arguments.get(number - 1).into_iter().flat_map(|words| words.iter().rev()));
                }
                _ => self.stack.push(placed(*word)),
            }
            if self.stack.len() > before + 2 * LONGEST || self.stack.len() > 4 * LONGEST {
                let message = "this formula is too long once its macros are expanded";
                return Err(Fault::new(token.range(), message, "split it"));
            }
        }
        if wrap {
            self.stack.push(brace(Kind::Open, "{"));
        }
        Ok(())
    }

    /// The next argument: a group without its braces, or a word.
    fn argument(&mut self) -> Option<Vec<Token<'a>>> {
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

    fn spaces(&mut self) {
        while self.stack.last().is_some_and(|token| token.kind == Kind::Space) {
            self.stack.pop();
        }
    }

    /// Reads the macros that a formula begins with; whether there are any.
    fn definitions(&mut self) -> Result<bool, Fault> {
        let mut found = false;
        loop {
            let spaces = self.stack.iter().rev().take_while(|token| token.kind == Kind::Space).count();
            let Some(&Token { kind: Kind::Command(name), .. }) = self.stack.iter().rev().nth(spaces) else {
                return Ok(found);
            };
            if !matches!(name, "newcommand" | "renewcommand" | "providecommand" | "DeclareMathOperator" | "def") {
                return Ok(found);
            }
            self.spaces();
            let Some(token) = self.stack.pop() else { return Ok(found) };
            found = true;
            let Some((defined, local)) = self.definition(name) else {
                let help = "write it as `\\newcommand{\\name}[1]{\\mathbb{#1}}`, without a default";
                return Err(Fault::new(token.range(), format!("this `\\{name}` cannot be read"), help));
            };
            self.local.insert(defined, local);
        }
    }

    /// What stands behind `\newcommand` and its like.
    fn definition(&mut self, kind: &str) -> Option<(&'a str, Local<'a>)> {
        let starred = self.stack.last().is_some_and(|token| token.kind == Kind::Character('*'));
        if starred {
            self.stack.pop();
        }
        let name = self.argument()?.into_iter().find_map(|token| match token.kind {
            Kind::Command(name) => Some(name),
            _ => None,
        })?;
        let mut arguments = 0;
        self.spaces();
        if kind == "def" {
            while let Some(Kind::Parameter(number)) = self.stack.last().map(|token| token.kind) {
                arguments = number;
                self.stack.pop();
            }
        } else if self.stack.last().is_some_and(|token| token.kind == Kind::Character('[')) {
            let words: Vec<_> = (0..3).filter_map(|_| self.stack.pop()).map(|token| token.kind).collect();
            let [_, Kind::Character(digit), Kind::Character(']')] = words[..] else { return None };
            arguments = digit.to_digit(10)? as usize;
        }
        self.spaces();
        if self.stack.last()?.kind != Kind::Open {
            return None;
        }
        let body = self.argument()?;
        let unknown = |token: &Token<'_>| matches!(token.kind, Kind::Parameter(number) if number > arguments);
        if body.iter().any(unknown) {
            return None;
        }
        let body = if kind == "DeclareMathOperator" { operator(body, starred) } else { body };
        Some((name, Local { arguments, body }))
    }
}

/// The words of an operator's name as an operator.
fn operator(name: Vec<Token<'_>>, limits: bool) -> Vec<Token<'_>> {
    let head = if limits { "\\operatorname*{" } else { "\\operatorname{" };
    let mut words = tokens(head);
    words.extend(name);
    words.extend(tokens("}"));
    words
}

/// Commands that define others; [`Expander::definitions`] reads those of them that people write.
fn is_definition(name: &str) -> bool {
    matches!(
        name,
        "newcommand"
            | "renewcommand"
            | "providecommand"
            | "DeclareMathOperator"
            | "def"
            | "gdef"
            | "edef"
            | "xdef"
            | "let"
            | "futurelet"
            | "global"
            | "long"
            | "newenvironment"
            | "renewenvironment"
            | "csname"
            | "expandafter"
            | "noexpand"
            | "char"
            | "catcode"
            | "@firstoftwo"
            | "@secondoftwo"
            | "@ifnextchar"
            | "@ifstar"
            | "TextOrMath"
    )
}

/// Commands that lead out of a formula.
fn is_foreign(name: &str) -> bool {
    matches!(name, "href" | "url" | "includegraphics" | "ref" | "eqref" | "pageref" | "cref")
        || name.starts_with("html")
}

/// The environment that stands for another: formulas here have no numbers, for each stands alone.
fn unnumbered(environment: &str) -> Option<(&'static str, &'static str)> {
    Some(match environment {
        "align" => ("\\begin{align*}", "\\end{align*}"),
        "alignat" => ("\\begin{alignat*}", "\\end{alignat*}"),
        "equation" => ("\\begin{equation*}", "\\end{equation*}"),
        "gather" => ("\\begin{gather*}", "\\end{gather*}"),
        "multline" | "multline*" => ("\\begin{gather*}", "\\end{gather*}"),
        "split" => ("\\begin{aligned}", "\\end{aligned}"),
        _ => return None,
    })
}

/// How many arguments a command takes, for those behind which people leave out the braces.
fn awaited(command: &str) -> usize {
    match command {
        "frac" | "dfrac" | "tfrac" | "cfrac" | "binom" | "dbinom" | "tbinom" => 1,
        "sqrt" | "hat" | "bar" | "tilde" | "vec" | "dot" | "ddot" | "widehat" | "widetilde" | "overline"
        | "underline" => 1,
        "mathbf" | "mathrm" | "mathit" | "mathsf" | "mathtt" | "mathcal" | "mathbb" | "mathfrak" | "mathscr" | "bm"
        | "boldsymbol" | "text" | "operatorname" => 1,
        _ => 0,
    }
}
