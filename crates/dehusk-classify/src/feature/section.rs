//! The section that the block stands in: from the nearest heading before it to
//! the next one.

use super::cues::CueCode;
use super::prefix::{PrefixSums, Sums};
use super::{family, share};
use crate::block::{BlockKind, BlockTree};

/// What is known about the section of one block.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Section {
    /// Level of its heading; 0 before the first.
    level: u8,
    sums: Sums,
    /// Blocks since the last cue line for other pages.
    since_related: u32,
}

/// Blocks since something that has not come.
const NEVER: u32 = 10_000;

impl Section {
    /// The sections of all blocks, in order.
    pub(super) fn all(tree: &BlockTree, cues: &[CueCode], sums: &PrefixSums) -> Vec<Self> {
        let mut sections: Vec<Self> = Vec::with_capacity(tree.len());
        let (mut start, mut level) = (0, 0);
        let mut related = None;
        for (at, block) in tree.blocks.iter().enumerate() {
            if let BlockKind::Heading(own) = block.kind {
                close(&mut sections, start, sums);
                (start, level) = (at, own);
            }
            if matches!(cues[at], CueCode::Related | CueCode::ReadAlso) {
                related = Some(at);
            }
            let since_related = related.map_or(NEVER, |related: usize| (at - related) as u32);
            sections.push(Self { level, sums: Sums::default(), since_related });
        }
        close(&mut sections, start, sums);
        sections
    }
}

fn close(sections: &mut [Section], start: usize, sums: &PrefixSums) {
    let end = sections.len();
    for section in &mut sections[start..end] {
        section.sums = sums.over(start..end);
    }
}

pub(super) const FEATURES: &[super::Feature] = family! {
    section_level "level of the nearest heading before; 0 without one" => |c, b| f32::from(c.sections[b].level);
    section_words "words of the section" => |c, b| c.sections[b].sums.words;
    section_of_page "share of the page's words in the section" => |c, b| share(c.sections[b].sums.words, c.all.words);
    section_links "share of link text in the section" => |c, b| c.sections[b].sums.link_share();
    section_blocks "blocks of the section" => |c, b| c.sections[b].sums.blocks;
    since_related "blocks since the last cue line for other pages" => |c, b| c.sections[b].since_related as f32;
};
