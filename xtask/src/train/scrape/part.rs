//! What a scrape is made of: all pieces of a page, or those around its content.

use dehusk_classify::{BlockKind, BlockTree, FeatureMatrix, Joint, features};

use crate::train::boost::Random;
use crate::train::label;

/// A block of a page.
#[derive(Debug, Clone, Copy)]
pub(in crate::train) struct Piece<'t> {
    pub(in crate::train) text: &'t str,
    pub(in crate::train) kind: BlockKind,
    pub(in crate::train) joint: Joint,
    /// Whether it is one link.
    pub(in crate::train) is_link: bool,
    /// Whether gold has it.
    pub(in crate::train) is_content: bool,
}

/// The visible pieces of a page with this gold.
pub(in crate::train) fn pieces<'t>(
    tree: &'t BlockTree,
    matrix: &FeatureMatrix,
    gold: &str,
) -> Vec<Piece<'t>> {
    let texts: Vec<&str> = tree.ids().map(|id| tree.text(id)).collect();
    let labels = label::align(&texts, gold);
    let one_link = features().position(|feature| feature.name == "one_link");
    let is_link = |at: usize| one_link.is_some_and(|column| matrix.column(column)[at] > 0.0);
    tree.ids()
        .zip(labels)
        .filter(|(id, _)| !tree.text(*id).is_empty())
        .map(|(id, label)| Piece {
            text: tree.text(id),
            kind: tree.block(id).kind,
            joint: tree.block(id).joint,
            is_link: is_link(id.index()),
            is_content: label.is_content(),
        })
        .collect()
}

/// The content, and some of what stands before, behind and in it: up to a dozen
/// pieces each, and mostly fewer.
pub(super) fn around_content<'t>(pieces: &[Piece<'t>], random: &mut Random) -> Vec<Piece<'t>> {
    let is_content = |piece: &Piece<'_>| piece.is_content;
    let (Some(first), Some(last)) = (pieces.iter().position(is_content), pieces.iter().rposition(is_content))
    else {
        return pieces.to_vec();
    };
    let few = |random: &mut Random| random.below(4) * random.below(5);
    let (before, behind) = (few(random), few(random));
    // Of what stands inside, a tool leaves all, or some.
    let left_inside = [1.0, 0.5, 0.15][random.below(3)];
    let all = first.saturating_sub(before)..(last + 1 + behind).min(pieces.len());
    all.filter(|at| {
        let is_inside = (first..=last).contains(at);
        pieces[*at].is_content || !is_inside || random.unit() < left_inside
    })
    .map(|at| pieces[at])
    .collect()
}
