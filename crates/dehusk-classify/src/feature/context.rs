//! What the features of a document share.

use std::cell::OnceCell;
use std::ops::Range;

use dehusk_dom::{Dom, Tag};

use super::cues::CueCode;
use super::flow::Flow;
use super::focus::Focus;
use super::group::Groups;
use super::lexicon::Distances;
use super::page::PageStats;
use super::prefix::{PrefixSums, Sums};
use super::region::{Marks, Region, Regions, is_embedded_post};
use super::section::Section;
use super::shape::Shapes;
use super::similar::Similar;
use super::text::TextStats;
use crate::block::{BlockId, BlockKind, BlockTree, ContainerId};
use crate::class_list::Said;
use crate::class_word::Kept;
use crate::cue::{CueMatch, Cues};
use crate::judge::Hints;

/// A block of at least so many words with few links, which ends as sentences
/// do, is prose.
const PROSE_WORDS: f32 = 12.0;

/// How many levels of containers features look up.
pub(super) const LEVELS: usize = 5;

/// Statistics of a document, by block and by container.
pub(crate) struct Context<'a> {
    pub(crate) tree: &'a BlockTree,
    pub(crate) stats: Vec<TextStats>,
    /// The cue phrase that covers each block.
    pub(crate) matches: Vec<Option<CueMatch>>,
    pub(super) cues: Vec<CueCode>,
    pub(super) prose: Vec<bool>,
    pub(super) containers: Vec<ContainerInfo>,
    pub(super) sums: PrefixSums,
    pub(super) all: Sums,
    pub(super) shapes: Shapes,
    pub(super) groups: Groups,
    pub(super) focus: Focus,
    pub(super) sections: Vec<Section>,
    pub(super) similar: Similar,
    pub(super) page: PageStats,
    flow: OnceCell<Flow>,
}

/// What is known about a container from its element and those around it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ContainerInfo {
    pub(super) regions: Regions,
    /// What its class list, its id and its microdata say.
    pub(crate) said: Said,
    /// Whether it has a role.
    pub(crate) has_role: bool,
    /// How far class words of each family are.
    pub(super) classes: Distances,
    /// Itself, and the containers so many levels up; the outermost repeats.
    pub(super) up: [u32; LEVELS],
    /// Tag and class of the element, hashed.
    pub(super) name: u32,
    /// Sums over the blocks inside.
    pub(super) sums: Sums,
}

impl<'a> Context<'a> {
    pub(crate) fn new(dom: &Dom<'_>, tree: &'a BlockTree, cues: &Cues, hints: Hints<'_>) -> Self {
        let stats: Vec<TextStats> = tree.ids().map(|id| TextStats::of(tree, id)).collect();
        let mut finder = cues.finder();
        let matches: Vec<_> = tree.ids().map(|id| finder.find(tree.text(id))).collect();
        let cues: Vec<CueCode> = matches.iter().map(|found| CueCode::of(found.as_ref())).collect();
        let prose: Vec<bool> = stats.iter().map(is_prose).collect();
        let sums = PrefixSums::of((0..tree.len()).map(|b| block_sums(tree, b, &stats[b], prose[b], cues[b])));
        let containers = container_infos(dom, tree, &sums);
        let sections = Section::all(tree, &cues, &sums);
        let mut context = Self {
            tree,
            shapes: Shapes::default(),
            groups: Groups::default(),
            focus: Focus::default(),
            similar: Similar::of(tree, &stats, hints),
            page: PageStats::default(),
            flow: OnceCell::new(),
            all: sums.all(),
            stats,
            matches,
            cues,
            prose,
            containers,
            sums,
            sections,
        };
        context.shapes = Shapes::of(&context);
        context.groups = Groups::of(&context);
        context.focus = Focus::of(&context);
        context.page = PageStats::of(&context, hints);
        context
    }

    /// How the lines follow each other: only texts are asked that.
    pub(super) fn flow(&self) -> &Flow {
        self.flow.get_or_init(|| Flow::of(self))
    }

    pub(crate) fn stats(&self, id: BlockId) -> &TextStats {
        &self.stats[id.index()]
    }

    pub(crate) fn is_prose(&self, id: BlockId) -> bool {
        self.prose[id.index()]
    }

    pub(crate) fn is_in(&self, id: BlockId, region: Region) -> bool {
        self.info(id.index()).regions.contains(region)
    }

