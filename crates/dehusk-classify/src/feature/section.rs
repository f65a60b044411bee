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
    /// Blocks since the heading.
    since: u32,
    /// What cue phrase the heading is.
    cue: CueCode,
    sums: Sums,
    /// Blocks since the last cue line for other pages or comments.
    since_related: u32,
    since_comments: u32,
}

/// Blocks since something that has not come.
const NEVER: u32 = 10_000;

impl Section {
    /// The sections of all blocks, in order.
    pub(super) fn all(tree: &BlockTree, cues: &[CueCode], sums: &PrefixSums) -> Vec<Self> {
        let mut sections: Vec<Self> = Vec::with_capacity(tree.len());
        let (mut start, mut level, mut cue) = (0, 0, CueCode::None);
        let (mut related, mut comments) = (None, None);
        for (at, block) in tree.blocks.iter().enumerate() {
            if let BlockKind::Heading(own) = block.kind {
                close(&mut sections, start, sums);
                (start, level, cue) = (at, own, cues[at]);
            }
            match cues[at] {
                CueCode::Related | CueCode::ReadAlso => related = Some(at),
                CueCode::Comments => comments = Some(at),
                _ => {}
            }
            let since = |mark: Option<usize>| mark.map_or(NEVER, |mark| (at - mark) as u32);
            sections.push(Self {
                level,
                since: (at - start) as u32,
                cue,
                sums: Sums::default(),
                since_related: since(related),
                since_comments: since(comments),
            });
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
    section_since "blocks since it" => |c, b| c.sections[b].since as f32;
    section_cue "what cue phrase it is" => |c, b| c.sections[b].cue as u8 as f32;
    section_words "words of the section" => |c, b| c.sections[b].sums.words;
    section_of_page "share of the page's words in the section" => |c, b| share(c.sections[b].sums.words, c.all.words);
    section_links "share of link text in the section" => |c, b| c.sections[b].sums.link_share();
    section_prose "share of prose in the section" => |c, b| c.sections[b].sums.prose_share();
    section_blocks "blocks of the section" => |c, b| c.sections[b].sums.blocks;
    since_related "blocks since the last cue line for other pages" => |c, b| c.sections[b].since_related as f32;
    since_comments "blocks since the last cue line for comments" => |c, b| c.sections[b].since_comments as f32;
};
