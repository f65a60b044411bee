//! A line as the matcher reads it: tokens with the symbols of their words.

use std::ops::Range;

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

/// The token that is being read.
#[derive(Debug, Clone, Copy)]
struct Open {
    start: usize,
    end: usize,
    shape: Shape,
    /// Whether it stands in the line as it is folded, but for the case.
    is_ascii: bool,
}

impl Line {
    /// Reads another line into the same memory. Linear in the line.
    pub fn read(&mut self, symbols: &Symbols, text: &str) {
        self.read_if(symbols, text, usize::MAX, |_| true);
    }

    /// Reads another line; if it has more tokens than `head`, all of it only
    /// where it is `worth` it by those. Whether it was.
    pub fn read_if(
        &mut self,
        symbols: &Symbols,
        text: &str,
        head: usize,
        worth: impl Fn(&[LineToken]) -> bool,
    ) -> bool {
        self.tokens.clear();
        self.colon = None;
        self.has_bar = false;
        self.has_clause_end = false;
        let mut reader = Reader { line: self, symbols, text, open: None, head, worth, is_full: false };
        scan(text, &mut reader);
        reader.close();
        !reader.is_full
    }

    /// Reads a line.
    pub fn of(symbols: &Symbols, text: &str) -> Self {
        let mut line = Self::default();
        line.read(symbols, text);
        line
    }
}

struct Reader<'l, 'a, W> {
    line: &'l mut Line,
    symbols: &'a Symbols,
    text: &'a str,
    open: Option<Open>,
    /// See [`Line::read_if`].
    head: usize,
    worth: W,
    is_full: bool,
}

impl<W> Reader<'_, '_, W> {
    /// Looks up the open token, which is complete.
    #[inline]
    fn close(&mut self) {
        let Some(Open { start, end, shape, is_ascii }) = self.open.take() else { return };
        let (hash, length) = if is_ascii {
            (Symbols::hash_ascii(self.text, start..end), end - start)
        } else {
            (Symbols::hash(&self.line.spelled), self.line.spelled.chars().count())
        };
        let symbol = self.symbols.find(hash);
        let number = (shape == Shape::Number && length <= 4).then(|| {
            let folded = if is_ascii { &self.text[start..end] } else { &self.line.spelled };
            let figures = folded.bytes().filter(u8::is_ascii_digit);
            figures.fold(0, |number, figure| number * 10 + u16::from(figure - b'0'))
        });
        self.line.tokens.push(LineToken {
            start: start as u32,
            end: end as u32,
            symbol,
            traits: self.symbols.traits(symbol),
            number,
            length: length.min(255) as u8,
            shape,
        });
    }

    fn spell_ascii(&mut self, run: Range<usize>) {
        self.line.spelled.extend(self.text[run].chars().map(|c| c.to_ascii_lowercase()));
    }
}

impl<W: Fn(&[LineToken]) -> bool> Sink for Reader<'_, '_, W> {
    #[inline]
    fn open(&mut self, at: usize, shape: Shape) {
        self.close();
        if self.line.tokens.len() == self.head && !(self.worth)(&self.line.tokens) {
            self.is_full = true;
        } else {
            self.open = Some(Open { start: at, end: at, shape, is_ascii: true });
        }
    }

    #[inline]
    fn is_full(&self) -> bool {
        self.is_full
    }

    #[inline]
    fn ascii(&mut self, _line: &str, run: Range<usize>) {
        let Some(open) = &mut self.open else { return };
        open.end = run.end;
        if !open.is_ascii {
            self.spell_ascii(run);
        }
    }

    #[inline]
    fn extend(&mut self, end: usize) {
        let Some(open) = &mut self.open else { return };
        let before = open.start..open.end;
        open.end = end;
        if open.is_ascii {
            open.is_ascii = false;
            self.line.spelled.clear();
            self.spell_ascii(before);
        }
    }

    #[inline]
    fn spell(&mut self, folded: char) {
        self.line.spelled.push(folded);
    }

    #[inline]
    fn sign(&mut self, at: usize, sign: Sign) {
        if sign.is(Sign::COLON) && self.line.colon.is_none() {
            let before = self.line.tokens.len() + usize::from(self.open.is_some());
            self.line.colon = Some((at, before));
        }
        self.line.has_bar |= sign.is(Sign::BAR);
        self.line.has_clause_end |= sign.is(Sign::CLAUSE);
    }
}
