//! `check --external`: whether the addresses that a newsletter links to still lead anywhere.
//!
//! Each address is asked for once, whatever the number of links to it, a few at a time and fewer at one host. Answers are
//! kept for some days. Only what a host says for certain is called broken.

#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "this is the door to the network")]

mod addresses;
mod cache;
mod follow;
mod internet;
mod location;
mod queue;
mod verdict;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;

use crate::base::diagnostic::Report;
use crate::base::source::Span;
use crate::outputs::site::Site;

pub use cache::{Cache, file as cache_file};
pub use follow::{Answer, Method, Patience, Trouble, World, follow};
pub use internet::{Internet, Timeouts};
pub use queue::Limits;
pub use verdict::Verdict;

/// How a run asks.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub patience: Patience,
    pub limits: Limits,
    /// Where answers are kept; none: nowhere.
    pub cache: Option<PathBuf>,
}

/// What became of a run, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub addresses: usize,
    /// How many of them the cache knew.
    pub known: usize,
    /// Whether the answers could be kept.
    pub kept: bool,
}

/// The addresses that a site links to, each with the places of its links.
pub struct Addresses(BTreeMap<String, Vec<Span>>);

impl Addresses {
    pub fn of(site: &Site) -> Addresses {
        Addresses(addresses::gather(&site.newsletter))
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Asks for every address, and reports what is wrong at each of its links. `done` counts along.
    pub fn check(&self, world: &dyn World, settings: &Settings, done: &AtomicUsize, report: &mut Report) -> Tally {
        let now = world.now().as_second();
        let mut cache = Cache::load(settings.cache.clone(), now);
        let mut verdicts: BTreeMap<String, Verdict> = BTreeMap::new();
        let mut open = Vec::new();
        for url in self.0.keys() {
            match cache.find(url) {
                Some(verdict) => _ = verdicts.insert(url.clone(), verdict.clone()),
                None => open.push(url.clone()),
            }
        }
        let known = verdicts.len();
        let answers = queue::ask_all(open, settings.limits, done, |url| follow(world, url, settings.patience));
        for (url, verdict) in answers {
            cache.keep(&url, &verdict, now);
            verdicts.insert(url, verdict);
        }
        let kept = cache.save().is_ok();
        verdict::report(&verdicts, &self.0, report);
        Tally { addresses: self.0.len(), known, kept }
    }
}
