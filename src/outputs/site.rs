//! A planned site: everything that rendering an output needs.

use std::sync::{Arc, OnceLock};

use tera::{Context, Value};

use crate::base::diagnostic::{Diagnostic, Report};
use crate::base::source::{SourceId, Sources};
use crate::model::newsletter::{Newsletter, WorkIx};
use crate::parse::newsletter::Words;
use crate::render::code::CodeBlocks;
use crate::render::math::Formulas;
use crate::render::references::References;
use crate::render::scene::{self, Cards, Scene};
use crate::render::statics::Statics;
use crate::render::templates::Templates;
use crate::render::view::{FeedView, Field, LinkView, MailView, PageView, Shared, SiteView};
use crate::render::words::Vocabulary;

use super::feed::{self, Item};
use super::head;
use super::plan::{Output, Plan, Subject};
use super::works;

/// A newsletter, its plan, and its theme.
pub struct Site {
    pub newsletter: Newsletter,
    pub plan: Arc<Plan>,
    pub sources: Arc<Sources>,
    templates: Templates,
    code: CodeBlocks,
    math: Arc<Formulas>,
    cards: Cards,
    references: Arc<References>,
    vocabulary: Arc<Vocabulary>,
    /// The newsletter's own feeds.
    feeds: Vec<Shared<FeedView>>,
    /// The theme's parts that are the same on every page of a section.
    fixed: Vec<(Section, Value)>,
    /// The items of the newsletter's feed, which all its formats share; made when first asked for.
    newest: OnceLock<Vec<Item>>,
    /// What each page of the list of works is cut from; likewise.
    listed: OnceLock<Vec<WorkIx>>,
}

/// What one site may hand on to the next: results of pure functions, each by what it was made of.
#[derive(Clone, Default)]
pub struct Kept {
    formulas: Arc<Formulas>,
    templates: Option<Templates>,
}

/// A part of the site that the menu leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section {
    /// The address in the menu; empty for pages that nothing in the menu stands above.
    url: String,
    /// Whether it is the page at this very address, not one below it.
    exact: bool,
}

impl Site {
    /// Plans a newsletter's site and reads its theme; none if the theme cannot be read, which is reported. What was
    /// `kept` is not read again.
    pub fn new(
        newsletter: Newsletter,
        sources: Arc<Sources>,
        settings: Value,
        kept: &Kept,
        report: &mut Report,
    ) -> Option<Site> {
        let theme = newsletter.config.theme.name.clone();
        let statics = Statics::of(&sources, &theme, report);
        let assets = statics.addresses(&newsletter.config.base_url);
        let plan = |report: &mut Report| Arc::new(Plan::new(&newsletter, &statics, report));
        let math = |report: &mut Report| Arc::new(Formulas::of(&newsletter, &sources, &kept.formulas, report));
        let templates = |report: &mut Report| {
            let loaded = Templates::load(&sources, &theme, assets, kept.templates.as_ref());
            loaded.map_err(|faults| report.extend(faults)).ok()
        };
        let (plan, (math, templates)) = report.both(plan, |report| report.both(math, templates));
        let templates = templates?;
        let cards = Cards::of(&newsletter);
        let feeds =
            plan.feeds(Subject::Newsletter).map(|feed| Shared::new(head::feed_view(&newsletter, feed))).collect();
        let code = CodeBlocks::default();
        let references = Arc::new(References::of(&newsletter));
        let vocabulary = Arc::new(vocabulary(&newsletter, &sources, report));
        let fixed = Vec::new();
        let mut site = Site {
            newsletter,
            plan,
            sources,
            templates,
            code,
            math,
            cards,
            references,
            vocabulary,
            feeds,
            fixed,
            newest: OnceLock::new(),
            listed: OnceLock::new(),
        };
        let view = site.view(settings);
        site.templates.set_site(view);
        match site.fixed_parts() {
            Ok(fixed) => site.fixed = fixed,
            Err(fault) => report.push(*fault),
        }
        Some(site)
    }

