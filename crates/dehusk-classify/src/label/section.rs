//! The section a block stands under: from a heading that a cue phrase covers to
//! the next heading of its rank, or the end of what holds the heading.
//!
//! The rule for announced lists takes away what certainly stands under such a
//! heading. Here is asked about blocks that are gone already, so the section may
//! run on.

use super::Standing;
use super::part::Part;
use super::region::announced;
use crate::block::{BlockId, BlockKind, ContainerId};
use crate::cue::CueKind;
use crate::rule::Case;
use crate::verdict::Label;

/// Paragraphs behind which a name is not the byline's.
const LEAST_TEXT: usize = 2;

/// An open section.
struct Section {
    standing: Standing,
    level: u8,
    end: usize,
}

/// By block: the section it stands in, its heading included.
pub(super) fn sections(case: &Case<'_>) -> Vec<Option<Standing>> {
    let mut open: Option<Section> = None;
    let mut all = Vec::with_capacity(case.tree.len());
    for id in case.tree.ids() {
        if open.as_ref().is_some_and(|section| id.index() >= section.end) {
            open = None;
        }
        if let BlockKind::Heading(level) = case.tree.block(id).kind {
            if open.as_ref().is_some_and(|section| level <= section.level) {
                open = None;
            }
            if let Some(label) = label(case, id) {
                let around = around(case, id);
                let depth = case.tree.container(around).depth;
                let standing = Standing { part: Part::Is(label), depth, container: around };
                open = Some(Section { standing, level, end: case.tree.blocks_in(around).end });
            }
        }
        all.push(open.as_ref().map(|section| section.standing));
    }
    all
}

/// What a heading announces. "Written by" behind the text heads a box.
fn label(case: &Case<'_>, heading: BlockId) -> Option<Label> {
    let kind = case.cue_kind(heading)?;
    let is_behind = case.prose_before(heading) >= LEAST_TEXT;
    announced(kind).or_else(|| (kind == CueKind::Byline && is_behind).then_some(Label::AuthorBio))
}

/// The smallest container that holds more than the heading.
pub(super) fn around(case: &Case<'_>, heading: BlockId) -> ContainerId {
    let own = case.tree.block(heading).container;
    let mut containers = case.tree.containers_of(heading);
    containers.find(|&container| case.tree.blocks_in(container).len() > 1).unwrap_or(own)
}
