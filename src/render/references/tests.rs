//! The same citations in every style.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::engine::Engine;
use super::{Piece, Set};
use crate::base::diagnostic::Report;
use crate::base::source::SourceId;
use crate::model::newsletter::Text;
use crate::parse::bib;
use crate::parse::config::Config;
use crate::parse::csl::Style;
use crate::parse::file::FileKind;
use crate::parse::front_matter::FrontMatter;
use crate::parse::markdown::{self, Conventions, Rules};

const BIB: &str = r#"
@article{chen, author = {Chen, Ann and G{\"o}del, Kurt}, title = {On {NASA} and the iPhone of rats}, journal = {Journal of Tests},
  volume = 3, number = 4, pages = {5--9}, year = 2024, month = nov, doi = {10.5555/x}}
@misc{preprint, author = {van der Berg, Jan}, title = {A preprint}, eprint = {2411.19865}, archiveprefix = {arXiv}, year = 2024}
@inproceedings{many, author = {One, A. and Two, B. and Three, C. and others}, title = {Many hands}, booktitle = {Proceedings of {ACL}}, year = 2023}
@book{team, author = {{OpenAI Team}}, title = {A & B <i>}, publisher = {Press}, address = {Bern}, year = 2022, note = {retracted}}
@misc{bare, title = {Nothing but a title}}
@article{scholar, author = {Hand, A.}, title = {From Scholar}, journal = {arXiv preprint arXiv:2401.00001}, year = 2024}
@article{dblp, author = {Foot, A.}, title = {From DBLP}, journal = {CoRR}, volume = {abs/2401.00002}, year = 2024, eprinttype = {arXiv}, eprint = {2401.00002}}
@misc{sici, author = {Old, A.}, title = {Old}, year = 1998, doi = {10.1002/(SICI)1097<1661::AID>3.0.CO;2-2}}
@misc{few, author = {Hand, Ann and others}, title = {Few}, year = 2023}
"#;

/// A text that cites, on its own.
fn text(body: &str) -> Text {
    let report = &mut Report::default();
    let file = bib::parse(SourceId(0), BIB, report);
    let conventions = Conventions::of(&Config::default());
    let rules = Rules::of(&conventions, &FrontMatter::default(), FileKind::Page);
    let document = markdown::parse(SourceId(1), body, 0, &Rules { has_bibliography: true, ..rules }, report);
    let index = |key: &str| file.entries.iter().position(|entry| entry.key == key).map(|index| index as u32);
    let citations = document.citations.iter().map(|c| c.items.iter().map(|item| index(&item.key)).collect()).collect();
    let document = Arc::new(document);
    Text { document, inner: Vec::new(), images: Vec::new(), citations, cites: Some(0), references: file.entries }
}

fn set(style: &Style, language: &str, body: &str) -> Set {
    Engine::new(style, &BTreeSet::from([language])).set(&text(body), language)
}

fn shown(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece.reference {
        Some(index) => format!("<{index}:{}>", piece.html),
        None => piece.html.clone(),
    };
    pieces.iter().map(piece).collect()
}

#[track_caller]
fn check_labels(style: Style, body: &str, expected: &[&str]) {
    let set = set(&style, "en", body);
    assert!(!set.failed);
    assert_eq!(set.labels.iter().map(|pieces| shown(pieces)).collect::<Vec<_>>(), expected);
}

#[track_caller]
fn check_references(style: Style, body: &str, expected: &[&str]) {
    let set = set(&style, "en", body);
    assert!(!set.failed);
    let lines = set.references.iter().map(|it| format!("{}|{}", it.label, it.html)).collect::<Vec<_>>();
    assert_eq!(lines, expected);
}

const ALL: &str = "[@chen] [@preprint; @many] [see @team, p. 3] [-@chen] [@bare] [@chen, chap. 2, too]";

#[test]
fn labels_are_ieees() {
    check_labels(
        Style::Ieee,
        ALL,
        &["<0:[1]>", "<1:[2]>, <2:[3]>", "see <3:[4, p. 3]>", "<0:[1]>", "<4:[5]>", "<0:[1, Ch. 2]>, too"],
    );
}

#[test]
fn labels_are_apas() {
    check_labels(
        Style::Apa,
        ALL,
        &[
            "(<0:Chen &amp; Gödel, 2024>)",
            "(<2:One et al., 2023>; <1:van der Berg, 2024>)",
            "(see <3:OpenAI Team, 2022, p. 3>)",
            "(<0:2024>)",
            "(<4:<i>Nothing but a title</i>, n.d.>)",
            "(<0:Chen &amp; Gödel, 2024, Chapter 2>, too)",
        ],
    );
}

#[test]
fn labels_are_chicagos() {
    check_labels(
        Style::ChicagoAuthorDate,
        ALL,
        &[
            "(<0:Chen and Gödel 2024>)",
            "(<1:van der Berg 2024>; <2:One et al. 2023>)",
            "(see <3:OpenAI Team 2022, 3>)",
            "(<0:2024>)",
            "(<4:“Nothing but a title,” n.d.>)",
            "(<0:Chen and Gödel 2024, chap. 2>, too)",
        ],
    );
}

#[test]
fn references_are_ieees() {
    check_references(
        Style::Ieee,
        ALL,
        &[
            r#"[1]|A. Chen and K. Gödel, “On NASA and the iPhone of rats,” <i>Journal of Tests</i>, vol. 3, no. 4, pp. 5–9, Nov. 2024, doi: <a href="https://doi.org/10.5555/x">10.5555/x</a>."#,
            r#"[2]|J. van der Berg, “A preprint,” 2024, <i>arXiv</i>: arXiv:2411.19865. [Online]. Available: <a href="https://arxiv.org/abs/2411.19865">https://arxiv.org/abs/2411.19865</a>"#,
            "[3]|A. One, B. Two, C. Three, et al., “Many hands,” in <i>Proceedings of ACL</i>, 2023.",
            "[4]|OpenAI Team, <i>A &amp; B &lt;i&gt;</i>. Bern: Press, 2022.",
            "[5]|“Nothing but a title.”",
        ],
    );
}

#[test]
fn references_are_apas() {
    check_references(
        Style::Apa,
        ALL,
        &[
            r#"|Chen, A., &amp; Gödel, K. (2024). On NASA and the iPhone of rats. <i>Journal of Tests</i>, <i>3</i>(4), 5–9. <a href="https://doi.org/10.5555/x">https://doi.org/10.5555/x</a>"#,
            "|<i>Nothing but a title</i>. (n.d.).",
            "|One, A., Two, B., Three, C., et al. (2023). Many hands. <i>Proceedings of ACL</i>.",
            "|OpenAI Team. (2022). <i>A &amp; B &lt;i&gt;</i>. Press.",
            r#"|van der Berg, J. (2024). <i>A preprint</i> (arXiv:2411.19865). arXiv. <a href="https://arxiv.org/abs/2411.19865">https://arxiv.org/abs/2411.19865</a>"#,
        ],
    );
}

#[test]
fn references_are_chicagos() {
    check_references(
        Style::ChicagoAuthorDate,
        ALL,
        &[
            "|“Nothing but a title.” n.d.",
            r#"|Berg, Jan van der. 2024. “A preprint.” arXiv:2411.19865. Preprint, arXiv. <a href="https://arxiv.org/abs/2411.19865">https://arxiv.org/abs/2411.19865</a>."#,
            r#"|Chen, Ann, and Kurt Gödel. 2024. “On NASA and the iPhone of rats.” <i>Journal of Tests</i> 3 (4): 5–9. <a href="https://doi.org/10.5555/x">https://doi.org/10.5555/x</a>."#,
            "|One, A., B. Two, C. Three, et al. 2023. “Many hands.” <i>Proceedings of ACL</i>.",
            "|OpenAI Team. 2022. <i>A &amp; B &lt;i&gt;</i>. Press.",
        ],
    );
}

const OWN: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="en-US">
  <info><title>Own</title><id>own</id><updated>2025-01-01T00:00:00+00:00</updated></info>
  <macro name="who"><names variable="author"><name form="short" and="text"/></names></macro>
  <citation><layout prefix="{" suffix="}" delimiter=" / "><text macro="who" font-variant="small-caps"/></layout></citation>
  <bibliography><layout><text macro="who" font-weight="bold"/><date variable="issued" prefix=" " vertical-align="sup">
    <date-part name="month"/><date-part name="year" prefix=" "/></date><text variable="DOI" prefix=" "/></layout></bibliography>
</style>"#;

fn own() -> Style {
    Style::Own(Box::new(citationberg::IndependentStyle::from_xml(OWN).expect("a style")))
}

#[test]
fn a_style_of_ones_own_is_used() {
    check_labels(
        own(),
        "[@chen; @preprint]",
        &[concat!(
            "{<0:<span class=\"small-caps\">Chen and Gödel</span>> / ",
            "<1:<span class=\"small-caps\">van der Berg</span>>}"
        )],
    );
}

#[track_caller]
fn check_language(language: &str, expected: &str) {
    let set = set(&own(), language, "[@chen]");
    assert!(set.references[0].html.starts_with(expected), "{language}: {}", set.references[0].html);
}

#[test]
fn terms_are_in_the_texts_language() {
    check_language("en", "<b>Chen and Gödel</b><sup> November 2024</sup>");
    check_language("de-CH", "<b>Chen und Gödel</b>");
    check_language("fr", "<b>Chen et Gödel</b><sup> novembre 2024</sup>");
    check_language("xx", "<b>Chen and Gödel</b>");
}

#[test]
fn a_preprint_server_is_no_journal() {
    let link = |id: &str| format!("<a href=\"https://arxiv.org/abs/{id}\">https://arxiv.org/abs/{id}</a>");
    let dblp = format!("|Foot, A. (2024). <i>From DBLP</i> (arXiv:2401.00002). arXiv. {}", link("2401.00002"));
    let scholar = format!("|Hand, A. (2024). <i>From Scholar</i> (arXiv:2401.00001). arXiv. {}", link("2401.00001"));
    check_references(Style::Apa, "[@scholar; @dblp]", &[&dblp, &scholar]);
}

#[test]
fn an_address_is_one_whatever_the_doi() {
    let address = "https://doi.org/10.1002/(sici)1097";
    let link = format!("<a href=\"{address}%3C1661::aid%3E3.0.co;2-2\">{address}&lt;1661::aid&gt;3.0.co;2-2</a>");
    check_references(Style::Apa, "[@sici]", &[&format!("|Old, A. (1998). <i>Old</i>. {link}")]);
}

#[track_caller]
fn check_others(style: Style, language: &str, label: &str, reference: &str) {
    let set = set(&style, language, "[@few]");
    assert_eq!(set.labels[0].iter().map(|piece| piece.html.as_str()).collect::<String>(), label);
    assert_eq!(set.references[0].html, reference);
}

#[test]
fn authors_who_are_not_named_are_et_al() {
    check_others(Style::Apa, "en", "(Hand et al., 2023)", "Hand, A., et al. (2023). <i>Few</i>.");
    check_others(Style::Ieee, "en", "[1]", "A. Hand et al., “Few.” 2023.");
    check_others(Style::ChicagoAuthorDate, "en", "(Hand et al. 2023)", "Hand, Ann, et al. 2023. “Few.”");
    check_others(
        own(),
        "de",
        "{<span class=\"small-caps\">Hand u.\u{a0}a.</span>}",
        "<b>Hand u.\u{a0}a.</b><sup> 2023</sup>",
    );
}

#[test]
fn what_is_hostile_is_escaped_and_ends() {
    let hostile = "</script>\u{202e}&#x0; ]]> <b onclick='x'> {{{ $x$ \\undefined ".repeat(500);
    let bib = format!(
        "@misc{{x, title = {{{hostile}}}, author = {{{hostile} and {hostile}}}, url = {{javascript:alert(1)}}, \
                       pages = {{{hostile}}}, volume = {{999999999999999999999999}}, year = {{9999}}, month = 12, day = 31}}"
    );
    let file = bib::parse(SourceId(0), &bib.replace("{{{ $", "$"), &mut Report::default());
    let mut text = text("[@chen] [@chen, p. 99999999999999999999-1]");
    text.references = vec![Arc::clone(&file.entries[0])];
    text.citations = vec![vec![Some(0)], vec![Some(0)]];
    for style in [Style::Ieee, Style::Apa, Style::ChicagoAuthorDate] {
        let set = Engine::new(&style, &BTreeSet::from(["en"])).set(&text, "en");
        assert!(!set.failed);
        let html = set.references.iter().map(|reference| reference.html.as_str()).collect::<String>();
        assert!(!html.contains("</script>") && !html.contains("<b onclick") && !html.contains("href=\"javascript"));
    }
}

#[test]
fn many_citations_of_one_text_are_set_in_time() {
    let body = "[@chen; @preprint, p. 3] and [@many]. ".repeat(300);
    let set = set(&Style::Apa, "en", &body);
    assert_eq!((set.labels.len(), set.references.len(), set.failed), (600, 3, false));
}
