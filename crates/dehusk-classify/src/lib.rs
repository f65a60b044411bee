//! Which blocks of a document did its author write.
//!
//! [`Classifier::judge`] divides a [`dehusk_dom::Dom`] into blocks
//! ([`segment`]), computes [`features`] of each, scores them ([`Scorer`]), lets
//! rules overrule the score where something is certain, and gives every block
//! one [`Verdict`]. Nothing is removed from the tree, and nothing is written
//! into it.
//!
//! Pure judgement: no files, formats or threads.
//!
//! ```
//! use dehusk_classify::{Classifier, Hints, Label, Setting};
//! use dehusk_dom::{Limits, plain_text};
//!
//! let text = "The river rose again on Sunday, and the lower town was cleared by noon.\n\n\
//!             Follow us on Facebook";
//! let dom = plain_text(text, &Limits::default());
//! let judgement = Classifier::default().judge(&dom, Setting::Bare, Hints::default());
//! let labels: Vec<_> = judgement.verdicts.iter().map(|verdict| verdict.label).collect();
//! assert_eq!(labels, [Label::Content, Label::Promotion]);
//! ```

mod block;
mod class_list;
mod class_word;
mod cue;
mod decide;
mod feature;
mod hidden;
mod judge;
mod label;
mod model;
mod page_kind;
mod rule;
mod score;
mod segment;
mod selection;
mod verdict;

pub use block::{Block, BlockId, BlockKind, BlockTree, Container, ContainerId, Inset, Joint};
#[doc(hidden)]
pub use class_word::Kept;
#[cfg(feature = "cue-files")]
pub use cue::CueError;
pub use cue::{CueKind, CueMatch, Cues};
pub use decide::Focus;
pub use feature::{Feature, FeatureMatrix, FeatureSource, features, is_embedded_post};
pub use judge::{Classifier, Contribution, Findings, Hints, Judgement, ScoreParts};
pub use model::{
    Model, ModelError, ModelFeature, ModelParts, ModelTree, Predictor, Quality, QualityPoint, Strongest,
};
pub use page_kind::PageKind;
pub use rule::{letters, rule_names};
pub use score::{ModelScorer, Scorer};
pub use segment::{Setting, segment};
pub use selection::Selection;
pub use verdict::{Label, Reason, Verdict};
