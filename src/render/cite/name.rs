//! Names of people in their parts.

/// A name as lists of references need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name<'a> {
    /// `Johannes`, `van der`, `Waals`, `Jr.`; what a name has not is empty.
    Parts { given: &'a str, particle: &'a str, family: &'a str, suffix: &'a str },
    /// Not to be taken apart: a group, a single name, a name that puts the family first, or one that is not understood.
    Whole(&'a str),
}

/// Words that no person is called by.
const GROUPS: &[&str] = &[
    "team",
    "group",
    "lab",
    "labs",
    "laboratory",
    "project",
    "collaboration",
    "consortium",
    "consortia",
    "community",
    "institute",
    "institut",
    "university",
    "college",
    "school",
    "department",
    "center",
    "centre",
    "foundation",
    "association",
    "society",
    "alliance",
    "committee",
    "council",
    "organization",
    "organisation",
    "company",
    "corporation",
    "corp",
    "inc",
    "inc.",
    "ltd",
    "ltd.",
    "llc",
    "gmbh",
    "research",
    "ai",
    "deepmind",
    "openai",
    "anthropic",
    "google",
    "microsoft",
    "meta",
    "nvidia",
    "and",
    "et",
    "the",
    "authors",
    "contributors",
    "others",
];

const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"];

impl<'a> Name<'a> {
    /// Reads `Li Gao`, `Johannes van der Waals` or `Waals, Johannes van der`, in one line.
    pub fn of(name: &'a str) -> Name<'a> {
        let is_known = |word: &str| GROUPS.contains(&word.to_lowercase().as_str());
        if name.contains(is_east_asian) || name.split([' ', ',']).any(is_known) {
            return Name::Whole(name);
        }
        let parts: Vec<&str> = name.split(',').map(str::trim).collect();
        match parts[..] {
            [plain] => Name::plain(plain),
            [family, given] if is_suffix(given) => Name::plain(family).with_suffix(given),
            [family, given] => Name::turned(name, family, "", given),
            [family, suffix, given] if is_suffix(suffix) => Name::turned(name, family, suffix, given),
            _ => Name::Whole(name),
        }
    }

    /// Given names, particle, family name: the particle begins with the first word in small letters, as BibTeX has it.
    fn plain(name: &'a str) -> Name<'a> {
        let (rest, suffix) = match name.rsplit_once(' ') {
            Some((rest, last)) if is_suffix(last) => (rest, last),
            _ => (name, ""),
        };
        let Some((before, last)) = rest.rsplit_once(' ') else { return Name::Whole(name) };
        // `NVIDIA`, `GPT-4`: hardly a person's.
        if last.chars().count() > 1 && !last.chars().any(char::is_lowercase) && last.chars().any(char::is_uppercase) {
            return Name::Whole(name);
        }
        let (given, particle) = parted(before);
        if given.is_empty() { Name::Whole(name) } else { Name::Parts { given, particle, family: last, suffix } }
    }

    /// `van der Waals, Johannes`.
    fn turned(whole: &'a str, family: &'a str, suffix: &'a str, given: &'a str) -> Name<'a> {
        if family.is_empty() || given.is_empty() {
            return Name::Whole(whole);
        }
        let particle = family.split(' ').take_while(|word| is_small(word)).map(|word| word.len() + 1).sum::<usize>();
        match family.get(particle..) {
            Some(own) if !own.is_empty() => {
                Name::Parts { given, particle: family[..particle].trim_end(), family: own, suffix }
            }
            _ => Name::Parts { given, particle: "", family, suffix },
        }
    }

    fn with_suffix(self, suffix: &'a str) -> Name<'a> {
        match self {
            Name::Parts { given, particle, family, suffix: "" } => Name::Parts { given, particle, family, suffix },
            other => other,
        }
    }
}

/// Given names and the particle behind them.
fn parted(before: &str) -> (&str, &str) {
    let mut at = 0;
    for word in before.split(' ') {
        if is_small(word) {
            return (before[..at].trim_end(), &before[at..]);
        }
        at += word.len() + 1;
    }
    (before, "")
}

fn is_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.to_lowercase().as_str())
}

/// Han, kana and hangul: names in these put the family first.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{318F}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[track_caller]
    fn check_name(text: &str, expected: [&str; 4]) {
        let [given, particle, family, suffix] = expected;
        let parts = Name::Parts { given, particle, family, suffix };
        assert_eq!(Name::of(text), parts);
    }

    #[track_caller]
    fn check_whole(text: &str) {
        assert_eq!(Name::of(text), Name::Whole(text));
    }

    #[test]
    fn names_are_taken_apart_where_that_is_safe() {
        check_name("Li Gao", ["Li", "", "Gao", ""]);
        check_name("Yann A. LeCun", ["Yann A.", "", "LeCun", ""]);
        check_name("Johannes Diderik van der Waals", ["Johannes Diderik", "van der", "Waals", ""]);
        check_name("Laurens van der Maaten", ["Laurens", "van der", "Maaten", ""]);
        check_name("van der Waals, Johannes", ["Johannes", "van der", "Waals", ""]);
        check_name("García Márquez, Gabriel", ["Gabriel", "", "García Márquez", ""]);
        check_name("Martin Luther King Jr.", ["Martin Luther", "", "King", "Jr."]);
        check_name("King, Jr., Martin Luther", ["Martin Luther", "", "King", "Jr."]);
        check_name("Martin Luther King, Jr.", ["Martin Luther", "", "King", "Jr."]);
        check_name("Юрий Гагарин", ["Юрий", "", "Гагарин", ""]);
    }

    #[test]
    fn what_may_be_no_such_name_stays_whole() {
        for name in [
            "",
            "Plato",
            "OpenAI",
            "Google DeepMind",
            "The Llama Team",
            "高丽",
            "山田 太郎",
            "김 철수",
            "BIG NVIDIA",
            "et al.",
            "A, B, C, D",
            ", x",
            "von Neumann",
            "Barnes and Noble",
            "Inception Labs",
        ] {
            check_whole(name);
        }
    }
}
