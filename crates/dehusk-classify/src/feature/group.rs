//! Instances of a template: the cards of a grid, the posts of a thread, the
//! rows of a list.
//!
//! An instance is a container with at least two siblings of the same name (tag
//! and class); all of them are the group. The outermost group around a block is
//! what a reader would call the list or the thread.

use super::alike::Alike;
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
        let containers = context.tree.containers.iter().zip(&context.containers);
        let Alike { of: own, count } = Alike::of(containers.map(|(container, info)| {
            let parent = container.parent.map_or(u32::MAX, |parent| parent.0);
            u64::from(parent) << 32 | u64::from(info.name)
        }));
        let mut groups = vec![Group::default(); count];
        for (info, &own) in context.containers.iter().zip(&own) {
            // Spacers and empty slots are no instances.
            if info.sums.blocks > 0.0 {
                let group = &mut groups[own as usize];
                group.size += 1;
                group.sums = group.sums + info.sums;
            }
        }
        let mut outermost: Vec<Option<u32>> = Vec::with_capacity(own.len());
        for (container, own) in context.tree.containers.iter().zip(own) {
            let around = container.parent.and_then(|parent| outermost[parent.index()]);
            let is_instance = groups[own as usize].size >= LEAST;
            outermost.push(around.or(is_instance.then_some(own)));
        }
        Self { groups, outermost }
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
