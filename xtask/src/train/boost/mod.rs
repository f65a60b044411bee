//! Gradient boosting of symmetric trees.
//!
//! Friedman, "Greedy function approximation: a gradient boosting machine"
//! (2001), by second-order gains over histograms of binned features as in
//! `XGBoost` (Chen and Guestrin, 2016) and `LightGBM` (Ke et al., 2017). Trees
//! are symmetric as in `CatBoost` (Prokhorenkova et al., 2018): all nodes of a
//! level ask the same question, so that a tree is six comparisons and one
//! look-up, without a branch.
//!
//! Gradients are integers while they are summed. So sums do not depend on the
//! order of rows or the number of threads, and the same data gives the same
//! model, byte for byte.

mod bins;
mod grow;
mod histogram;
mod random;
mod sample;
#[cfg(test)]
mod tests;

pub(crate) use bins::{Binned, Bins};
pub(crate) use random::Random;

use grow::Grower;

/// How to boost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    /// Trees.
    pub(crate) trees: usize,
    /// Questions of a tree, at most 7: leaf numbers are bytes.
    pub(crate) depth: usize,
    /// Share of a tree's answer that is taken.
    pub(crate) rate: f32,
    /// Added to the sum of second derivatives in a leaf.
    pub(crate) l2: f32,
    /// Share of the features that a tree may ask about.
    pub(crate) features: f32,
    /// Share of the rows that a tree is grown from.
    pub(crate) rows: f32,
    /// Of the random choices.
    pub(crate) seed: u64,
}

/// One tree: leaf number `sum of 2^level * (bin[feature] > threshold)`.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    /// Feature and bin of each level.
    pub(crate) splits: Vec<(u16, u8)>,
    /// What each leaf adds to the log-odds.
    pub(crate) leaves: Vec<f32>,
}

/// First and second derivatives of the loss by the log-odds of one row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Gradient {
    pub(crate) first: f32,
    pub(crate) second: f32,
}

/// Boosts `settings.trees` trees.
///
/// `margins` are the log-odds of the rows to start from and hold those of the
/// whole ensemble afterwards; `loss` writes the gradients of all rows at given
/// margins.
pub(crate) fn boost(
    data: &Binned,
    margins: &mut [f32],
    settings: &Settings,
    mut loss: impl FnMut(&[f32], &mut [Gradient]),
) -> Vec<Tree> {
    let mut random = Random::new(settings.seed);
    let mut gradients = vec![Gradient::default(); data.rows()];
    let mut grower = Grower::new(data, settings);
    (0..settings.trees)
        .map(|_| {
            loss(margins, &mut gradients);
            let rows = sample::rows(&gradients, settings.rows, settings.l2, &mut random);
            let features = sample::features(data.features(), settings.features, &mut random);
            let tree = grower.grow(&features, &rows, &gradients);
            tree.add(data, margins);
            tree
        })
        .collect()
}

impl Tree {
    /// Adds the tree's answer to the log-odds of every row.
    pub(crate) fn add(&self, data: &Binned, margins: &mut [f32]) {
        let columns: Vec<_> =
            self.splits.iter().map(|&(feature, bin)| (data.column(feature as usize), bin)).collect();
        for (row, margin) in margins.iter_mut().enumerate() {
            let leaf = columns
                .iter()
                .enumerate()
                .fold(0, |leaf, (level, (column, bin))| leaf | usize::from(column[row] > *bin) << level);
            *margin += self.leaves[leaf];
        }
    }
}
