//! Many questions at once, but only a few at each host.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::verdict::Verdict;

/// How many questions are open at a time.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub overall: usize,
    pub per_host: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { overall: 16, per_host: 2 }
    }
}

/// Asks for every address; what a host said once that wants no more questions goes for all its addresses.
pub fn ask_all(
    urls: Vec<String>,
    limits: Limits,
    done: &AtomicUsize,
    ask: impl Fn(&str) -> Verdict + Sync,
) -> Vec<(String, Verdict)> {
    let queue = Queue { state: Mutex::new(State::of(urls)), news: Condvar::new(), limits };
    std::thread::scope(|scope| {
        for _ in 0..limits.overall.max(1) {
            scope.spawn(|| queue.work(&ask, done));
        }
    });
    let mut answers = queue.state.into_inner().unwrap_or_else(PoisonError::into_inner).answers;
    answers.sort_by(|a, b| a.0.cmp(&b.0));
    answers
}

struct Queue {
    state: Mutex<State>,
    news: Condvar,
    limits: Limits,
}

#[derive(Default)]
struct State {
    /// Addresses that wait, by host.
    waiting: BTreeMap<String, Vec<String>>,
    /// Questions that are open, by host.
    open: BTreeMap<String, usize>,
    /// Hosts that want no more questions.
    tired: BTreeSet<String>,
    answers: Vec<(String, Verdict)>,
}

impl State {
    fn of(urls: Vec<String>) -> State {
        let mut state = State::default();
        for url in urls.into_iter().rev() {
            state.waiting.entry(host(&url)).or_default().push(url);
        }
        state
    }

    /// The next address whose host is free; of those with the most left first, so that they do not come last alone.
    fn next(&mut self, per_host: usize) -> Option<(String, String)> {
        let is_free = |host: &String| self.open.get(host).is_none_or(|open| *open < per_host.max(1));
        let (host, _) = self.waiting.iter().filter(|(host, _)| is_free(host)).max_by_key(|(_, urls)| urls.len())?;
        let host = host.clone();
        let urls = self.waiting.get_mut(&host)?;
        let url = urls.pop()?;
        if urls.is_empty() {
            self.waiting.remove(&host);
        }
        *self.open.entry(host.clone()).or_default() += 1;
        Some((host, url))
    }

    fn close(&mut self, host: &str, url: String, verdict: Verdict) {
        if let Some(open) = self.open.get_mut(host) {
            *open -= 1;
        }
        if matches!(verdict, Verdict::Unsure { is_tired: true, .. }) {
            self.tired.insert(host.to_string());
        }
        self.answers.push((url, verdict));
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A thread that panicked left whole addresses behind.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, ask: &(impl Fn(&str) -> Verdict + Sync), done: &AtomicUsize) {
        while let Some((host, url, is_tired)) = self.take() {
            let verdict = if is_tired {
                let why = "its host is asked too often (429)".to_string();
                Verdict::Unsure { why, is_silent: false, is_tired: true }
            } else {
                ask(&url)
            };
            done.fetch_add(1, Ordering::Relaxed);
            self.lock().close(&host, url, verdict);
            self.news.notify_all();
        }
    }

    /// The next address, as soon as its host is free; none when all are taken.
    fn take(&self) -> Option<(String, String, bool)> {
        let mut state = self.lock();
        loop {
            if let Some((host, url)) = state.next(self.limits.per_host) {
                let is_tired = state.tired.contains(&host);
                return Some((host, url, is_tired));
            }
            if state.waiting.is_empty() {
                return None;
            }
            state = self.news.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Host and port, in lower case.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(hosts: usize, pages: usize) -> Vec<String> {
        (0..hosts * pages).map(|n| format!("http://h{}/{n}", n % hosts)).collect()
    }

    #[test]
    fn every_address_is_asked_for_once_and_few_at_a_host() {
        let open = Mutex::new(BTreeMap::<String, usize>::new());
        let most = AtomicUsize::new(0);
        let done = AtomicUsize::new(0);
        let answers = ask_all(urls(7, 20), Limits { overall: 5, per_host: 2 }, &done, |url| {
            let now = {
                let mut open = open.lock().expect("no panic");
                let count = open.entry(host(url)).or_default();
                *count += 1;
                *count
            };
            most.fetch_max(now, Ordering::Relaxed);
            std::thread::yield_now();
            *open.lock().expect("no panic").get_mut(&host(url)).expect("the host") -= 1;
            Verdict::Fine
        });
        let asked: BTreeSet<&String> = answers.iter().map(|(url, _)| url).collect();
        assert_eq!((answers.len(), asked.len(), done.into_inner()), (140, 140, 140));
        assert!(most.into_inner() <= 2);
        assert!(answers.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn a_tired_host_is_left_alone() {
        let asked = AtomicUsize::new(0);
        let answers = ask_all(urls(1, 50), Limits { overall: 4, per_host: 1 }, &AtomicUsize::new(0), |_| {
            asked.fetch_add(1, Ordering::Relaxed);
            Verdict::Unsure { why: "429".to_string(), is_silent: false, is_tired: true }
        });
        assert_eq!((answers.len(), asked.into_inner()), (50, 1));
        assert!(ask_all(Vec::new(), Limits::default(), &AtomicUsize::new(0), |_| Verdict::Fine).is_empty());
    }
}
