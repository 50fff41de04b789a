//! References in every format, for works that are easy and works that are not.

use crate::base::diagnostic::Report;
use crate::base::ident::WorkId;
use crate::base::source::SourceId;
use crate::model::newsletter::Work;
use crate::parse::bib::parse;

use super::{Keys, Reference, bibtex, csl_json, key, line, ris};

pub fn work(ids: &[&str], title: &str, authors: &[&str]) -> Work {
    let ids: Vec<WorkId> = ids.iter().map(|id| WorkId::parse_reference(id).expect("an id")).collect();
    Work {
        title: title.to_string(),
        url: ids[0].url(),
        ids,
        authors: authors.iter().map(|author| author.to_string()).collect(),
        venue: None,
        year: None,
        month: None,
        bib: None,
        entries: Vec::new(),
        route: None,
        guessed: false,
        retracted: false,
    }
}

fn csl_json_of(work: &Work, key: &str) -> String {
    let mut out = Vec::new();
    csl_json::write(&Reference::of(work), key, &mut out);
    String::from_utf8(out).expect("UTF-8")
}

fn bibtex_of(work: &Work) -> String {
    let mut out = String::new();
    bibtex::write(&Reference::of(work), &key(work), &mut out);
    out
}

/// The value of one field of a work's BibTeX.
#[track_caller]
fn check_field(work: &Work, name: &str, expected: &str) {
    let bibtex = bibtex_of(work);
    let field = bibtex.lines().find_map(|line| line.trim().strip_prefix(name)?.trim_start().strip_prefix("= "));
    assert_eq!(field.map(|value| value.trim_end_matches(',')), Some(expected), "{bibtex}");
}

#[track_caller]
fn check_title(title: &str, expected: &str) {
    check_field(&work(&["arxiv:2411.19865"], title, &[]), "title", expected);
}

#[track_caller]
fn check_author(authors: &[&str], expected: &str) {
    check_field(&work(&["arxiv:2411.19865"], "T", authors), "author", expected);
}

fn full() -> Work {
    Work {
        year: Some(2024),
        month: Some(11),
        ..work(&["arxiv:2411.19865"], "Reverse Thinking Makes LLMs Stronger", &["Li Gao", "Team X"])
    }
}

#[test]
fn a_preprint_in_every_format() {
    let bibtex = "@misc{arxiv-2411.19865,\n  title = {Reverse Thinking Makes {LLMs} Stronger},\n  author = {Gao, Li and {Team X}},\n  \
                  year = {2024},\n  month = nov,\n  eprint = {2411.19865},\n  archiveprefix = {arXiv},\n  \
                  doi = {10.48550/arXiv.2411.19865},\n  url = {https://arxiv.org/abs/2411.19865}\n}\n";
    assert_eq!(bibtex_of(&full()), bibtex);
    let mut out = String::new();
    ris::write(&Reference::of(&full()), "k", &mut out);
    let ris = "TY  - UNPB\r\nID  - k\r\nTI  - Reverse Thinking Makes LLMs Stronger\r\nAU  - Gao, Li\r\nAU  - Team X\r\nPY  - 2024\r\n\
               DA  - 2024/11//\r\nAN  - arXiv:2411.19865\r\nDO  - 10.48550/arXiv.2411.19865\r\n\
               UR  - https://arxiv.org/abs/2411.19865\r\nER  - \r\n\r\n";
    assert_eq!(out, ris);
    let json = csl_json_of(&full(), "k");
    let expected = r#"{"id":"k","type":"article","title":"Reverse Thinking Makes LLMs Stronger","author":[{"family":"Gao","given":"Li"},{"literal":"Team X"}],"issued":{"date-parts":[[2024,11]]},"number":"arXiv:2411.19865","DOI":"10.48550/arXiv.2411.19865","URL":"https://arxiv.org/abs/2411.19865"}"#;
    assert_eq!(json, expected);
    let expected = "Li Gao, Team X. Reverse Thinking Makes LLMs Stronger. 2024. https://arxiv.org/abs/2411.19865";
    assert_eq!(line::line(&Reference::of(&full()), "Zurückgezogen"), expected);
}

