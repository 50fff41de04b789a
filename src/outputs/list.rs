//! Long lists over several pages, numbered from the oldest, so that something new changes only the newest page.

use std::ops::Range;

use crate::base::route::Route;
use crate::render::view::{PagesView, YearLink};

use super::plan::{Planner, Subject};
use super::site::Site;

/// The year of the last thing in a list so far.
#[derive(Default)]
pub struct Year(Option<i16>);

impl Year {
    /// The next thing's year, where it is the first of this year.
    pub fn opened_by(&mut self, year: i16) -> Option<i16> {
        (self.0.replace(year) != Some(year)).then_some(year)
    }
}

/// A list of things, newest first, over pages of `size`. The page with the newest holds between one and two pages' worth.
#[derive(Clone, Copy)]
pub struct Pages {
    count: usize,
    size: usize,
}

impl Pages {
    pub fn of(count: usize, size: usize) -> Pages {
        Pages { count, size: size.max(1) }
    }

    /// How many full pages stand behind the newest one.
    fn full(self) -> usize {
        (self.count / self.size).saturating_sub(1)
    }

    /// Plans the page with the newest at `route` and the others below it, at `page/N/`.
    pub fn plan(self, route: &Route, subject: Subject, planner: &mut Planner<'_>) {
        planner.add(route.clone(), subject);
        for part in 1..=self.full() {
            planner.add_part(page_route(route, part), subject, part as u32);
        }
    }

    /// Which things, newest first, stand on a page.
    pub fn range(self, part: u32) -> Range<usize> {
        match part as usize {
            0 => 0..self.count - self.full() * self.size,
            part => self.count - part * self.size..self.count - (part - 1) * self.size,
        }
    }

    /// Links to the neighbours; none if everything stands on one page.
    pub fn view(self, site: &Site, route: &Route, part: u32) -> Option<PagesView> {
        let full = self.full();
        let number = if part == 0 { full + 1 } else { part as usize };
        let address = |number| self.address(site, route, number);
        (full > 0).then(|| PagesView {
            number,
            newer: (number <= full).then(|| address(number + 1)),
            older: (number > 1).then(|| address(number - 1)),
        })
    }

    /// The years of what stands on a page and on older ones, newest first; empty where it is one. `year` is that of each
    /// thing, newest first. Newer pages are left out, so that something new changes only the newest.
    pub fn years(self, site: &Site, route: &Route, part: u32, year: impl Fn(usize) -> i16) -> Vec<YearLink> {
        let range = self.range(part);
        let mut years: Vec<YearLink> = Vec::new();
        let mut first = range.start;
        while first < self.count {
            let own = year(first);
            let next = end(first..self.count, |index| year(index) == own);
            let page =
                if range.contains(&first) { String::new() } else { self.address(site, route, self.number(first)) };
            years.push(YearLink { year: own, url: format!("{page}#_{own}"), count: next - first });
            first = next;
        }
        if years.len() > 1 { years } else { Vec::new() }
    }

    /// The number of the page that a thing stands on.
    fn number(self, index: usize) -> usize {
        ((self.count - index - 1) / self.size + 1).min(self.full() + 1)
    }

    fn address(self, site: &Site, route: &Route, number: usize) -> String {
        let route = if number > self.full() { route.clone() } else { page_route(route, number) };
        site.newsletter.config.base_url.href(&route)
    }
}

/// Where a run ends that begins with the range. Looked for by halves: a list of 50,000 has a thousand pages, and each asks.
fn end(range: Range<usize>, belongs: impl Fn(usize) -> bool) -> usize {
    let (mut known, mut end) = (range.start, range.end);
    while known + 1 < end {
        let middle = known + (end - known) / 2;
        if belongs(middle) { known = middle } else { end = middle }
    }
    end
}

fn page_route(route: &Route, number: usize) -> Route {
    Route::page(&format!("{}page/{number}", route.as_str()))
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn a_run_ends_where_the_next_begins() {
        let years = [5, 5, 5, 4, 3, 3];
        for (first, expected) in [(0, 3), (1, 3), (3, 4), (4, 6), (5, 6)] {
            assert_eq!(end(first..years.len(), |index| years[index] == years[first]), expected);
        }
    }
}
