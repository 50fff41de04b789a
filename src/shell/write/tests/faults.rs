//! Every operation of a build fails, and the process dies at every one: no file is torn or lost, and the next build mends all.

use std::collections::BTreeMap;

use super::faulty_disk::{Fault, FaultyDisk, Quirk};
use super::scene::{Scene, Site, build};
use crate::shell::write::manifest::MANIFEST;
use crate::shell::write::place::{INCOMING, INNER_STAGE};
use crate::shell::write::{RealDisk, Stage, WriteError};

const OLD: Site = &[
    ("a-file", "file, to be a folder"),
    ("about/index.html", "about"),
    ("deep/er/est/index.html", "to go, with its folders"),
    ("feed.xml", "old feed"),
    ("folder/one", "folder, to be a file"),
    ("folder/two/three", "folder, to be a file"),
    ("index.html", "old home"),
    ("topics/gone/index.html", "to go"),
    ("topics/stays/index.html", "unchanged"),
];

const NEW: Site = &[
    ("a-file/now/folder", "was a file"),
    ("about/index.html", "about"),
    ("feed.xml", "new feed, and longer"),
    ("folder", "was a folder"),
    ("index.html", "new home"),
    ("topics/new/index.html", "new topic"),
    ("topics/new/feed.xml", "new topic's feed"),
    ("topics/stays/index.html", "unchanged"),
];

/// What the author may build after the failure instead.
const THIRD: Site = &[("about/index.html", "third"), ("folder/one", "a folder again"), ("index.html", "new home")];

const THEIRS: Site =
    &[(".git/HEAD", "ref"), ("CNAME", "example.org"), ("topics/notes.txt", "mine"), ("topics/gone/mine", "mine")];

/// Each fault, and what is built after it.
const FAULTS: [(Fault, Site); 4] =
    [(Fault::Fails, NEW), (Fault::FailsHalfway, THIRD), (Fault::Kills, NEW), (Fault::KillsHalfway, THIRD)];

/// What there is before the build that fails.
#[derive(Debug, Clone, Copy)]
struct Start {
    old: Option<Site<'static>>,
    theirs: Site<'static>,
    /// An earlier build was killed and left its stage.
    stage_left: bool,
    quirk: Quirk,
}

const FRESH: Start = Start { old: None, theirs: &[], stage_left: false, quirk: Quirk::None };
const STANDING: Start = Start { old: Some(OLD), theirs: THEIRS, ..FRESH };

#[test]
fn fresh_output() {
    check_all(FRESH);
}

#[test]
fn output_that_holds_only_others() {
    check_all(Start { theirs: &[(".git/HEAD", "ref"), ("CNAME", "example.org")], ..FRESH });
}

#[test]
fn standing_output() {
    check_all(STANDING);
}

#[test]
fn standing_output_without_changes() {
    check_all(Start { old: Some(NEW), ..STANDING });
}

#[test]
fn interrupted_stage() {
    check_all(Start { stage_left: true, ..FRESH });
    check_all(Start { stage_left: true, ..STANDING });
}

#[test]
fn output_on_another_mount() {
    check_all(Start { quirk: Quirk::Mount, ..FRESH });
    check_all(Start { quirk: Quirk::Mount, ..STANDING });
}

#[test]
fn parent_that_cannot_be_written() {
    check_all(Start { quirk: Quirk::LockedParent, ..STANDING });
    check_all(Start { quirk: Quirk::LockedParent, stage_left: true, ..STANDING });
}

#[track_caller]
fn check_all(start: Start) {
    for (fault, next) in FAULTS {
        let operations = (1..).find(|at| !check_fault(start, fault, *at, next)).unwrap();
        assert!(operations > 5, "the fault must strike somewhere");
    }
}

/// Builds NEW with a fault, then `next` without. False where the build ended before the fault came.
fn check_fault(start: Start, fault: Fault, at: usize, next: Site) -> bool {
    let scene = prepare(start);
    let before = scene.tree("public");
    let disk = FaultyDisk::new(fault, at, start.quirk, scene.output());
    let result = build(disk.clone(), &scene.output(), NEW);
    let context = format!("{start:?} {fault:?} at operation {at}: {result:?}");

    check_files(&scene, start, &context);
    match &result {
        Ok(_) => check_is(&scene, NEW, start.theirs, &context),
        Err(WriteError::HalfWritten { .. }) => {}
        Err(_) => assert_eq!(files_of(scene.tree("public")), files_of(before.clone()), "{context}"),
    }
    if result.is_err() && matches!(fault, Fault::Fails | Fault::FailsHalfway) {
        if !start.stage_left {
            assert!(!scene.at(".public.offprint-stage").exists(), "{context}");
            assert!(!scene.output().join(INNER_STAGE).exists(), "{context}");
        }
        if !start.stage_left && !matches!(result, Err(WriteError::HalfWritten { .. })) {
            assert_eq!(scene.tree("public"), before, "{context}");
        }
    }

    let clean = FaultyDisk::new(Fault::Fails, usize::MAX, start.quirk, scene.output());
    build(clean, &scene.output(), next).unwrap_or_else(|error| panic!("{context}, then {error}"));
    check_is(&scene, next, start.theirs, &context);
    scene.check_site(next, start.theirs);
    disk.struck()
}

fn prepare(start: Start) -> Scene {
    let scene = Scene::new();
    if let Some(old) = start.old {
        build(RealDisk, &scene.output(), old).unwrap();
    }
    for (path, text) in start.theirs {
        scene.write(&format!("public/{path}"), text);
    }
    if start.stage_left {
        let disk = FaultyDisk::new(Fault::Kills, usize::MAX, start.quirk, scene.output());
        let stage = Stage::open(disk.clone(), &scene.output()).unwrap();
        for path in ["index.html", "topics/left/index.html", "topics/new/index.html"] {
            stage.put(path, b"left by an interrupted build").unwrap();
        }
        disk.kill();
        drop(stage);
    }
    scene
}

/// Each file is whole: another's as it was, or ours as it was or will be and named in the manifest.
#[track_caller]
fn check_files(scene: &Scene, start: Start, context: &str) {
    let manifest = scene.manifest();
    let files = files_of(scene.tree("public"));
    for (path, text) in start.theirs {
        assert_eq!(files.get(*path).map(Vec::as_slice), Some(text.as_bytes()), "{path} {context}");
    }
    let is_one_of = |site: Site, path: &str, bytes: &[u8]| site.contains(&(path, str::from_utf8(bytes).unwrap()));
    for (path, bytes) in &files {
        if is_one_of(start.theirs, path, bytes) {
            continue;
        }
        let whole = is_one_of(NEW, path, bytes) || is_one_of(start.old.unwrap_or_default(), path, bytes);
        assert!(whole, "{path} is torn {context}");
        assert!(
            manifest.as_ref().is_some_and(|manifest| manifest.has(path)),
            "{path} is not in the manifest {context}"
        );
    }
}

#[track_caller]
fn check_is(scene: &Scene, site: Site, theirs: Site, context: &str) {
    let expected: Vec<_> =
        site.iter().chain(theirs).map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    assert_eq!(files_of(scene.tree("public")), expected.into_iter().collect(), "{context}");
}

/// The files of an output without those that are offprint's by name.
fn files_of(tree: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let is_ours = |path: &str| path == MANIFEST || path == INCOMING || path.starts_with(INNER_STAGE);
    tree.into_iter().filter(|(path, _)| !path.ends_with('/') && !is_ours(path)).collect()
}
