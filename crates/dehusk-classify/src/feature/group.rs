//! Instances of a template: the cards of a grid, the posts of a thread, the
//! rows of a list.
//!
//! An instance is a container with at least two siblings of the same name (tag
//! and class); all of them are the group. The outermost group around a block is
//! what a reader would call the list or the thread.

use std::collections::HashMap;

use super::prefix::Sums;
use super::{Context, family, share};

/// Siblings of one name are a group from this many on.
const LEAST: u32 = 3;

/// The groups of a page.
#[derive(Debug, Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
    /// The outermost group around each container, itself included.
    outermost: Vec<Option<u32>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Group {
    size: u32,
    sums: Sums,
}

impl Groups {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let mut groups = Self::default();
        let own = groups.find(context);
        for (at, container) in context.tree.containers.iter().enumerate() {
            let around = container.parent.and_then(|parent| groups.outermost[parent.index()]);
            let is_instance = groups.groups[own[at] as usize].size >= LEAST;
            groups.outermost.push(around.or(is_instance.then_some(own[at])));
        }
        groups
    }

    /// Counts the groups; the group of each container.
    fn find(&mut self, context: &Context<'_>) -> Vec<u32> {
        let mut known: HashMap<(u32, u32), u32> = HashMap::new();
        let mut own = Vec::with_capacity(context.containers.len());
        for (container, info) in context.tree.containers.iter().zip(&context.containers) {
            let parent = container.parent.map_or(u32::MAX, |parent| parent.0);
            let group = *known.entry((parent, info.name)).or_insert_with(|| {
                self.groups.push(Group::default());
                self.groups.len() as u32 - 1
            });
            // Spacers and empty slots are no instances.
            if info.sums.blocks > 0.0 {
                let group = &mut self.groups[group as usize];
                group.size += 1;
                group.sums = group.sums + info.sums;
            }
            own.push(group);
        }
        own
    }
}

fn group(context: &Context<'_>, block: usize) -> Group {
    let container = context.tree.blocks[block].container.index();
    context.groups.outermost[container]
        .map_or(Group::default(), |group| context.groups.groups[group as usize])
}

pub(super) const FEATURES: &[super::Feature] = family! {
    outer_size "instances in the outermost group around the block" => |c, b| group(c, b).size as f32;
    outer_words "words to each instance" => |c, b| share(group(c, b).sums.words, group(c, b).size as f32);
    outer_links "share of link text in the group" => |c, b| group(c, b).sums.link_share();
    outer_of_page "the group's share of the page's words" => |c, b| share(group(c, b).sums.words, c.all.words);
};
