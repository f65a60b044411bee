//! Patterns as the cue files write them, and as the matcher reads them.

use std::ops::Range;

use super::CueKind;
use super::token::{Shape, tokens};

/// Alternatives multiply; no pattern has needed more.
const MOST_EXPANSIONS: usize = 256;
const MOST_GAPS: usize = 6;

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    Literal(u32),
    /// At most so many tokens of anything.
    Gap(u32),
    Number,
    Name,
    Names,
    Date,
    Network,
    Rest,
    /// The rest of the line, with a colon or the like before it.
    Labelled,
}

/// A pattern without alternatives.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) kind: CueKind,
    pub(super) elements: Vec<Element>,
}

impl Pattern {
    /// How many literal words it has: the more, the more particular.
    pub(super) fn literals(&self) -> usize {
        self.elements.iter().filter(|element| matches!(element, Element::Literal(_))).count()
    }

    pub(super) fn first_literal(&self) -> u32 {
        let literal = |element: &Element| match element {
            Element::Literal(symbol) => Some(*symbol),
            _ => None,
        };
        self.elements.iter().find_map(literal).unwrap_or(Symbols::NONE)
    }
}

/// What a word is in the cue files, and to names and dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Traits(u16);

impl Traits {
    pub(super) const PARTICLE: Self = Self(1);
    pub(super) const CONJUNCTION: Self = Self(1 << 1);
    /// Stands between networks.
    pub(super) const OR: Self = Self(1 << 2);
    /// The first word of a network.
    pub(super) const NETWORK: Self = Self(1 << 3);
    /// The first word of a month.
    pub(super) const MONTH: Self = Self(1 << 4);
    pub(super) const DATE_FILLER: Self = Self(1 << 5);
    /// An ordinal suffix.
    pub(super) const SUFFIX: Self = Self(1 << 6);
    /// A sign of East Asia between the figures of dates.
    pub(super) const DATE_SIGN: Self = Self(1 << 7);
    /// Stands behind times of day.
    pub(super) const TIME: Self = Self(1 << 8);
    /// The first fixed word of a pattern that does not begin with it.
    pub(super) const INNER: Self = Self(1 << 9);

    pub(super) const fn has(self, traits: Self) -> bool {
        self.0 & traits.0 != 0
    }

    pub(super) const fn or(self, traits: Self) -> Self {
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
pub(super) struct Symbols {
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
        Self {
            traits: vec![Traits::default()],
            hashes: vec![Self::FREE; 64],
            named: vec![Self::NONE; 64],
            beginnings: vec![0; 1 << (BEGINNING - 6)],
        }
    }
}

impl Symbols {
    /// The symbol of a word that no pattern has.
    pub(super) const NONE: u32 = 0;

    /// The hash of no letters, which stands where there is no word.
    const FREE: u64 = 0;

    /// The hash of a word in its folded form.
    #[inline]
    pub(super) fn hash(word: &str) -> u64 {
        Self::hash_with(word.as_bytes(), 0..word.len(), 0)
    }

    /// The hash of the folded form of ASCII letters and digits at a place in a
    /// text. Small letters have a bit that capitals have not; digits have it too.
    #[inline]
    pub(super) fn hash_ascii(text: &str, word: Range<usize>) -> u64 {
        Self::hash_with(text.as_bytes(), word, u64::from_le_bytes([0x20; 8]))
    }

    /// Eight bytes at a time, with some bits set in each.
    #[inline]
    fn hash_with(text: &[u8], word: Range<usize>, set: u64) -> u64 {
        let (mut hash, mut at) = (Self::FREE, word.start);
        while at < word.end {
            let from = &text[at..];
            let chunk = match from.first_chunk() {
                Some(chunk) => u64::from_le_bytes(*chunk),
                None => from.iter().rev().fold(0, |chunk, &byte| chunk << 8 | u64::from(byte)),
            };
            let beyond = 8 - (word.end - at).min(8);
            let letters = (chunk | set) & (u64::MAX >> (8 * beyond));
            hash = (hash.rotate_left(5) ^ letters).wrapping_mul(0x517C_C1B7_2722_0A95);
            at += 8;
        }
        hash
    }

