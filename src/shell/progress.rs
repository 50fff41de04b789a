//! How far a long run has come, on a terminal.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use super::figures::{counted, grouped};

/// Builds that end before this show nothing.
const PATIENCE: Duration = Duration::from_millis(1000);
const INTERVAL: Duration = Duration::from_millis(100);
/// Back to the line's start, and clear it.
const CLEAR: &str = "\r\x1b[K";

/// Does `work` while it is shown on one line of the terminal how many of all things (named for one and for many) are done; the line is gone when the
/// work is.
pub fn show<T>(
    is_watched: bool,
    done: &AtomicUsize,
    all: usize,
    (one, many): (&str, &str),
    work: impl FnOnce() -> T,
) -> T {
    if !is_watched {
        return work();
    }
    std::thread::scope(|scope| {
        let (working, ended) = channel::<()>();
        scope.spawn(move || {
            let mut wait = PATIENCE;
            let mut line = "";
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = INTERVAL;
                line = CLEAR;
                print(&format!("{CLEAR}{} of {}", grouped(done.load(Ordering::Relaxed)), counted(all, one, many)));
            }
            print(line);
        });
        let result = work();
        drop(working);
        result
    })
}

fn print(text: &str) {
    let mut err = std::io::stderr().lock();
    // Progress that cannot be shown is not missed.
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}
