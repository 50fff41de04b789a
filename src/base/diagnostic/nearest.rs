//! The word that was probably meant.

/// The candidate that `word` most likely misspells: letter case apart, at most one edit in three letters away.
///
/// `topc` is nearest to `topics`; nothing is near `zebra`. Of equally near candidates the first in order wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let length = folded.chars().count();
    let reach = (length.max(2) / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= reach)
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= reach && *distance < length)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[track_caller]
    fn check_nearest(word: &str, expected: Option<&str>) {
        let words = ["topics", "title", "date", "updated", "summary", "Europe/Berlin"];
        assert_eq!(nearest(word, words), expected);
    }

    #[test]
    fn a_slip_is_mended_and_a_stranger_is_not() {
        check_nearest("topic", Some("topics"));
        check_nearest("tpoics", Some("topics"));
        check_nearest("Summary", Some("summary"));
        check_nearest("europe/berlin", Some("Europe/Berlin"));
        check_nearest("zebra", None);
        check_nearest("", None);
        assert_eq!(nearest("7", ["8", "x"]), None);
        check_nearest(&"x".repeat(100_000), None);
    }
}
