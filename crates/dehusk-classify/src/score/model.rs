//! The learned scorer.

use super::{BareScorer, Scorer};
use crate::block::BlockId;
use crate::feature::{FeatureMatrix, FeatureSource};
use crate::model::{Model, Predictor};
use crate::segment::Setting;

/// Scores the blocks of pages by a learned model, and those of bare text, which
/// have little for a model to go by, by hand-set weights.
#[derive(Debug)]
pub struct ModelScorer {
    page: Predictor,
    bare: BareScorer,
}

impl ModelScorer {
    /// A scorer of pages by the given model.
    pub fn from_model(page: &Model) -> Self {
        Self { page: Predictor::new(page), bare: BareScorer::default() }
    }

    /// What scores the blocks of pages.
    pub const fn page(&self) -> &Predictor {
        &self.page
    }
}

impl Scorer for ModelScorer {
    fn score(&self, setting: Setting, features: &dyn FeatureSource) -> Vec<f32> {
        match setting {
            Setting::Page => self.page.scores(features),
            Setting::Bare => self.bare.score(setting, features),
        }
    }

    fn contributions(&self, setting: Setting, features: &FeatureMatrix, id: BlockId) -> Vec<(usize, f32)> {
        match setting {
            Setting::Page => self.page.contributions(features, id),
            Setting::Bare => Vec::new(),
        }
    }

    fn quality(&self, expected: Option<f32>) -> f32 {
        self.page.quality(expected)
    }
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::*;
    use crate::cue::Cues;
    use crate::model::{ModelFeature, ModelParts, ModelTree, Quality};
    use crate::{Classifier, Hints};

    #[test]
    fn pages_are_scored_by_the_model_and_bare_text_is_not() {
        let parts = ModelParts {
            kind: "page".to_owned(),
            bits: 8,
            base: 0,
            features: vec![ModelFeature { name: "words".to_owned(), thresholds: vec![3.5] }],
            trees: vec![ModelTree { splits: vec![(0, 0)], leaves: vec![-512, 512] }],
            quality: Quality::default(),
        };
        let learned = ModelScorer::from_model(&Model::new(&parts).unwrap());
        let dom = parse("<p>Follow us</p><p>The river rose again on Sunday.</p>", &ParseOptions::default());
        let classifier = Classifier::new(Cues::builtin(), Box::new(BareScorer::default()));
        let (_, features) = classifier.measure(&dom, Setting::Page, Hints::default());
        let scores = learned.score(Setting::Page, &features);
        assert!((scores[0] - 0.119_2).abs() < 1e-4 && (scores[1] - 0.880_8).abs() < 1e-4, "{scores:?}");
        let bare = BareScorer::default().score(Setting::Bare, &features);
        assert_eq!(learned.score(Setting::Bare, &features), bare);
    }
}
