//! Whether a change of a file is one of words alone: what the newsletter is made of stays, its prose does not.

use crate::base::source::Span;

use super::attributes::Attributes;
use super::document::{Citation, CitedItem, Claim, Document, Heading, Image, Link, RawEntry, Section, Title};
use super::front_matter::{FrontMatter, RawCorrection, RawEnclosure, RawTranslation};
use super::unread::Unread;

/// A file's front matter and body.
pub type Read<'a> = (&'a FrontMatter, &'a Document);

/// Whether two readings of a file differ in nothing that a newsletter's model is made of: only in what the text is called
/// and how it is summed up, in prose, code, formulas and footnotes, and so in where things stand.
///
/// Every field is named below, so that a new one asks to be thought of.
pub fn is_rewording((front, old): Read<'_>, (new_front, new): Read<'_>) -> bool {
    is_same_front(front, new_front) && is_same_outline(old, new)
}

fn is_same_front(old: &FrontMatter, new: &FrontMatter) -> bool {
    let FrontMatter {
        title: _,
        title_span: _,
        number,
        number_span: _,
        date,
        date_span: _,
        updated,
        period,
        summary: _,
        authors,
        slug,
        guid,
        topics,
        cover,
        cover_alt,
        draft,
        aliases,
        language,
        outline,
        bibliography,
        corrections,
        enclosure,
        translations,
        extra,
    } = old;
    *number == new.number
        && *date == new.date
        && *updated == new.updated
        && *period == new.period
        && *authors == new.authors
        && all(slug.as_slice(), new.slug.as_slice(), is_same_word)
        && *guid == new.guid
        && all(topics, &new.topics, is_same_word)
        && all(cover.as_slice(), new.cover.as_slice(), is_same_word)
        && *cover_alt == new.cover_alt
        && *draft == new.draft
        && all(aliases, &new.aliases, is_same_word)
        && *language == new.language
        && *outline == new.outline
        && all(bibliography, &new.bibliography, is_same_word)
        && all(corrections, &new.corrections, is_same_correction)
        && all(enclosure.as_slice(), new.enclosure.as_slice(), is_same_enclosure)
        && all(translations, &new.translations, is_same_translation)
        && *extra == new.extra
}

fn is_same_word((old, _): &(String, Span), (new, _): &(String, Span)) -> bool {
    old == new
}

fn is_same_correction(old: &RawCorrection, new: &RawCorrection) -> bool {
    let RawCorrection { date, date_span: _, text: _, text_span: _, entry } = old;
    *date == new.date && all(entry.as_slice(), new.entry.as_slice(), is_same_word)
}

fn is_same_enclosure(old: &RawEnclosure, new: &RawEnclosure) -> bool {
    let RawEnclosure { address, media_type, length, title } = old;
    is_same_word(address, &new.address) && *media_type == new.media_type && *length == new.length && *title == new.title
}

fn is_same_translation(old: &RawTranslation, new: &RawTranslation) -> bool {
    let RawTranslation { language, to, span: _ } = old;
    *language == new.language && *to == new.to
}

fn is_same_outline(old: &Document, new: &Document) -> bool {
    let Document {
        sections,
        entries,
        headings,
        links,
        images,
        corrections,
        citations,
        html_ids,
        silent_images,
        unread,
        prose: _,
        parts: _,
        code: _,
        math: _,
        footnotes: _,
        opening: _,
    } = old;
    all(sections, &new.sections, is_same_section)
        && all(entries, &new.entries, is_same_entry)
        && all(headings, &new.headings, is_same_heading)
        && all(links, &new.links, is_same_link)
        && all(images, &new.images, is_same_image)
        && all(citations, &new.citations, is_same_citation)
        && corrections.len() == new.corrections.len()
        && *html_ids == new.html_ids
        && silent_images.len() == new.silent_images.len()
        && all(unread.as_slice(), new.unread.as_slice(), is_same_unread)
}

fn is_same_unread(old: &Unread, new: &Unread) -> bool {
    let Unread { form, level, count, span: _ } = old;
    *form == new.form && *level == new.level && *count == new.count
}

fn all<T>(old: &[T], new: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_same(old, new))
}

fn is_same_section(old: &Section, new: &Section) -> bool {
    let Section { title, kind, level, id, link, span: _ } = old;
    is_same_title(title, &new.title) && *kind == new.kind && *level == new.level && *id == new.id && *link == new.link
}

fn is_same_title(old: &Title, new: &Title) -> bool {
    let Title { plain, ordinal, html: _ } = old;
    *plain == new.plain && *ordinal == new.ordinal
}

fn is_same_heading(old: &Heading, new: &Heading) -> bool {
    let Heading { id, level: _, plain: _, span: _ } = old;
    *id == new.id
}

fn is_same_entry(old: &RawEntry, new: &RawEntry) -> bool {
    let RawEntry {
        form,
        section,
        title,
        title_link,
        level,
        id,
        labels,
        attributes,
        claims,
        links,
        aside,
        separator: _,
        body: _,
        first_paragraph: _,
        link_paragraphs: _,
        summary: _,
        span: _,
    } = old;
    *form == new.form
        && *section == new.section
        && is_same_title(title, &new.title)
        && *title_link == new.title_link
        && *level == new.level
        && *id == new.id
        && *labels == new.labels
        && is_said_again(attributes, &new.attributes)
        && all(claims, &new.claims, is_same_claim)
        && *links == new.links
        && *aside == new.aside
}

fn is_said_again(old: &Attributes, new: &Attributes) -> bool {
    let Attributes { topics, by, language, cite, authors, venue, year, title, title_translated, retracted } = old;
    all(topics, &new.topics, |old, new| old.0 == new.0)
        && *by == new.by
        && *language == new.language
        && cite.as_ref().map(|(key, _)| key) == new.cite.as_ref().map(|(key, _)| key)
        && *authors == new.authors
        && *venue == new.venue
        && *year == new.year
        && *title == new.title
        && *title_translated == new.title_translated
        && *retracted == new.retracted
}

fn is_same_claim(old: &Claim, new: &Claim) -> bool {
    let Claim { id, url, source, span: _ } = old;
    *id == new.id && *url == new.url && *source == new.source
}

fn is_same_link(old: &Link, new: &Link) -> bool {
    let Link { target, work, title: _, span: _ } = old;
    *target == new.target && *work == new.work
}

fn is_same_image(old: &Image, new: &Image) -> bool {
    let Image { target, alt: _, title: _, span: _ } = old;
    *target == new.target
}

fn is_same_citation(old: &Citation, new: &Citation) -> bool {
    let Citation { items, in_link } = old;
    all(items, &new.items, is_same_item) && *in_link == new.in_link
}

/// All of an item counts but its place: what is shown for it is made once for all items of a text.
fn is_same_item(old: &CitedItem, new: &CitedItem) -> bool {
    let CitedItem { key, prefix, suffix, locator, without_author, span: _ } = old;
    *key == new.key
        && *prefix == new.prefix
        && *suffix == new.suffix
        && *locator == new.locator
        && *without_author == new.without_author
}
