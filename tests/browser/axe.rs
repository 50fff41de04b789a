//! What axe says of every page. It is no part of this repository: `.ci/run` brings it and runs this test.

use super::{Chrome, PAGES, SCHEMES, check_none, sample};

const RUN: &str = "return axe.run({ resultTypes: ['violations'] }).then(found =>
    found.violations.map(fault => `${fault.id}: ${fault.help}: ${fault.nodes[0].html.slice(0, 160)}`))";

#[test]
#[ignore = "it needs axe: AXE=…/axe.min.js"]
fn axe_finds_nothing() {
    let path = std::env::var("AXE").expect("AXE names the file axe.min.js");
    let axe = std::fs::read_to_string(path).expect("axe.min.js");
    let (host, chrome) = (sample(), Chrome::start());
    let mut faults = Vec::new();
    for (name, path, _) in PAGES {
        chrome.open(&format!("{}{path}", host.origin));
        chrome.run(&axe);
        for scheme in SCHEMES {
            chrome.show("screen", scheme);
            for width in [360, 1280] {
                chrome.resize(width);
                let found = chrome.run(RUN);
                let found = found.as_array().expect("a list of faults").iter();
                faults.extend(found.map(|fault| format!("{name} at {width} px, {scheme}: {fault}")));
            }
        }
    }
    check_none(&faults);
}
