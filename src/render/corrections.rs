//! Corrections as pages show them: all at the top of their issue, each again at its entry.

use crate::model::newsletter::{Correction, EntryId, Issue};

use super::address::Medium;
use super::entry::Told;
use super::notes::Notes;
use super::prose::Shown;
use super::scene::{Scene, date};
use super::view::{CorrectionView, Html, LinkView};

/// What goes before ids at the top of an issue, for the same words may stand at an entry too.
const AT_TOP: &str = "_";

/// All corrections of an issue on its own page, each with the entry that it is about.
pub fn at_top(scene: Scene<'_>, issue: &Issue) -> Vec<CorrectionView> {
    let notes = Notes::default();
    let whole = scene.whole(&issue.text, scene.words(issue.language.as_deref()), &issue.route, &notes, Medium::Page);
    let shown = Shown { prefix: AT_TOP, ..whole };
    let entry = |id: EntryId| {
        let told = Told::of(scene, id);
        let url = super::address::fragment(told.key());
        LinkView { title: told.raw.title.plain.to_string(), url }
    };
    let view =
        |correction: &Correction| CorrectionView { entry: correction.entry.map(entry), ..view(&shown, correction) };
    issue.corrections.iter().map(view).collect()
}

/// The corrections of one entry, where its words stand as `shown`.
pub fn of_entry(told: &Told<'_>, shown: &Shown<'_>) -> Vec<CorrectionView> {
    told.corrections().map(|correction| view(shown, correction)).collect()
}

fn view(shown: &Shown<'_>, correction: &Correction) -> CorrectionView {
    CorrectionView {
        date: date(correction.day, shown.words),
        html: Html(shown.html(shown.text.correction(correction))),
        entry: None,
    }
}