    /// The site as it is with other words in some of its texts. None if it takes more than words: a formula that cannot be
    /// read must be reported, and translations call each other by their titles.
    pub fn reworded(&self, texts: Vec<(SourceId, Words)>) -> Option<Site> {
        let all_known = |known: Arc<Formulas>, (_, words): &(_, Words)| known.with(&words.document.math);
        let math = texts.iter().try_fold(Arc::clone(&self.math), all_known)?;
        let mut newsletter = self.newsletter.clone();
        let is_whole = texts.into_iter().all(|(source, words)| newsletter.reword(source, words));
        is_whole.then(|| Site {
            // A card may show the first words of its issue.
            cards: Cards::of(&newsletter),
            code: CodeBlocks::default(),
            newest: OnceLock::new(),
            listed: OnceLock::new(),
            newsletter,
            math,
            plan: Arc::clone(&self.plan),
            sources: Arc::clone(&self.sources),
            templates: self.templates.clone(),
            references: Arc::clone(&self.references),
            vocabulary: Arc::clone(&self.vocabulary),
            feeds: self.feeds.clone(),
            fixed: self.fixed.clone(),
        })
    }

    fn fixed_parts(&self) -> Result<Vec<(Section, Value)>, Box<Diagnostic>> {
        let below = self.menu_addresses().into_iter().flat_map(|url| [(url.clone(), false), (url, true)]);
        let sections = std::iter::once(Section::default()).chain(below.map(|(url, exact)| Section { url, exact }));
        sections
            .map(|section| {
                Ok((
                    section.clone(),
                    self.templates.fixed(
                        &section.url,
                        section.exact,
                        self.vocabulary.of(None).value(),
                        &self.sources,
                    )?,
                ))
            })
            .collect()
    }

    /// All that a menu may lead to: the newsletter's own lists, then `[[menu]]`.
    fn menu_addresses(&self) -> Vec<String> {
        let lists = ["archive", "topics", "works", "subscribe"].into_iter();
        let lists = lists.filter_map(|kind| self.plan.page(kind)).map(|route| self.scene().href(route));
        lists.chain(self.menu().into_iter().map(|link| link.url)).collect()
    }

    /// The fixed parts for a page: the menu's item that leads to it, else the one that leads to a page above it.
    fn fixed_for(&self, page: &PageView) -> Option<&Value> {
        let is_above = |section: &Section| page.trail.iter().any(|link| link.url == section.url);
        let exact = || self.fixed.iter().find(|(section, _)| section.exact && section.url == page.url);
        let below = || self.fixed.iter().find(|(section, _)| !section.exact && is_above(section));
        exact().or_else(below).or(self.fixed.first()).map(|(_, fixed)| fixed)
    }

    /// Highlights all code and sets all citations beforehand: for a run that renders everything.
    pub fn prepare(&mut self, report: &mut Report) {
        let (newsletter, references) = (&self.newsletter, &self.references);
        let (code, faults) = rayon::join(|| CodeBlocks::of(newsletter), || references.prepare(newsletter));
        self.code = code;
        report.extend(faults);
    }

    /// What the next site may take over; its templates only where they are known to be sound.
    pub fn keep(&self, is_sound: bool) -> Kept {
        Kept { formulas: Arc::clone(&self.math), templates: is_sound.then(|| self.templates.clone()) }
    }

    /// Whether the templates are those that were kept.
    pub fn has_templates_of(&self, kept: &Kept) -> bool {
        kept.templates.as_ref().is_some_and(|before| self.templates.is_same(before))
    }

