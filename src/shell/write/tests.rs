//! The write door as a caller sees it. `faults` breaks every single operation of it.

mod faults;
mod faulty_disk;
mod scene;

use std::path::Path;

use super::manifest::{Line, Manifest, is_site_path};
use super::{MemorySink, RealDisk, Sink, Stage, WriteError};
use scene::{Scene, build};

const OLD: &[(&str, &str)] =
    &[("about/index.html", "about"), ("feed.xml", "one"), ("index.html", "home"), ("topics/rag/index.html", "rag")];

#[test]
fn a_fresh_site_appears_whole() {
    let scene = Scene::new();
    let outcome = build(RealDisk, &scene.output(), OLD).unwrap();
    assert_eq!((outcome.files, outcome.bytes, outcome.removed.len()), (4, 15, 0));
    assert_eq!(outcome.changed, ["about/index.html", "feed.xml", "index.html", "topics/rag/index.html"]);
    scene.check_site(OLD, &[]);
}

#[test]
fn only_what_changed_is_touched() {
    let scene = Scene::new();
    build(RealDisk, &scene.output(), OLD).unwrap();
    let before = scene.stamps();
    let new =
        &[("feed.xml", "two"), ("index.html", "home"), ("works/a/index.html", "a"), ("about/index.html", "about")];
    let outcome = build(RealDisk, &scene.output(), new).unwrap();
    assert_eq!(outcome.changed, ["feed.xml", "works/a/index.html"]);
    assert_eq!(outcome.removed, ["topics/rag/index.html"]);
    scene.check_site(new, &[]);
    let after = scene.stamps();
    for kept in ["index.html", "about/index.html"] {
        assert_eq!(before[kept], after[kept], "{kept}");
    }
    assert_ne!(before["feed.xml"], after["feed.xml"]);
}

#[test]
fn a_build_without_changes_touches_nothing() {
    let scene = Scene::new();
    build(RealDisk, &scene.output(), OLD).unwrap();
    let before = scene.stamps();
    let outcome = build(RealDisk, &scene.output(), OLD).unwrap();
    assert!(outcome.changed.is_empty() && outcome.removed.is_empty());
    assert_eq!(before, scene.stamps());
}

#[test]
fn bytes_count_and_not_the_manifest() {
    let scene = Scene::new();
    build(RealDisk, &scene.output(), OLD).unwrap();
    scene.write("public/index.html", "hand");
    let outcome = build(RealDisk, &scene.output(), OLD).unwrap();
    assert_eq!(outcome.changed, ["index.html"]);
    scene.check_site(OLD, &[]);
}

#[test]
fn a_stage_that_is_dropped_leaves_no_trace() {
    let scene = Scene::new();
    let output = scene.at("not/yet/public");
    let stage = Stage::open(RealDisk, &output).unwrap();
    stage.put("index.html", b"new").unwrap();
    drop(stage);
    assert!(scene.tree(".").is_empty());

    build(RealDisk, &scene.output(), OLD).unwrap();
    let before = scene.tree(".");
    let stage = Stage::open(RealDisk, &scene.output()).unwrap();
    stage.put("index.html", b"new").unwrap();
    stage.abandon().unwrap();
    assert_eq!(before, scene.tree("."));
}

#[test]
fn an_empty_output_keeps_its_folder() {
    let scene = Scene::new();
    scene.folder("public");
    let before = scene.inode("public");
    build(RealDisk, &scene.output(), OLD).unwrap();
    assert_eq!(before, scene.inode("public"));
    scene.check_site(OLD, &[]);
}

#[test]
fn an_empty_site_is_a_site() {
    let scene = Scene::new();
    build(RealDisk, &scene.output(), &[]).unwrap();
    scene.check_site(&[], &[]);
    build(RealDisk, &scene.output(), OLD).unwrap();
    build(RealDisk, &scene.output(), &[]).unwrap();
    scene.check_site(&[], &[]);
}

#[test]
fn neighbours_are_left_alone() {
    let scene = Scene::new();
    let theirs = &[(".git/HEAD", "ref"), ("CNAME", "example.org")];
    for (path, text) in theirs {
        scene.write(&format!("public/{path}"), text);
    }
    build(RealDisk, &scene.output(), OLD).unwrap();
    scene.write("public/topics/rag/notes.txt", "mine");
    build(RealDisk, &scene.output(), &[("index.html", "home")]).unwrap();
    scene.check_site(&[("index.html", "home")], &[theirs[0], theirs[1], ("topics/rag/notes.txt", "mine")]);
}

