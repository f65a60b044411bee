//! A model as it predicts.

use super::probability;
use super::quality::Quality;
use super::{Model, ModelTree};
use crate::feature::FeatureSource;

/// Rows that go through a tree together: two registers of bytes.
const ROWS: usize = 32;

/// Leaves that a number of 8 bits can choose from.
const WINDOW: usize = 256;

/// A model compiled to flat arrays.
///
/// A chunk of rows goes through a tree in lockstep: each level compares a column
/// with one threshold and puts the answers as one bit into the rows' leaf
/// numbers, without a branch; then each row looks up its leaf. This is the
/// evaluation of oblivious trees in `CatBoost` (Prokhorenkova et al., 2018), laid
/// out so that the compiler makes SIMD of it with the instructions that every
/// x86-64 has. A chunk is small enough for its features to stay in the cache.
///
/// Measured at 300 trees of depth 6 over 120 features: 11 instructions a row and
/// tree. To bring values to bytes first, and compare bytes, takes 8, but the
/// bringing costs 8 more, for 12 thresholds a feature.
#[derive(Debug, Clone)]
pub struct Predictor {
    /// Columns of the matrix that the trees ask about.
    pub(super) columns: Vec<usize>,
    /// Levels of every tree in `splits`.
    pub(super) depth: usize,
    /// Questions by tree and level: index into `columns`, threshold.
    pub(super) splits: Vec<(u16, f32)>,
    pub(super) trees: Vec<Tree>,
    /// Leaves of all trees, and a window of zeros.
    pub(super) leaves: Vec<i32>,
    pub(super) base: i32,
    bits: u8,
    quality: Quality,
}

/// A tree in the arrays of a [`Predictor`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Tree {
    /// Its first leaf.
    pub(super) start: usize,
    /// Its own levels; those above ask questions whose answer is always no.
    pub(super) depth: usize,
}

/// Values of one feature, where SIMD can load them.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Lanes([f32; ROWS]);

impl Predictor {
    /// Compiles a model.
    pub fn new(model: &Model) -> Self {
        let parts = model.parts();
        let deepest = parts.trees.iter().map(|tree| tree.splits.len()).max().unwrap_or(0);
        let mut new = Self {
            columns: model.columns.clone(),
            depth: deepest.max(SHALLOW),
            splits: Vec::new(),
            trees: Vec::new(),
            leaves: Vec::new(),
            base: parts.base,
            bits: parts.bits,
            quality: parts.quality.clone(),
        };
        parts.trees.iter().for_each(|tree| new.add(tree, model));
        new.leaves.extend([0; WINDOW]);
        new
    }

    fn add(&mut self, tree: &ModelTree, model: &Model) {
        let threshold =
            |feature: u16, at: u8| model.parts.features[usize::from(feature)].thresholds[usize::from(at)];
        let depth = tree.splits.len();
        self.trees.push(Tree { start: self.leaves.len(), depth });
        self.splits.extend(tree.splits.iter().map(|&(feature, at)| (feature, threshold(feature, at))));
        self.splits.extend((depth..self.depth).map(|_| (0, f32::INFINITY)));
        self.leaves.extend(&tree.leaves);
    }

    /// The margin of every row: what the model adds up to, as log-odds times
    /// two to the power of the model's bits.
    ///
    /// Rows times trees times depth.
    pub fn margins(&self, features: &dyn FeatureSource) -> Vec<i32> {
        self.margins_of(features.rows(), |feature, first, into| features.fill(feature, first, into))
    }

    /// The margins of rows that stand somewhere else: `fill` writes one feature,
    /// by its place in [`features`](crate::features), of the rows from a first
    /// one on.
    pub fn margins_of(&self, rows: usize, fill: impl Fn(usize, usize, &mut [f32])) -> Vec<i32> {
        // One more than needed without columns: what fills up levels asks column 0.
        let mut lanes = vec![Lanes([0.0; ROWS]); self.columns.len().max(1)];
        let mut margins = Vec::with_capacity(rows.next_multiple_of(ROWS));
        for first in (0..rows).step_by(ROWS) {
            let filled = ROWS.min(rows - first);
            for (lanes, &feature) in lanes.iter_mut().zip(&self.columns) {
                fill(feature, first, &mut lanes.0[..filled]);
            }
            margins.extend(self.chunk(&lanes));
        }
        margins.truncate(rows);
        margins
    }

    /// The probability of every row, 0 to 1.
    pub fn scores(&self, features: &dyn FeatureSource) -> Vec<f32> {
        self.margins(features).into_iter().map(|margin| self.probability(margin)).collect()
    }

    /// The probability that a margin stands for.
    pub fn probability(&self, margin: i32) -> f32 {
        probability::logistic(margin, self.bits)
    }

    /// How good a document's text is, 0 to 1, by the F1 that its scores let
    /// expect; `None` if nothing is kept.
    pub fn quality(&self, expected: Option<f32>) -> f32 {
        self.quality.of(expected)
    }

    /// Log-odds of one step of a margin.
    pub(super) fn step(&self) -> f64 {
        1.0 / f64::from(1_u32 << self.bits)
    }

    fn chunk(&self, lanes: &[Lanes]) -> [i32; ROWS] {
        let mut margins = [self.base; ROWS];
        match self.depth {
            SHALLOW => self.walk::<SHALLOW>(lanes, &mut margins),
            5 => self.walk::<5>(lanes, &mut margins),
            6 => self.walk::<6>(lanes, &mut margins),
            _ => self.walk::<7>(lanes, &mut margins),
        }
        margins
    }

    /// Adds all trees to the margins of a chunk of rows. What is fixed, the
    /// depth and the window of leaves, is so for the compiler: it leaves out the
    /// loops and the checks.
    fn walk<const DEPTH: usize>(&self, lanes: &[Lanes], margins: &mut [i32; ROWS]) {
        let (splits, _) = self.splits.as_chunks::<DEPTH>();
        for (splits, tree) in splits.iter().zip(&self.trees) {
            let Some(leaves) = self.leaves.get(tree.start..).and_then(<[i32]>::first_chunk::<WINDOW>) else {
                return;
            };
            let mut numbers = [0_u8; ROWS];
            for (level, &(feature, threshold)) in splits.iter().enumerate() {
                let column = &lanes[usize::from(feature)].0;
                for row in 0..ROWS {
                    numbers[row] |= u8::from(column[row] > threshold) << level;
                }
            }
            for row in 0..ROWS {
                margins[row] += leaves[usize::from(numbers[row])];
            }
        }
    }
}

/// Shallower trees are filled up to this depth.
const SHALLOW: usize = 4;
