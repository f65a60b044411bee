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

mod boxes;
mod context;
mod cues;
mod focus;
mod group;
mod lexicon;
mod link;
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

use dehusk_dom::Dom;

use crate::block::{BlockId, BlockTree};
use crate::cue::Cues;
use crate::judge::Hints;

pub(crate) use context::Context;
pub(crate) use region::Region;
pub(crate) use text::TextStats;

/// One number about one block.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// Its name, unique.
    pub name: &'static str,
    /// What it measures, with unit or range.
    pub doc: &'static str,
    /// Writes the feature of every block, in order. One call a feature and not
    /// one a block, so that the function of a block is inlined into the loop.
    fill: fn(&Context<'_>, &mut [f32]),
}

/// `name "doc" => |context, block| number`, one a line.
macro_rules! family {
    ($($name:ident $doc:literal => $compute:expr;)*) => {
        &[$(crate::feature::Feature {
            name: stringify!($name),
            doc: $doc,
            fill: |context, column| {
                let compute: fn(&crate::feature::Context<'_>, usize) -> f32 = $compute;
                for (block, slot) in column.iter_mut().enumerate() {
                    *slot = compute(context, block);
                }
            },
        }),*]
    };
}
pub(crate) use family;

/// The families, in the order of the columns.
const FAMILIES: [&[Feature]; 13] = [
    text::FEATURES,
    link::FEATURES,
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
];

/// All features, in the order of the columns of a [`FeatureMatrix`].
pub fn features() -> impl Iterator<Item = &'static Feature> {
    FAMILIES.into_iter().flatten().chain(similar::FEATURES)
}

/// One column a feature, one row a block; columns after each other, since
/// both the features and the model go through a page column by column.
#[derive(Debug, Clone)]
pub struct FeatureMatrix {
    values: Vec<f32>,
    rows: usize,
}

impl FeatureMatrix {
    /// Computes all features of all blocks.
    pub fn compute(dom: &Dom<'_>, tree: &BlockTree, cues: &Cues, hints: Hints<'_>) -> Self {
        Self::of(&Context::new(dom, tree, cues, hints))
    }

    pub(crate) fn of(context: &Context<'_>) -> Self {
        let rows = context.tree.len();
        let mut values = vec![0.0; rows * features().count()];
        if rows > 0 {
            for (feature, column) in features().zip(values.chunks_exact_mut(rows)) {
                (feature.fill)(context, column);
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
