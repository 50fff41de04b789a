//! Long lists over several pages, numbered from the oldest, so that something new changes only the newest page.

use std::ops::Range;

use crate::base::route::Route;
use crate::render::view::{PagesView, YearLink};

use super::plan::{Planner, Subject};
use super::site::Site;

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

    /// The years of what stands on a page and on older ones, newest first; empty where it is one. `all` are the years of
    /// everything, newest first. Newer pages are left out, so that something new changes only the newest.
    pub fn years(self, site: &Site, route: &Route, part: u32, all: impl Iterator<Item = i16>) -> Vec<YearLink> {
        let range = self.range(part);
        let mut years: Vec<YearLink> = Vec::new();
        for (index, year) in all.enumerate().skip(range.start) {
            if let Some(last) = years.last_mut().filter(|last| last.year == year) {
                last.count += 1;
                continue;
            }
            let page =
                if range.contains(&index) { String::new() } else { self.address(site, route, self.number(index)) };
            years.push(YearLink { year, url: format!("{page}#_{year}"), count: 1 });
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

fn page_route(route: &Route, number: usize) -> Route {
    Route::page(&format!("{}page/{number}", route.as_str()))
}
