//! Embedded posts: the quoted words stay, what the network adds goes.
//!
//! A post's words and its line of attribution ("— Name (@name) day") are quoted
//! text. Links to its pictures are not, nor is a block of the embed that is
//! nothing but one link ("View this post on …").

use super::{Case, Rulings};
use crate::block::BlockKind;
use crate::feature::Region;
use crate::verdict::{Label, Reason};

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    for id in case.tree.ids() {
        let media = case.tree.block(id).kind == BlockKind::MediaLink;
        if media || case.context.is_in(id, Region::Post) && case.tree.is_one_link(id) {
            rulings.set(id, Label::Embed, Reason::Embedded);
        }
    }
}