#[test]
fn files_and_folders_change_places() {
    let scene = Scene::new();
    let (file, folder) = (&[("a", "1"), ("z", "1")], &[("a/b/c", "2"), ("a/d", "2"), ("z", "1")]);
    build(RealDisk, &scene.output(), file).unwrap();
    let outcome = build(RealDisk, &scene.output(), folder).unwrap();
    assert_eq!((outcome.changed, outcome.removed), (vec!["a/b/c".into(), "a/d".into()], vec!["a".to_owned()]));
    scene.check_site(folder, &[]);
    build(RealDisk, &scene.output(), file).unwrap();
    scene.check_site(file, &[]);
}

#[test]
fn refusals_change_nothing_and_say_why() {
    let foreign =
        "`public` holds files that offprint did not write (index.php); choose another --output or empty the folder";
    check_refused(|scene| scene.write("public/index.php", "php"), foreign);
    check_refused(
        |scene| (0..5).for_each(|i| scene.write(&format!("public/{i}"), "")),
        "`public` holds files that offprint did not write (0, 1, 2 and 2 more); choose another --output or empty the folder",
    );
    check_refused(
        |scene| scene.write("public", "file"),
        "`public` is no folder; choose another --output or move it away",
    );
    check_refused(
        |scene| scene.link("nowhere", "public"),
        "`public` is no folder; choose another --output or move it away",
    );
    check_refused(
        |scene| scene.write(".public.offprint-stage/thesis.tex", "dear"),
        "`.public.offprint-stage` has the name of offprint's stage but was not made by it; move it away",
    );
    check_refused(
        |scene| scene.write("public/.offprint-manifest", "offprint-manifest 1 2\n00 1 a\n"),
        "`public/.offprint-manifest` is damaged at line 2, so offprint cannot tell its files from yours; restore it or empty the folder",
    );
    check_refused(
        |scene| scene.write("public/.offprint-manifest", "offprint-manifest 1 1\n00 1 ../thesis.tex\n"),
        "`public/.offprint-manifest` is damaged at line 2, so offprint cannot tell its files from yours; restore it or empty the folder",
    );
}

#[test]
fn a_users_file_in_our_way_is_refused() {
    let built = |scene: &Scene| {
        build(RealDisk, &scene.output(), &[("gone/a", "1"), ("index.html", "home")]).unwrap();
    };
    let says = |path: &str| {
        format!(
            "`public/{path}` was not written by offprint and stands where the site needs the place; move it away or choose another --output"
        )
    };
    check_refused(|scene| (built(scene), scene.write("public/feed.xml", "one")).1, &says("feed.xml"));
    check_refused(|scene| (built(scene), scene.write("public/about", "mine")).1, &says("about"));
    check_refused(|scene| (built(scene), scene.write("public/feed.xml/mine", "")).1, &says("feed.xml"));
    check_refused(
        |scene| {
            build(RealDisk, &scene.output(), &[("feed.xml/ours", "1")]).unwrap();
            scene.write("public/feed.xml/theirs", "1");
        },
        &says("feed.xml/theirs"),
    );
    check_refused(
        |scene| {
            built(scene);
            scene.write("elsewhere/index.html", "dear");
            scene.link("../elsewhere", "public/about");
        },
        &says("about"),
    );
    check_refused(
        |scene| {
            built(scene);
            scene.write("elsewhere", "home");
            scene.remove("public/index.html");
            scene.link("../elsewhere", "public/index.html");
        },
        &says("index.html"),
    );
}

#[test]
fn nothing_is_removed_through_a_link() {
    let scene = Scene::new();
    build(RealDisk, &scene.output(), &[("old/a/b", "1"), ("index.html", "1")]).unwrap();
    scene.remove("public/old/a/b");
    scene.remove("public/old/a");
    scene.write("elsewhere/b", "dear");
    scene.link("../../elsewhere", "public/old/a");
    build(RealDisk, &scene.output(), &[("index.html", "1")]).unwrap();
    assert_eq!(scene.read("elsewhere/b"), "dear");
    assert!(scene.tree("public").contains_key("old/a"));
}

#[test]
fn the_output_may_be_a_link_to_a_folder() {
    let scene = Scene::new();
    scene.folder("real/site");
    scene.link("real/site", "public");
    build(RealDisk, &scene.output(), OLD).unwrap();
    build(RealDisk, &scene.output(), &[("index.html", "new")]).unwrap();
    assert_eq!(scene.read("real/site/index.html"), "new");
    assert_eq!(scene.tree("real").keys().filter(|path| path.contains("offprint-stage")).count(), 0);
}

#[test]
fn two_builds_do_not_meet() {
    let scene = Scene::new();
    let first = Stage::open(RealDisk, &scene.output()).unwrap();
    let second = Stage::open(RealDisk, &scene.output()).err().unwrap();
    assert!(matches!(second, WriteError::Busy { .. }), "{second}");
    first.put("index.html", b"1").unwrap();
    first.commit().unwrap();
    build(RealDisk, &scene.output(), &[("index.html", "2")]).unwrap();
    scene.check_site(&[("index.html", "2")], &[]);
}

