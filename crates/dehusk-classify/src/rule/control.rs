//! Buttons and lists of options: what a page asks, not what it says.

use super::{Case, Rulings};
use crate::block::BlockKind;
use crate::verdict::{Label, Reason};

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    for id in case.tree.ids() {
        if case.tree.block(id).kind == BlockKind::Control {
            rulings.set(id, Label::Boilerplate, Reason::Control);
        }
    }
}
