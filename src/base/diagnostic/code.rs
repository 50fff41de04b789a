//! The table of everything that can be wrong.

use super::Severity;

/// Declares [`Code`] from one table: variant, name, severity, and what it means in a sentence.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $severity:ident, $meaning:literal;)*) => {
        /// What kind of fault a diagnostic reports. Its name stands in brackets behind the severity and in `[check] allow`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// Every code, in the table's order.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    // files
    UnreadableFile, "unreadable-file", Error, "a file of the newsletter cannot be read";
    NotUtf8, "not-utf8", Error, "a text file holds bytes that are not UTF-8";
    ControlCharacter, "control-character", Error, "a text holds a NUL or another control character";
    FileTooLarge, "file-too-large", Error, "a Markdown file is over 16 MB, or the TOML of a file over 1 MB";
    NestingTooDeep, "nesting-too-deep", Error, "blocks, lists or values are nested deeper than any text needs";
    SymlinkLoop, "symlink-loop", Error, "a folder links back into itself";
    MergeConflict, "merge-conflict", Error, "a file holds both sides of a merge that was not finished";
    UnusableName, "unusable-name", Error, "a file's name cannot become an address";
    StrayFile, "stray-file", Hint, "a file stands where offprint looks at nothing";
    // TOML: config, front matter, entry blocks, theme settings
    NoConfig, "no-config", Error, "the folder has no offprint.toml";
    TomlSyntax, "toml-syntax", Error, "the text is not TOML";
    UnknownKey, "unknown-key", Error, "a key is not known at its place";
    WrongType, "wrong-type", Error, "a value is of another type than its key takes";
    BadValue, "bad-value", Error, "a value is of the right type but not one that its key takes";
    MissingKey, "missing-key", Error, "a required key is missing";
    MissingId, "missing-id", Warning, "the newsletter has no `id`, so its guids hang on base_url";
    YamlFrontMatter, "yaml-front-matter", Error, "front matter stands in YAML";
    NoFrontMatter, "no-front-matter", Error, "a file has no front matter";
    OpenFrontMatter, "open-front-matter", Error, "front matter is never closed";
    // Markdown
    UnknownAttribute, "unknown-attribute", Warning, "a heading attribute is not known and stays text";
    ReservedAttribute, "reserved-attribute", Error, "`id=` or `class=` stands where `#id` or `.class` is meant";
    UnreadAttributes, "unread-attributes", Warning, "a trailing {…} was not understood as attributes";
    OpenCodeBlock, "open-code-block", Warning, "a code block is never closed and takes in all that follows";
    UndefinedFootnote, "undefined-footnote", Warning, "a footnote is referred to but not defined";
    UnusedFootnote, "unused-footnote", Warning, "a footnote is defined but never referred to";
    UndefinedReference, "undefined-reference", Warning, "a reference link has no definition";
    UnusableLink, "unusable-link", Warning, "a link has no address or one that no page may carry, or its text holds a footnote";
    ForbiddenHtml, "forbidden-html", Warning, "raw HTML holds what no page of this site may carry";
    UnbalancedHtml, "unbalanced-html", Warning, "raw HTML opens an element that it does not close, or the reverse";
    DuplicateId, "duplicate-id", Error, "two headings of one file carry the same id";
    BadMath, "bad-math", Warning, "a formula cannot be read, so its TeX is shown";
    OpenMath, "open-math", Warning, "`$$` stands in a text and opens no formula";
    // entries and works
    BadWorkId, "bad-work-id", Error, "an id of a work is not of its kind's form";
    ConflictingIds, "conflicting-ids", Error, "an entry names two different works";
    ConflictingWorks, "conflicting-works", Warning, "entries join works that have two ids of one kind";
    AmbiguousWork, "ambiguous-work", Hint, "an entry's prose names several works and none is marked as its own";
    DuplicateKey, "duplicate-key", Warning, "two entries of one issue have the same key";
    TitleKey, "title-key", Hint, "a published entry's key hangs on its title";
    MisplacedEntryBlock, "misplaced-entry-block", Warning, "an entry block does not stand right under an entry's heading";
    // topics
    UndeclaredTopic, "undeclared-topic", Hint, "a section's title is in no [[topics]]";
    UndeclaredTopicError, "unknown-topic", Error, "a section's title is in no [[topics]], and the config wants it declared";
    DuplicateTopic, "duplicate-topic", Error, "a topic's name, alias or slug is declared twice";
    UnknownParent, "unknown-parent", Error, "a topic's parent is not declared";
    TopicCycle, "topic-cycle", Error, "topics are each other's parents";
    SlugCollision, "slug-collision", Error, "two topics have one slug";
    EmptySlug, "empty-slug", Error, "a name leaves nothing to make an address of";
    // issues
    DuplicateNumber, "duplicate-number", Error, "two issues have one number";
    DuplicateName, "duplicate-name", Error, "two issues or two pages have one NAME";
    DuplicateGuid, "duplicate-guid", Error, "two issues have one guid";
    DateOutOfRange, "date-out-of-range", Error, "a date cannot be placed in time";
    UnknownEntry, "unknown-entry", Error, "a correction names an entry that its issue does not have";
    CorrectionDate, "correction-date", Warning, "a correction is dated before its issue or later than today";
    NoIssues, "no-issues", Hint, "the newsletter has no issue to show";
    // bibliography
    MissingBibliography, "missing-bibliography", Error, "a .bib file or citation style that is named is not there";
    BibSyntax, "bib-syntax", Warning, "an entry of a .bib file cannot be read and is left out";
    BibValue, "bib-value", Warning, "a field of a .bib entry cannot be read and is left out";
    DuplicateBibKey, "duplicate-bib-key", Warning, "two .bib entries have one key";
    UnknownCitation, "unknown-citation", Error, "a citation's key is in no .bib file";
    MisplacedCitation, "misplaced-citation", Warning, "a citation stands in a title that cannot use it";
    BadStyle, "bad-style", Error, "a citation style cannot be read or used";
    // links
    DeadLink, "dead-link", Error, "a link leads to nothing in this newsletter";
    DeadAnchor, "dead-anchor", Warning, "a link's fragment names nothing on its page";
    MissingImage, "missing-image", Error, "an image's file is not there";
    UnreadableImage, "unreadable-image", Warning, "an image's size cannot be read";
    LinkToUnpublished, "link-to-unpublished", Warning, "a link leads to an issue that this build leaves out";
    // what could be better: only `check` tells
    DoubtfulDollar, "doubtful-dollar", Hint, "a dollar sign may be meant for money or for a formula";
    UnreadEntries, "unread-entries", Hint, "headings or items are links as entries are, and by the outline no entries";
    EntryWithoutLink, "entry-without-link", Hint, "an entry has no link at all";
    UnidentifiedWork, "unidentified-work", Hint, "an entry links to a paper at its publisher, without an id of it";
    RepeatedWork, "repeated-work", Warning, "two entries of one issue are about the same work";
    CoveredBefore, "covered-before", Hint, "an earlier issue has an entry on the same work";
    LoneTopic, "lone-topic", Hint, "a topic has a single entry and nearly the name of another";
    MissingSummary, "missing-summary", Hint, "an issue has no summary";
    LongSummary, "long-summary", Hint, "an issue's summary is over 300 characters";
    MissingAlt, "missing-alt", Warning, "an image has no alternative text";
    LargeImage, "large-image", Hint, "an image's file is over 1 MB";
    GenericLinkText, "generic-link-text", Hint, "a link's text does not say where it leads";
    TrackingParameter, "tracking-parameter", Hint, "an address has parameters that follow the reader";
    ForeignMarkup, "foreign-markup", Hint, "a text holds markup of another program, which is shown as it is";
    UnfinishedText, "unfinished-text", Warning, "`TK` or `TODO` was left in a text";
    // links to other sites: only `check --external` tells
    DeadAddress, "dead-address", Warning, "an address of another site is gone";
    RedirectLoop, "redirect-loop", Warning, "an address of another site leads in a circle";
    MovedAddress, "moved-address", Hint, "an address of another site leads on for good";
    UncheckedAddress, "unchecked-address", Hint, "another site gives no certain answer";
    // the site
    RouteCollision, "route-collision", Error, "two outputs have one address";
    BadAddress, "bad-address", Error, "an address cannot become a path";
    FeedTooLarge, "feed-too-large", Warning, "a feed is over 400 kB, which some readers and mail services refuse";
    // themes
    UnknownTheme, "unknown-theme", Error, "the theme's folder is not there";
    TemplateError, "template-error", Error, "a template cannot be read or rendered";
    // the run
    ForeignOutput, "foreign-output", Error, "the output folder holds files that offprint did not write";
    WriteFailed, "write-failed", Error, "an output cannot be written";
}
