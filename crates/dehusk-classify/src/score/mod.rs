//! Features to scores.

mod linear;

use crate::feature::FeatureMatrix;
use crate::segment::Setting;

pub use linear::LinearScorer;

/// Gives every block its probability of being content.
///
/// The only thing that knows a model; whatever learns or stores one stands
/// behind this trait.
pub trait Scorer: Send + Sync + std::fmt::Debug {
    /// One score a row, 0 to 1. Must be a pure function of its arguments.
    fn score(&self, setting: Setting, features: &FeatureMatrix) -> Vec<f32>;
}
