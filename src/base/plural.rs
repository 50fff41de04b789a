//! Which form of a word goes with a number: the rules of Unicode's CLDR for whole numbers.

/// A form that a language has for some numbers. Every language has `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Plural {
    pub const ALL: [Plural; 6] = [Plural::Zero, Plural::One, Plural::Two, Plural::Few, Plural::Many, Plural::Other];

    pub fn name(self) -> &'static str {
        match self {
            Plural::Zero => "zero",
            Plural::One => "one",
            Plural::Two => "two",
            Plural::Few => "few",
            Plural::Many => "many",
            Plural::Other => "other",
        }
    }

    /// The form for `n` things in a language, given as a BCP 47 tag. An unknown language is taken for one like English.
    pub fn of(language: &str, n: usize) -> Plural {
        let (tens, hundreds) = (n % 10, n % 100);
        let teen = (11..=14).contains(&hundreds);
        match primary(language).as_str() {
            "bo" | "dz" | "id" | "ja" | "jv" | "km" | "ko" | "lo" | "ms" | "my" | "th" | "vi" | "yue" | "zh" => {
                Plural::Other
            }
            "am" | "as" | "bn" | "fa" | "ff" | "fr" | "gu" | "hi" | "hy" | "kn" | "pt" | "zu" if n < 2 => Plural::One,
            "ar" => arabic(n),
            "be" | "bs" | "hr" | "ru" | "sr" | "uk" => match tens {
                1 if !teen => Plural::One,
                2..=4 if !teen => Plural::Few,
                _ if matches!(primary(language).as_str(), "bs" | "hr" | "sr") => Plural::Other,
                _ => Plural::Many,
            },
            "pl" => match tens {
                _ if n == 1 => Plural::One,
                2..=4 if !teen => Plural::Few,
                _ => Plural::Many,
            },
            "cs" | "sk" if (2..=4).contains(&n) => Plural::Few,
            "lt" => match tens {
                1 if !(11..=19).contains(&hundreds) => Plural::One,
                2..=9 if !(11..=19).contains(&hundreds) => Plural::Few,
                _ => Plural::Other,
            },
            "lv" => match tens {
                0 => Plural::Zero,
                _ if (11..=19).contains(&hundreds) => Plural::Zero,
                1 => Plural::One,
                _ => Plural::Other,
            },
            "ro" if n == 0 || (n != 1 && (1..=19).contains(&hundreds)) => Plural::Few,
            "sl" => match hundreds {
                1 => Plural::One,
                2 => Plural::Two,
                3 | 4 => Plural::Few,
                _ => Plural::Other,
            },
            "he" | "iw" if n == 2 => Plural::Two,
            "is" | "mk" if tens == 1 && hundreds != 11 => Plural::One,
            _ if n == 1 => Plural::One,
            _ => Plural::Other,
        }
    }
}

fn primary(language: &str) -> String {
    language.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

fn arabic(n: usize) -> Plural {
    match (n, n % 100) {
        (0, _) => Plural::Zero,
        (1, _) => Plural::One,
        (2, _) => Plural::Two,
        (_, 3..=10) => Plural::Few,
        (_, 11..=99) => Plural::Many,
        _ => Plural::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, forms: &[(usize, Plural)]) {
        for &(n, expected) in forms {
            assert_eq!(Plural::of(language, n), expected, "{n} in {language}");
        }
    }

    #[test]
    fn each_language_has_its_own_forms() {
        use Plural::{Few, Many, One, Other, Two, Zero};
        check("en-GB", &[(0, Other), (1, One), (2, Other), (21, Other)]);
        check("de", &[(0, Other), (1, One), (11, Other)]);
        check("fr", &[(0, One), (1, One), (2, Other)]);
        check("es", &[(0, Other), (1, One), (2, Other)]);
        check("zh-Hans", &[(0, Other), (1, Other)]);
        check("JA", &[(1, Other)]);
        check(
            "ar",
            &[(0, Zero), (1, One), (2, Two), (3, Few), (10, Few), (11, Many), (99, Many), (100, Other), (103, Few)],
        );
        check("ru", &[(1, One), (2, Few), (5, Many), (11, Many), (21, One), (112, Many), (122, Few)]);
        check("pl", &[(1, One), (3, Few), (21, Many), (12, Many), (22, Few)]);
        check("cs", &[(1, One), (2, Few), (5, Other)]);
        check("sl", &[(1, One), (102, Two), (104, Few), (5, Other)]);
        check("lv", &[(0, Zero), (1, One), (11, Zero), (21, One), (2, Other)]);
        check("xx", &[(1, One), (2, Other)]);
    }
}
