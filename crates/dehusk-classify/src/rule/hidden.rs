//! Elements that their own attributes hide.
//!
//! Tabs and folded sections hide text until it is asked for, and that text is
//! content. So a hidden block goes only where the hidden part around it is not
//! mostly prose.

use super::{Case, Rulings};
use crate::block::BlockId;
use crate::feature::Region;
use crate::verdict::{Label, Reason};

/// Share of prose from which a hidden part is left to the score.
const PROSE_SHARE: f32 = 0.5;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    for id in case.tree.ids() {
        if case.context.is_in(id, Region::Hidden) && !is_folded_prose(case, id) {
            rulings.set(id, Label::Hidden, Reason::HiddenElement);
        }
    }
}

fn is_folded_prose(case: &Case<'_>, id: BlockId) -> bool {
    let hidden = case
        .tree
        .containers_of(id)
        .find(|&container| crate::hidden::is_hidden(case.dom, case.tree.container(container).node));
    hidden.is_some_and(|container| {
        let blocks = case.tree.blocks_in(container);
        case.context.prose_words_in(blocks.clone()) > PROSE_SHARE * case.context.words_in(blocks)
    })
}
