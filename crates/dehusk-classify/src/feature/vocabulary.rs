//! Which blocks speak of what the prose speaks of.
//!
//! Headings, captions and lists of a text share its words; menus, and titles of
//! other texts, do so less.

use super::{Context, share};

/// Slots of the table of words, a power of two.
const SLOTS: usize = 1 << 12;

/// For each block the share of its longer words that stand in prose elsewhere.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(Vec<f32>);

/// The longer words of all blocks, those of each block behind those of the one
/// before.
#[derive(Debug, Default)]
pub(super) struct LongerWords {
    slots: Vec<u16>,
    ends: Vec<usize>,
}

impl LongerWords {
    /// Adds a longer word to the block at hand. Words are known by a hash of few
    /// bits: some take others for themselves, which adds noise, but bounds the
    /// memory.
    pub(super) fn push(&mut self, hash: u32) {
        self.slots.push((hash ^ (hash >> 15)) as u16 % SLOTS as u16);
    }

    pub(super) fn end_block(&mut self) {
        self.ends.push(self.slots.len());
    }

    /// The slots of each block.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &[u16]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| &self.slots[start..end])
    }
}

impl Vocabulary {
    /// Two passes over the words.
    pub(super) fn of(context: &Context<'_>, words: &LongerWords) -> Self {
        // The last block of prose that has each word, and whether there are two.
        let mut table = vec![Slot::default(); SLOTS];
        for (block, slots) in (1..).zip(words.blocks()).filter(|(block, _)| context.prose[block - 1]) {
            for &slot in slots {
                table[usize::from(slot)].add(block as u32);
            }
        }
        let shares = (1..).zip(words.blocks()).map(|(block, slots)| {
            let is_known = |slot: &&u16| table[usize::from(**slot)].is_elsewhere(block);
            share(slots.iter().filter(is_known).count() as f32, slots.len() as f32)
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

#[cfg(test)]
mod tests {
    use super::*;

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
