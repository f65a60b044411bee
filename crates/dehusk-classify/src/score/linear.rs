//! A linear score: one weight a feature, squashed to a probability.

use super::Scorer;
use crate::feature::{FeatureMatrix, features};
use crate::segment::Setting;

/// Weights by feature name; features that are not named weigh nothing.
type Weights = &'static [(&'static str, f32)];

/// For pages.
const PAGE: Weights = &[
    ("one_or_two_words", 0.6),
    ("long", 0.6),
    ("prose", 0.2),
    ("sentences", -0.2),
    ("ends_sentence", 0.6),
    ("ends_cut", -0.4),
    ("commas", 0.3),
    ("digits", -1.1),
    ("capitals", 0.1),
    ("link_share", -0.8),
    ("one_link", 0.3),
    ("link_share_1", -0.1),
    ("link_share_4", -0.1),
    ("paragraph", 1.6),
    ("p", 0.7),
    ("heading", 2.2),
    ("list_item", 2.6),
    ("cell", 2.0),
    ("preformatted", 1.7),
    ("caption", -0.9),
    ("in_article", 0.3),
    ("in_main", 0.3),
    ("in_navigation", 0.1),
    ("in_header", -0.6),
    ("in_footer", -2.8),
    ("in_aside", -1.7),
    ("in_form", -0.6),
    ("in_dialog", -2.8),
    ("in_table", 0.7),
    ("in_list", 0.1),
    ("in_quote", 1.8),
    ("in_body_property", 0.5),
    ("hidden", -0.6),
    ("depth", 0.6),
    ("alike", 0.3),
    ("class_content_near", 0.2),
    ("class_furniture_near", -0.3),
    ("class_furniture", -0.3),
    ("words_before", -0.7),
    ("prose_before", -1.0),
    ("no_prose_before", -0.5),
    ("no_prose_behind", -0.1),
    ("before_main_heading", -1.6),
    ("behind_main_heading", 0.1),
    ("prose_share_1", 1.2),
    ("prose_share_2", 0.1),
    ("prose_share_3", 0.2),
    ("prose_share_5", 0.1),
    ("words_previous", 0.1),
    ("words_next", 0.1),
    ("link_share_previous", -0.1),
    ("link_share_next", -0.1),
    ("prose_4_before", 0.5),
    ("prose_4_behind", 0.4),
    ("prose_15_around", -0.7),
];
const PAGE_BIAS: f32 = -2.25;

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
