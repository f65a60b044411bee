//! Numbers for the words of the patterns, and what is known of each.

use std::ops::Range;

use super::bytes::{Reader, Writer};
use super::token::tokens;

/// What a word is in the cue files, and to names and dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits(u16);

impl Traits {
    /// Stands inside names.
    pub const PARTICLE: Self = Self(1);
    /// Stands between names.
    pub const CONJUNCTION: Self = Self(1 << 1);
    /// Stands between networks.
    pub const OR: Self = Self(1 << 2);
    /// The first word of a network.
    pub const NETWORK: Self = Self(1 << 3);
    /// The first word of a month.
    pub const MONTH: Self = Self(1 << 4);
    /// Stands inside dates.
    pub const DATE_FILLER: Self = Self(1 << 5);
    /// An ordinal suffix.
    pub const SUFFIX: Self = Self(1 << 6);
    /// A sign of East Asia between the figures of dates.
    pub const DATE_SIGN: Self = Self(1 << 7);
    /// Stands behind times of day.
    pub const TIME: Self = Self(1 << 8);
    /// The first fixed word of a pattern that does not begin with it.
    pub const INNER: Self = Self(1 << 9);

    /// Whether it has any of these.
    #[inline]
    pub const fn has(self, traits: Self) -> bool {
        self.0 & traits.0 != 0
    }

    /// These and those.
    #[must_use]
    pub const fn or(self, traits: Self) -> Self {
        Self(self.0 | traits.0)
    }
}

/// Numbers for the words of the patterns: a hash table of its own, since every
/// word of every line is looked up.
///
/// Words are told apart by 64 bits of hash, in which no two words of up to eight
/// bytes agree. To compare the words themselves costs a third of the look-up, and
/// a line that was made to have the hash of a cue could have the cue itself.
#[derive(Debug)]
pub struct Symbols {
    /// What the words are.
    traits: Vec<Traits>,
    /// Hashes; a power of two, at most half of them taken.
    hashes: Vec<u64>,
    /// The symbol of each hash.
    named: Vec<u32>,
    /// A bit for what hashes begin with, set where one of the table does. Half of
    /// the words of a page are in no pattern; these bits stay in the cache, where
    /// the table does not.
    beginnings: Vec<u64>,
}

/// Bits of a hash that [`Symbols`] knows the beginnings by.
const BEGINNING: u32 = 17;

impl Default for Symbols {
    fn default() -> Self {
        Self::with_room(64)
    }
}

impl Symbols {
    /// The symbol of a word that no pattern has.
    pub const NONE: u32 = 0;

    /// The hash of no letters, which stands where there is no word.
    const FREE: u64 = 0;

    /// With so many places in the table, a power of two.
    fn with_room(places: usize) -> Self {
        Self {
            traits: vec![Traits::default()],
            hashes: vec![Self::FREE; places],
            named: vec![Self::NONE; places],
            beginnings: vec![0; 1 << (BEGINNING - 6)],
        }
    }

    /// That of Firefox's hash function, which rustc uses too.
    const FACTOR: u64 = 0x517C_C1B7_2722_0A95;

    /// The hash of a word in its folded form.
    #[inline]
    pub(crate) fn hash(word: &str) -> u64 {
        Self::hash_with(word.as_bytes(), 0..word.len(), 0)
    }

    /// The hash of the folded form of ASCII letters and digits at a place in a
    /// text. Small letters have a bit that capitals have not; digits have it too.
    #[inline]
    pub(crate) fn hash_ascii(text: &str, word: Range<usize>) -> u64 {
        Self::hash_with(text.as_bytes(), word, u64::from_le_bytes([0x20; 8]))
    }

    /// Eight bytes at a time, with some bits set in each.
    #[inline]
    fn hash_with(text: &[u8], word: Range<usize>, set: u64) -> u64 {
        if let 1..=8 = word.len()
            && let Some(chunk) = text[word.start..].first_chunk()
        {
            // Most words, and what the loop below comes to for them.
            let letters = (u64::from_le_bytes(*chunk) | set) & (u64::MAX >> (64 - 8 * word.len()));
            return letters.wrapping_mul(Self::FACTOR);
        }
        let (mut hash, mut at) = (Self::FREE, word.start);
        while at < word.end {
            let from = &text[at..];
            let chunk = match from.first_chunk() {
                Some(chunk) => u64::from_le_bytes(*chunk),
                None => from.iter().rev().fold(0, |chunk, &byte| chunk << 8 | u64::from(byte)),
            };
            let beyond = 8 - (word.end - at).min(8);
            let letters = (chunk | set) & (u64::MAX >> (8 * beyond));
            hash = (hash.rotate_left(5) ^ letters).wrapping_mul(Self::FACTOR);
            at += 8;
        }
        hash
    }

