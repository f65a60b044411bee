//! What the features of a document share.

use dehusk_dom::Dom;

use super::lexicon::ClassCues;
use super::region::{Region, Regions};
use super::text::TextStats;
use crate::block::{BlockId, BlockKind, BlockTree, ContainerId};

/// A block of at least so many words with few links, which ends as sentences
/// do, is prose.
const PROSE_WORDS: f32 = 12.0;

/// Statistics of a document, by block and by container.
pub(crate) struct Context<'a> {
    pub(crate) tree: &'a BlockTree,
    pub(crate) stats: Vec<TextStats>,
    pub(super) containers: Vec<ContainerInfo>,
    words: PrefixSums,
    link_words: PrefixSums,
    prose_words: PrefixSums,
    /// The first `h1` of the document.
    pub(super) main_heading: Option<usize>,
}

/// What is known about a container from its element and those around it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ContainerInfo {
    pub(super) regions: Regions,
    /// Class and id words of the element itself.
    own: ClassCues,
    /// Those of the element and its parent.
    pub(super) near: ClassCues,
    /// Those of all elements around it.
    pub(super) around: ClassCues,
    /// Elements of the same tag and class among its siblings.
    pub(super) alike: u32,
}

impl<'a> Context<'a> {
    pub(crate) fn new(dom: &Dom<'_>, tree: &'a BlockTree) -> Self {
        let stats: Vec<TextStats> = tree.ids().map(|id| TextStats::of(tree, id)).collect();
        let words = PrefixSums::of(stats.iter().map(|stats| stats.words));
        let link_words = PrefixSums::of(stats.iter().map(|stats| stats.words * stats.link_share));
        let prose_words =
            PrefixSums::of(stats.iter().map(|stats| if is_prose(stats) { stats.words } else { 0.0 }));
        let main_heading = tree.blocks.iter().position(|block| block.kind == BlockKind::Heading(1));
        Self {
            tree,
            stats,
            containers: container_infos(dom, tree),
            words,
            link_words,
            prose_words,
            main_heading,
        }
    }

    pub(crate) fn stats(&self, id: BlockId) -> &TextStats {
        &self.stats[id.index()]
    }

    pub(crate) fn is_prose(&self, id: BlockId) -> bool {
        is_prose(self.stats(id))
    }

    pub(crate) fn is_in(&self, id: BlockId, region: Region) -> bool {
        self.info(id).regions.contains(region)
    }

    pub(super) fn info(&self, id: BlockId) -> &ContainerInfo {
        &self.containers[self.tree.block(id).container.index()]
    }

    /// The container so many levels up, or the outermost.
    pub(super) fn up(&self, id: BlockId, levels: usize) -> ContainerId {
        let own = self.tree.block(id).container;
        self.tree.containers_of(id).take(levels + 1).last().unwrap_or(own)
    }

    pub(crate) fn words_in(&self, blocks: std::ops::Range<usize>) -> f32 {
        self.words.over(blocks)
    }

    pub(crate) fn prose_words_in(&self, blocks: std::ops::Range<usize>) -> f32 {
        self.prose_words.over(blocks)
    }

    pub(super) fn link_share_in(&self, blocks: std::ops::Range<usize>) -> f32 {
        self.link_words.over(blocks.clone()) / self.words.over(blocks).max(1.0)
    }
}

fn is_prose(stats: &TextStats) -> bool {
    stats.words >= PROSE_WORDS
        && stats.link_share < 0.34
        && (stats.ends_sentence || stats.words >= 3.0 * PROSE_WORDS)
}

/// Containers come in document order, so parents are done before their
/// children.
fn container_infos(dom: &Dom<'_>, tree: &BlockTree) -> Vec<ContainerInfo> {
    let mut infos: Vec<ContainerInfo> = Vec::with_capacity(tree.containers.len());
    // The last sibling with the same parent, and how many alike came before.
    let mut shapes: std::collections::HashMap<(Option<ContainerId>, dehusk_dom::Tag, &str), Vec<usize>> =
        std::collections::HashMap::new();
    for (at, container) in tree.containers.iter().enumerate() {
        let parent = container.parent.map(|parent| infos[parent.index()]).unwrap_or_default();
        let own = ClassCues::of(dom, container.node, container.tag);
        infos.push(ContainerInfo {
            regions: parent.regions.with(Region::of(dom, container.node, container.tag)),
            own,
            near: own.plus(parent.own),
            around: parent.around.plus(own),
            alike: 0,
        });
        let class = dom.attribute(container.node, "class").unwrap_or_default();
        shapes.entry((container.parent, container.tag, class)).or_default().push(at);
    }
    for alike in shapes.into_values() {
        for &at in &alike {
            infos[at].alike = alike.len() as u32;
        }
    }
    infos
}

/// Sums over any range of blocks in constant time. Sums run in block order, so
/// they are the same on every machine.
struct PrefixSums(Vec<f32>);

impl PrefixSums {
    fn of(values: impl Iterator<Item = f32>) -> Self {
        let mut total = 0.0;
        let sums = values.map(|value| {
            total += value;
            total
        });
        Self(std::iter::once(0.0).chain(sums).collect())
    }

    fn over(&self, blocks: std::ops::Range<usize>) -> f32 {
        self.0[blocks.end] - self.0[blocks.start]
    }
}
