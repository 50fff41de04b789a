//! What a language calls itself, for readers who look for their own.

/// By tag in lower case. A language with several scripts has a line for each.
const ENDONYMS: &[(&str, &str)] = &[
    ("af", "Afrikaans"),
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақша"),
    ("ko", "한국어"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("ms", "Bahasa Melayu"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("pt-br", "Português (Brasil)"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sr", "Српски"),
    ("sr-latn", "Srpski"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbekcha"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
    ("zh-hk", "繁體中文（香港）"),
    ("zh-tw", "繁體中文"),
];

/// `Deutsch` for `de-AT`; the tag itself for a language that is not known.
pub fn endonym(tag: &str) -> &str {
    let lower = tag.to_ascii_lowercase();
    let mut known = lower.as_str();
    loop {
        if let Ok(at) = ENDONYMS.binary_search_by_key(&known, |(tag, _)| tag) {
            return ENDONYMS[at].1;
        }
        match known.rfind('-') {
            Some(end) => known = &known[..end],
            None => return tag,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ENDONYMS, endonym};

    #[test]
    fn a_language_is_called_what_it_calls_itself() {
        for (tag, expected) in [
            ("de", "Deutsch"),
            ("de-AT", "Deutsch"),
            ("pt-BR", "Português (Brasil)"),
            ("zh-Hant-TW", "繁體中文"),
            ("zh-CN", "中文"),
            ("tlh", "tlh"),
            ("", ""),
        ] {
            assert_eq!(endonym(tag), expected, "{tag}");
        }
        assert!(ENDONYMS.is_sorted());
    }
}
