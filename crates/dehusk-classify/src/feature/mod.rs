//! Numbers about blocks.
//!
//! A feature is a name, a doc line and a function of one block; a file of this
//! module holds one family of them. [`Context`] computes what several features
//! share: text statistics once a block, sums over subtrees by prefix sums, what
//! the elements around a block say once a container. So the matrix costs one
//! pass, and its functions only look things up.
//!
//! Only `+ - * /`, comparisons and integers are used, in a fixed order, so that
//! the numbers are the same on every machine; logarithms would not be, and
//! trees do not need them.

mod alike;
mod boxes;
mod context;
mod cues;
mod flow;
mod focus;
mod group;
pub(crate) mod lexicon;
mod neighbour;
mod page;
mod position;
mod prefix;
mod region;
mod section;
mod shape;
mod similar;
mod structure;
mod text;
mod vocabulary;
mod words;

use dehusk_dom::Dom;

use crate::block::{BlockId, BlockTree};
use crate::cue::Cues;
use crate::judge::Hints;
use crate::segment::Setting;

pub(crate) use context::Context;
pub(crate) use region::Region;
pub use region::is_embedded_post;
pub(crate) use text::TextStats;

/// One number about one block.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// Its name, unique.
    pub name: &'static str,
    /// What it measures, with unit or range.
    pub doc: &'static str,
    /// Writes the feature of so many blocks from one on. One call for many
    /// blocks, so that the function of a block is inlined into the loop.
    fill: fn(&Context<'_>, usize, &mut [f32]),
}

impl Feature {
    /// Whether a model for blocks in this setting may ask for it. What lines
    /// without elements look like beside each other is for texts; everything
    /// else may be missing in a text, but can occur in a fragment.
    pub fn serves(&self, setting: Setting) -> bool {
        setting == Setting::Bare || flow::FEATURES.iter().all(|of_text| of_text.name != self.name)
    }
}

/// `name "doc" => |context, block| number`, one a line.
macro_rules! family {
    ($($name:ident $doc:literal => $compute:expr;)*) => {
        &[$(crate::feature::Feature {
            name: stringify!($name),
            doc: $doc,
            fill: |context, first, column| {
                let compute: fn(&crate::feature::Context<'_>, usize) -> f32 = $compute;
                for (place, slot) in column.iter_mut().enumerate() {
                    *slot = compute(context, first + place);
                }
            },
        }),*]
    };
}
pub(crate) use family;

/// The families, in the order of the columns.
const FAMILIES: [&[Feature]; 14] = [
    text::FEATURES,
    structure::FEATURES,
    lexicon::FEATURES,
    cues::FEATURES,
    boxes::FEATURES,
    shape::FEATURES,
    group::FEATURES,
    focus::FEATURES,
    position::FEATURES,
    section::FEATURES,
    neighbour::FEATURES,
    page::FEATURES,
    similar::FEATURES,
    flow::FEATURES,
];

const COUNT: usize = {
    let (mut count, mut family) = (0, 0);
    while family < FAMILIES.len() {
        count += FAMILIES[family].len();
        family += 1;
    }
    count
};

static ALL: [Feature; COUNT] = {
    let mut all = [FAMILIES[0][0]; COUNT];
    let (mut at, mut family) = (0, 0);
    while family < FAMILIES.len() {
        let mut feature = 0;
        while feature < FAMILIES[family].len() {
            all[at] = FAMILIES[family][feature];
            at += 1;
            feature += 1;
        }
        family += 1;
    }
    all
};

/// All features, in the order of the columns of a [`FeatureMatrix`].
pub fn features() -> impl ExactSizeIterator<Item = &'static Feature> {
    ALL.iter()
}

/// Gives features of a document's blocks.
pub trait FeatureSource {
    /// Number of blocks.
    fn rows(&self) -> usize;

    /// Writes one feature, by its place in [`features`], of as many blocks as
    /// `into` has places, from the block `first` on.
    ///
    /// # Panics
    ///
    /// If there are not so many blocks.
    fn fill(&self, feature: usize, first: usize, into: &mut [f32]);
}

/// Computes features when they are asked for: a model asks only for those that
/// it uses, for as many blocks at a time as stay in the cache.
impl FeatureSource for Context<'_> {
    fn rows(&self) -> usize {
        self.tree.len()
    }

    fn fill(&self, feature: usize, first: usize, into: &mut [f32]) {
        (ALL[feature].fill)(self, first, into);
    }
}

impl FeatureSource for FeatureMatrix {
    fn rows(&self) -> usize {
        self.rows
    }

    fn fill(&self, feature: usize, first: usize, into: &mut [f32]) {
        into.copy_from_slice(&self.column(feature)[first..][..into.len()]);
    }
}

/// All features of all blocks: one column a feature, one row a block, columns
/// after each other. What a model learns from.
#[derive(Debug, Clone)]
pub struct FeatureMatrix {
    values: Vec<f32>,
    rows: usize,
}

impl FeatureMatrix {
    /// Computes all features of all blocks.
    pub fn compute(dom: &Dom<'_>, tree: &BlockTree, cues: &Cues, hints: Hints<'_>) -> Self {
        let context = Context::new(dom, tree, cues, hints);
        let rows = tree.len();
        let mut values = vec![0.0; rows * COUNT];
        if rows > 0 {
            for (feature, column) in values.chunks_exact_mut(rows).enumerate() {
                context.fill(feature, 0, column);
            }
        }
        Self { values, rows }
    }

    /// Number of blocks.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// One feature of all blocks, by its place in [`features`].
    pub fn column(&self, feature: usize) -> &[f32] {
        &self.values[feature * self.rows..][..self.rows]
    }

    /// One feature of one block.
    pub fn value(&self, feature: usize, id: BlockId) -> f32 {
        self.column(feature)[id.index()]
    }
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

/// A share of a whole that may be nothing.
fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::features;

    #[test]
    fn names_are_unique_and_documented() {
        let names: HashSet<_> = features().map(|feature| feature.name).collect();
        assert_eq!(names.len(), features().count());
        assert!(features().all(|feature| !feature.doc.is_empty()));
    }
}
