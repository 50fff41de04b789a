//! Plain text of a formula while it grows.

use super::scripts::{high, low};

/// A text that grows, with the spaces that are still to come.
#[derive(Default)]
pub struct Line {
    pub text: String,
    /// A space comes before whatever is next.
    pub gap: bool,
    /// A space comes before a letter or a digit.
    apart: bool,
}

impl Line {
    pub fn push(&mut self, text: &str) {
        let Some(first) = text.chars().next() else { return };
        let last = self.text.chars().next_back();
        let open = last.is_none_or(|c| matches!(c, '(' | '[' | '{' | '⟨' | ' '));
        let wanted = self.gap && !",;)]}⟩".contains(first) || self.apart && first.is_alphanumeric();
        if wanted && !open {
            self.text.push(' ');
        }
        self.text.push_str(text);
        (self.gap, self.apart) = (false, false);
    }

    pub fn spaced(&mut self, text: &str) {
        self.gap = true;
        self.push(text);
        self.gap = true;
    }

    pub fn function(&mut self, name: &str) {
        self.gap |= self.text.ends_with(char::is_alphanumeric);
        self.push(name);
        self.apart = true;
    }

    /// Puts a script to what stands last.
    pub fn script(&mut self, sign: char, script: &str) {
        // A word is easier to read, and to find, as it is: `x_max`.
        let is_word = script.len() > 2 && script.chars().all(char::is_alphabetic);
        let moved = if sign == '^' { high(script) } else { low(script) };
        let moved = moved.filter(|_| !is_word);
        let gap = std::mem::take(&mut self.gap);
        match moved {
            Some(moved) => self.text.push_str(&moved),
            None => {
                self.text.push(sign);
                self.text.push_str(&grouped(script));
            }
        }
        self.gap = gap;
    }
}

/// In parentheses, unless it is one word.
pub fn grouped(text: &str) -> String {
    let word = |c: char| c.is_alphanumeric() || "′.∞⟨⟩|‖*".contains(c) || ('\u{300}'..='\u{36F}').contains(&c);
    if text.chars().count() == 1 || text.chars().all(word) { text.to_string() } else { format!("({text})") }
}
