//! Lines as cue phrases see them: lower case, no punctuation.

use std::ops::Range;

/// Letters of scripts that are written without spaces are tokens of their own.
const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// How the letters of a token are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Digits.
    Number,
    /// Begins with a capital.
    Capitalised,
    /// Begins with a small letter.
    Lower,
    /// A word of a script without capitals.
    Caseless,
    /// A letter of a script without spaces.
    Unspaced,
    /// `©`.
    Sign,
}

/// One token of a line.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// The folded form.
    pub(crate) folded: String,
    /// Where it stands in the line, in bytes.
    pub(crate) at: Range<usize>,
    pub(crate) shape: Shape,
}

/// Divides a line into tokens.
///
/// Folding: lower case; combining marks of Latin (U+0300–036F) dropped; digits
/// of the scripts that dates are written in become ASCII digits. Digits and letters are tokens apart
/// (`16th` is two). Everything else divides, but for `©`.
pub(crate) fn tokens(line: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = false;
    for (at, c) in line.char_indices() {
        let end = at + c.len_utf8();
        if is_accent(c) || matches!(c, '\u{200C}' | '\u{200D}' | '\u{640}') {
            // Marks, joiners and the Arabic stretcher belong to the word, but
            // are not spelled by everybody.
            if open && let Some(token) = tokens.last_mut() {
                token.at.end = end;
            }
            continue;
        }
        let Some(shape) = shape(c) else {
            open = false;
            continue;
        };
        let joins = open
            && !matches!(shape, Shape::Unspaced | Shape::Sign)
            && tokens.last().is_some_and(|token| (token.shape == Shape::Number) == (shape == Shape::Number));
        if !joins {
            tokens.push(Token { folded: String::new(), at: at..end, shape });
        }
        if let Some(token) = tokens.last_mut() {
            match digit(c) {
                Some(digit) => token.folded.push(digit),
                None => token.folded.extend(c.to_lowercase().filter(|c| !is_accent(*c)).map(plain)),
            }
            token.at.end = end;
        }
        open = !matches!(shape, Shape::Unspaced | Shape::Sign);
    }
    tokens
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Letters that one and the same word is spelled with, depending on who writes
/// it: capitals of Greek lose the accent, those of Turkish the dot, and Russian
/// seldom writes ё.
const fn plain(c: char) -> char {
    match c {
        'ı' => 'i',
        'ё' => 'е',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        other => other,
    }
}

fn shape(c: char) -> Option<Shape> {
    if c == '\u{2BC}' {
        // The Ukrainian apostrophe, a letter to Unicode.
        None
    } else if digit(c).is_some() {
        Some(Shape::Number)
    } else if c == '©' {
        Some(Shape::Sign)
    } else if is_unspaced(c) {
        Some(Shape::Unspaced)
    } else if c.is_uppercase() {
        Some(Shape::Capitalised)
    } else if c.is_lowercase() {
        Some(Shape::Lower)
    } else if c.is_alphanumeric() || is_word_mark(c) {
        Some(Shape::Caseless)
    } else {
        None
    }
}

/// Signs that stand inside words of Indic scripts (virama, nukta) and Arabic
/// (harakat) and are no letters to Unicode.
const fn is_word_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0963}' | '\u{0966}'..='\u{0DFF}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

/// ASCII form of a decimal digit of the scripts that dates are written in.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        '\u{0966}'..='\u{096F}' => '\u{0966}',
        '\u{09E6}'..='\u{09EF}' => '\u{09E6}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(line: &str) -> String {
        tokens(line).into_iter().map(|token| token.folded).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn folds_case_digits_and_punctuation() {
        assert_eq!(folded("Follow-us: l'Auteur!"), "follow us l auteur");
        assert_eq!(folded("On the 16th, ٣ साल"), "on the 16 th 3 साल");
        assert_eq!(folded("最新 文章© 2024年"), "最 新 文 章 © 2024 年");
        assert_eq!(folded("İLGİLİ प्रकाशित می‌شود"), "ilgili प्रकाशित میشود");
    }

    #[test]
    fn tokens_know_where_they_stand() {
        let line = "By Jane Doe";
        let all = tokens(line);
        assert_eq!(&line[all[1].at.clone()], "Jane");
        assert_eq!(all[1].shape, Shape::Capitalised);
    }
}