#[test]
fn what_is_unknown_is_left_out() {
    let bare = work(&["acl:2024.acl-long.12"], "Title", &[]);
    assert_eq!(
        bibtex_of(&bare),
        "@misc{acl-2024.acl-long.12,\n  title = {Title},\n  url = {https://aclanthology.org/2024.acl-long.12/}\n}\n"
    );
    assert_eq!(line::line(&Reference::of(&bare), "Zurückgezogen"), "Title. https://aclanthology.org/2024.acl-long.12/");
    let later = Work { year: Some(2025), venue: Some("ICLR & more".to_string()), ..full() };
    check_field(&later, "howpublished", "{ICLR \\& more}");
    assert!(!bibtex_of(&later).contains("month"), "the month of submission is not that of publication");
}

#[test]
fn a_published_paper_keeps_its_doi_beside_its_preprint() {
    let both = work(&["arxiv:2411.19865", "doi:10.1007/978-3-030-58452-8_1"], "T", &[]);
    check_field(&both, "doi", "{10.1007/978-3-030-58452-8_1}");
    check_field(&both, "eprint", "{2411.19865}");
}

#[test]
fn capitals_in_titles_are_kept() {
    check_title("A Survey of GPT-4 and Qwen2.5 on arXiv", "{A Survey of {GPT}-4 and {Qwen2}.5 on {arXiv}}");
    check_title("Multi-Agent LLMs: o1, (BERT)", "{Multi-Agent {LLMs}: o1, ({BERT})}");
    check_title("大语言模型 RAG", "{大语言模型 {RAG}}");
}

#[test]
fn no_character_of_a_title_means_more_than_itself() {
    check_title("50% of #1 & $5 _x_", "{50\\% of \\#1 \\& \\$5 \\_x\\_}");
    check_title("a } b { c \\", "{a {\\textbraceright} b {\\textbraceleft} c {\\textbackslash}}");
    check_title("x\n@misc{y,\r\n\tz", "{x {@}misc{\\textbraceleft}y, z}");
    check_title("~^\"'`", "{{\\textasciitilde}{\\textasciicircum}\"'`}");
    check_title("\u{0}a\u{1f}b\u{2028}c", "{ab c}");
    check_title("\u{202e}abc\u{202c}", "{\u{202e}abc\u{202c}}");
    check_title(
        "Gödel, Łukasiewicz, Erdős, naïve, Ştefan, Tiếng",
        "{G{\\\"o}del, {\\L}ukasiewicz, Erd{\\H{o}}s, na{\\\"i}ve, {\\c{S}}tefan, Tiếng}",
    );
}

#[test]
fn authors_keep_their_parts() {
    check_author(&["Johannes van der Waals", "Martin King Jr."], "{van der Waals, Johannes and King, Jr., Martin}");
    check_author(&["Google DeepMind", "Plato", "others"], "{{Google DeepMind} and Plato and {others}}");
    check_author(&["高丽", "山田 太郎"], "{高丽 and {山田 太郎}}");
    check_author(&["A and B", "x, y, z, w", ""], "{{A and B} and {x, y, z, w}}");
    check_author(&["Jürgen O'Neill"], "{O'Neill, J{\\\"u}rgen}");
}

/// A work of which a `.bib` entry tells.
fn with_bib(source: &str) -> Work {
    let entry = parse(SourceId(0), source, &mut Report::default()).entries.into_iter().next().expect("an entry");
    Work {
        authors: entry.authors.iter().map(ToString::to_string).collect(),
        venue: entry.venue.clone(),
        year: entry.date.map(|date| date.year),
        month: entry.date.and_then(|date| date.month),
        bib: Some(entry),
        ..work(&["arxiv:2411.19865"], "Our own words", &[])
    }
}

const PRINTED: &str = "@InProceedings{Chen2025,\n  title = {Its {Title} in Print},\n  author = {van der Berg, Ann and {Team X} and others},\n  \
                       booktitle = {Proceedings of Nothing},\n  year = 2025, month = may,\n  pages = {1--5}, publisher = {Press}\n}";

