//! The learned scorer.

use super::Scorer;
use crate::block::BlockId;
use crate::feature::{FeatureMatrix, FeatureSource};
use crate::model::{Model, Predictor, Strongest};
use crate::segment::Setting;

/// Scores blocks by learned models: those of pages by one, those of fragments
/// and texts, which have little or no structure to go by, by another.
#[derive(Debug)]
pub struct ModelScorer {
    page: Predictor,
    text: Predictor,
}

impl ModelScorer {
    /// A scorer by these models for pages and for texts.
    pub fn new(page: &Model, text: &Model) -> Self {
        Self { page: Predictor::new(page), text: Predictor::new(text) }
    }

    /// What scores the blocks of documents in a setting.
    pub const fn predictor(&self, setting: Setting) -> &Predictor {
        match setting {
            Setting::Page => &self.page,
            Setting::Bare => &self.text,
        }
    }
}

impl Scorer for ModelScorer {
    fn score(&self, setting: Setting, features: &dyn FeatureSource) -> Vec<f32> {
        self.predictor(setting).scores(features)
    }

    fn contributions(&self, setting: Setting, features: &FeatureMatrix, id: BlockId) -> Vec<(usize, f32)> {
        self.predictor(setting).contributions(features, id)
    }

    fn all_contributions(&self, setting: Setting, features: &FeatureMatrix, most: usize) -> Vec<Strongest> {
        self.predictor(setting).all_contributions(features, most)
    }

    fn mean(&self, setting: Setting) -> f32 {
        self.predictor(setting).mean()
    }

    fn quality(&self, setting: Setting, expected: Option<f32>) -> f32 {
        self.predictor(setting).quality(expected)
    }
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::*;
    use crate::model::{ModelFeature, ModelParts, ModelTree, Quality};
    use crate::{Classifier, Hints};

    /// A model that says one thing of blocks with more than `words` words, and
    /// the other of the others.
    fn model(kind: &str, words: f32) -> Model {
        let parts = ModelParts {
            kind: kind.to_owned(),
            bits: 8,
            base: 0,
            features: vec![ModelFeature { name: "words".to_owned(), thresholds: vec![words] }],
            trees: vec![ModelTree { splits: vec![(0, 0)], leaves: vec![-512, 512] }],
            quality: Quality::default(),
        };
        Model::new(&parts).unwrap()
    }

    #[test]
    fn each_setting_has_its_model() {
        let learned = ModelScorer::new(&model("page", 3.5), &model("text", 1.5));
        let dom = parse("<p>Follow us</p><p>The river rose again on Sunday.</p>", &ParseOptions::default());
        let (_, features) = Classifier::default().measure(&dom, Setting::Page, Hints::default());
        let scores = learned.score(Setting::Page, &features);
        assert!((scores[0] - 0.119_2).abs() < 1e-4 && (scores[1] - 0.880_8).abs() < 1e-4, "{scores:?}");
        let scores = learned.score(Setting::Bare, &features);
        assert!(scores.iter().all(|score| (score - 0.880_8).abs() < 1e-4), "{scores:?}");
    }
}
