//! Formulas as MathML, each distinct one read once.

mod boxes;
mod engine;
mod locate;
mod tidy;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use self::engine::Engine;
use super::escape::escape_into;
use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::source::Sources;
use crate::model::newsletter::Newsletter;
use crate::parse::document::Formula;
use crate::parse::tex::{Expanded, Fault, Macros, expand};

/// Up to so many words that may lead deeper, a formula is read where it is met; the others on stacks of their own.
///
/// Measured without optimisation, a word needs at most 23 KB of stack, so that these words need a third of the 2 MB that a
/// thread has; with optimisation it is a fifth of that.
const LIGHT: usize = 30;
/// The stack for heavy formulas: nine times what the most words that a formula may have need without optimisation.
const STACK: usize = 128 << 20;
/// As many heavy formulas are worth a thread.
const SHARE: usize = 100;

/// The formulas of a newsletter. Looked up by content, never changed after it is made.
#[derive(Default)]
pub struct Formulas {
    macros: Macros,
    /// As MathML, or what is wrong.
    read: HashMap<u128, Arc<Result<String, Fault>>>,
}

type Read = (u128, Result<String, Fault>);

impl Formulas {
    /// Reads every distinct formula of the newsletter, in parallel, but those that were read `before` with the same macros.
    /// What is wrong with one is reported wherever it stands.
    pub fn of(newsletter: &Newsletter, sources: &Sources, before: &Formulas, report: &mut Report) -> Formulas {
        let macros = &newsletter.config.markdown.macros;
        let texts = || newsletter.issues.iter().map(|i| &i.text).chain(newsletter.pages.iter().map(|p| &p.text));
        let all = || texts().flat_map(|text| &text.document.math);
        let distinct: HashMap<u128, &Formula> = all().map(|formula| (key(formula), formula)).collect();
        let known = |key: &u128| before.read.get(key).filter(|_| before.macros == *macros);
        let new: Vec<_> = distinct.iter().filter(|(key, _)| known(key).is_none()).map(|(k, f)| (*k, *f)).collect();
        let mut read: HashMap<u128, Arc<Result<String, Fault>>> =
            distinct.keys().filter_map(|key| Some((*key, Arc::clone(known(key)?)))).collect();
        if !new.is_empty() {
            read.extend(read_all(new, macros).into_iter().map(|(key, read)| (key, Arc::new(read))));
        }
        let formulas = Formulas { macros: macros.clone(), read };
        formulas.tell(all(), sources, report);
        formulas
    }

    /// These, and with them the formulas of a text. None if one of those cannot be read.
    pub fn with(self: &Arc<Formulas>, formulas: &[Formula]) -> Option<Arc<Formulas>> {
        let distinct: HashMap<u128, &Formula> = formulas.iter().map(|formula| (key(formula), formula)).collect();
        if distinct.keys().any(|key| self.read.get(key).is_some_and(|read| read.is_err())) {
            return None;
        }
        let new: Vec<_> = distinct.into_iter().filter(|(key, _)| !self.read.contains_key(key)).collect();
        if new.is_empty() {
            return Some(Arc::clone(self));
        }
        let new = read_all(new, &self.macros);
        new.iter().all(|(_, read)| read.is_ok()).then(|| {
            let all = self.read.iter().map(|(key, read)| (*key, Arc::clone(read)));
            let read = all.chain(new.into_iter().map(|(key, read)| (key, Arc::new(read)))).collect();
            Arc::new(Formulas { macros: self.macros.clone(), read })
        })
    }

