//! The preview server while files change: whatever happens to them, the browser shows them as they are.

#![allow(clippy::disallowed_methods, reason = "a test plays the world outside")]

mod server;

use std::fs;

use server::{CONFIG, ISSUE, Preview, write};
use tempfile::TempDir;

#[test]
fn a_saved_file_is_in_the_browser() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "Twice."));
    events.until(&preview, "/news/issues/first/", "Twice.");
    // Editors write beside a file and then take its place.
    preview.write("content/issues/first.md.tmp", &ISSUE.replace("Once.", "Thrice."));
    let folder = preview.dir.path().join("content/issues");
    fs::rename(folder.join("first.md.tmp"), folder.join("first.md")).unwrap();
    events.until(&preview, "/news/issues/first/", "Thrice.");
    preview.write("static/new/deep.txt", "fresh");
    events.until(&preview, "/news/new/deep.txt", "fresh");
    fs::remove_file(folder.join("first.md")).unwrap();
    events.until(&preview, "/news/issues/first/", "HTTP/1.1 404");
}

#[test]
fn folders_may_come_later() {
    let preview = Preview::start(&[("offprint.toml", CONFIG)]);
    let mut events = preview.events();
    preview.write("content/issues/first.md", ISSUE);
    events.until(&preview, "/news/issues/first/", "Once.");
    preview.write("themes/mine/static/own.txt", "mine one");
    preview.write("offprint.toml", &format!("{CONFIG}\n[theme]\nname = \"mine\"\n"));
    events.until(&preview, "/news/own.txt", "mine one");
    preview.write("themes/mine/static/own.txt", "mine two");
    events.until(&preview, "/news/own.txt", "mine two");
}

#[test]
fn mistakes_are_shown_until_they_are_mended() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    preview.write("offprint.toml", &format!("{CONFIG}tilte = \"<Slip>\"\n"));
    let page = events.until(&preview, "/news/issues/first/", "offprint-trouble");
    assert!(page.contains("Once.") && page.contains("unknown-key") && page.contains("&lt;Slip&gt;"), "{page}");
    assert!(!preview.get("/news/feed.xml").contains("unknown-key"));
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "Twice."));
    events.next();
    preview.write("offprint.toml", CONFIG);
    let page = events.until(&preview, "/news/issues/first/", "Twice.");
    assert!(!page.contains("offprint-trouble"), "{page}");
}

#[test]
fn a_template_that_fails_leaves_the_pages_as_they_were() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    let template =
        |call: &str| format!("{{% extends \"default/issue.html\" %}}{{% block main %}}<i>{call}</i>{{% endblock %}}");
    preview.write("themes/mine/templates/issue.html", &template("{{ issue.title }}"));
    preview.write("offprint.toml", &format!("{CONFIG}\n[theme]\nname = \"mine\"\n"));
    events.until(&preview, "/news/issues/first/", "<i>First");
    preview.write("themes/mine/templates/issue.html", &template("{{ issue.tilte }}"));
    let page = events.until(&preview, "/news/issues/first/", "offprint-trouble");
    assert!(page.contains("<i>First") && page.contains("template-error"), "{page}");
    // Words that change meanwhile do not mend it, nor do others.
    for words in ["Twice.", "[Thrice](https://example.org/)."] {
        preview.write("content/issues/first.md", &ISSUE.replace("Once.", words));
        events.next();
        preview.check_get("/news/", 200, "template-error");
    }
    preview.write("themes/mine/templates/issue.html", &template("{{ issue.number }}"));
    preview.write("content/issues/first.md", &ISSUE.replace("+++\n\n", "number = 7\n+++\n\n"));
    events.until(&preview, "/news/issues/first/", "<i>7");
}

#[test]
fn a_newsletter_that_begins_broken_is_a_page_of_mistakes() {
    let preview = Preview::start(&[("offprint.toml", "title = ")]);
    let mut events = preview.events();
    preview.check_get("/", 500, "toml-syntax");
    preview.check_get("/any/where", 500, "reload.js");
    preview.write("offprint.toml", CONFIG);
    events.until(&preview, "/news/", "HTTP/1.1 200");
}

