//! One pass over the letters of a line, for all that is asked of its words.

use super::TextStats;
use super::context::mix;
use super::vocabulary::LongerWords;

/// Shorter words stand in every text.
const LEAST_LETTERS: u32 = 4;

/// What a line's words look like.
///
/// A word is a run of letters; apostrophes, hyphens and figures within join runs
/// to one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) words: u32,
    /// Words that begin with a capital letter.
    pub(super) capitals: u32,
    pub(super) commas: u32,
}

impl Spelling {
    /// Reads a line. `longer` takes the hash of each run of some letters, in
    /// lower case; of scripts without spaces that of each pair of letters.
    ///
    /// Runs of ASCII letters, which are nearly all of most texts, go at once,
    /// other characters one by one.
    pub(super) fn read(text: &str, longer: &mut LongerWords) -> Self {
        let mut reader =
            Reader { spelling: Self::default(), longer, open: Run::NONE, before: None, in_word: false };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if LOWER[usize::from(byte)] != 0 {
                at += reader.ascii_letters(&bytes[at..]);
            } else if byte.is_ascii() {
                reader.sign(char::from(byte));
                at += 1;
            } else if let Some(c) = text[at..].chars().next() {
                reader.wide(c);
                at += c.len_utf8();
            }
        }
        reader.end_run();
        reader.spelling
    }
}

/// A run of letters of a script with spaces.
#[derive(Debug, Clone, Copy)]
struct Run {
    hash: u32,
    letters: u32,
}

impl Run {
    const NONE: Self = Self { hash: 11, letters: 0 };
}

struct Reader<'l> {
    spelling: Spelling,
    longer: &'l mut LongerWords,
    open: Run,
    /// The letter before, of a script without spaces.
    before: Option<char>,
    in_word: bool,
}

impl Reader<'_> {
    /// Reads as many letters as come, at least one: how many.
    fn ascii_letters(&mut self, bytes: &[u8]) -> usize {
        self.begin_word(bytes[0].is_ascii_uppercase());
        self.before = None;
        let mut hash = self.open.hash;
        let mut length = 0;
        let letters = bytes.iter().map(|&byte| LOWER[usize::from(byte)]);
        for letter in letters.take_while(|&letter| letter != 0) {
            hash = mix(hash, letter.into());
            length += 1;
        }
        self.open = Run { hash, letters: self.open.letters + length as u32 };
        length
    }

    /// A character beyond ASCII.
    fn wide(&mut self, c: char) {
        if TextStats::is_unspaced(c) {
            if let Some(before) = self.before {
                self.longer.push(mix(mix(Run::NONE.hash, before as u32), c as u32));
            }
            self.end_run();
            if is_letter(c) {
                self.begin_word(false);
            } else {
                self.in_word = false;
            }
            self.before = Some(c);
        } else if c.is_alphabetic() {
            self.begin_word(!self.in_word && c.is_uppercase());
            self.before = None;
            let lower = c.to_lowercase().next().unwrap_or(c);
            self.open = Run { hash: mix(self.open.hash, lower as u32), letters: self.open.letters + 1 };
        } else {
            self.sign(c);
        }
    }

    /// A character that is no letter of a run.
    fn sign(&mut self, c: char) {
        self.end_run();
        self.before = None;
        self.in_word = self.in_word && matches!(c, '\'' | '’' | '-' | '0'..='9');
        self.spelling.commas += u32::from(matches!(c, ',' | '，' | '、' | '،'));
    }

    fn begin_word(&mut self, is_capital: bool) {
        self.spelling.words += u32::from(!self.in_word);
        self.spelling.capitals += u32::from(!self.in_word && is_capital);
        self.in_word = true;
    }

    fn end_run(&mut self) {
        if self.open.letters >= LEAST_LETTERS {
            self.longer.push(self.open.hash);
        }
        self.open = Run::NONE;
    }
}

/// Most letters of scripts without spaces are ideographs.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphabetic()
}

/// Letters of ASCII in lower case; 0 for all other bytes.
static LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        if c.is_ascii_alphabetic() {
            lower[byte] = c.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Spelling, Vec<u16>) {
        let mut longer = LongerWords::default();
        let spelling = Spelling::read(text, &mut longer);
        longer.end_block();
        let slots = longer.blocks().flatten().copied().collect();
        (spelling, slots)
    }

    #[test]
    fn a_line_is_read_in_one_pass() {
        let spelling = |text| read(text).0;
        assert_eq!(
            spelling("The River Rose, again, by Noon?"),
            Spelling { words: 6, capitals: 4, commas: 2 }
        );
        assert_eq!(spelling("It's É-mail4you, 4You"), Spelling { words: 3, capitals: 3, commas: 1 });
        assert_eq!(spelling("河水，上涨。Rose"), Spelling { words: 3, capitals: 1, commas: 1 });
        assert_eq!(spelling(""), Spelling::default());
    }

    #[test]
    fn longer_words_are_those_of_some_length_and_pairs_of_letters() {
        let slots = |text| read(text).1;
        assert_eq!(slots("The river, a RIVER"), [slots("river"), slots("river")].concat());
        assert_eq!(slots("Étés étés"), [slots("étés"), slots("ÉTÉS")].concat());
        assert_eq!(slots("河水上涨").len(), 3);
        assert_eq!(slots("a of 1999"), []);
    }
}
