//! The topics that `[[topics]]` declares.

use std::collections::HashSet;

use crate::base::diagnostic::{Code, Diagnostic, Report};
use crate::base::slug::slug;
use crate::parse::config::TopicDeclaration;

use super::register::{Register, Registered};

impl Register {
    /// A register of the declared topics, with their parents.
    pub(super) fn declared(declarations: &[TopicDeclaration], report: &mut Report) -> Register {
        let mut register = Register::default();
        for declaration in declarations {
            add(&mut register, declaration, report);
        }
        for (index, declaration) in declarations.iter().enumerate() {
            name(&mut register, index, declaration, report);
        }
        // Old names come last: none may take what is another topic's present name.
        for (index, declaration) in declarations.iter().enumerate() {
            name_formerly(&mut register, index, declaration, report);
        }
        for (index, declaration) in declarations.iter().enumerate() {
            set_parent(&mut register, index, declaration, report);
        }
        break_cycles(&mut register, declarations, report);
        register
    }
}

fn add(register: &mut Register, declaration: &TopicDeclaration, report: &mut Report) {
    let (written, span) = declaration.slug.as_ref().map_or((&declaration.name, declaration.span), |(s, at)| (s, *at));
    let mut slug = slug(written);
    if slug.is_empty() {
        slug = stand_in("", register.topics.len());
        report.push(
            Diagnostic::new(Code::EmptySlug, span, format!("`{written}` leaves nothing to make an address of"))
                .help("give the topic a `slug` with letters or digits"),
        );
    }
    register.topics.push(Registered {
        name: declaration.name.clone(),
        slug,
        description: declaration.description.clone(),
        parent: None,
        former: Vec::new(),
        declared: true,
        span: declaration.span,
    });
}

/// Claims a topic's present name and slug.
fn name(register: &mut Register, index: usize, declaration: &TopicDeclaration, report: &mut Report) {
    if let Err(other) = register.claim_name(&declaration.name, index) {
        let fault = Diagnostic::new(
            Code::DuplicateTopic,
            declaration.span,
            format!("the topic `{}` is declared twice", declaration.name),
        );
        report.push(with_other(fault, register, other).help("keep one of them"));
        let own = &mut register.topics[index].slug;
        *own = stand_in(own, index);
        return;
    }
    let own = register.topics[index].slug.clone();
    if let Err(other) = register.claim_slug(&own, index) {
        report.push(slug_collision(register, index, other));
        register.topics[index].slug = stand_in(&own, index);
    }
}

/// A slug in the place of one that was reported, so that nothing is told twice: no slug starts with a hyphen.
pub(super) fn stand_in(slug: &str, index: usize) -> String {
    format!("-{slug}-{index}")
}

/// Claims what else a topic is or was called: its aliases, its slug as a name, and the slugs of old.
fn name_formerly(register: &mut Register, index: usize, declaration: &TopicDeclaration, report: &mut Report) {
    for (alias, span) in &declaration.aliases {
        if let Err(other) = register.claim_name(alias, index) {
            let fault =
                Diagnostic::new(Code::DuplicateTopic, *span, format!("the alias `{alias}` is another topic's name"));
            report.push(with_other(fault, register, other).help("keep it at one of them"));
        }
    }
    if let Some((slug, _)) = &declaration.slug {
        // A slug is no name, only another way to say one: if the name is taken, the name counts.
        register.claim_name(slug, index).ok();
    }
    for (former, span) in &declaration.former {
        if let Err(other) = register.claim_slug(former, index) {
            let fault =
                Diagnostic::new(Code::DuplicateTopic, *span, format!("the former slug `{former}` is another topic's"));
            report.push(with_other(fault, register, other).help("keep it at one of them"));
        } else {
            register.claim_name(former, index).ok();
            register.topics[index].former.push((former.clone(), *span));
        }
    }
    for (alias, span) in &declaration.aliases {
        let former = slug(alias);
        let known = register.topics[index].former.iter().any(|(slug, _)| *slug == former);
        if !former.is_empty() && !known && register.claim_slug(&former, index).is_ok() {
            register.topics[index].former.push((former, *span));
        }
    }
    let own = register.topics[index].slug.clone();
    register.topics[index].former.retain(|(slug, _)| *slug != own);
}

fn set_parent(register: &mut Register, index: usize, declaration: &TopicDeclaration, report: &mut Report) {
    let Some((parent, span)) = &declaration.parent else { return };
    register.topics[index].parent = register.by_reference(parent);
    if register.topics[index].parent.is_none() {
        let fault = Diagnostic::new(Code::UnknownParent, *span, format!("`{parent}` is no declared topic"));
        report.push(match register.nearest(parent) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("declare it as a [[topics]] of its own"),
        });
    }
}

/// Every chain of parents must end. One that does not is reported once and cut where it closes.
fn break_cycles(register: &mut Register, declarations: &[TopicDeclaration], report: &mut Report) {
    let mut sound = vec![false; register.topics.len()];
    for start in 0..register.topics.len() {
        let mut chain = Vec::new();
        let mut on_chain = HashSet::new();
        let mut at = Some(start);
        while let Some(index) = at.filter(|&index| !sound[index]) {
            if !on_chain.insert(index) {
                report.push(cycle(register, declarations, &chain, index));
                register.topics[index].parent = None;
                break;
            }
            chain.push(index);
            at = register.topics[index].parent;
        }
        chain.into_iter().for_each(|index| sound[index] = true);
    }
}

fn cycle(register: &Register, declarations: &[TopicDeclaration], chain: &[usize], closes: usize) -> Diagnostic {
    let from = chain.iter().position(|&index| index == closes).unwrap_or(0);
    let mut names: Vec<_> = chain[from..].iter().map(|&index| format!("`{}`", register.topics[index].name)).collect();
    names.push(names[0].clone());
    let declaration = &declarations[closes];
    let span = declaration.parent.as_ref().map_or(declaration.span, |(_, span)| *span);
    Diagnostic::new(Code::TopicCycle, span, format!("topics are each other's parents: {}", names.join(" under ")))
        .help("leave out one `parent`")
}

/// Two topics whose names make one slug.
pub(super) fn slug_collision(register: &Register, index: usize, other: usize) -> Diagnostic {
    let (topic, other_topic) = (&register.topics[index], &register.topics[other]);
    let message = format!("`{}` and `{}` both make the slug `{}`", topic.name, other_topic.name, topic.slug);
    let help = format!(
        "set the slug of one: [[topics]] name = \"{}\", slug = \"another-{}\"; or make them one topic by `aliases`",
        topic.name, topic.slug
    );
    let fault = Diagnostic::new(Code::SlugCollision, topic.span, message).help(help).about(topic.name.clone());
    with_other(fault, register, other)
}

fn with_other(fault: Diagnostic, register: &Register, other: usize) -> Diagnostic {
    let other = &register.topics[other];
    fault.related(other.span, format!("`{}`", other.name))
}
