//! Raised and lowered words in formats that have no markup for them.

use crate::content::Inline;

/// Signs, raised and lowered. Letters are few and not all fonts have them, so
/// that only those are here that stand for numbers.
const SIGNS: [(char, char, char); 16] = [
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('−', '⁻', '₋'),
    ('=', '⁼', '₌'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
];

/// Where words stand beside the line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Script {
    Super,
    Sub,
}

/// `inlines` as raised or lowered characters, if each has one: `10<sup>6</sup>` is
/// not to become `106`. Others stay as they are: `1<sup>st</sup>` reads well, and
/// so does a note's mark, `[3]`.
pub(super) fn shifted(inlines: &[Inline], script: Script) -> Option<String> {
    let [Inline::Text(text)] = inlines else { return None };
    let sign = |sign: char| {
        let &(_, raised, lowered) = SIGNS.iter().find(|row| row.0 == sign)?;
        Some(match script {
            Script::Super => raised,
            Script::Sub => lowered,
        })
    };
    text.trim().chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shifted_and_words_are_not() {
        let raised = |text: &str| shifted(&[Inline::Text(text.to_owned())], Script::Super);
        assert_eq!(raised("-12").unwrap(), "⁻¹²");
        assert_eq!(raised("[1]"), None);
        assert_eq!(raised("th"), None);
        assert_eq!(shifted(&[Inline::Text("2".to_owned())], Script::Sub).unwrap(), "₂");
    }
}
