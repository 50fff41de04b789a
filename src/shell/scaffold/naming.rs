//! How issues' files are named: the next one follows the newest.

use jiff::civil::Date;

/// What the names of two issues hang on.
pub struct Subject<'a> {
    pub date: Date,
    pub number: Option<u32>,
    /// The title as a slug.
    pub slug: &'a str,
}

/// The name of the next issue: the newest one's with date, number and title replaced. Where it holds none of them, the date.
pub fn follow(newest: &str, old: &Subject<'_>, new: &Subject<'_>) -> String {
    let mut name = newest.to_string();
    let mut known = false;
    let written_title = !old.slug.is_empty() && name.contains(old.slug);
    if written_title && !new.slug.is_empty() {
        // Out of the way, so that digits of the title are not taken for the date.
        name = name.replacen(old.slug, "\0", 1);
        known = true;
    }
    if let Some(format) = ["%Y-%m-%d", "%Y_%m_%d", "%Y%m%d"].iter().find(|f| name.contains(&*day(old.date, f))) {
        name = uncounted(&name, &day(old.date, format)).replacen(&*day(old.date, format), &day(new.date, format), 1);
        known = true;
    } else if let Some(renumbered) = renumber(&name, old.number, new.number) {
        name = renumbered;
        known = true;
    }
    if known { name.replace('\0', new.slug) } else { new.date.to_string() }
}

/// A name without the count that a second issue of one day got: `2024-12-09-2`.
fn uncounted<'a>(name: &'a str, day: &str) -> &'a str {
    let count = name.rsplit_once('-').filter(|(head, count)| head.ends_with(day) && count.parse::<u8>().is_ok());
    count.map_or(name, |(head, _)| head)
}

fn day(date: Date, format: &str) -> String {
    date.strftime(format).to_string()
}

/// Replaces the digits that are the old number, zeros before it kept in step.
fn renumber(name: &str, old: Option<u32>, new: Option<u32>) -> Option<String> {
    let (old, new) = (old?, new?);
    let mut rest = name;
    loop {
        let start = rest.find(|c: char| c.is_ascii_digit())?;
        let digits = &rest[start..];
        let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (digits, tail) = digits.split_at(length);
        if digits.parse() == Ok(old) {
            let head = &name[..name.len() - digits.len() - tail.len()];
            return Some(format!("{head}{new:0length$}{tail}"));
        }
        rest = tail;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_follow(newest: &str, title: &str, expected: &str) {
        let old = Subject { date: Date::constant(2024, 12, 30), number: Some(9), slug: title };
        let new = Subject { date: Date::constant(2025, 1, 6), number: Some(10), slug: "the-next" };
        assert_eq!(follow(newest, &old, &new), expected);
    }

    #[test]
    fn the_next_name_follows_the_newest() {
        check_follow("2024-12-30", "a-title", "2025-01-06");
        check_follow("digest-2024-12-30", "a-title", "digest-2025-01-06");
        check_follow("2024-12-30-2", "a-title", "2025-01-06");
        check_follow("20241230", "a-title", "20250106");
        check_follow("9", "a-title", "10");
        check_follow("letter-09", "a-title", "letter-10");
        check_follow("第009期", "a-title", "第010期");
        check_follow("2024-week-9", "a-title", "2024-week-10");
        check_follow("a-title", "a-title", "the-next");
        check_follow("9-a-title", "a-title", "10-the-next");
        check_follow("2024-12-30-a-title", "a-title", "2025-01-06-the-next");
        check_follow("odd-name", "a-title", "2025-01-06");
        check_follow("odd-name", "", "2025-01-06");
        check_follow("99999999999999999999", "", "2025-01-06");
    }
}