/// A name of a state without what counts its stylesheets.
fn content(state: &str) -> &str {
    state.rsplit_once('.').unwrap().0
}

#[test]
fn a_checkout_of_five_hundred_files() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    for number in 0..500 {
        let text = ISSUE.replace("First", &format!("Issue {number}")).replace("Once.", "Checked out.");
        preview.write(&format!("content/issues/n{number:03}.md"), &text);
    }
    events.until(&preview, "/news/issues/n499/", "Checked out.");
    preview.check_get("/news/issues/n000/", 200, "Checked out.");
    let folder = preview.dir.path().join("content/issues");
    for number in 0..500 {
        fs::remove_file(folder.join(format!("n{number:03}.md"))).unwrap();
    }
    events.until(&preview, "/news/issues/n499/", "HTTP/1.1 404");
    preview.check_get("/news/issues/n000/", 404, "");
    preview.check_get("/news/issues/first/", 200, "Once.");
}

#[test]
fn folders_may_go_and_come_back() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    for words in ["Here again.", "And again."] {
        fs::remove_dir_all(preview.dir.path().join("content")).unwrap();
        events.until(&preview, "/news/issues/first/", "HTTP/1.1 404");
        preview.write("content/issues/first.md", &ISSUE.replace("Once.", words));
        events.until(&preview, "/news/issues/first/", words);
    }
    // In one go, as a checkout does it.
    fs::rename(preview.dir.path().join("content"), preview.dir.path().join("before")).unwrap();
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "A new one."));
    events.until(&preview, "/news/issues/first/", "A new one.");
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "Still watched."));
    events.until(&preview, "/news/issues/first/", "Still watched.");
}

#[test]
fn a_config_may_go_and_come_back() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    let config = preview.dir.path().join("offprint.toml");
    fs::rename(&config, preview.dir.path().join("elsewhere.toml")).unwrap();
    events.until(&preview, "/news/issues/first/", "no-config");
    fs::rename(preview.dir.path().join("elsewhere.toml"), &config).unwrap();
    let page = loop {
        events.next();
        let page = preview.get("/news/issues/first/");
        if !page.contains("offprint-trouble") {
            break page;
        }
    };
    assert!(page.contains("Once."), "{page}");
}

#[test]
fn an_old_file_may_take_the_place_of_a_new_one() {
    let preview = Preview::newsletter();
    let folder = preview.dir.path().join("content/issues");
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let mut events = preview.events();
    for words in ["Aaaa.", "Bbbb."] {
        let beside = preview.dir.path().join("beside.md");
        fs::write(&beside, ISSUE.replace("Once.", words)).unwrap();
        fs::File::options().write(true).open(&beside).unwrap().set_modified(long_ago).unwrap();
        fs::rename(&beside, folder.join("first.md")).unwrap();
        events.until(&preview, "/news/issues/first/", words);
    }
}

#[test]
fn a_stylesheet_is_told_from_all_else() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    let first = events.now.clone();
    preview.write("static/own.css", "p { margin: 0 }");
    let second = events.next();
    assert_eq!(content(&first), content(&second));
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "Twice."));
    events.until(&preview, "/news/issues/first/", "Twice.");
    assert_ne!(content(&first), content(&events.now));
}

