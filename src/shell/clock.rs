//! The door to the clock.

#![allow(clippy::disallowed_methods, reason = "this is the door to the clock")]

use std::time::Instant;

use jiff::Timestamp;

/// The moment, for dates.
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// A reading for measuring how long something takes.
pub fn reading() -> Instant {
    Instant::now()
}