    /// Reports what is wrong with each of these formulas.
    fn tell<'a>(&self, all: impl Iterator<Item = &'a Formula>, sources: &Sources, report: &mut Report) {
        let faults: HashMap<u128, &Fault> =
            self.read.iter().filter_map(|(key, read)| Some((*key, read.as_ref().as_ref().err()?))).collect();
        if faults.is_empty() {
            return;
        }
        let mut places = locate::Places::new(sources);
        for formula in all {
            if let Some(fault) = faults.get(&key(formula)) {
                report.push(diagnostic(formula, fault, &mut places));
            }
        }
    }

    /// The formula as a page shows it: MathML, or its TeX where it cannot be read.
    pub fn page(&self, formula: &Formula, out: &mut String) {
        let mathml = self.read.get(&key(formula)).and_then(|read| read.as_ref().as_deref().ok());
        match (mathml, formula.display) {
            (Some(mathml), false) => out.push_str(mathml),
            (Some(mathml), true) => {
                // What scrolls must be reachable by keyboard.
                out.push_str("<span class=\"formula\" tabindex=\"0\">");
                out.push_str(mathml);
                out.push_str("</span>");
            }
            (None, display) => {
                out.push_str(if display { "<code class=\"math display\">" } else { "<code class=\"math\">" });
                escape_into(&formula.tex, out);
                out.push_str("</code>");
            }
        }
    }

    /// The formula as a feed shows it: its TeX.
    pub fn feed(formula: &Formula, out: &mut String) {
        out.push_str("<code>");
        escape_into(&formula.tex, out);
        out.push_str("</code>");
    }
}

fn key(formula: &Formula) -> u128 {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    hasher.update(&[u8::from(formula.display)]);
    hasher.update(formula.tex.as_bytes());
    hasher.digest128()
}

/// A formula with its macros expanded.
struct Ready<'a> {
    key: u128,
    formula: &'a Formula,
    expanded: Expanded<'a>,
}

impl Ready<'_> {
    fn read(&self, engine: &Engine) -> Read {
        (self.key, engine.mathml(&self.formula.tex, &self.expanded, self.formula.display))
    }
}

fn read_all(formulas: Vec<(u128, &Formula)>, macros: &Macros) -> Vec<Read> {
    let engine = Engine::new();
    let (mut read, heavy): (Vec<Read>, Vec<Ready<'_>>) =
        formulas.into_par_iter().partition_map(|(key, formula)| match expand(&formula.tex, macros) {
            Err(fault) => rayon::iter::Either::Left((key, Err(fault))),
            Ok(expanded) => {
                let ready = Ready { key, formula, expanded };
                if ready.expanded.weight > LIGHT {
                    rayon::iter::Either::Right(ready)
                } else {
                    rayon::iter::Either::Left(ready.read(&engine))
                }
            }
        });
    read.extend(read_heavy(&heavy, &engine));
    read
}

/// Reads heavy formulas on a stack that is large enough for them.
fn read_heavy<'a>(heavy: &'a [Ready<'a>], engine: &Engine) -> Vec<Read> {
    if heavy.is_empty() {
        return Vec::new();
    }
    let refused = || Fault::new(0..0, "this formula is too large to be read here", "split it");
    let threads = heavy.len().div_ceil(SHARE).min(rayon::current_num_threads());
    let shares: Vec<_> = heavy.chunks(heavy.len().div_ceil(threads)).collect();
    std::thread::scope(|scope| {
        let start = |share: &&'a [Ready<'a>]| {
            let share = *share;
            let all = move || share.iter().map(|ready| ready.read(engine)).collect();
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, all).ok()
        };
        let started: Vec<_> = shares.iter().map(start).collect();
        let read = started.into_iter().map(|thread| thread.and_then(|thread| thread.join().ok()));
        let refuse = |share: &[Ready<'_>]| share.iter().map(|ready| (ready.key, Err(refused()))).collect::<Vec<_>>();
        read.zip(&shares).flat_map(|(read, share)| read.unwrap_or_else(|| refuse(share))).collect()
    })
}

fn diagnostic(formula: &Formula, fault: &Fault, places: &mut locate::Places<'_>) -> Diagnostic {
    let span = places.of(formula, fault.range.clone());
    let mut diagnostic = Diagnostic::new(Code::BadMath, span, fault.message.clone()).about(&formula.tex);
    diagnostic.help = fault.help.clone();
    diagnostic
}
