//! Dates as authors write them, and instants as feeds need them.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A date as written: a day, a local date-time, or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    Day(Date),
    Local(DateTime),
    Instant(Timestamp),
}

impl Written {
    /// The instant meant: a day means its start, local values stand in `zone`. `None` only beyond the year 9999.
    pub fn instant(self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Written::Day(day) => day.to_zoned_datetime(zone.clone()).ok().map(|z| z.timestamp()),
            Written::Local(local) => local.to_zoned_datetime(zone.clone()).ok().map(|z| z.timestamp()),
            Written::Instant(instant) => Some(instant),
        }
    }

    /// The last instant meant: a day means its end. For `--today`.
    pub fn end(self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Written::Day(day) => {
                Written::Day(day.tomorrow().ok()?).instant(zone)?.checked_sub(SignedDuration::from_nanos(1)).ok()
            }
            other => other.instant(zone),
        }
    }

    /// The day as it stands in `zone`.
    pub fn day(self, zone: &TimeZone) -> Date {
        match self {
            Written::Day(day) => day,
            Written::Local(local) => local.date(),
            Written::Instant(instant) => instant.to_zoned_datetime(zone.clone()).date(),
        }
    }
}
