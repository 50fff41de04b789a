//! Letters above and below the line.

const HIGH: (&str, &str) = (
    "()*+-0123456789=ABDEGHIJKLMNOPRTUVWabcdefghijklmnoprstuvwxyz°βγδθφχ†‡′∗∘⊤",
    "⁽⁾*⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹⁼ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ°ᵝᵞᵟᶿᵠᵡ†‡′*°ᵀ",
);
const LOW: (&str, &str) = ("()+-0123456789=aehijklmnoprstuvxβγρφχ", "₍₎₊₋₀₁₂₃₄₅₆₇₈₉₌ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ");

/// The text above the line; none if one of its characters has no such form.
pub fn high(text: &str) -> Option<String> {
    moved(text, HIGH)
}

/// The text below the line.
pub fn low(text: &str) -> Option<String> {
    moved(text, LOW)
}

fn moved(text: &str, (from, to): (&str, &str)) -> Option<String> {
    text.chars().map(|c| from.chars().zip(to.chars()).find(|(plain, _)| *plain == c).map(|(_, moved)| moved)).collect()
}
