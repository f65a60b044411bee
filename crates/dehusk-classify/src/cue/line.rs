//! A line as the matcher reads it: tokens with the symbols of their words.

use super::pattern::{Symbols, Traits};
use super::token::{Shape, Sign, Sink, folded, scan};

/// One token of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineToken {
    /// Where it stands in the line, in bytes.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) symbol: u32,
    /// What the word is in the cue files.
    pub(super) traits: Traits,
    /// The figures of a number of up to four digits.
    pub(super) number: Option<u16>,
    /// How many characters its folded form has, 255 at most.
    pub(super) length: u8,
    pub(super) shape: Shape,
}

impl LineToken {
    pub(super) fn is(&self, traits: Traits) -> bool {
        self.traits.has(traits)
    }

    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    pub(super) fn end(&self) -> usize {
        self.end as usize
    }
}

/// The tokens of a line, and the signs to take it apart at.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) tokens: Vec<LineToken>,
    /// Where the first colon stands, in bytes, and how many tokens are before it.
    pub(super) colon: Option<(usize, usize)>,
    pub(super) has_bar: bool,
    pub(super) has_clause_end: bool,
}

impl Line {
    pub(super) fn read(&mut self, symbols: &Symbols, text: &str) {
        self.tokens.clear();
        self.colon = None;
        self.has_bar = false;
        self.has_clause_end = false;
        let mut reader =
            Reader { line: self, symbols, text, hash: Symbols::HASH, length: 0, number: 0, is_ascii: true };
        scan(text, &mut reader);
        reader.close();
    }

    pub(super) fn of(symbols: &Symbols, text: &str) -> Self {
        let mut line = Self::default();
        line.read(symbols, text);
        line
    }
}

struct Reader<'l, 'a> {
    line: &'l mut Line,
    symbols: &'a Symbols,
    text: &'a str,
    /// Of the open token.
    hash: u64,
    length: u32,
    number: u32,
    /// Whether the token stands in the line as it is folded, but for the case.
    is_ascii: bool,
}

impl Reader<'_, '_> {
    fn close(&mut self) {
        let Some(token) = self.line.tokens.last_mut() else { return };
        token.length = self.length.min(255) as u8;
        if token.shape == Shape::Number && self.length <= 4 {
            token.number = Some(self.number as u16);
        }
        let text = self.text;
        let at = token.start()..token.end();
        let is_ascii = self.is_ascii;
        token.symbol = self.symbols.find(self.hash, |word| {
            let text = &text[at.clone()];
            if is_ascii { text.eq_ignore_ascii_case(word) } else { folded(text).eq(word.chars()) }
        });
        token.traits = self.symbols.traits(token.symbol);
    }
}

impl Sink for Reader<'_, '_> {
    #[inline]
    fn open(&mut self, at: usize, shape: Shape) {
        self.close();
        (self.hash, self.length, self.number, self.is_ascii) = (Symbols::HASH, 0, 0, true);
        self.line.tokens.push(LineToken {
            start: at as u32,
            end: at as u32,
            symbol: Symbols::NONE,
            traits: Traits::default(),
            number: None,
            length: 0,
            shape,
        });
    }

    #[inline]
    fn ascii(&mut self, run: &str, end: usize) {
        let mut hash = self.hash;
        for byte in run.bytes() {
            hash = Symbols::hash(hash, byte.to_ascii_lowercase().into());
        }
        self.hash = hash;
        self.length += run.len() as u32;
        if let Some(token) = self.line.tokens.last_mut() {
            token.end = end as u32;
            if token.shape == Shape::Number {
                for byte in run.bytes().take(4) {
                    self.number = (self.number * 10 + u32::from(byte - b'0')) % 100_000;
                }
            }
        }
    }

    #[inline]
    fn extend(&mut self, end: usize) {
        self.is_ascii = false;
        if let Some(token) = self.line.tokens.last_mut() {
            token.end = end as u32;
        }
    }

    #[inline]
    fn spell(&mut self, folded: char) {
        self.hash = Symbols::hash(self.hash, folded);
        self.length += 1;
        if let Some(digit) = folded.to_digit(10) {
            self.number = (self.number * 10 + digit) % 100_000;
        }
    }

    #[inline]
    fn sign(&mut self, at: usize, sign: Sign) {
        if sign.is(Sign::COLON) && self.line.colon.is_none() {
            self.line.colon = Some((at, self.line.tokens.len()));
        }
        self.line.has_bar |= sign.is(Sign::BAR);
        self.line.has_clause_end |= sign.is(Sign::CLAUSE);
    }
}
