//! A linear score: one weight a feature, squashed to a probability.

use super::Scorer;
use crate::feature::{FeatureMatrix, features};
use crate::segment::Setting;

/// Weights by feature name; features that are not named weigh nothing.
type Weights = &'static [(&'static str, f32)];

/// For pages.
const PAGE: Weights = &[
    ("words", 0.35),
    ("prose", 1.0),
    ("link_share", -1.5),
    ("link_share_2", -1.5),
    ("in_navigation", -2.0),
    ("in_footer", -2.0),
    ("in_aside", -1.5),
    ("prose_share_2", 1.5),
    ("prose_share_3", 1.0),
    ("class_furniture", -0.4),
    ("class_content", 0.2),
];
const PAGE_BIAS: f32 = -1.0;

/// For fragments and texts, where nothing but the block itself can speak
/// against it.
const BARE: Weights = &[("one_link", -1.0), ("link_share_2", -2.0), ("words", 0.2)];
const BARE_BIAS: f32 = 2.0;

/// The hand-set score: logistic function of a weighted sum of features.
///
/// The weights were set with a logistic regression of the development pages at
/// hand and rounded; a learned model is to replace them.
#[derive(Debug)]
pub struct LinearScorer {
    page: (Vec<f32>, f32),
    bare: (Vec<f32>, f32),
}

impl Default for LinearScorer {
    fn default() -> Self {
        Self { page: (columns(PAGE), PAGE_BIAS), bare: (columns(BARE), BARE_BIAS) }
    }
}

impl Scorer for LinearScorer {
    fn score(&self, setting: Setting, features: &FeatureMatrix) -> Vec<f32> {
        let (weights, bias) = match setting {
            Setting::Page => &self.page,
            Setting::Bare => &self.bare,
        };
        features
            .rows()
            .map(|row| {
                let sum: f32 = row.iter().zip(weights).map(|(value, weight)| value * weight).sum();
                1.0 / (1.0 + (-(sum + bias)).exp())
            })
            .collect()
    }
}

/// Weights in the order of the matrix's columns.
fn columns(weights: Weights) -> Vec<f32> {
    let weight =
        |name: &str| weights.iter().find(|(known, _)| *known == name).map_or(0.0, |(_, weight)| *weight);
    features().map(|feature| weight(feature.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_names_a_feature() {
        for (name, _) in PAGE.iter().chain(BARE) {
            assert!(features().any(|feature| feature.name == *name), "no feature {name}");
        }
    }
}
