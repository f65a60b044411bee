//! Instances of a template: the cards of a grid, the posts of a thread, the
//! rows of a list.
//!
//! An instance is a container with at least two siblings of the same name (tag
//! and class); all of them are the group. The nearest and the outermost group
//! around a block both say something: entries of a menu, posts of a thread.

use std::collections::HashMap;

use super::prefix::Sums;
use super::{Context, family, share};

/// Siblings of one name are a group from this many on.
const LEAST: u32 = 3;

/// The groups of a page.
#[derive(Debug, Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
    /// The nearest instance around each container, itself included.
    near: Vec<Option<Instance>>,
    /// The outermost.
    far: Vec<Option<Instance>>,
    none: Group,
}

#[derive(Debug, Clone, Copy, Default)]
struct Group {
    size: u32,
    sums: Sums,
}

#[derive(Debug, Clone, Copy)]
struct Instance {
    group: u32,
    container: u32,
}

impl Groups {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let containers = &context.tree.containers;
        let mut known: HashMap<(u32, u32), u32> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        let mut own: Vec<u32> = Vec::with_capacity(containers.len());
        for (at, container) in containers.iter().enumerate() {
            let parent = container.parent.map_or(u32::MAX, |parent| parent.0);
            let group = *known.entry((parent, context.containers[at].name)).or_insert_with(|| {
                groups.push(Group::default());
                groups.len() as u32 - 1
            });
            let info = &context.containers[at];
            // Spacers and empty slots are no instances.
            if info.sums.blocks > 0.0 {
                groups[group as usize].size += 1;
                groups[group as usize].sums = groups[group as usize].sums + info.sums;
            }
            own.push(group);
        }
        let mut near: Vec<Option<Instance>> = Vec::with_capacity(containers.len());
        let mut far: Vec<Option<Instance>> = Vec::with_capacity(containers.len());
        for (at, container) in containers.iter().enumerate() {
            let is_instance = groups[own[at] as usize].size >= LEAST;
            let instance = is_instance.then_some(Instance { group: own[at], container: at as u32 });
            let parent = container.parent.map(|parent| parent.index());
            near.push(instance.or_else(|| parent.and_then(|parent| near[parent])));
            far.push(parent.and_then(|parent| far[parent]).or(instance));
        }
        Self { groups, near, far, none: Group::default() }
    }

    fn group(&self, instance: Option<Instance>) -> &Group {
        instance.map_or(&self.none, |instance| &self.groups[instance.group as usize])
    }
}

impl Context<'_> {
    fn near_instance(&self, block: usize) -> Option<Instance> {
        self.groups.near[self.tree.blocks[block].container.index()]
    }

    fn far_instance(&self, block: usize) -> Option<Instance> {
        self.groups.far[self.tree.blocks[block].container.index()]
    }

    fn near_group(&self, block: usize) -> &Group {
        self.groups.group(self.near_instance(block))
    }

    fn far_group(&self, block: usize) -> &Group {
        self.groups.group(self.far_instance(block))
    }

    fn instance_sums(&self, instance: Option<Instance>) -> Sums {
        instance.map_or(Sums::default(), |instance| self.containers[instance.container as usize].sums)
    }

    /// Blocks of the instance before this one.
    fn place(&self, block: usize, instance: Option<Instance>) -> f32 {
        instance.map_or(-1.0, |instance| {
            (block - self.tree.containers[instance.container as usize].blocks.start as usize) as f32
        })
    }
}

fn a_piece(group: &Group) -> Sums {
    group.sums
}

pub(super) const FEATURES: &[super::Feature] = family! {
    group_size "instances in the nearest group around the block" => |c, b| c.near_group(b).size as f32;
    group_words "words to each instance" => |c, b| share(a_piece(c.near_group(b)).words, c.near_group(b).size as f32);
    group_links "share of link text in the group" => |c, b| c.near_group(b).sums.link_share();
    group_prose "share of prose in the group" => |c, b| c.near_group(b).sums.prose_share();
    group_of_page "the group's share of the page's words" => |c, b| share(c.near_group(b).sums.words, c.all.words);
    group_prose_of_page "its share of the page's prose" => |c, b| share(c.near_group(b).sums.prose_words, c.all.prose_words);
    group_blocks "blocks to each instance" => |c, b| share(c.near_group(b).sums.blocks, c.near_group(b).size as f32);
    group_place "blocks of the instance before this one; -1 outside" => |c, b| c.place(b, c.near_instance(b));
    instance_words "words of the instance" => |c, b| c.instance_sums(c.near_instance(b)).words;
    instance_links "share of link text in it" => |c, b| c.instance_sums(c.near_instance(b)).link_share();
    outer_size "instances in the outermost group" => |c, b| c.far_group(b).size as f32;
    outer_words "words to each instance" => |c, b| share(c.far_group(b).sums.words, c.far_group(b).size as f32);
    outer_links "share of link text in that group" => |c, b| c.far_group(b).sums.link_share();
    outer_prose "share of prose in that group" => |c, b| c.far_group(b).sums.prose_share();
    outer_of_page "that group's share of the page's words" => |c, b| share(c.far_group(b).sums.words, c.all.words);
    outer_place "blocks of the outermost instance before this one; -1 outside" => |c, b| c.place(b, c.far_instance(b));
    outer_instance_words "words of the outermost instance" => |c, b| c.instance_sums(c.far_instance(b)).words;
    outer_instance_links "share of link text in it" => |c, b| c.instance_sums(c.far_instance(b)).link_share();
    outer_instance_of_page "its share of the page's words" => |c, b| share(c.instance_sums(c.far_instance(b)).words, c.all.words);
};
