//! Sums over any range of blocks in constant time.

use std::ops::{Add, Range, Sub};

/// Sums from the first block up to each.
#[derive(Debug)]
pub(super) struct PrefixSums(Vec<Sums>);

/// What is summed over blocks. Words of scripts without spaces are fractions,
/// so these are floats; they are added in block order, which makes them the
/// same on every machine.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Sums {
    pub(crate) words: f32,
    pub(crate) link_words: f32,
    /// Words of blocks of prose.
    pub(crate) prose_words: f32,
    /// Blocks with text.
    pub(crate) blocks: f32,
    pub(crate) prose_blocks: f32,
    pub(crate) headings: f32,
    pub(crate) digits: f32,
    /// Blocks that a cue phrase covers.
    pub(crate) cues: f32,
}

impl Sums {
    pub(super) fn link_share(self) -> f32 {
        super::share(self.link_words, self.words)
    }

    pub(super) fn prose_share(self) -> f32 {
        super::share(self.prose_words, self.words)
    }

    pub(super) fn words_a_block(self) -> f32 {
        super::share(self.words, self.blocks)
    }
}

macro_rules! by_field {
    ($trait:ident $method:ident $operator:tt: $($field:ident)*) => {
        impl $trait for Sums {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                Self { $($field: self.$field $operator other.$field),* }
            }
        }
    };
}
by_field!(Add add +: words link_words prose_words blocks prose_blocks headings digits cues);
by_field!(Sub sub -: words link_words prose_words blocks prose_blocks headings digits cues);

impl PrefixSums {
    pub(super) fn of(values: impl Iterator<Item = Sums>) -> Self {
        let mut total = Sums::default();
        let sums = values.map(|value| {
            total = total + value;
            total
        });
        Self(std::iter::once(Sums::default()).chain(sums).collect())
    }

    pub(super) fn over(&self, blocks: Range<usize>) -> Sums {
        self.0[blocks.end] - self.0[blocks.start]
    }

    pub(super) fn all(&self) -> Sums {
        self.0[self.0.len() - 1]
    }
}
