//! How much sense a text makes that was decoded on trial.
//!
//! The signs are those of script and spelling, not of any one language: they
//! hold for a right decoding and break in most wrong ones, where letters turn
//! into symbols, capitals or another script inside words.
//!
//! Measured on help texts in 45 languages, in all encodings that can hold them:
//! the oddity of a right reading is 0.03 at most, in single lines 0.09. Latin
//! letters have up to 0.2 in pages (Turkish, `ışığı`) and 0.3 in single lines.

use encoding_rs::Encoding;

/// What the characters other than ASCII in a text look like.
#[derive(Debug)]
pub(super) struct Reading {
    /// How often each letter that has a [`place`] stands there.
    by_place: [u32; PLACES],
    letters: u32,
    /// Quotation marks, dashes and other symbols where they may stand.
    symbols: u32,
    /// What stands where no writing has it.
    wrong: u32,
    /// Letters whose neighbours are of another script, or too many in a row
    /// that are not in ASCII, for a script that is mostly in ASCII.
    strange: u32,
}

/// What a character says about the decoding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Symbol,
    Wrong,
    /// Nothing, such as accents that people type for apostrophes.
    Silent,
}

impl Reading {
    /// What `bytes` are in `encoding`.
    pub(super) fn by(encoding: &'static Encoding, bytes: &[u8]) -> Self {
        Self::of(&encoding.decode_without_bom_handling(bytes).0)
    }

    fn of(text: &str) -> Self {
        let mut reading = Self { by_place: [0; PLACES], letters: 0, symbols: 0, wrong: 0, strange: 0 };
        let chars = text.chars().map(Seen::of).chain([Seen::SPACE; 2]);
        let mut around = [Seen::SPACE; 4];
        for next in chars {
            around = [around[1], around[2], around[3], next];
            if !around[1].char.is_ascii() {
                reading.add(around);
            }
        }
        reading
    }

    /// Adds the second character of `around`.
    fn add(&mut self, around: [Seen; 4]) {
        match kind(around) {
            Kind::Letter => {
                self.letters += 1;
                self.strange += u32::from(is_strange(around));
                let lower = around[1].char.to_lowercase().next();
                if let Some(place) = lower.and_then(place) {
                    self.by_place[place] += 1;
                }
            }
            Kind::Symbol => self.symbols += 1,
            Kind::Wrong => self.wrong += 1,
            Kind::Silent => {}
        }
    }

    /// How many characters say something.
    pub(super) const fn total(&self) -> u32 {
        self.letters + self.symbols + self.wrong
    }

    /// Whether there are quotation marks and the like and nothing else.
    pub(super) const fn is_symbols(&self) -> bool {
        self.symbols == self.total()
    }

    /// The share of characters that do not belong where they stand.
    pub(super) fn oddity(&self) -> f32 {
        (self.wrong + self.strange) as f32 / self.total().max(1) as f32
    }

    /// The share of characters that a language with this `alphabet` has there.
    pub(super) fn share_in(&self, alphabet: &str) -> f32 {
        let letters: u32 = alphabet.chars().filter_map(place).map(|place| self.by_place[place]).sum();
        let fitting = self.symbols + letters;
        (fitting as f32 - self.strange as f32) / self.total().max(1) as f32
    }
}

/// A character, and whether it is a letter: each is asked about as one that
/// stands there, before and after, and the question is dear.
#[derive(Clone, Copy)]
struct Seen {
    char: char,
    letter: bool,
}

impl Seen {
    const SPACE: Self = Self { char: ' ', letter: false };

    fn of(char: char) -> Self {
        Self { char, letter: char.is_alphabetic() }
    }
}

const PLACES: usize = 0x630;

/// Where Latin, Greek and Cyrillic letters are counted.
const fn place(letter: char) -> Option<usize> {
    match letter {
        '\0'..='\u{52F}' => Some(letter as usize),
        '\u{1E00}'..='\u{1EFF}' => Some(letter as usize - 0x1E00 + 0x530),
        _ => None,
    }
}

