//! Entries of `.bib` files as they are understood, and files that were made to do harm.

use super::*;

#[track_caller]
fn read(text: &str) -> (BibFile, Vec<String>) {
    let mut report = Report::default();
    let file = parse(SourceId(0), text, &mut report);
    let said = report.sorted().iter().map(|diagnostic| diagnostic.message.clone()).collect();
    (file, said)
}

/// The only entry of a text without fault.
#[track_caller]
fn one(text: &str) -> Arc<BibEntry> {
    let (file, said) = read(text);
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(file.entries.len(), 1);
    Arc::clone(&file.entries[0])
}

#[track_caller]
fn check_authors(written: &str, expected: &[&str]) {
    let entry = one(&format!("@misc{{a, author = {{{written}}}}}"));
    assert_eq!(entry.authors.iter().map(Name::to_string).collect::<Vec<_>>(), expected);
}

#[test]
fn authors_are_names_in_parts() {
    check_authors("Chen, Justin Chih-Yao and Wang, Zifeng", &["Justin Chih-Yao Chen", "Zifeng Wang"]);
    check_authors("Ludwig van Beethoven", &["Ludwig van Beethoven"]);
    check_authors("van der Maaten, Laurens and others", &["Laurens van der Maaten"]);
    check_authors(r#"G{\"o}del, Kurt and {\'{E}}. Tardos"#, &["Kurt Gödel", "É. Tardos"]);
    check_authors("King, Jr., Martin Luther", &["Martin Luther King, Jr."]);
    check_authors("{Gemini Team} and {OpenAI}", &["Gemini Team", "OpenAI"]);
    check_authors("family=Turing, given=Alan", &["Alan Turing"]);
    check_authors("李飞飞 and 王 力", &["李飞飞", "王 力"]);
    check_authors("", &[]);
}

#[track_caller]
fn check_ids(fields: &str, expected: &str) {
    let entry = one(&format!("@misc{{a, {fields}}}"));
    assert_eq!(entry.ids.iter().map(WorkId::reference).collect::<Vec<_>>().join(" "), expected, "{fields}");
}

#[test]
fn ids_are_found_where_programs_put_them() {
    check_ids("eprint = {2411.19865}, archiveprefix = {arXiv}", "arxiv:2411.19865");
    check_ids("eprint = {2411.19865v2}, eprinttype = {arxiv}", "arxiv:2411.19865");
    check_ids("eprint = {10.2307/1}, eprinttype = {jstor}", "");
    check_ids("doi = {10.48550/arXiv.2411.19865}", "arxiv:2411.19865");
    check_ids(r"doi = {https://doi.org/10.1000/A\_b}", "doi:10.1000/a_b");
    check_ids("journal = {arXiv preprint arXiv:2411.19865}", "arxiv:2411.19865");
    check_ids("journal = {CoRR}, volume = {abs/2411.19865}", "arxiv:2411.19865");
    check_ids("url = {https://arxiv.org/abs/2411.19865}, doi = {10.1000/1}", "arxiv:2411.19865 doi:10.1000/1");
    check_ids("url = {https://openreview.net/forum?id=abcDEF12345}", "openreview:abcDEF12345");
    check_ids("url = {https://a.example/x}, doi = {soon}", "https://a.example/x");
    check_ids("note = {see arXiv}, title = {2411.19865}", "");
}

#[track_caller]
fn check_date(fields: &str, expected: &str, faults: usize) {
    let (file, said) = read(&format!("@misc{{a, {fields}}}"));
    assert_eq!(said.len(), faults, "{said:?}");
    let shown = file.entries[0].date.map(|date| format!("{} {:?} {:?}", date.year, date.month, date.day));
    assert_eq!(shown.unwrap_or_default().replace("Some", "").replace("None", "-"), expected, "{fields}");
}

#[test]
fn dates_are_whole_or_partial() {
    check_date("year = 2024", "2024 - -", 0);
    check_date("year = {2024}, month = nov", "2024 (11) -", 0);
    check_date("year = {2024}, month = {November}, day = 29", "2024 (11) (29)", 0);
    check_date("year = {2024}, month = {11}", "2024 (11) -", 0);
    check_date("year = {2024}, month = \"5--9 \" # nov", "2024 (11) -", 0);
    check_date("year = {c. 2024}", "2024 - -", 0);
    check_date("date = {2024-11-29}, year = {1999}", "2024 (11) (29)", 0);
    check_date("year = {soon}", "", 1);
    check_date("year = {20245}", "", 1);
    check_date("date = {in press}", "", 1);
    check_date("year = {}", "", 0);
}

#[test]
fn venues_are_no_preprint_servers() {
    let venue = |fields: &str| one(&format!("@inproceedings{{a, {fields}}}")).venue.clone();
    assert_eq!(venue("journal = {JMLR}").as_deref(), Some("JMLR"));
    assert_eq!(venue("booktitle = {Proc. of {ACL}}").as_deref(), Some("Proc. of ACL"));
    assert_eq!(venue("journal = {arXiv preprint arXiv:2411.19865}"), None);
    assert_eq!(venue("journal = {CoRR}, booktitle = {ICLR}").as_deref(), Some("ICLR"));
}

#[test]
fn abbreviations_are_put_in() {
    let text =
        "@string{jmlr = \"J. Mach. Learn. Res.\"}\n@article{a, journal = JMLR # { Extra}, month = nov, year = 2024}";
    let entry = one(text);
    assert_eq!(entry.venue.as_deref(), Some("J. Mach. Learn. Res. Extra"));
    assert_eq!(entry.source, "@article{a, journal = {J. Mach. Learn. Res. Extra}, month = nov, year = 2024}");
    let (file, said) = read("@string{a = b}@string{b = a}@misc{x, note = a # {c}}");
    assert_eq!(said, ["the abbreviation `b` is not defined"]);
    assert_eq!(file.entries[0].text("note").as_deref(), Some("c"));
    let doubling: String = (1..40).map(|n| format!("@string{{s{n} = s{} # s{}}}\n", n - 1, n - 1)).collect();
    let (_, said) = read(&format!("@string{{s0 = {{xxxxxxxxxx}}}}\n{doubling}"));
    assert!(said.iter().any(|line| line.contains("longer than 100 kB")), "{said:?}");
}

#[test]
fn what_is_inherited_is_put_in() {
    let text = "@proceedings{acl, title = {Proceedings of ACL}, year = 2024, publisher = {ACL}}\n\
                @inproceedings{a,\n  title = {A},\n  crossref = {acl},\n}\n";
    let (file, said) = read(text);
    assert!(said.is_empty(), "{said:?}");
    let entry = &file.entries[1];
    assert_eq!(entry.venue.as_deref(), Some("Proceedings of ACL"));
    assert_eq!(entry.date.map(|date| date.year), Some(2024));
    assert_eq!(
        entry.source,
        "@inproceedings{a,\n  title = {A},\n  publisher = {ACL},\n  booktitle = {Proceedings of ACL},\n  year = {2024}\n}"
    );
    let (file, said) = read("@xdata{d, note = {n}, title = {t}}\n@misc{a, xdata = {d}}\n@misc{b, xdata={e}}");
    assert_eq!(said, ["`xdata` names `e`, which is no entry of this file"]);
    assert_eq!(file.entries[0].title.as_deref(), Some("t"));
    let (file, said) = read("@misc{a, crossref = {b}}@misc{b, crossref = {a}, year = 2024}");
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(file.entries[0].date.map(|date| date.year), Some(2024));
}

#[test]
fn the_source_is_as_written() {
    let text = "junk\n @Article { a , % why\n title = \"{X} -- y\", abstract={...},\n}\nmore";
    assert_eq!(one(text).source, "@Article { a , % why\n title = \"{X} -- y\", abstract={...},\n}");
}

#[test]
fn private_fields_stay_private() {
    let text = "@misc{a,\n  title = {T},\n  file = {/home/me/x.pdf},\n  note = {n},\n  annote = secret # {x}\n}";
    let (file, _) = read(text);
    assert_eq!(file.entries[0].source, "@misc{a,\n  title = {T},\n  note = {n},\n}");
    assert_eq!(one("@misc{a, file = {x}}").source, "@misc{a,}");
}

#[test]
fn hostile_files_end_in_diagnostics() {
    let deep = format!("@misc{{a, title = {}x{}}}", "{".repeat(10_000), "}".repeat(10_000));
    assert_eq!(one(&deep).title.as_deref(), Some("x"));
    let commands = format!("@misc{{a, title = {{{}x{}}}}}", r"\'{".repeat(10_000), "}".repeat(10_000));
    assert!(one(&commands).title.is_some());
    let (file, said) = read(&format!("@misc{{a, title = {{{}}}, year = 2024}}", "x".repeat(5_000_000)));
    assert_eq!(said, ["`title` is longer than 100 kB and left out"]);
    assert_eq!(file.entries[0].date.map(|date| date.year), Some(2024));
    let (file, said) = read(&format!("@misc{{a, abstract = {{{}}}}}", "x".repeat(5_000_000)));
    assert_eq!((file.entries.len(), said.len()), (1, 0));
    let authors = format!("@misc{{a, author = {{{}}}}}", "{a}b and ".repeat(11_000));
    assert_eq!(one(&authors).authors.len(), 11_000);
    let chain: String = (0..5_000).map(|n| format!("@misc{{k{n}, crossref = {{k{}}}}}\n", n + 1)).collect();
    assert_eq!(read(&chain).0.entries.len(), 5_000);
    let ats = "@".repeat(1_000_000);
    assert_eq!(read(&ats).0.entries.len(), 0);
}

#[test]
fn bad_entries_are_one_diagnostic_each() {
    let (file, said) = read("@misc{a,}\n@misc{a,}\n@misc{,}\n@misc{b, x}\n@misc{c,}\n");
    assert_eq!(file.entries.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(
        said,
        ["the key `a` is taken", "this `@misc` has no key", "the entry `@misc{b` cannot be read: expected equals"]
    );
}

#[test]
fn a_retraction_is_seen() {
    assert!(one("@misc{a, note = {Retracted on 1 May 2025}}").retracted);
    assert!(one("@misc{a, keywords = {llm, retracted}}").retracted);
    assert!(!one("@misc{a, title = {Retracted papers}}").retracted);
}
