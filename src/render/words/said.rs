//! The words that the program itself says: on pages, in feeds, in titles.

/// Declares [`Said`]: a variant and its key in a strings file.
macro_rules! said {
    ($($variant:ident, $key:literal;)*) => {
        /// Words that no template prints, and a theme's strings files must therefore have.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Said { $($variant,)* }

        impl Said {
            pub const ALL: &[Said] = &[$(Said::$variant,)*];

            /// Its key in a strings file.
            pub fn key(self) -> &'static str {
                match self { $(Said::$variant => $key,)* }
            }
        }
    };
}

said! {
    Issues, "issues";
    IssuesOf, "issues_of";
    Topics, "topics";
    Works, "works";
    Subscribe, "subscribe";
    NotFound, "not_found";
    Moved, "moved";
    PageOf, "page_of";
    Number, "number";
    Date, "date";
    FirstDay, "first_day";
    Month, "month";
    Months, "months";
    Thousands, "thousands";
    Decimal, "decimal";
    ActivityIn, "activity_in";
    ActivityOver, "activity_over";
    BackToReference, "back_to_reference";
    Note, "note";
    Tip, "tip";
    Important, "important";
    Warning, "warning";
    Caution, "caution";
    Promotion, "promotion";
    Retracted, "retracted";
    RetractedBefore, "retracted_before";
    Correction, "correction";
    Corrected, "corrected";
    FeedFrom, "feed_from";
    FeedIssue, "feed_issue";
    Quoted, "quoted";
    Bytes, "bytes";
    WorkLabel, "work_label";
    Permalink, "permalink";
    ReadOnWork, "read_on_work";
    CiteWork, "cite_work";
    Comma, "comma";
    AndOthers, "and_others";
    Entries, "entries";
}
