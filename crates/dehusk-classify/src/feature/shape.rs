//! Blocks of the same shape: what a template made, wherever it stands.
//!
//! The shape of a block is its kind and the tags and classes of the containers
//! around it. Blocks of one shape are judged alike by a reader: all prices, all
//! teasers, all paragraphs of the body.

use std::collections::HashMap;
use std::ops::Range;

use super::alike::Alike;
use super::context::mix;
use super::prefix::Sums;
use super::{Context, family, share};
use crate::block::BlockKind;

/// Shapes of all blocks, and how often each text stands on the page.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    near: Table,
    far: Table,
    /// Blocks with the same text.
    repeats: Vec<u32>,
    /// How many of them stand before.
    copies_before: Vec<u32>,
}

/// Which shape each block has, and what the blocks of each shape add up to.
#[derive(Debug, Default)]
struct Table {
    of: Vec<u32>,
    totals: Vec<Total>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Total {
    sums: Sums,
    repeated: f32,
    squares: f32,
    first: u32,
    last: u32,
}

impl Shapes {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let (repeats, copies_before) = repeats(context);
        let near = (0..context.tree.len()).map(|block| near_shape(context, block));
        let far = (0..context.tree.len()).map(|block| far_shape(context, block));
        Self {
            near: Table::of(context, near, &repeats),
            far: Table::of(context, far, &repeats),
            repeats,
            copies_before,
        }
    }

    /// Whether the text of a block stands elsewhere too.
    pub(super) fn is_repeated(&self, block: usize) -> bool {
        self.repeats[block] > 1
    }
}

/// The block's kind and the two nearest containers.
fn near_shape(context: &Context<'_>, block: usize) -> u32 {
    with_containers(context, block, 0..2, mix(7, kind_code(context.tree.blocks[block].kind)))
}

/// Two containers more.
fn far_shape(context: &Context<'_>, block: usize) -> u32 {
    with_containers(context, block, 2..4, near_shape(context, block))
}

fn with_containers(context: &Context<'_>, block: usize, levels: Range<usize>, shape: u32) -> u32 {
    levels.fold(shape, |hash, level| mix(hash, context.up(block, level).name))
}

impl Table {
    fn of(context: &Context<'_>, shapes: impl Iterator<Item = u32>, repeats: &[u32]) -> Self {
        let Alike { of, count } = Alike::of(shapes.map(u64::from));
        let mut totals = vec![Total { first: u32::MAX, ..Total::default() }; count];
        for (at, &shape) in of.iter().enumerate() {
            let total = &mut totals[shape as usize];
            total.sums = total.sums + context.sums.over(at..at + 1);
            total.repeated += super::flag(repeats[at] > 1);
            total.squares += context.stats[at].words * context.stats[at].words;
            total.first = total.first.min(at as u32);
            total.last = at as u32;
        }
        Self { of, totals }
    }

    fn total(&self, block: usize) -> &Total {
        &self.totals[self.of[block] as usize]
    }
}

impl Total {
    /// Variance of the number of words over its squared mean.
    fn spread(&self) -> f32 {
        let mean = self.sums.words_a_block();
        share(share(self.squares, self.sums.blocks) - mean * mean, mean * mean)
    }
}

fn kind_code(kind: BlockKind) -> u32 {
    match kind {
        BlockKind::Heading(level) => 16 + u32::from(level),
        BlockKind::Opaque(_) => 1,
        BlockKind::Control => 2,
        BlockKind::MediaLink => 3,
        BlockKind::Caption => 4,
        BlockKind::Bare => 5,
        BlockKind::Paragraph => 6,
        BlockKind::ListItem => 7,
        BlockKind::Cell => 8,
        BlockKind::Preformatted => 9,
    }
}

/// How many blocks have each block's text, and how many of them stand before.
fn repeats(context: &Context<'_>) -> (Vec<u32>, Vec<u32>) {
    let blocks = context.tree.len();
    let mut known: HashMap<&str, u32> = HashMap::with_capacity(blocks);
    let mut counts: Vec<u32> = Vec::with_capacity(blocks);
    let (mut of, mut before) = (Vec::with_capacity(blocks), Vec::with_capacity(blocks));
    for id in context.tree.ids() {
        let text = *known.entry(context.tree.text(id)).or_insert_with(|| {
            counts.push(0);
            counts.len() as u32 - 1
        });
        let count = &mut counts[text as usize];
        before.push(*count);
        *count += 1;
        of.push(text);
    }
    (of.into_iter().map(|text| counts[text as usize]).collect(), before)
}

pub(super) const FEATURES: &[super::Feature] = family! {
    repeats "blocks of the page with the same text" => |c, b| c.shapes.repeats[b] as f32;
    copies_before "those of them before the block" => |c, b| c.shapes.copies_before[b] as f32;
    near_blocks "blocks of the same shape" => |c, b| c.shapes.near.total(b).sums.blocks;
    near_words "their share of the page's words" => |c, b| share(c.shapes.near.total(b).sums.words, c.all.words);
    near_words_a_block "words to each of them" => |c, b| c.shapes.near.total(b).sums.words_a_block();
    near_prose "share of prose in them" => |c, b| c.shapes.near.total(b).sums.prose_share();
    near_prose_of_page "their share of the page's prose" => |c, b| share(c.shapes.near.total(b).sums.prose_words, c.all.prose_words);
    near_repeated "share of them whose text stands elsewhere too" => |c, b| share(c.shapes.near.total(b).repeated, c.shapes.near.total(b).sums.blocks);
    near_cues "share of them that are cue lines" => |c, b| share(c.shapes.near.total(b).sums.cues, c.shapes.near.total(b).sums.blocks);
    near_spread "how unlike their lengths are" => |c, b| c.shapes.near.total(b).spread();
    near_span "share of the page's blocks between the first and the last" => |c, b| {
        let total = c.shapes.near.total(b);
        share((total.last - total.first) as f32, c.tree.len() as f32)
    };
    near_first "where the first of them stands" => |c, b| share(c.shapes.near.total(b).first as f32, c.tree.len() as f32);
    far_blocks "blocks of the same shape, two more levels up" => |c, b| c.shapes.far.total(b).sums.blocks;
    far_words "their share of the page's words" => |c, b| share(c.shapes.far.total(b).sums.words, c.all.words);
    far_words_a_block "words to each of them" => |c, b| c.shapes.far.total(b).sums.words_a_block();
    far_prose "share of prose in them" => |c, b| c.shapes.far.total(b).sums.prose_share();
    far_repeated "share of them whose text stands elsewhere too" => |c, b| share(c.shapes.far.total(b).repeated, c.shapes.far.total(b).sums.blocks);
};