    /// What is known about a container.
    pub(crate) fn container(&self, id: ContainerId) -> &ContainerInfo {
        &self.containers[id.index()]
    }

    pub(super) fn info(&self, block: usize) -> &ContainerInfo {
        &self.containers[self.tree.blocks[block].container.index()]
    }

    /// The container so many levels up, or the outermost.
    pub(super) fn up(&self, block: usize, levels: usize) -> &ContainerInfo {
        &self.containers[self.info(block).up[levels] as usize]
    }

    pub(crate) fn words_in(&self, blocks: Range<usize>) -> f32 {
        self.sums.over(blocks).words
    }

    pub(crate) fn prose_words_in(&self, blocks: Range<usize>) -> f32 {
        self.sums.over(blocks).prose_words
    }
}

fn is_prose(stats: &TextStats) -> bool {
    stats.words >= PROSE_WORDS
        && stats.link_share < 0.34
        && (stats.ends_sentence || stats.words >= 3.0 * PROSE_WORDS)
}

fn block_sums(tree: &BlockTree, block: usize, stats: &TextStats, is_prose: bool, cue: CueCode) -> Sums {
    let flag = super::flag;
    Sums {
        words: stats.words,
        link_words: stats.words * stats.link_share,
        prose_words: if is_prose { stats.words } else { 0.0 },
        blocks: flag(stats.bytes > 0),
        prose_blocks: flag(is_prose),
        headings: flag(matches!(tree.blocks[block].kind, BlockKind::Heading(_))),
        digits: stats.digits as f32,
        cues: flag(cue != CueCode::None),
    }
}

/// Containers come in document order, so parents are done before their
/// children.
fn container_infos(dom: &Dom<'_>, tree: &BlockTree, sums: &PrefixSums) -> Vec<ContainerInfo> {
    let mut infos: Vec<ContainerInfo> = Vec::with_capacity(tree.containers.len());
    let kept = Kept::default();
    for (at, container) in tree.containers.iter().enumerate() {
        let parent = container.parent.map(|parent| infos[parent.index()]);
        let around = parent.unwrap_or_default();
        let mut up = [at as u32; LEVELS];
        if parent.is_some() {
            up[1..].copy_from_slice(&around.up[..LEVELS - 1]);
        }
        let marks = Marks::of(dom, container.node);
        let class = kept.get(marks.class, |list| ClassList::of(container.tag, list));
        // Ids do not repeat, so that what they say is not kept.
        let said = marks.said(class.said);
        // Classes of the outermost elements name the page, not a part of it.
        let families = match container.tag {
            Tag::Html | Tag::Body => 0,
            _ => said.families,
        };
        infos.push(ContainerInfo {
            said,
            has_role: marks.has_role(),
            regions: around.regions.inside(Region::of(container.tag, &marks, class.is_embedded_post)),
            classes: around.classes.inside(families),
            up,
            name: class.name(container.tag, marks.class),
            sums: sums.over(tree.blocks_in(ContainerId(at as u32))),
        });
    }
    infos
}

/// What a class list says.
#[derive(Debug, Clone, Copy, Default)]
struct ClassList {
    said: Said,
    is_embedded_post: bool,
    /// An element that has it, and the name that the two have together.
    named: Option<(Tag, u32)>,
}

impl ClassList {
    fn of(tag: Tag, list: &str) -> Self {
        Self {
            said: Said::of(list),
            is_embedded_post: is_embedded_post(list),
            named: Some((tag, name(tag, list))),
        }
    }

    /// The name of an element with this list: nearly always of the same tag as
    /// the one that the list was read for.
    fn name(&self, tag: Tag, list: &str) -> u32 {
        match self.named {
            Some((known, name)) if known == tag => name,
            _ => name(tag, list),
        }
    }
}

/// Tag and class of a container's element in one number. Digits of classes are
/// left out: templates number their instances (`post-1234`).
fn name(tag: Tag, class: &str) -> u32 {
    let bytes = class.bytes().filter(|byte| !byte.is_ascii_digit());
    bytes.fold(mix(1, tag as u32), |hash, byte| mix(hash, u32::from(byte)))
}

/// FNV-1a by words.
pub(super) const fn mix(hash: u32, value: u32) -> u32 {
    (hash ^ value).wrapping_mul(16_777_619).rotate_left(5)
}
