//! Features to scores.

mod bare;
mod model;

use crate::feature::FeatureSource;
use crate::segment::Setting;

pub use bare::BareScorer;
pub use model::ModelScorer;

/// Gives every block its probability of being content.
///
/// The only thing that knows a model; whatever learns or stores one stands
/// behind this trait.
pub trait Scorer: Send + Sync + std::fmt::Debug {
    /// One score a row, 0 to 1. Must be a pure function of its arguments.
    fn score(&self, setting: Setting, features: &dyn FeatureSource) -> Vec<f32>;

    /// How good the kept text of a document is, 0 to 1, given the word F1 that
    /// its scores let expect; `None` if nothing is kept.
    fn quality(&self, expected: Option<f32>) -> f32 {
        expected.unwrap_or(0.0)
    }
}
