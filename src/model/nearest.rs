//! The known name that a wrong one is most like.

/// The name in `known` that is most like `wrong`, if any is like it; of several the first.
pub(super) fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let mut best: Option<(&str, f64)> = None;
    for name in known {
        let likeness = strsim::jaro_winkler(&wrong, &name.to_lowercase());
        if likeness > best.map_or(0.8, |(_, score)| score) {
            best = Some((name, likeness));
        }
    }
    best.map(|(name, _)| name)
}
