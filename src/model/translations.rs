//! Which texts are one text in several languages.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::base::diagnostic::{Code, Diagnostic, Report, nearest};
use crate::base::route::Route;
use crate::base::source::Span;
use crate::parse::config::Config;
use crate::parse::file::{FileKind, RawFile};
use crate::parse::front_matter::{RawTranslation, Translated};

use super::addresses::Roll;
use super::newsletter::{Target, Translation};

/// The languages of each issue and each page.
#[derive(Default)]
pub(super) struct Translations {
    pub issues: Vec<Vec<Translation>>,
    pub pages: Vec<Vec<Translation>>,
}

/// Brings texts together that name each other as translations: if one names another, both have both, and what they name too.
pub(super) fn translations(roll: &Roll, config: &Config, report: &mut Report) -> Translations {
    let issues = roll.issues.iter().map(|issue| &issue.file).zip(roll.issue_addresses.iter().map(|it| &it.route));
    let pages = roll.pages.iter().zip(roll.page_addresses.iter().map(|it| &it.route));
    let left_out = |kind| roll.left_out.iter().map(|it| &it.file).filter(move |file| file.kind == kind);
    let mut sets = |members: Vec<Member<'_>>, kind| {
        if members.iter().all(|member| member.file.front_matter.translations.is_empty()) {
            return Vec::new();
        }
        let names = left_out(kind).map(|file| file.name.as_str()).collect();
        Sets::new(members, names, report).join()
    };
    let member = |(file, route)| Member::new(file, route, config);
    Translations {
        issues: sets(issues.map(member).collect(), FileKind::Issue),
        pages: sets(pages.map(member).collect(), FileKind::Page),
    }
}

/// A text that may be one of several languages.
struct Member<'a> {
    file: &'a RawFile,
    route: &'a Route,
    language: &'a str,
}

impl<'a> Member<'a> {
    fn new(file: &'a RawFile, route: &'a Route, config: &'a Config) -> Member<'a> {
        Member { file, route, language: file.front_matter.language.as_ref().unwrap_or(&config.language) }
    }

    fn as_translation(&self) -> Translation {
        Translation {
            language: self.language.to_string(),
            title: Some(self.file.front_matter.title.clone()),
            target: self.route.into(),
        }
    }
}

struct Sets<'a, 'r> {
    members: Vec<Member<'a>>,
    names: HashMap<&'a str, usize>,
    left_out: HashSet<&'a str>,
    /// For each member another one of its set, or itself: the first member of a set stands for it.
    first: Vec<usize>,
    /// Where each member was first named.
    named: Vec<Option<Span>>,
    /// Texts elsewhere, each with the member that names it.
    elsewhere: Vec<(usize, &'a RawTranslation, &'a str)>,
    report: &'r mut Report,
}

impl<'a, 'r> Sets<'a, 'r> {
    fn new(members: Vec<Member<'a>>, left_out: HashSet<&'a str>, report: &'r mut Report) -> Sets<'a, 'r> {
        let names = members.iter().enumerate().rev().map(|(index, it)| (it.file.name.as_str(), index)).collect();
        let (first, named) = ((0..members.len()).collect(), vec![None; members.len()]);
        Sets { members, names, left_out, first, named, elsewhere: Vec::new(), report }
    }

    fn join(mut self) -> Vec<Vec<Translation>> {
        for index in 0..self.members.len() {
            let file = self.members[index].file;
            for written in &file.front_matter.translations {
                self.read(index, written);
            }
        }
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..self.members.len() {
            sets.entry(self.first_of(index)).or_default().push(index);
        }
        let mut translations = vec![Vec::new(); self.members.len()];
        for set in sets.into_values() {
            let all = self.languages(&set);
            if all.len() > 1 {
                set.iter().for_each(|&index| translations[index].clone_from(&all));
            }
        }
        translations
    }

    /// Reads what one text says of another.
    fn read(&mut self, index: usize, written: &'a RawTranslation) {
        let own = self.members[index].language;
        if own.eq_ignore_ascii_case(&written.language) {
            let message = format!("`{}` is the language of this text itself", written.language);
            let help = "name the other languages; its own is `language` in its front matter, else the newsletter's";
            self.report.push(Diagnostic::new(Code::BadValue, written.span, message).help(help));
            return;
        }
        let name = match &written.to {
            Translated::Address(address) => return self.elsewhere.push((index, written, address)),
            Translated::Name(name) => name.as_str(),
        };
        match self.names.get(name) {
            Some(&other) => self.unite(index, other, written),
            None => self.unknown(name, written.span),
        }
    }

    fn unite(&mut self, index: usize, other: usize, written: &RawTranslation) {
        let language = self.members[other].language;
        if !language.eq_ignore_ascii_case(&written.language) {
            let name = &self.members[other].file.name;
            let message = format!("`{name}` is in `{language}`, not in `{}`", written.language);
            let help = format!("write `language = \"{}\"` into its front matter", written.language);
            self.report.push(Diagnostic::new(Code::BadValue, written.span, message).help(help));
            return;
        }
        self.named[other].get_or_insert(written.span);
        let (a, b) = (self.first_of(index), self.first_of(other));
        self.first[a.max(b)] = a.min(b);
    }

    fn unknown(&mut self, name: &str, span: Span) {
        if self.left_out.contains(name) {
            let fault =
                Diagnostic::new(Code::LinkToUnpublished, span, format!("`{name}` is not published in this build"));
            self.report.push(fault.help("it is a draft or of a later day; the text is shown without it").about(name));
            return;
        }
        let help = match nearest(name, self.members.iter().map(|member| member.file.name.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "give the file's name without `.md`, or an address that starts with `https://`".to_string(),
        };
        self.report
            .push(Diagnostic::new(Code::DeadLink, span, format!("there is no file `{name}`")).help(help).about(name));
    }

    fn first_of(&mut self, index: usize) -> usize {
        let mut first = index;
        while self.first[first] != first {
            first = self.first[first];
        }
        self.first[index] = first;
        first
    }

    /// A set's texts by language. Two in one language are reported, and the first counts.
    fn languages(&mut self, set: &[usize]) -> Vec<Translation> {
        let mut found: BTreeMap<String, (Translation, Option<Span>)> = BTreeMap::new();
        let own = set.iter().map(|&index| (self.members[index].as_translation(), self.named[index]));
        let elsewhere = self.elsewhere.iter().filter(|(index, ..)| set.binary_search(index).is_ok());
        let elsewhere = elsewhere.map(|(_, written, address)| {
            let target = Target::External((*address).into());
            (Translation { language: written.language.clone(), title: None, target }, Some(written.span))
        });
        for (translation, span) in own.chain(elsewhere) {
            let language = translation.language.to_ascii_lowercase();
            match found.get(&language) {
                Some((first, other)) if first.target != translation.target => {
                    if let Some(span) = span.or(*other) {
                        let message = format!("two texts are this one in `{}`", translation.language);
                        let fault = Diagnostic::new(Code::BadValue, span, message);
                        self.report.push(fault.help("each language has one"));
                    }
                }
                Some(_) => {}
                None => {
                    found.insert(language, (translation, span));
                }
            }
        }
        found.into_values().map(|(translation, _)| translation).collect()
    }
}
