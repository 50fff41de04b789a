//! Which outputs a site has: routes with small values.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::route::Route;
use crate::base::source::{SourceId, Span};
use crate::model::newsletter::{IssueId, Newsletter, PageId, TopicId, WorkIx};
use crate::render::statics::Statics;

use super::feed::{self, Format};
use super::kinds::KINDS;
use super::site::Site;

/// Renders an output into bytes; an error is a fault of the theme or of a file.
pub type Render = fn(&Site, &Output, &mut Vec<u8>) -> Result<(), Box<Diagnostic>>;

/// A family of outputs: how they are planned and how one is rendered.
pub struct Kind {
    /// Its switch in `[outputs]`, and its template's name where it has one.
    pub name: &'static str,
    /// Whether `[outputs]` may switch it off.
    pub optional: bool,
    /// Whether its outputs belong into the sitemap.
    pub listed: bool,
    /// For feeds: the format, to be announced on the pages of the same subject.
    pub feed: Option<Format>,
    pub plan: fn(&Newsletter, &mut Planner<'_>),
    pub render: Render,
}

/// What an output is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Newsletter,
    Year(i16),
    Issue(IssueId),
    Topic(TopicId),
    Work(WorkIx),
    Page(PageId),
    /// An index into the newsletter's redirects.
    Redirect(u32),
    /// A file that is published as it is.
    File(SourceId),
}

/// One file of the site.
pub struct Output {
    pub route: Route,
    pub kind: &'static Kind,
    pub subject: Subject,
    /// Of a list over several pages: the page, from 1; 0 for the page with the newest.
    pub part: u32,
    /// Where it comes from, for messages.
    pub origin: Origin,
}

/// Where an output comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A place that an author wrote.
    Span(Span),
    File(SourceId),
    /// A kind that is always there.
    Kind(&'static str),
}

/// The part of an output that repeats another one at an old address.
const COPY: u32 = u32::MAX;

/// Every output of a site, by route.
pub struct Plan {
    outputs: Vec<Output>,
    /// Indices of the feeds of each subject, in the order of the kinds.
    feeds: BTreeMap<Subject, Vec<usize>>,
    /// Kinds that planned something.
    pages: BTreeMap<&'static str, Route>,
}

impl Plan {
    /// The outputs that a newsletter calls for; an unknown switch is reported.
    pub fn new(newsletter: &Newsletter, statics: &Statics, report: &mut Report) -> Plan {
        check_switches(newsletter, report);
        let mut planner = Planner { statics, kind: KINDS[0], outputs: Vec::new() };
        for kind in KINDS.iter().filter(|kind| wanted(newsletter, kind)) {
            planner.kind = kind;
            (kind.plan)(newsletter, &mut planner);
        }
        let plan = Plan::of(planner.outputs);
        feed::check_aliases(newsletter, &plan, report);
        plan
    }

    fn of(mut outputs: Vec<Output>) -> Plan {
        let order = |kind: &Kind| KINDS.iter().position(|k| k.name == kind.name);
        outputs.par_sort_by(|a, b| a.route.cmp(&b.route).then_with(|| order(a.kind).cmp(&order(b.kind))));
        let mut feeds: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
        let mut pages = BTreeMap::new();
        for (index, output) in outputs.iter().enumerate() {
            if output.kind.feed.is_some() && output.part == 0 {
                feeds.entry(output.subject).or_default().push(index);
            }
            if output.subject == Subject::Newsletter && output.part == 0 {
                pages.insert(output.kind.name, output.route.clone());
            }
        }
        for indices in feeds.values_mut() {
            indices.sort_by_key(|&index| order(outputs[index].kind));
        }
        Plan { outputs, feeds, pages }
    }

    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    pub fn find(&self, route: &Route) -> Option<&Output> {
        self.outputs.binary_search_by(|output| output.route.cmp(route)).ok().map(|index| &self.outputs[index])
    }

    /// The feeds of a subject.
    pub fn feeds(&self, subject: Subject) -> impl Iterator<Item = &Output> {
        self.feeds.get(&subject).into_iter().flatten().map(|&index| &self.outputs[index])
    }

    /// Where the newsletter's own page of a kind is, if it is built.
    pub fn page(&self, kind: &str) -> Option<&Route> {
        self.pages.get(kind)
    }
}

fn wanted(newsletter: &Newsletter, kind: &Kind) -> bool {
    let switch = newsletter.config.outputs.switches.get(kind.name);
    !kind.optional || switch.is_none_or(|&(on, _)| on)
}

fn check_switches(newsletter: &Newsletter, report: &mut Report) {
    let names: Vec<&str> = KINDS.iter().filter(|kind| kind.optional).map(|kind| kind.name).collect();
    for (name, &(_, span)) in &newsletter.config.outputs.switches {
        if !names.contains(&name.as_str()) {
            let known = names.join(", ");
            report.push(
                Diagnostic::new(Code::UnknownKey, span, format!("`{name}` is no kind of output that can be switched"))
                    .help(format!("the kinds are: works, {known}")),
            );
        }
    }
}

/// Collects the outputs of one kind after another.
pub struct Planner<'a> {
    pub statics: &'a Statics,
    kind: &'static Kind,
    outputs: Vec<Output>,
}

impl Planner<'_> {
    pub fn add(&mut self, route: Route, subject: Subject) {
        self.add_part(route, subject, 0);
    }

    pub fn add_part(&mut self, route: Route, subject: Subject, part: u32) {
        let origin = Origin::Kind(self.kind.name);
        self.outputs.push(Output { route, kind: self.kind, subject, part, origin });
    }

    /// An output that an author's file or words ask for.
    pub fn add_from(&mut self, route: Route, subject: Subject, origin: Origin) {
        self.outputs.push(Output { route, kind: self.kind, subject, part: 0, origin });
    }

    /// The same bytes once more at an old address that the config names.
    pub fn add_alias(&mut self, route: Route, subject: Subject, span: Span) {
        self.outputs.push(Output { route, kind: self.kind, subject, part: COPY, origin: Origin::Span(span) });
    }

    /// The same bytes once more at a former address.
    pub fn add_copy(&mut self, route: Route, subject: Subject) {
        self.add_part(route, subject, COPY);
    }

    /// How many outputs so far belong into the sitemap.
    pub fn listed(&self) -> usize {
        self.outputs.iter().filter(|output| output.kind.listed).count()
    }
}
