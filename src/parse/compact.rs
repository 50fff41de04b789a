//! Room that grew while a text was parsed, given back: a newsletter holds the documents of all its issues at once.

use super::document::Document;

/// Gives back what the document's lists and texts have room for and do not hold.
pub fn compact(document: &mut Document) {
    fit_text(&mut document.prose.html);
    fit(&mut document.prose.holes);
    fit(&mut document.parts);
    fit(&mut document.sections);
    fit(&mut document.entries);
    fit(&mut document.headings);
    fit(&mut document.links);
    fit(&mut document.images);
    document.code.iter_mut().for_each(|block| fit_text(&mut block.text));
    fit(&mut document.code);
    document.math.iter_mut().for_each(|formula| fit_text(&mut formula.tex));
    fit(&mut document.math);
    fit(&mut document.footnotes);
    fit(&mut document.citations);
    fit_text(&mut document.opening);
}

// Allocators leave a shrinking block where it is while it is half full, so both move what they hold.

fn fit<T>(list: &mut Vec<T>) {
    if list.capacity() > list.len() {
        *list = exact(std::mem::take(list)).into();
    }
}

/// A list in a block of its size.
pub fn exact<T>(mut list: Vec<T>) -> Box<[T]> {
    let mut exact = Vec::with_capacity(list.len());
    exact.append(&mut list);
    exact.into_boxed_slice()
}

fn fit_text(text: &mut String) {
    if text.capacity() > text.len() {
        *text = text.as_str().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use std::mem::size_of;

    use super::*;
    use crate::parse::document::{Link, Part, RawEntry, Target};

    #[test]
    fn what_there_is_much_of_is_small() {
        assert_eq!(size_of::<Target>(), 24);
        assert!(size_of::<Link>() <= 72);
        assert!(size_of::<RawEntry>() <= 240);
        assert!(size_of::<Part>() <= 32);
    }

    #[test]
    fn nothing_has_room_to_spare() {
        let mut list = Vec::with_capacity(8);
        list.push(1);
        fit(&mut list);
        assert_eq!((list.capacity(), &list[..]), (1, &[1][..]));
        let mut text = String::with_capacity(8);
        text.push('a');
        fit_text(&mut text);
        assert_eq!((text.capacity(), text.as_str()), (1, "a"));
    }
}
