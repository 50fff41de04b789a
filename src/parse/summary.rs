//! First words of a text, kept as the places where they stand in its HTML: a newsletter holds those of all its entries.

use memchr::{memchr, memmem};

/// Some words of a text that has been written as HTML, small. Steps, each of three parts: how many bytes of the HTML are
/// passed over, how many are taken, and, behind their number, bytes that stand there otherwise or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary(Box<[u8]>);

impl Summary {
    /// `words` as they stand in `html`. Any words may be kept; those that stand in order in the HTML take little room.
    pub fn of(words: &str, html: &str) -> Summary {
        let mut steps = Vec::with_capacity(words.len() / 4 + 8);
        let (mut rest, html) = (words.as_bytes(), html.as_bytes());
        let (mut at, mut begin) = (0, beginning(rest, html));
        while !rest.is_empty() {
            let start = behind_markup(html, begin);
            let taken = rest.iter().zip(&html[start..]).take_while(|(word, html)| word == html).count();
            push(start - at, &mut steps);
            push(taken, &mut steps);
            at = start + taken;
            begin = at;
            rest = &rest[taken..];
            let next = html.get(behind_markup(html, at));
            let own = next.and_then(|next| memchr(*next, rest)).unwrap_or(rest.len());
            push(own, &mut steps);
            steps.extend_from_slice(&rest[..own]);
            rest = &rest[own..];
        }
        Summary(steps.as_slice().into())
    }

    /// The words, of the same HTML.
    pub fn words(&self, html: &str) -> String {
        let html = html.as_bytes();
        let mut words = Vec::with_capacity(320);
        let (mut steps, mut at) = (&*self.0, 0);
        while !steps.is_empty() {
            at += take(&mut steps);
            let end = at + take(&mut steps);
            words.extend_from_slice(html.get(at..end).unwrap_or_default());
            at = end;
            let own = take(&mut steps).min(steps.len());
            words.extend_from_slice(&steps[..own]);
            steps = &steps[own..];
        }
        String::from_utf8(words).unwrap_or_default()
    }
}

/// Where the first words stand in the HTML: behind a byline, say. Its beginning where they do not stand as they are.
fn beginning(words: &[u8], html: &[u8]) -> usize {
    memmem::find(html, &words[..words.len().min(FIRST)]).unwrap_or_default()
}

/// So many bytes of a text seldom stand in another place before it.
const FIRST: usize = 12;

/// The place behind the tags, character references and line ends at a place.
fn behind_markup(html: &[u8], mut at: usize) -> usize {
    loop {
        let rest = html.get(at..).unwrap_or_default();
        let length = match rest.first() {
            Some(b'\n') => Some(0),
            Some(b'<') => memchr(b'>', rest).or(Some(rest.len() - 1)),
            Some(b'&') => memchr(b';', &rest[..rest.len().min(LONGEST_REFERENCE)]),
            _ => None,
        };
        match length {
            Some(length) => at += length + 1,
            None => return at.min(html.len()),
        }
    }
}

/// `&quot;` is the longest that we write.
const LONGEST_REFERENCE: usize = 8;

/// Appends a number, seven bits a byte, the lowest first; the highest bit says that more follow.
fn push(mut number: usize, steps: &mut Vec<u8>) {
    while number > 0x7F {
        steps.push(number as u8 | 0x80);
        number >>= 7;
    }
    steps.push(number as u8);
}

/// Takes such a number off.
fn take(steps: &mut &[u8]) -> usize {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let Some((&byte, rest)) = steps.split_first() else { break };
        *steps = rest;
        number |= usize::from(byte & 0x7F) << shift;
        if byte <= 0x7F {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, html: &str, longest: usize) {
        let summary = Summary::of(words, html);
        assert_eq!(summary.words(html), words);
        assert!(summary.0.len() <= longest, "{words}: {} bytes", summary.0.len());
    }

    #[test]
    fn words_of_the_text_take_little_room() {
        check("", "", 0);
        check("One two three.", "<p>One two three.</p>\n", 3);
        check("Now it is said.", "<p><em>Ann Lee</em> — <a href=\"/x\">PDF</a></p>\n<p>Now it is said.</p>\n", 3);
        check("One two three four…", "<p><em>One</em> two\n<a>three</a> four five.</p>\n", 16);
        check(
            "Ann — code · PDF Then < & more, “so”.",
            "<p>Ann — code · PDF</p>\n<p>Then &lt; &amp; more, “so”.</p>\n",
            28,
        );
        check("where W = W0 + BA holds", "<p>where  holds</p>\n", 20);
        check("长文本没有空格，但有标点。", "<p><strong>长文本</strong>没有空格，但有标点。</p>", 8);
    }

    #[test]
    fn any_words_are_kept() {
        let texts = ["a", " ", "&", "<", "&amp;", "<p>a", "é", "è\n", "a\nb", "\u{0}", "aaaa&;", "🧠<🦀>"];
        for words in texts {
            for html in texts {
                check(&words.repeat(150), &html.repeat(3), 2_000);
                check(words, html, 32);
            }
        }
    }

    #[test]
    fn other_html_does_no_harm() {
        let summary = Summary::of("One two three.", "<p>One <b>two</b> three.</p>");
        assert_eq!(summary.words(""), "");
        assert_eq!(summary.words("<p>é"), "");
    }
}