#[test]
fn a_bib_entry_is_copied_and_told_in_the_other_formats() {
    let work = with_bib(PRINTED);
    assert_eq!(bibtex_of(&work), format!("{PRINTED}\n"));
    let json = csl_json_of(&work, &key(&work));
    let expected = r#"{"id":"Chen2025","type":"paper-conference","title":"Its Title in Print","author":[{"family":"Berg","given":"Ann","non-dropping-particle":"van der"},{"literal":"Team X"}],"container-title":"Proceedings of Nothing","issued":{"date-parts":[[2025,5]]},"page":"1-5","publisher":"Press","number":"arXiv:2411.19865","DOI":"10.48550/arXiv.2411.19865","URL":"https://arxiv.org/abs/2411.19865"}"#;
    assert_eq!(json, expected);
    let mut out = String::new();
    ris::write(&Reference::of(&work), &key(&work), &mut out);
    let ris = "TY  - CPAPER\r\nID  - Chen2025\r\nTI  - Its Title in Print\r\nAU  - van der Berg, Ann\r\nAU  - Team X\r\n\
               T2  - Proceedings of Nothing\r\nPY  - 2025\r\nDA  - 2025/05//\r\nPB  - Press\r\nSP  - 1\r\nEP  - 5\r\n\
               AN  - arXiv:2411.19865\r\nDO  - 10.48550/arXiv.2411.19865\r\nUR  - https://arxiv.org/abs/2411.19865\r\nER  - \r\n\r\n";
    assert_eq!(out, ris);
    let expected = "Ann van der Berg, Team X, et al. Its Title in Print. Proceedings of Nothing, 2025. https://arxiv.org/abs/2411.19865";
    assert_eq!(line::line(&Reference::of(&work), "Zurückgezogen"), expected);
}

#[test]
fn a_month_is_that_of_publication() {
    let of = |fields: &str| {
        let told = with_bib(&format!("@article{{a, title = {{T}}, year = 2024, {fields}}}"));
        Reference::of(&Work { month: told.month.or(Some(11)), ..told }).month
    };
    assert_eq!(of("journal = {J}, month = may"), Some(5));
    assert_eq!(of("journal = {J}"), None, "the preprint's month is not the journal's");
    assert_eq!(of(""), Some(11));
}

#[test]
fn a_second_entry_under_a_key_gets_its_id_for_key() {
    let mut keys = Keys::default();
    let (first, second) = (with_bib("@misc{a, title = {A}}"), with_bib("@misc{A, title = {B}}"));
    assert_eq!([keys.of(&first), keys.of(&second)], ["a", "arxiv-2411.19865"]);
    let mut out = String::new();
    bibtex::write(&Reference::of(&second), "arxiv-2411.19865", &mut out);
    assert_eq!(out, "@misc{arxiv-2411.19865, title = {B}}\n");
}

#[test]
fn a_retraction_is_told() {
    let gone = Work { retracted: true, ..full() };
    check_field(&gone, "note", "{Retracted}");
    assert!(line::line(&Reference::of(&gone), "Zurückgezogen").contains("Zurückgezogen. https"));
}

#[test]
fn values_of_ris_stay_in_their_line() {
    let hostile = work(&["https://example.org/a%20b"], "x\r\nER  - \r\nTY  - JOUR", &["a\nb c"]);
    let mut out = String::new();
    ris::write(&Reference::of(&hostile), "k", &mut out);
    let tags: Vec<_> = out.split("\r\n").filter(|line| !line.is_empty()).map(|line| &line[..2]).collect();
    assert_eq!(tags, ["TY", "ID", "TI", "AU", "UR", "ER"], "{out}");
    assert!(!out.replace("\r\n", "").contains(['\r', '\n']));
}

#[test]
fn keys_of_one_file_differ_whatever_the_letter_case() {
    let mut keys = Keys::default();
    let same = work(&["arxiv:2411.19865"], "T", &[]);
    assert_eq!([keys.of(&same), keys.of(&same)], ["arxiv-2411.19865", "arxiv-2411.19865-2"]);
}

#[test]
fn long_titles_take_their_time_but_once() {
    let long = work(&["arxiv:2411.19865"], &"{LLM\\@ é".repeat(600_000), &[]);
    assert!(bibtex_of(&long).len() > 5_000_000);
}
