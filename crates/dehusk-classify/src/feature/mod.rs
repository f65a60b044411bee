//! Numbers about blocks.
//!
//! A feature is a name, a doc line and a function; a file of this module holds
//! one family of them. [`Context`] computes what several features share: text
//! statistics once a block, sums over subtrees by prefix sums, what the
//! elements around a block say once a container. So the matrix costs one pass.

mod context;
mod lexicon;
mod link;
mod neighbour;
mod position;
mod region;
mod structure;
mod text;

use dehusk_dom::Dom;

use crate::block::{BlockId, BlockTree};

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
    compute: fn(&Context<'_>, BlockId) -> f32,
}

/// The families, in the order of the columns.
const FAMILIES: [&[Feature]; 6] = [
    text::FEATURES,
    link::FEATURES,
    structure::FEATURES,
    lexicon::FEATURES,
    position::FEATURES,
    neighbour::FEATURES,
];

/// All features, in the order of the columns of a [`FeatureMatrix`].
pub fn features() -> impl Iterator<Item = &'static Feature> {
    FAMILIES.into_iter().flatten()
}

/// One row a block, one column a feature, rows after each other.
#[derive(Debug, Clone)]
pub struct FeatureMatrix {
    values: Vec<f32>,
    columns: usize,
}

impl FeatureMatrix {
    /// Computes all features of all blocks.
    pub fn compute(dom: &Dom<'_>, tree: &BlockTree) -> Self {
        Self::of(&Context::new(dom, tree))
    }

    pub(crate) fn of(context: &Context<'_>) -> Self {
        let columns = features().count();
        let mut values = Vec::with_capacity(columns * context.tree.len());
        for id in context.tree.ids() {
            values.extend(features().map(|feature| (feature.compute)(context, id)));
        }
        Self { values, columns }
    }

    /// The features of a block, in the order of [`features`].
    pub fn row(&self, id: BlockId) -> &[f32] {
        &self.values[id.index() * self.columns..][..self.columns]
    }

    /// All rows in the order of the blocks.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.values.chunks_exact(self.columns)
    }
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
