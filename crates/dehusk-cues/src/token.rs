//! Lines as cue phrases see them: lower case, no punctuation.

use std::ops::Range;
use std::sync::OnceLock;

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
pub enum Shape {
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

impl Shape {
    /// Whether a person's name may begin or end with such a token.
    #[inline]
    pub const fn is_of_names(self) -> bool {
        matches!(self, Self::Capitalised | Self::Caseless | Self::Unspaced)
    }
}

/// One token of a line.
#[derive(Debug, Clone)]
pub struct Token {
    /// The folded form.
    pub folded: String,
    /// Where it stands in the line, in bytes.
    pub at: Range<usize>,
    /// How it is written.
    pub shape: Shape,
}

/// Divides a line into tokens.
///
/// Folding: lower case; combining marks of Latin (U+0300–036F) dropped; digits
/// of the scripts that dates are written in become ASCII digits. Digits and letters are tokens apart
/// (`16th` is two). Everything else divides, but for `©`.
pub fn tokens(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    scan(line, &mut tokens);
    tokens
}

impl Sink for Vec<Token> {
    fn open(&mut self, at: usize, shape: Shape) {
        self.push(Token { folded: String::new(), at: at..at, shape });
    }

    fn ascii(&mut self, line: &str, run: Range<usize>) {
        if let Some(token) = self.last_mut() {
            let from = token.folded.len();
            token.at.end = run.end;
            token.folded.push_str(&line[run]);
            token.folded[from..].make_ascii_lowercase();
        }
    }

    fn spell(&mut self, folded: char) {
        if let Some(token) = self.last_mut() {
            token.folded.push(folded);
        }
    }

    fn extend(&mut self, end: usize) {
        if let Some(token) = self.last_mut() {
            token.at.end = end;
        }
    }
}

/// What the scanner tells of a line.
pub(crate) trait Sink {
    /// A token begins.
    fn open(&mut self, at: usize, shape: Shape);

    /// Whether it has had enough of the line. Asked whenever a token begins.
    #[inline]
    fn is_full(&self) -> bool {
        false
    }

    /// The token goes on with ASCII letters or digits of the line.
    fn ascii(&mut self, line: &str, run: Range<usize>);

    /// The token goes on up to `end`, with other than ASCII; how that is spelled
    /// is told apart.
    fn extend(&mut self, end: usize);

    /// What the token goes on with is spelled with this.
    fn spell(&mut self, folded: char);

    /// A sign that divides tokens.
    #[inline]
    fn sign(&mut self, _at: usize, _sign: Sign) {}
}

/// What lines are taken apart at, beside tokens. One character may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign(u8);

impl Sign {
    /// `:`.
    pub const COLON: Self = Self(1);
    /// Divides a line into parts.
    pub const BAR: Self = Self(2);
    /// Ends a clause.
    pub const CLAUSE: Self = Self(4);

    /// What a character is.
    pub const fn of(c: char) -> Self {
        Self(match c {
            ':' | '：' => Self::COLON.0 | Self::CLAUSE.0,
            '|' | '•' | '·' | '・' | '｜' | '/' | '／' => Self::BAR.0,
            ',' | '.' | '!' | '?' | '–' | '—' | '，' | '。' | '！' | '،' => Self::CLAUSE.0,
            _ => 0,
        })
    }

    /// Whether it is any of these.
    pub const fn is(self, sign: Self) -> bool {
        self.0 & sign.0 != 0
    }

    const fn is_any(self) -> bool {
        self.0 != 0
    }
}

/// What a character is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Divider(Sign),
    Mark,
    /// With the folded form, where that is one character.
    Part(Shape, Option<char>),
}

impl Class {
    fn of(c: char) -> Self {
        if is_accent(c) || is_optional(c) {
            return Self::Mark;
        }
        let Some(shape) = shape(c) else { return Self::Divider(Sign::of(c)) };
        let mut folded = fold(c);
        let first = folded.next();
        Self::Part(shape, first.filter(|_| folded.next().is_none()))
    }

    #[inline]
    fn look_up(c: char) -> Self {
        let number = c as u32;
        match PAGES.get((number / PAGE) as usize) {
            Some(page) => page.get_or_init(|| page_of(number))[(number % PAGE) as usize],
            // Most of what else is written; none of it has capitals.
            None if matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}') => {
                Self::Part(Shape::Unspaced, Some(c))
            }
            None if matches!(c, '\u{AC00}'..='\u{D7A3}') => Self::Part(Shape::Caseless, Some(c)),
            None => Self::of(c),
        }
    }
}

fn fold(c: char) -> impl Iterator<Item = char> {
    let digit = digit(c);
    let letters = digit.is_none().then(|| c.to_lowercase().filter(|c| !is_accent(*c)).map(plain));
    digit.into_iter().chain(letters.into_iter().flatten())
}

/// The classes of the characters that letters with capitals and most signs are
/// among, so that nearly no line asks Unicode's tables.
///
/// By pages, each made when a character of it is seen: all of them take longer
/// than a whole document of one script.
static PAGES: [OnceLock<[Class; PAGE as usize]>; 0x2100 / PAGE as usize] =
    [const { OnceLock::new() }; 0x2100 / PAGE as usize];

/// Characters of a page.
const PAGE: u32 = 128;