    pub fn scene(&self) -> Scene<'_> {
        Scene {
            newsletter: &self.newsletter,
            code: &self.code,
            math: &self.math,
            cards: &self.cards,
            references: &self.references,
            vocabulary: &self.vocabulary,
        }
    }

    /// The items of the newsletter's feed, newest first.
    pub(super) fn newest_items(&self) -> &[Item] {
        self.newest.get_or_init(|| feed::newest(self))
    }

    /// The works that are listed, in the list's order.
    pub(super) fn listed_works(&self) -> &[WorkIx] {
        self.listed.get_or_init(|| works::listed(&self.newsletter).collect())
    }

    /// Renders one output.
    ///
    /// # Errors
    /// What is wrong with a template, or with a file that is published as it is.
    pub fn render(&self, output: &Output) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut bytes = Vec::new();
        self.render_into(output, &mut bytes)?;
        Ok(bytes)
    }

    /// [`Site::render`], into what takes the place of `bytes`.
    pub fn render_into(&self, output: &Output, bytes: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        bytes.clear();
        (output.kind.render)(self, output, bytes)
    }

    /// What may be said of an output of so many bytes.
    pub fn lint(&self, output: &Output, size: usize) -> Option<Diagnostic> {
        feed::too_large(output, size)
    }

    /// Renders an output's template, which is named as its kind, with `page` and `values`.
    pub(super) fn template(
        &self,
        output: &Output,
        page: PageView,
        values: impl IntoIterator<Item = (&'static str, Value)>,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let mut context = Context::new();
        if let Some(fixed) = self.fixed_for(&page) {
            context.insert_value("fixed", fixed.clone());
        }
        context.insert_value("t", self.vocabulary.of(page.language.as_deref()).value());
        context.insert_value("page", page.value());
        for (name, value) in values {
            context.insert_value(name, value);
        }
        self.templates.render(
            &format!("{}.html", output.kind.name),
            &context,
            &output.route.to_string(),
            &self.sources,
            out,
        )
    }

    fn view(&self, settings: Value) -> SiteView {
        let config = &self.newsletter.config;
        let page = |kind| self.plan.page(kind).map(|route| config.base_url.href(route));
        SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            direction: scene::direction(&config.language).to_string(),
            home: config.base_url.path().to_string(),
            url: config.base_url.absolute(&crate::base::route::Route::home()),
            authors: scene::people(&config.authors),
            license: config.license.clone(),
            menu: self.menu(),
            archive: page("archive"),
            topics: page("topics"),
            works: page("works"),
            subscribe: page("subscribe"),
            feeds: self.feeds.clone(),
            mail: self.mail(),
            t: self.vocabulary.of(None).value(),
            theme: settings,
            extra: Value::from_serializable(&config.extra),
            generator: concat!("offprint ", env!("CARGO_PKG_VERSION")).to_string(),
        }
    }

    fn menu(&self) -> Vec<LinkView> {
        let base = &self.newsletter.config.base_url;
        let address = |link: &str| match link.strip_prefix('/') {
            Some(path) if !path.starts_with('/') => format!("{}{path}", base.path()),
            _ => link.to_string(),
        };
        let view =
            |item: &crate::parse::config::MenuItem| LinkView { title: item.title.clone(), url: address(&item.link) };
        self.newsletter.config.menu.iter().map(view).collect()
    }

    fn mail(&self) -> Option<MailView> {
        let subscribe = &self.newsletter.config.subscribe;
        let hidden = |(name, value): (&String, &String)| LinkView { title: name.clone(), url: value.clone() };
        (subscribe.action.is_some() || subscribe.url.is_some()).then(|| MailView {
            action: subscribe.action.clone(),
            field: subscribe.field.clone().unwrap_or_else(|| "email".to_string()),
            hidden: subscribe.hidden.iter().map(hidden).collect(),
            url: subscribe.url.clone(),
        })
    }
}

/// The theme's words in every language of the newsletter's texts.
fn vocabulary(newsletter: &Newsletter, sources: &Sources, report: &mut Report) -> Vocabulary {
    let (issues, pages) = (newsletter.issues.iter(), newsletter.pages.iter());
    let languages = issues.map(|issue| &issue.language).chain(pages.map(|page| &page.language));
    let languages = languages.filter_map(|language| language.as_deref());
    Vocabulary::load(sources, &newsletter.config.theme.name, &newsletter.config.language, languages, report)
}
