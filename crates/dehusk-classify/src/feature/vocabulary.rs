//! Which blocks speak of what the prose speaks of.
//!
//! Headings, captions and lists of a text share its words; menus, and titles of
//! other texts, do so less.

use super::context::mix;
use super::{Context, TextStats, share};

/// Shorter words stand in every text.
const LEAST_LETTERS: u32 = 4;

/// Slots of the table of words, a power of two.
const SLOTS: usize = 1 << 12;

/// For each block the share of its longer words that stand in prose elsewhere.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(Vec<f32>);

impl Vocabulary {
    /// Two passes over the letters. Words are known by a hash of few bits: some
    /// take others for themselves, which adds noise, but bounds the memory.
    pub(super) fn of(context: &Context<'_>) -> Self {
        // The last block of prose that has each word, and whether there are two.
        let mut table = vec![Slot::default(); SLOTS];
        let is_prose = |at: usize| context.prose[at];
        for id in context.tree.ids().filter(|id| is_prose(id.index())) {
            each_word(context.tree.text(id), |word| table[word].add(id.0 + 1));
        }
        let shares = context.tree.ids().map(|id| {
            let (mut all, mut known) = (0_u32, 0_u32);
            each_word(context.tree.text(id), |word| {
                all += 1;
                known += u32::from(table[word].is_elsewhere(id.0 + 1));
            });
            share(known as f32, all as f32)
        });
        Self(shares.collect())
    }

    pub(super) fn share(&self, block: usize) -> f32 {
        self.0[block]
    }
}

/// The blocks of prose that have a word.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// The first of them, from 1 on; 0 for none.
    first: u32,
    has_more: bool,
}

impl Slot {
    const fn add(&mut self, block: u32) {
        if self.first == 0 {
            self.first = block;
        } else {
            self.has_more |= self.first != block;
        }
    }

    const fn is_elsewhere(self, block: u32) -> bool {
        self.has_more || self.first != 0 && self.first != block
    }
}

/// Calls `then` with the hash of each longer word; of scripts without spaces
/// with that of each pair of letters.
fn each_word(text: &str, mut then: impl FnMut(usize)) {
    let (mut hash, mut letters) = (SEED, 0_u32);
    let mut before: Option<char> = None;
    for c in text.chars().chain([' ']) {
        if TextStats::is_unspaced(c) {
            if let Some(before) = before {
                then(slot(mix(mix(SEED, before as u32), c as u32)));
            }
            before = Some(c);
        } else {
            before = None;
            if c.is_alphabetic() {
                hash = mix(hash, c.to_lowercase().next().unwrap_or(c) as u32);
                letters += 1;
                continue;
            }
        }
        if letters >= LEAST_LETTERS {
            then(slot(hash));
        }
        (hash, letters) = (SEED, 0);
    }
}

const SEED: u32 = 11;

const fn slot(hash: u32) -> usize {
    (hash ^ (hash >> 15)) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_some_length_and_pairs_of_letters() {
        let slots = |text| {
            let mut slots = Vec::new();
            each_word(text, |word| slots.push(word));
            slots
        };
        assert_eq!(slots("The river, a RIVER"), [slots("river"), slots("river")].concat());
        assert_eq!(slots("河水上涨").len(), 3);
        assert_eq!(slots("a of 1999"), []);
    }

    #[test]
    fn a_word_must_stand_in_another_block() {
        let mut slot = Slot::default();
        assert!(!slot.is_elsewhere(1));
        slot.add(1);
        assert!(!slot.is_elsewhere(1) && slot.is_elsewhere(2));
        slot.add(2);
        assert!(slot.is_elsewhere(1));
    }
}