/// The page that a character below U+2100 stands in.
#[cold]
fn page_of(number: u32) -> [Class; PAGE as usize] {
    let first = number - number % PAGE;
    std::array::from_fn(|at| char::from_u32(first + at as u32).map_or(Class::Mark, Class::of))
}

/// What a byte of ASCII is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ascii {
    Divider,
    /// Divides, and is a [`Sign`].
    Sign,
    Digit,
    Letter,
    /// None of ASCII.
    Beyond,
}

static ASCII: [Ascii; 256] = {
    let mut kinds = [Ascii::Beyond; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        kinds[byte] = if c.is_ascii_digit() {
            Ascii::Digit
        } else if c.is_ascii_alphabetic() {
            Ascii::Letter
        } else if Sign::of(c as char).is_any() {
            Ascii::Sign
        } else {
            Ascii::Divider
        };
        byte += 1;
    }
    kinds
};

/// Reads the tokens of a line.
#[inline]
pub(crate) fn scan(line: &str, sink: &mut impl Sink) {
    let bytes = line.as_bytes();
    // Whether a token is open that may go on, and whether it is a number.
    let mut open: Option<bool> = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let kind = ASCII[usize::from(byte)];
        match kind {
            Ascii::Divider | Ascii::Sign => {
                open = None;
                if kind == Ascii::Sign {
                    sink.sign(at, Sign::of(byte as char));
                }
                at += 1;
                continue;
            }
            Ascii::Digit | Ascii::Letter => {
                let goes_on = |&byte: &u8| ASCII[usize::from(byte)] == kind;
                let end = at + bytes[at..].iter().take_while(|byte| goes_on(byte)).count();
                let is_number = kind == Ascii::Digit;
                if open != Some(is_number) {
                    let shape = match kind {
                        Ascii::Digit => Shape::Number,
                        _ if byte.is_ascii_lowercase() => Shape::Lower,
                        _ => Shape::Capitalised,
                    };
                    sink.open(at, shape);
                    if sink.is_full() {
                        return;
                    }
                }
                sink.ascii(line, at..end);
                open = Some(is_number);
                at = end;
                continue;
            }
            Ascii::Beyond => {}
        }
        let Some(c) = line[at..].chars().next() else { return };
        let end = at + c.len_utf8();
        match Class::look_up(c) {
            Class::Divider(sign) => {
                open = None;
                if sign.is_any() {
                    sink.sign(at, sign);
                }
            }
            Class::Mark => {
                if open.is_some() {
                    sink.extend(end);
                }
            }
            Class::Part(shape, folded) => {
                let stands_alone = matches!(shape, Shape::Unspaced | Shape::Sign);
                let is_number = shape == Shape::Number;
                if stands_alone || open != Some(is_number) {
                    sink.open(at, shape);
                    if sink.is_full() {
                        return;
                    }
                }
                sink.extend(end);
                if let Some(folded) = folded {
                    sink.spell(folded);
                } else {
                    fold(c).for_each(|folded| sink.spell(folded));
                }
                open = (!stands_alone).then_some(is_number);
            }
        }
        at = end;
    }
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Joiners, the Arabic stretcher and vowel signs, and the Indic dot below belong
/// to the word, but are not spelled by everybody.
const fn is_optional(c: char) -> bool {
    matches!(
        c,
        '\u{200C}' | '\u{200D}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{93C}' | '\u{9BC}'
    )
}

/// Letters that one and the same word is spelled with, depending on who writes
/// it: capitals of Greek lose the accent, those of Turkish the dot, and Russian
/// seldom writes ё. Keyboards for Arabic, Persian and Urdu have letters of their
/// own for one sound, and the signs above and below alef are often left out, as
/// are the dots of Hindi and Bengali. Romanian has its comma below as often as a
/// cedilla, which old keyboards lack the other for.
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
        'ş' => 'ș',
        'ţ' => 'ț',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' | 'ہ' | 'ۀ' | 'ۂ' | 'ۃ' => 'ه',
        'ँ' => 'ं',
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95A}' => 'ग',
        '\u{95B}' => 'ज',
        '\u{95C}' => 'ड',
        '\u{95D}' => 'ढ',
        '\u{95E}' => 'फ',
        '\u{95F}' => 'य',
        '\u{9DC}' => 'ড',
        '\u{9DD}' => 'ঢ',
        '\u{9DF}' => 'য',
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

/// Signs that stand inside words of Indic scripts (such as virama) and are no
/// letters to Unicode.
const fn is_word_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0963}' | '\u{0966}'..='\u{0DFF}')
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
        assert_eq!(folded("أيضًا كتاب ہے ख़बरें"), folded("ايضا کتاب هے खबरें"));
    }

    #[test]
    fn tokens_know_where_they_stand() {
        let line = "By Jane Doe";
        let all = tokens(line);
        assert_eq!(&line[all[1].at.clone()], "Jane");
        assert_eq!(all[1].shape, Shape::Capitalised);
    }

    #[test]
    fn classes_looked_up_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(Class::look_up(c), Class::of(c), "{c:?}");
            if Sign::of(c).is_any() {
                assert!(matches!(Class::of(c), Class::Divider(_)), "{c:?}");
            }
        }
        for (byte, &kind) in ASCII.iter().enumerate().take(128) {
            let is_part = matches!(Class::of(byte as u8 as char), Class::Part(..));
            assert_eq!(matches!(kind, Ascii::Digit | Ascii::Letter), is_part, "{byte}");
        }
    }
}
