//! Features to scores.

mod model;

use crate::block::BlockId;
use crate::feature::{FeatureMatrix, FeatureSource};
use crate::model::Strongest;
use crate::segment::Setting;

pub use model::ModelScorer;

/// Gives every block its probability of being content.
///
/// The only thing that knows a model; whatever learns or stores one stands
/// behind this trait.
pub trait Scorer: Send + Sync + std::fmt::Debug {
    /// One score a row, 0 to 1. Must be a pure function of its arguments.
    fn score(&self, setting: Setting, features: &dyn FeatureSource) -> Vec<f32>;

    /// What each feature adds to a block's log-odds, by its place in
    /// [`features`](crate::features), the greatest effect first; nothing where
    /// the score is no sum of such parts.
    fn contributions(&self, _: Setting, _: &FeatureMatrix, _: BlockId) -> Vec<(usize, f32)> {
        Vec::new()
    }

    /// [`contributions`](Self::contributions) of every block, only the `most`
    /// greatest of each; nothing where the score is no sum of such parts.
    fn all_contributions(&self, _: Setting, _: &FeatureMatrix, _most: usize) -> Vec<Strongest> {
        Vec::new()
    }

    /// The log-odds that contributions start from.
    fn mean(&self, _: Setting) -> f32 {
        0.0
    }

    /// How good the kept text of a document is, 0 to 1, given the word F1 that
    /// its scores let expect; `None` if nothing is kept.
    fn quality(&self, _: Setting, expected: Option<f32>) -> f32 {
        expected.unwrap_or(0.0)
    }
}