    /// Gives a word a number.
    pub(super) fn intern(&mut self, word: &str) -> u32 {
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
    pub(super) fn find(&self, hash: u64) -> u32 {
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
    pub(super) fn traits(&self, symbol: u32) -> Traits {
        self.traits[symbol as usize]
    }

    /// Says what a word is.
    pub(super) fn mark(&mut self, symbol: u32, traits: Traits) {
        if symbol != Self::NONE {
            let known = &mut self.traits[symbol as usize];
            *known = known.or(traits);
        }
    }

    /// One more than the greatest symbol.
    pub(super) fn len(&self) -> usize {
        self.traits.len()
    }

    /// The symbols of literal text.
    pub(super) fn words(&mut self, text: &str) -> Vec<u32> {
        tokens(text).into_iter().map(|token| self.intern(&token.folded)).collect()
    }
}

/// Where the bit of what a hash begins with stands.
const fn beginning(hash: u64) -> (usize, u32) {
    let beginning = hash >> (u64::BITS - BEGINNING);
    ((beginning / 64) as usize, (beginning % 64) as u32)
}

/// Reads a pattern and writes out its alternatives.
///
/// # Errors
///
/// Says what is wrong with it.
pub(super) fn expand(kind: CueKind, source: &str, symbols: &mut Symbols) -> Result<Vec<Pattern>, String> {
    let longest_gap = if tokens(source).iter().any(|token| token.shape == Shape::Unspaced) { 24 } else { 12 };
    let mut expanded: Vec<Vec<Element>> = vec![Vec::new()];
    let mut rest = source.trim();
    while !rest.is_empty() {
        let (alternatives, behind) = part(rest, longest_gap, symbols)?;
        rest = behind.trim_start();
        if expanded.len() * alternatives.len() > MOST_EXPANSIONS {
            return Err(format!("has more than {MOST_EXPANSIONS} alternatives; divide it"));
        }
        expanded = expanded
            .iter()
            .flat_map(|head| alternatives.iter().map(move |tail| [head.as_slice(), tail].concat()))
            .collect();
    }
    for elements in &expanded {
        check(elements)?;
    }
    Ok(expanded.into_iter().map(|elements| Pattern { kind, elements }).collect())
}

fn check(elements: &[Element]) -> Result<(), String> {
    if elements.iter().filter(|element| matches!(element, Element::Gap(_))).count() > MOST_GAPS {
        return Err(format!("has more than {MOST_GAPS} gaps"));
    }
    let is_fixed = |element: &Element| matches!(element, Element::Literal(_) | Element::Network);
    if !elements.iter().any(is_fixed) {
        return Err("has an alternative without any fixed word".to_owned());
    }
    if elements.iter().rev().skip(1).any(|element| matches!(element, Element::Rest | Element::Labelled)) {
        return Err("{rest}, {title} and {labelled} can only stand last".to_owned());
    }
    Ok(())
}

/// The alternatives of the part that `source` begins with, and what is behind.
fn part<'s>(
    source: &'s str,
    longest_gap: u32,
    symbols: &mut Symbols,
) -> Result<(Vec<Vec<Element>>, &'s str), String> {
    if let Some(behind) = source.strip_prefix('*') {
        return Ok((vec![vec![Element::Gap(longest_gap)]], behind));
    }
    if let Some(slot) = source.strip_prefix('{') {
        let (name, behind) = slot.split_once('}').ok_or("has a { without }")?;
        return Ok((vec![vec![element(name)?]], behind));
    }
    if let Some(group) = source.strip_prefix('(') {
        let (inside, behind) = group.split_once(')').ok_or("has a ( without )")?;
        let mut alternatives = Vec::new();
        for alternative in inside.split('|') {
            alternatives.push(sequence(alternative, longest_gap, symbols)?);
        }
        return Ok(match behind.strip_prefix('?') {
            Some(behind) => {
                alternatives.push(Vec::new());
                (alternatives, behind)
            }
            None => (alternatives, behind),
        });
    }
    let end = source.find(['*', '{', '(']).unwrap_or(source.len());
    Ok((vec![literals(&source[..end], symbols)], &source[end..]))
}

/// An alternative: literals and slots, no further groups.
fn sequence(source: &str, longest_gap: u32, symbols: &mut Symbols) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    let mut rest = source.trim();
    while !rest.is_empty() {
        if rest.starts_with('(') {
            return Err("has a group inside a group".to_owned());
        }
        let (part, behind) = part(rest, longest_gap, symbols)?;
        elements.extend(part.into_iter().flatten());
        rest = behind.trim_start();
    }
    Ok(elements)
}

fn literals(text: &str, symbols: &mut Symbols) -> Vec<Element> {
    symbols.words(text).into_iter().map(Element::Literal).collect()
}

fn element(slot: &str) -> Result<Element, String> {
    Ok(match slot {
        "n" => Element::Number,
        "name" => Element::Name,
        "names" => Element::Names,
        "date" => Element::Date,
        "network" => Element::Network,
        "rest" | "title" => Element::Rest,
        "labelled" => Element::Labelled,
        other => return Err(format!("has the unknown slot {{{other}}}")),
    })
}
