//! Everything that a link may lead to, under each name it may be called by.

use std::sync::OnceLock;

use ahash::{AHashMap as HashMap, AHashSet as HashSet};

use crate::base::ident::WorkId;
use crate::base::route::Route;
use crate::base::source::{SourceId, Sources};
use crate::model::addresses::Unpublished;
use crate::model::newsletter::{EntryId, Newsletter, Place, Target, TopicId, WorkIx};
use crate::model::topics::Register;
use crate::parse::file::FileKind;

/// The newsletter as links see it.
pub struct Directory<'a> {
    pub newsletter: &'a Newsletter,
    pub sources: &'a Sources,
    register: &'a Register,
    /// Made when the first link to a work is looked up.
    works: OnceLock<HashMap<&'a WorkId, WorkIx>>,
    files: HashMap<SourceId, File>,
    issues: Issues<'a>,
    routes: HashMap<&'a Route, File>,
    /// Of issues, then of pages; each made when the first link to a place in it is looked up.
    anchors: Vec<OnceLock<HashSet<&'a str>>>,
}

/// What a file of the newsletter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    Issue(u32),
    Page(u32),
    /// A file that is published as it is, by its place in `Newsletter::assets`.
    Asset(u32),
    /// A draft, or an issue of the future.
    LeftOut,
}

/// Issues by number, slug and NAME.
#[derive(Default)]
struct Issues<'a> {
    numbers: HashMap<u32, File>,
    slugs: HashMap<&'a str, File>,
    names: HashMap<&'a str, File>,
}

impl<'a> Issues<'a> {
    /// Published issues are added first, the oldest first: of two with one name the first counts.
    fn add(&mut self, file: File, number: Option<u32>, slug: &'a str, name: &'a str) {
        if let Some(number) = number {
            self.numbers.entry(number).or_insert(file);
        }
        self.slugs.entry(slug).or_insert(file);
        self.names.entry(name).or_insert(file);
    }
}

impl<'a> Directory<'a> {
    pub fn new(
        newsletter: &'a Newsletter,
        sources: &'a Sources,
        register: &'a Register,
        left_out: &'a [Unpublished],
    ) -> Directory<'a> {
        let mut directory = Directory {
            newsletter,
            sources,
            register,
            works: OnceLock::new(),
            files: HashMap::with_capacity(newsletter.issues.len()),
            issues: Issues::default(),
            routes: HashMap::with_capacity(newsletter.issues.len()),
            anchors: vec![OnceLock::new(); newsletter.issues.len() + newsletter.pages.len()],
        };
        directory.add_published();
        for Unpublished { file, slug } in left_out {
            directory.files.insert(file.source, File::LeftOut);
            if file.kind == FileKind::Issue {
                directory.issues.add(File::LeftOut, file.front_matter.number, slug, &file.name);
            }
        }
        directory
    }

    fn add_published(&mut self) {
        for (index, issue) in self.newsletter.issues.iter().enumerate() {
            let file = File::Issue(index as u32);
            self.files.insert(issue.source, file);
            self.routes.entry(&issue.route).or_insert(file);
            self.issues.add(file, issue.number, &issue.slug, &issue.name);
        }
        for (index, page) in self.newsletter.pages.iter().enumerate() {
            self.files.insert(page.source, File::Page(index as u32));
            self.routes.entry(&page.route).or_insert(File::Page(index as u32));
        }
        for (index, asset) in self.newsletter.assets.iter().enumerate() {
            self.files.insert(asset.source, File::Asset(index as u32));
            self.routes.entry(&asset.route).or_insert(File::Asset(index as u32));
        }
    }

    pub fn file(&self, source: SourceId) -> Option<File> {
        self.files.get(&source).copied()
    }

    /// The issue, page or asset at a route.
    pub fn at(&self, route: &Route) -> Option<File> {
        self.routes.get(route).copied()
    }

    /// An issue by its number, slug or NAME, in this order.
    pub fn issue(&self, name: &str) -> Option<File> {
        let number = name.parse::<u32>().ok().and_then(|number| self.issues.numbers.get(&number));
        number.or_else(|| self.issues.slugs.get(name)).or_else(|| self.issues.names.get(name)).copied()
    }

    pub fn topic(&self, name: &str) -> Option<&'a Route> {
        self.register.find(name).map(|TopicId(index)| &self.newsletter.topics[index as usize].route)
    }

    /// The work's page, else the place of its newest entry.
    pub fn work(&self, id: &WorkId) -> Option<Target> {
        let work = &self.newsletter[*self.works.get_or_init(|| works(self.newsletter)).get(id)?];
        if let Some(page) = &work.route {
            return Some(page.into());
        }
        let EntryId(newest) = *work.entries.last()?;
        let entry = &self.newsletter.entries[newest as usize];
        let route = self.newsletter[entry.issue].route.clone();
        Some(Place { route, query: None, fragment: Some(entry.key.clone()) }.into())
    }

    pub fn route(&self, file: File) -> Option<&'a Route> {
        match file {
            File::Issue(index) => Some(&self.newsletter.issues[index as usize].route),
            File::Page(index) => Some(&self.newsletter.pages[index as usize].route),
            File::Asset(index) => Some(&self.newsletter.assets[index as usize].route),
            File::LeftOut => None,
        }
    }

    /// What a fragment of a file's page may name; none for files whose insides are not ours.
    pub fn anchors(&self, file: File) -> Option<&HashSet<&'a str>> {
        let newsletter = self.newsletter;
        match file {
            File::Issue(index) => {
                Some(self.anchors.get(index as usize)?.get_or_init(|| issue_anchors(newsletter, index as usize)))
            }
            File::Page(index) => {
                let own = || newsletter.pages[index as usize].text.document.anchors().collect();
                Some(self.anchors.get(newsletter.issues.len() + index as usize)?.get_or_init(own))
            }
            File::Asset(_) | File::LeftOut => None,
        }
    }

    /// Every name of an issue, for what looks for the nearest.
    pub fn issue_names(&self) -> impl Iterator<Item = &'a str> {
        self.newsletter.issues.iter().map(|issue| issue.slug.as_str())
    }

    pub fn topic_names(&self) -> impl Iterator<Item = &'a str> {
        self.newsletter.topics.iter().map(|topic| topic.slug.as_str())
    }
}

fn works(newsletter: &Newsletter) -> HashMap<&WorkId, WorkIx> {
    let numbered = (0..).zip(newsletter.works.iter());
    numbered.flat_map(|(index, work)| work.ids.iter().map(move |id| (id, WorkIx(index)))).collect()
}

fn issue_anchors(newsletter: &Newsletter, index: usize) -> HashSet<&str> {
    let issue = &newsletter.issues[index];
    let keys = issue.entries.iter().flatten().map(|id| newsletter[*id].key.as_str());
    issue.text.document.anchors().chain(keys).collect()
}
