//! How much was said of a topic over time, as a small picture.

use jiff::civil::Date;

use super::escape::{attribute, escape_into, number};
use super::words::{Said, Words};

/// Up to this many days are drawn week by week; up to so many months month by month; a longer time year by year.
const DAYS: i32 = 26 * 7;
const MONTHS: i32 = 48;
/// Fewer bars make no picture.
const LEAST: i32 = 3;
const HEIGHT: usize = 24;
const BAR: usize = 5;
const GAP: usize = 1;

/// An inline SVG of bars, one a week, month or year of the newsletter's life, so that all topics have one measure; with a
/// text that says the same. Empty without days, and as long as it would be but a bar or two.
pub fn activity(days: &[Date], life: (Date, Date), words: &Words) -> String {
    let (Some(&first), Some(&last)) = (days.iter().min(), days.iter().max()) else { return String::new() };
    let step = Step::of(life);
    let (start, end) = (step.at(life.0.min(first)), step.at(life.1.max(last)));
    if end - start + 1 < LEAST {
        return String::new();
    }
    let mut counts = vec![0_usize; usize::try_from(end - start + 1).unwrap_or(1)];
    for &day in days {
        if let Some(count) = usize::try_from(step.at(day) - start).ok().and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    draw(&counts, &description(days.len(), first, last, words))
}

/// What a bar stands for.
#[derive(Clone, Copy)]
enum Step {
    Week,
    Month,
    Year,
}

impl Step {
    fn of((first, last): (Date, Date)) -> Step {
        match (Step::day(last) - Step::day(first), Step::Month.at(last) - Step::Month.at(first)) {
            (0..=DAYS, _) => Step::Week,
            (_, 0..=MONTHS) => Step::Month,
            _ => Step::Year,
        }
    }

    /// The number of a day's week, month or year.
    fn at(self, day: Date) -> i32 {
        match self {
            Step::Week => Step::day(day).div_euclid(7),
            Step::Month => i32::from(day.year()) * 12 + i32::from(day.month()) - 1,
            Step::Year => i32::from(day.year()),
        }
    }

    /// The number of a day, counted so that weeks begin on Mondays.
    fn day(day: Date) -> i32 {
        const MONDAY: Date = Date::constant(2024, 1, 1);
        (day - MONDAY).get_days()
    }
}

fn description(count: usize, first: Date, last: Date, words: &Words) -> String {
    let (count, from, to) = (words.number(count), words.month(first), words.month(last));
    let said = if from == to { Said::ActivityIn } else { Said::ActivityOver };
    words.with(said, &[("count", &count), ("from", &from), ("to", &to)])
}

fn draw(counts: &[usize], description: &str) -> String {
    let width = counts.len() * (BAR + GAP) - GAP;
    let most = counts.iter().copied().max().unwrap_or(1).max(1);
    let mut svg = String::from("<svg class=\"activity\" role=\"img\"");
    attribute("width", &width.to_string(), &mut svg);
    attribute("height", &HEIGHT.to_string(), &mut svg);
    attribute("viewBox", &format!("0 0 {width} {HEIGHT}"), &mut svg);
    attribute("preserveAspectRatio", "none", &mut svg);
    attribute("aria-label", description, &mut svg);
    svg.push_str("><title>");
    escape_into(description, &mut svg);
    svg.push_str("</title>");
    rectangle([0, HEIGHT - 1, width, 1], &mut svg);
    for (index, &count) in counts.iter().enumerate().filter(|&(_, &count)| count > 0) {
        let height = (count * HEIGHT).div_ceil(most);
        rectangle([index * (BAR + GAP), HEIGHT - height, BAR, height], &mut svg);
    }
    svg.push_str("</svg>");
    svg
}

fn rectangle([x, y, width, height]: [usize; 4], svg: &mut String) {
    svg.push_str("<rect");
    for (name, value) in [("x", x), ("y", y), ("width", width), ("height", height)] {
        svg.push(' ');
        svg.push_str(name);
        svg.push_str("=\"");
        number(value, svg);
        svg.push('"');
    }
    svg.push_str("/>");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::ToSpan;
    use jiff::civil::date;

    use crate::base::diagnostic::Report;
    use crate::base::source::Sources;
    use crate::render::words::Vocabulary;

    /// The heights of the bars of a life that begins on 1 January 2024, one thing on each of `days` after it.
    #[track_caller]
    fn check(life: i64, days: &[i64], expected: &[&str]) {
        let sources = Sources::memory(BTreeMap::new());
        let vocabulary = Vocabulary::load(&sources, "default", "en", [].into_iter(), &mut Report::default());
        let day = |after: &i64| date(2024, 1, 1) + after.days();
        let days: Vec<_> = days.iter().map(day).collect();
        let svg = super::activity(&days, (day(&0), day(&life)), vocabulary.of(None));
        let bars: Vec<_> = svg.split("height=\"").skip(3).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(bars, expected);
    }

    #[test]
    fn bars_are_as_high_as_what_was_said() {
        check(21, &[0, 1, 14], &["24", "12"]);
        check(400, &[0, 31, 32, 400], &["12", "24", "12"]);
        check(2000, &[0, 400, 2000], &["24", "24", "24"]);
    }

    #[test]
    fn few_bars_make_no_picture() {
        check(21, &[], &[]);
        check(6, &[0, 3], &[]);
        check(7, &[0, 7], &[]);
    }
}
