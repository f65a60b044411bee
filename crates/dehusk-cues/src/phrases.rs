//! Runs of words that are looked up by the first of them.

use std::collections::BTreeMap;

use super::bytes::{Reader, Writer};
use super::line::LineToken;
use super::symbol::Symbols;

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Their symbols; none in the label of dates that have none.
    pub words: Vec<u32>,
    /// What it stands for: of a month its number, from 1; else 0.
    pub number: u8,
}

/// Phrases by their first word, in the order in which they were added.
#[derive(Debug, Default)]
pub struct PhraseTable {
    /// Phrases of no words stand under [`Symbols::NONE`].
    by_first: BTreeMap<u32, Vec<Phrase>>,
}

impl Phrase {
    /// Whether a line begins with it.
    #[inline]
    pub fn begins(&self, tokens: &[LineToken]) -> bool {
        self.words.len() <= tokens.len()
            && self.words.iter().zip(tokens).all(|(word, token)| *word == token.symbol)
    }
}

impl PhraseTable {
    /// Adds a phrase.
    pub(crate) fn add(&mut self, words: Vec<u32>, number: u8) {
        let first = words.first().copied().unwrap_or(Symbols::NONE);
        self.by_first.entry(first).or_default().push(Phrase { words, number });
    }

    /// Adds a phrase, unless one of the same words is there.
    pub(crate) fn add_new(&mut self, words: Vec<u32>, number: u8) {
        let first = words.first().copied().unwrap_or(Symbols::NONE);
        if !self.of(first).iter().any(|phrase| phrase.words == words) {
            self.add(words, number);
        }
    }

    /// Puts the longest phrases of every word first; equals keep their order.
    pub(crate) fn longest_first(&mut self) {
        for phrases in self.by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
    }

    /// The phrases with this first word. Logarithmic in the size of the table.
    pub fn of(&self, first: u32) -> &[Phrase] {
        self.by_first.get(&first).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.u32(self.by_first.values().map(Vec::len).sum::<usize>() as u32);
        for phrase in self.by_first.values().flatten() {
            writer.u32(phrase.number.into());
            writer.u32(phrase.words.len() as u32);
            phrase.words.iter().for_each(|&word| writer.u32(word));
        }
    }

    pub(crate) fn read(reader: &mut Reader) -> Option<Self> {
        let mut table = Self::default();
        for _ in 0..reader.u32()? {
            let number = reader.u32()? as u8;
            let count = reader.u32()?;
            let words = (0..count).map(|_| reader.u32()).collect::<Option<Vec<_>>>()?;
            table.add(words, number);
        }
        Some(table)
    }
}
