//! Where the page's main run of prose is, and how far the block is from it.
//!
//! As readability extractors find it (Arc90's Readability, 2009): every block of
//! prose speaks for the containers around it, the nearest most; the container
//! that most is said for is the focus.

use super::{Context, family, share};
use crate::block::ContainerId;

/// Farther away than anything that matters.
const FAR: u8 = 40;

/// The focus of a page.
#[derive(Debug, Default)]
pub(super) struct Focus {
    /// The container, if there is prose at all.
    container: Option<u32>,
    /// Its blocks.
    first: usize,
    end: usize,
    /// Levels between each container and the nearest one that is around the
    /// focus too.
    levels: Vec<u8>,
    /// Levels between the focus and that one.
    heights: Vec<u8>,
}

impl Focus {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let tree = context.tree;
        let mut said = vec![0.0_f32; tree.containers.len()];
        for (at, _) in context.prose.iter().enumerate().filter(|(_, is_prose)| **is_prose) {
            let words = context.stats[at].words.min(200.0) * (1.0 - context.stats[at].link_share);
            for (level, weight) in [1.0, 0.75, 0.4, 0.2].into_iter().enumerate() {
                said[context.info(at).up[level] as usize] += words * weight;
            }
        }
        let mut best: Option<usize> = None;
        for (at, words) in said.iter().enumerate() {
            if *words > best.map_or(0.0, |best| said[best]) {
                best = Some(at);
            }
        }
        let mut focus = Self {
            container: best.map(|at| at as u32),
            levels: Vec::with_capacity(said.len()),
            heights: Vec::with_capacity(said.len()),
            ..Self::default()
        };
        if let Some(best) = best {
            focus.first = tree.containers[best].blocks.start as usize;
            focus.end = tree.containers[best].blocks.end as usize;
        }
        focus.measure(context);
        focus
    }

    /// Distances of all containers; parents come before their children.
    fn measure(&mut self, context: &Context<'_>) {
        let containers = &context.tree.containers;
        // Heights of the containers around the focus; the focus itself has 0.
        let mut around = vec![u8::MAX; containers.len()];
        let mut at = self.container;
        let mut height = 0;
        while let Some(container) = at {
            around[container as usize] = height;
            height = (height + 1).min(FAR);
            at = containers[container as usize].parent.map(|parent| parent.0);
        }
        for (at, container) in containers.iter().enumerate() {
            let parent = container.parent.map(ContainerId::index);
            let (level, height) = if around[at] == u8::MAX {
                parent.map_or((FAR, FAR), |parent| ((self.levels[parent] + 1).min(FAR), self.heights[parent]))
            } else {
                (0, around[at])
            };
            self.levels.push(level);
            self.heights.push(height);
        }
    }

    /// Blocks between a block and the focus; 0 inside.
    fn distance(&self, block: usize) -> f32 {
        if block < self.first {
            -((self.first - block) as f32)
        } else if block >= self.end {
            (block - self.end + 1) as f32
        } else {
            0.0
        }
    }
}

fn height(context: &Context<'_>, block: usize) -> f32 {
    f32::from(context.focus.heights[context.tree.blocks[block].container.index()])
}

pub(super) const FEATURES: &[super::Feature] = family! {
    focus_height "levels from the focus up to what is around both; 0 inside it" => |c, b| height(c, b);
    focus_levels "levels from the block up to there" => |c, b| f32::from(c.focus.levels[c.tree.blocks[b].container.index()]);
    focus_distance "blocks before (negative) or behind the focus" => |c, b| c.focus.distance(b);
    focus_words "share of the page's words between the block and the focus" => |c, b| {
        let between = if b < c.focus.first { b..c.focus.first } else if b >= c.focus.end { c.focus.end..b } else { b..b };
        share(c.words_in(between), c.all.words)
    };
    focus_size "share of the page's words in the focus" => |c, b| {
        let _ = b;
        share(c.words_in(c.focus.first..c.focus.end), c.all.words)
    };
    focus_prose "share of the page's prose in the focus" => |c, b| {
        let _ = b;
        share(c.prose_words_in(c.focus.first..c.focus.end), c.all.prose_words)
    };
};
