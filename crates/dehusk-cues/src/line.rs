//! A line as the matcher reads it: tokens with the symbols of their words.

use super::symbol::{Symbols, Traits};
use super::token::{Shape, Sign, Sink, scan};

/// One token of a line.
#[derive(Debug, Clone, Copy)]
pub struct LineToken {
    /// Where it stands in the line, in bytes.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// That of its word; [`Symbols::NONE`] if no pattern has it.
    pub symbol: u32,
    /// What the word is in the cue files.
    pub traits: Traits,
    /// The figures of a number of up to four digits.
    pub number: Option<u16>,
    /// How many characters its folded form has, 255 at most.
    pub length: u8,
    /// How it is written.
    pub shape: Shape,
}

impl LineToken {
    /// Whether its word is any of these.
    #[inline]
    pub fn is(&self, traits: Traits) -> bool {
        self.traits.has(traits)
    }

    /// Where it stands in the line, in bytes.
    #[inline]
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// Where it ends, in bytes.
    #[inline]
    pub fn end(&self) -> usize {
        self.end as usize
    }
}

/// The tokens of a line, and the signs to take it apart at.
#[derive(Debug, Default)]
pub struct Line {
    /// All of them.
    pub tokens: Vec<LineToken>,
    /// Where the first colon stands, in bytes, and how many tokens are before it.
    pub colon: Option<(usize, usize)>,
    /// Whether a sign divides it into parts.
    pub has_bar: bool,
    /// Whether a sign ends a clause.
    pub has_clause_end: bool,
    /// The folded form of the token that is read, if it is not all ASCII.
    spelled: String,
}

impl Line {
    /// Reads another line into the same memory. Linear in the line.
    pub fn read(&mut self, symbols: &Symbols, text: &str) {
        self.tokens.clear();
        self.colon = None;
        self.has_bar = false;
        self.has_clause_end = false;
        let mut reader = Reader { line: self, symbols, text, is_ascii: true };
        scan(text, &mut reader);
        reader.close();
    }

    /// Reads a line.
    pub fn of(symbols: &Symbols, text: &str) -> Self {
        let mut line = Self::default();
        line.read(symbols, text);
        line
    }
}

struct Reader<'l, 'a> {
    line: &'l mut Line,
    symbols: &'a Symbols,
    text: &'a str,
    /// Whether the open token stands in the line as it is folded, but for the
    /// case.
    is_ascii: bool,
}

impl Reader<'_, '_> {
    /// Looks up the open token, which is complete.
    fn close(&mut self) {
        let Line { tokens, spelled, .. } = &mut *self.line;
        let Some(token) = tokens.last_mut() else { return };
        let at = token.start()..token.end();
        let (hash, folded) = if self.is_ascii {
            (Symbols::hash_ascii(self.text, at.clone()), &self.text[at])
        } else {
            (Symbols::hash(spelled), spelled.as_str())
        };
        let length = if self.is_ascii { folded.len() } else { folded.chars().count() };
        token.symbol = self.symbols.find(hash);
        token.traits = self.symbols.traits(token.symbol);
        token.length = length.min(255) as u8;
        if token.shape == Shape::Number && length <= 4 {
            let figures = folded.bytes().filter(u8::is_ascii_digit);
            token.number = Some(figures.fold(0, |number, figure| number * 10 + u16::from(figure - b'0')));
        }
    }

    fn spell_ascii(&mut self, run: &str) {
        self.line.spelled.extend(run.chars().map(|c| c.to_ascii_lowercase()));
    }
}

impl Sink for Reader<'_, '_> {
    #[inline]
    fn open(&mut self, at: usize, shape: Shape) {
        self.close();
        self.is_ascii = true;
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
        if !self.is_ascii {
            self.spell_ascii(run);
        }
        if let Some(token) = self.line.tokens.last_mut() {
            token.end = end as u32;
        }
    }

    #[inline]
    fn extend(&mut self, end: usize) {
        let Some(token) = self.line.tokens.last_mut() else { return };
        let before = token.start()..token.end();
        token.end = end as u32;
        if self.is_ascii {
            self.is_ascii = false;
            self.line.spelled.clear();
            self.spell_ascii(&self.text[before]);
        }
    }

    #[inline]
    fn spell(&mut self, folded: char) {
        self.line.spelled.push(folded);
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