    /// Gives a word a number.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        let hash = Self::hash(word);
        let known = self.find(hash);
        if known != Self::NONE {
            return known;
        }
        let symbol = self.len() as u32;
        self.traits.push(Traits::default());
        if self.len() * 2 > self.hashes.len() {
            let size = self.hashes.len() * 2;
            let hashes = std::mem::replace(&mut self.hashes, vec![Self::FREE; size]);
            let named = std::mem::replace(&mut self.named, vec![Self::NONE; size]);
            for (hash, symbol) in hashes.into_iter().zip(named).filter(|&(hash, _)| hash != Self::FREE) {
                self.insert(hash, symbol);
            }
        }
        self.insert(hash, symbol);
        symbol
    }

    fn insert(&mut self, hash: u64, symbol: u32) {
        let mut at = self.slot(hash);
        while self.hashes[at] != Self::FREE {
            at = self.slot_behind(at);
        }
        self.hashes[at] = hash;
        self.named[at] = symbol;
        let (word, bit) = beginning(hash);
        self.beginnings[word] |= 1 << bit;
    }

    /// The symbol of the word with a hash.
    #[inline]
    pub(crate) fn find(&self, hash: u64) -> u32 {
        let (word, bit) = beginning(hash);
        if self.beginnings[word] >> bit & 1 == 0 {
            return Self::NONE;
        }
        let mut at = self.slot(hash);
        while self.hashes[at] != hash {
            if self.hashes[at] == Self::FREE {
                return Self::NONE;
            }
            at = self.slot_behind(at);
        }
        self.named[at]
    }

    const fn slot(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.hashes.len() - 1)
    }

    const fn slot_behind(&self, slot: usize) -> usize {
        (slot + 1) & (self.hashes.len() - 1)
    }

    #[inline]
    pub(crate) fn traits(&self, symbol: u32) -> Traits {
        self.traits[symbol as usize]
    }

    /// Says what a word is.
    pub(crate) fn mark(&mut self, symbol: u32, traits: Traits) {
        if symbol != Self::NONE {
            let known = &mut self.traits[symbol as usize];
            *known = known.or(traits);
        }
    }

    /// One more than the greatest symbol.
    pub(crate) fn len(&self) -> usize {
        self.traits.len()
    }

    /// The symbols of literal text.
    pub(crate) fn words(&mut self, text: &str) -> Vec<u32> {
        tokens(text).into_iter().map(|token| self.intern(&token.folded)).collect()
    }

    /// Hashes and traits in the order of the symbols: the table that they are
    /// found in is half empty, and quicker made than read.
    pub(crate) fn write(&self, writer: &mut Writer) {
        let mut hashes = vec![[0; 8]; self.len()];
        for (&hash, &symbol) in self.hashes.iter().zip(&self.named).filter(|(hash, _)| **hash != Self::FREE) {
            hashes[symbol as usize] = hash.to_le_bytes();
        }
        let traits: Vec<_> = self.traits.iter().map(|traits| traits.0.to_le_bytes()).collect();
        writer.rows(&hashes);
        writer.rows(&traits);
    }

    pub(crate) fn read(reader: &mut Reader) -> Option<Self> {
        let (hashes, traits) = (reader.rows()?, reader.rows()?);
        let mut symbols = Self::with_room((2 * hashes.len()).next_power_of_two());
        symbols.traits = traits.iter().map(|traits| Traits(u16::from_le_bytes(*traits))).collect();
        for (symbol, hash) in (0..).zip(hashes).skip(1) {
            symbols.insert(u64::from_le_bytes(*hash), symbol);
        }
        (symbols.len() == hashes.len()).then_some(symbols)
    }
}

/// Where the bit of what a hash begins with stands.
const fn beginning(hash: u64) -> (usize, u32) {
    let beginning = hash >> (u64::BITS - BEGINNING);
    ((beginning / 64) as usize, (beginning % 64) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_hash_wherever_it_stands() {
        for word in ["a", "von", "eightlet", "nineletter", "sixteen0letters0", "wörter"] {
            let hash = Symbols::hash(word);
            assert_ne!(hash, Symbols::FREE, "{word}");
            let line = format!("in {word} and more words");
            assert_eq!(Symbols::hash_with(line.as_bytes(), 3..3 + word.len(), 0), hash, "{word}");
            if word.is_ascii() {
                let line = line.to_ascii_uppercase();
                assert_eq!(Symbols::hash_ascii(&line, 3..3 + word.len()), hash, "{word}");
            }
        }
    }

    #[test]
    fn words_keep_their_numbers_as_bytes() {
        let mut symbols = Symbols::default();
        let words: Vec<String> = (0..300).map(|number| format!("word{number}")).collect();
        let numbers: Vec<_> = words.iter().map(|word| symbols.intern(word)).collect();
        symbols.mark(numbers[7], Traits::MONTH);
        let mut writer = Writer::default();
        symbols.write(&mut writer);
        let read = Symbols::read(&mut Reader::new(Vec::leak(writer.bytes))).unwrap();
        for (word, number) in words.iter().zip(numbers) {
            assert_eq!(read.find(Symbols::hash(word)), number, "{word}");
            assert_eq!(read.traits(number), symbols.traits(number), "{word}");
        }
        assert_eq!(read.find(Symbols::hash("unknown")), Symbols::NONE);
    }
}