#[test]
fn bad_puts_spoil_the_commit() {
    check_bad_put(&["/etc/passwd"], "`/etc/passwd` cannot be a file of the site; give it another name");
    check_bad_put(&["a/../../b"], "`a/../../b` cannot be a file of the site; give it another name");
    check_bad_put(&["a\nb"], "`a\\nb` cannot be a file of the site; give it another name");
    check_bad_put(&["a", "a"], "`a` was made twice; give one of the two another address");
}

#[test]
fn a_path_is_a_file_or_a_folder() {
    for paths in [["a", "a/b"], ["a/b", "a"]] {
        let scene = Scene::new();
        build(RealDisk, &scene.output(), &[("a", "same")]).unwrap();
        let before = scene.tree(".");
        let stage = Stage::open(RealDisk, &scene.output()).unwrap();
        let put = paths.iter().try_for_each(|path| stage.put(path, b"same"));
        let error = put.and_then(|()| stage.commit().map(drop)).unwrap_err();
        assert_eq!(error.to_string(), "`a` would be both a file and a folder; give one of the two another address");
        assert_eq!(before, scene.tree("."));
    }
}

#[test]
fn many_threads_put_at_once() {
    let scene = Scene::new();
    let stage = Stage::open(RealDisk, &scene.output()).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let stage = &stage;
            scope.spawn(move || {
                for i in 0..100 {
                    Sink::put(stage, &format!("{}/{i}/{thread}.html", i % 7), format!("{thread} {i}").as_bytes())
                        .unwrap();
                }
            });
        }
    });
    let outcome = stage.commit().unwrap();
    assert_eq!((outcome.files, outcome.changed.len()), (800, 800));
    assert!(outcome.changed.is_sorted());
    assert_eq!(scene.read("public/3/10/5.html"), "5 10");
}

#[test]
fn a_sink_in_memory_takes_each_file_once() {
    let sink = MemorySink::new();
    sink.put("b", b"2").unwrap();
    sink.put("a", b"1").unwrap();
    assert_eq!(sink.put("a", b"1").unwrap_err().to_string(), "`a` was made twice");
    assert_eq!(sink.into_files().into_keys().collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn a_manifest_reads_as_written() {
    let line = |path: &str, hash| Line { path: path.into(), hash, bytes: 7 };
    let manifest = Manifest::new(vec![line("ü b/c", u128::MAX), line("a", 2), line("a", 1), line("a", 1)]);
    let text = manifest.text();
    assert_eq!(Manifest::parse(&text), Ok(manifest.clone()));
    assert_eq!(Manifest::parse(&text.replace('\n', "\r\n")), Ok(manifest.clone()));
    assert_eq!(manifest.paths().collect::<Vec<_>>(), ["a", "ü b/c"]);
    assert!(manifest.has_below("ü b") && !manifest.has_below("a") && !manifest.has("ü b"));
    for (text, line) in
        [("", 1), ("offprint-manifest 2 0\n", 1), ("offprint-manifest 1 1\n", 1), ("offprint-manifest 1 1\nx 1 a\n", 2)]
    {
        assert_eq!(Manifest::parse(text), Err(line), "{text}");
    }
}

#[test]
fn site_paths() {
    for good in ["a", ".htaccess", ".well-known/x", "a/.git/b", "論文/ü.html", "a b", "..."] {
        assert!(is_site_path(good), "{good}");
    }
    for bad in [
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "./a",
        "a/..",
        ".git",
        ".GIT/x",
        ".git/hooks/x",
        ".offprint-manifest",
        ".offprint-stage/x",
        "a\\b",
        "a\0",
    ] {
        assert!(!is_site_path(bad), "{bad}");
    }
}

/// Builds a small site over what `prepare` made; the error is `expected`, with paths relative to the scene.
#[track_caller]
fn check_refused(prepare: impl FnOnce(&Scene), expected: &str) {
    let scene = Scene::new();
    prepare(&scene);
    let before = scene.tree(".");
    let error = build(RealDisk, &scene.output(), OLD).unwrap_err().to_string();
    assert_eq!(scene.relative(&error), expected);
    assert_eq!(before, scene.tree("."));
}

#[track_caller]
fn check_bad_put(paths: &[&str], expected: &str) {
    let scene = Scene::new();
    let stage = Stage::open(RealDisk, Path::new(&scene.output())).unwrap();
    let error = paths.iter().try_for_each(|path| stage.put(path, b"x")).unwrap_err();
    assert_eq!(error.to_string(), expected);
    assert!(matches!(stage.commit(), Err(WriteError::Incomplete)));
    assert!(scene.tree(".").is_empty());
}
