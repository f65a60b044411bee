//! What is learned from, and how: the hyper-parameters in one place.

use super::boost;

/// A set to learn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    /// Its folder.
    pub(super) set: &'static str,
    /// What one of its pages counts for.
    pub(super) weight: f32,
}

/// The sets whose licences let a model that ships be trained on them.
///
/// `wcxb-dev` has the convention that a reader would call the main text, for all
/// page types; the others lend languages and forums that it does not have, and
/// count for less, because their annotators' ideas of content differ.
pub(super) const SOURCES: [Source; 6] = [
    Source { set: "wcxb-dev", weight: 1.0 },
    Source { set: "fundus", weight: 1.0 },
    Source { set: "magic-html-article", weight: 1.0 },
    Source { set: "magic-html-forum", weight: 1.0 },
    Source { set: "harvest-forum", weight: 1.0 },
    Source { set: "chinese-wced", weight: 1.0 },
];

/// Folds of the cross-validation.
pub(super) const FOLDS: usize = 5;

/// How the model is boosted. Rates and shares were chosen by cross-validation;
/// more trees than this bring no more than the noise between seeds.
pub(super) const BOOST: boost::Settings =
    boost::Settings { trees: 500, depth: 6, rate: 0.08, l2: 3.0, features: 0.25, rows: 0.25, seed: 1 };

/// Binary places of the model's integers: leaves in units of 1/1024 log-odds.
pub(super) const BITS: u8 = 10;

/// Gold texts shorter than so many words count as if they had so many: one word
/// of a text of five may not weigh as much as forty of a text of two hundred.
pub(super) const LEAST_GOLD: f32 = 30.0;

/// A page's blocks weigh at most as much as so many times its gold: of pages
/// that are nearly all boilerplate, not every block needs to be heard.
pub(super) const MOST_WEIGHT: f32 = 4.0;

/// What every block weighs at least, in shares of the gold: short blocks are
/// nothing to the metric, but something to the reader.
pub(super) const LEAST_WEIGHT: f32 = 0.002;
