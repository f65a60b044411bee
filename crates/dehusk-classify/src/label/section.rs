//! The section a block stands under: from a heading that a cue phrase covers to
//! the next heading of its rank, or the end of what holds the heading.
//!
//! The rule for announced lists takes away what certainly stands under such a
//! heading. Here is asked about blocks that are gone already, so the section may
//! run on.

use std::ops::Range;

use super::Standing;
use super::part::Part;
use super::region::announced;
use crate::block::{BlockId, BlockKind, ContainerId};
use crate::cue::CueKind;
use crate::rule::Case;
use crate::verdict::Label;

/// Paragraphs behind which a name is not the byline's.
const LEAST_TEXT: usize = 2;

/// A section that a heading opens.
struct Section {
    standing: Standing,
    /// The rank of its heading.
    level: u8,
    /// Its blocks, the heading included.
    blocks: Range<usize>,
}

/// The sections of a document in its order; none overlaps another.
pub(super) struct Sections(Vec<Section>);

impl Sections {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let mut all: Vec<Section> = Vec::new();
        for id in case.tree.ids() {
            let BlockKind::Heading(level) = case.tree.block(id).kind else { continue };
            let label = label(case, id);
            let open = all.last_mut().filter(|section| section.blocks.contains(&id.index()));
            if let Some(section) = open
                && (label.is_some() || level <= section.level)
            {
                section.blocks.end = id.index();
            }
            if let Some(label) = label {
                let around = around(case, id);
                let standing = Standing { part: Part::Is(label), container: around };
                all.push(Section { standing, level, blocks: id.index()..case.tree.blocks_in(around).end });
            }
        }
        Self(all)
    }

    /// The section that a block stands in.
    pub(super) fn standing(&self, id: BlockId) -> Option<Standing> {
        let behind = self.0.partition_point(|section| section.blocks.start <= id.index());
        let section = &self.0[behind.checked_sub(1)?];
        section.blocks.contains(&id.index()).then_some(section.standing)
    }
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