#[cfg(unix)]
#[test]
fn a_text_may_stand_under_two_names() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    let folder = preview.dir.path().join("content/issues");
    std::os::unix::fs::symlink("first.md", folder.join("other.md")).unwrap();
    events.until(&preview, "/news/issues/other/", "Once.");
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "Twice."));
    events.until(&preview, "/news/issues/first/", "Twice.");
    preview.check_get("/news/issues/other/", 200, "Twice.");
    fs::remove_file(folder.join("other.md")).unwrap();
    events.until(&preview, "/news/issues/other/", "HTTP/1.1 404");
    fs::hard_link(folder.join("first.md"), folder.join("other.md")).unwrap();
    events.until(&preview, "/news/issues/other/", "Twice.");
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "Thrice."));
    events.until(&preview, "/news/issues/first/", "Thrice.");
    preview.check_get("/news/issues/other/", 200, "Thrice.");
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_watched() {
    use std::os::unix::fs::symlink;
    let preview = Preview::newsletter();
    let elsewhere = TempDir::new().unwrap();
    let mut events = preview.events();
    let issues = preview.dir.path().join("content/issues");
    // A text, on this side and on that.
    write(elsewhere.path(), "linked.md", ISSUE);
    symlink(elsewhere.path().join("linked.md"), issues.join("linked.md")).unwrap();
    events.until(&preview, "/news/issues/linked/", "Once.");
    for (words, folder) in [("Twice.", elsewhere.path()), ("Thrice.", &issues)] {
        fs::write(folder.join("linked.md"), ISSUE.replace("Once.", words)).unwrap();
        events.until(&preview, "/news/issues/linked/", words);
    }
    // A folder that comes later, and one that goes before the other.
    write(elsewhere.path(), "folder/index.md", ISSUE);
    symlink(elsewhere.path().join("folder"), issues.join("folder")).unwrap();
    symlink(elsewhere.path().join("folder"), issues.join("other")).unwrap();
    events.until(&preview, "/news/issues/other/", "Once.");
    fs::remove_file(issues.join("other")).unwrap();
    events.until(&preview, "/news/issues/other/", "HTTP/1.1 404");
    write(elsewhere.path(), "folder/index.md", &ISSUE.replace("Once.", "Fourth."));
    events.until(&preview, "/news/issues/folder/", "Fourth.");
    // A link to nothing yet.
    symlink(elsewhere.path().join("late.txt"), preview.dir.path().join("static/late.txt")).unwrap();
    events.until(&preview, "/news/", "offprint-trouble");
    write(elsewhere.path(), "late.txt", "late");
    events.until(&preview, "/news/late.txt", "late");
}

#[cfg(unix)]
#[test]
fn a_config_may_be_a_link() {
    use std::os::unix::fs::symlink;
    let preview = Preview::newsletter();
    let mut events = preview.events();
    let config = preview.dir.path().join("offprint.toml");
    let renamed = |title: &str| CONFIG.replace("Preview", title);
    let elsewhere = TempDir::new().unwrap();
    for name in ["one", "two"] {
        write(elsewhere.path(), name, &renamed(name));
        fs::remove_file(&config).unwrap();
        symlink(elsewhere.path().join(name), &config).unwrap();
        events.until(&preview, "/news/", name);
        write(elsewhere.path(), name, &renamed("another"));
        events.until(&preview, "/news/", "another");
    }
    fs::remove_file(&config).unwrap();
    for title in ["A file", "Still one"] {
        fs::write(&config, renamed(title)).unwrap();
        events.until(&preview, "/news/", title);
    }
}

#[test]
fn bibliographies_may_come_later() {
    let preview = Preview::newsletter();
    let mut events = preview.events();
    preview.write("offprint.toml", &format!("{CONFIG}[bibliography]\nfiles = [\"refs/all.bib\"]\n"));
    events.until(&preview, "/news/", "missing-bibliography");
    preview.write("refs/all.bib", "@book{a, title = {A}}");
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "As told [@b]."));
    events.until(&preview, "/news/", "unknown-citation");
    preview.write("refs/all.bib", "@book{b, title = {A book}}");
    events.until(&preview, "/news/issues/first/", "A book");
}

#[cfg(unix)]
#[test]
fn permissions_may_change() {
    use std::os::unix::fs::PermissionsExt;
    let preview = Preview::newsletter();
    let mut events = preview.events();
    for path in ["content/issues/first.md", "content/issues", "offprint.toml"] {
        let path = preview.dir.path().join(path);
        let before = fs::metadata(&path).unwrap().permissions();
        // Who may read everything sees no difference, but is told.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        events.next();
        fs::set_permissions(&path, before).unwrap();
        events.next();
    }
    preview.write("content/issues/first.md", &ISSUE.replace("Once.", "Twice."));
    events.until(&preview, "/news/issues/first/", "Twice.");
    preview.check_get("/news/", 200, "");
}
