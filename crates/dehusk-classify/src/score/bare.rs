//! A hand-set score for fragments and texts.

use super::Scorer;
use crate::feature::{FeatureSource, features};
use crate::segment::Setting;

/// What speaks for a block before anything is known of it. Nothing but the
/// block itself can speak against it: there is no page around it.
const PRIOR: f32 = 0.88;
/// What the block loses if it is one link, and if the text around it is links.
const ONE_LINK: f32 = 0.15;
const LINKED: f32 = 0.40;
/// What long blocks win: all of it from so many words on.
const LONG: f32 = 0.08;
const LONG_WORDS: f32 = 40.0;

/// Scores blocks that stand in no page by how much of them is links.
#[derive(Debug)]
pub struct BareScorer {
    one_link: usize,
    link_share: usize,
    words: usize,
}

impl Default for BareScorer {
    fn default() -> Self {
        let column = |name: &str| features().position(|feature| feature.name == name).unwrap_or(0);
        Self { one_link: column("one_link"), link_share: column("link_share_2"), words: column("words") }
    }
}

impl Scorer for BareScorer {
    fn score(&self, _: Setting, features: &dyn FeatureSource) -> Vec<f32> {
        let column = |feature: usize| {
            let mut column = vec![0.0; features.rows()];
            features.fill(feature, 0, &mut column);
            column
        };
        let (one_link, link_share, words) =
            (column(self.one_link), column(self.link_share), column(self.words));
        let score = |row: usize| {
            let long = (words[row] / LONG_WORDS).min(1.0);
            PRIOR - ONE_LINK * one_link[row] - LINKED * link_share[row] + LONG * long
        };
        (0..features.rows()).map(|row| score(row).clamp(0.0, 1.0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_features_are_there() {
        for name in ["one_link", "link_share_2", "words"] {
            assert!(features().any(|feature| feature.name == name), "no feature {name}");
        }
    }
}