fn kind([before, Seen { char, letter }, after, _]: [Seen; 4]) -> Kind {
    let touches = before.letter || after.letter;
    match char {
        // Controls and the private use area: where an encoding has holes, its
        // decoder comes out there. Half-width kana, likewise, is what most bytes
        // are in Shift_JIS.
        '\u{80}'..='\u{9F}' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{FF61}'..='\u{FF9F}' => Kind::Wrong,
        '´' | '¨' => Kind::Silent,
        '‘' | '’' | '“' | '”' | '‐' | '‑' | '–' | '—' | '\u{A0}' | '\u{AD}' | '·' => {
            Kind::Symbol
        }
        'ª' | 'º' => {
            if after.letter {
                Kind::Wrong
            } else {
                Kind::Symbol
            }
        }
        '¤' | '¦' | '¬' | '¯' | '¸' | 'ƒ' | 'ˆ' | 'ˇ' | '˘'..='˝' | '\u{2190}'..='\u{25FF}' if touches => {
            Kind::Wrong
        }
        // Vietnamese in windows-1258 writes tones behind letters.
        '\u{300}'..='\u{36F}' if before.letter => Kind::Letter,
        _ if letter => {
            if char.is_uppercase() && before.char.is_lowercase() {
                Kind::Wrong
            } else {
                Kind::Letter
            }
        }
        '\u{80}'..='\u{2FFF}' if before.letter && after.letter && !has_marks(before.char) => Kind::Wrong,
        _ => Kind::Symbol,
    }
}

/// Scripts some of whose marks are no letters to Unicode: Hebrew, Arabic and
/// those behind them up to Thai and Lao.
const fn has_marks(char: char) -> bool {
    matches!(char, '\u{590}'..='\u{EFF}')
}

/// Latin letters other than ASCII come one or two at a time; letters of other
/// alphabets keep to themselves. Han, kana and Hangul do not.
fn is_strange([before, Seen { char, .. }, after, further]: [Seen; 4]) -> bool {
    match char {
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            let foreign = |seen: &&Seen| seen.letter && !seen.char.is_ascii();
            [before, after, further].iter().filter(foreign).count() >= 2
        }
        '\u{370}'..='\u{EFF}' => before.char.is_ascii_alphabetic() || after.char.is_ascii_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_JP, GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    #[test]
    fn right_readings_are_not_odd() {
        for text in [
            "Größe und Maß, “quoted” – naïve café’s 20 € · Übung",
            "Съешь же ещё этих мягких французских булок",
            "これは日本語のテキストです。Webとテスト",
            "שלום עולם מרחבא",
            "ภาษาไทยเขียนติดกัน",
        ] {
            assert!(Reading::of(text).oddity() < 0.01, "{text}");
        }
    }

    #[test]
    fn wrong_readings_are_odd() {
        for (text, is, read_as) in [
            ("Съешь же ещё этих мягких французских булок", WINDOWS_1251, WINDOWS_1252),
            ("Größe und Maß der Häuser, schöne Grüße", WINDOWS_1252, WINDOWS_1251),
            ("这是一个没有声明编码的中文网页", GBK, WINDOWS_1252),
            ("これは日本語のテキストです", EUC_JP, SHIFT_JIS),
            ("Größe, Häuser, schöne Grüße", WINDOWS_1252, KOI8_R),
        ] {
            assert!(Reading::by(read_as, &is.encode(text).0).oddity() > 0.3, "{text}");
        }
    }

    #[test]
    fn letters_are_looked_up_in_an_alphabet() {
        let reading = Reading::of("Größe, Äpfel, señor");
        assert!((reading.share_in("äöüß") - 0.75).abs() < 0.01);
        assert!(!reading.is_symbols());
        assert!(Reading::of("5 € – “so”").is_symbols());
    }
}
