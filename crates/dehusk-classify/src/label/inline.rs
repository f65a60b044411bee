//! The inline elements that blocks consist of.
//!
//! A block is a run of text in a block element, so classes of `span`, `a` or
//! `time` stand in none of its containers. Where an inline child of a container
//! has the text of one of its blocks, that child is the block.

use std::mem;

use dehusk_dom::{NodeId, NodeKind};

use crate::block::{BlockId, ContainerId};
use crate::rule::Case;

/// Longer texts are no lines that a class could name.
const LONGEST: usize = 160;
/// Nodes of one inline element that are looked at.
const MOST_NODES: usize = 48;
/// Blocks among which the text of an inline element is looked for: some are
/// divided otherwise than the elements are.
const MOST_AHEAD: usize = 3;

/// No block.
const NONE: u32 = u32::MAX;

/// The inline elements of a document's blocks. Those of one container are found
/// together, when the first of its blocks is asked for.
pub(super) struct Elements {
    /// By node, a bit each: whether it is a container.
    is_container: Vec<u64>,
    /// By container: the first block that stands in it and in no smaller one.
    /// [`NONE`] once they have been looked at.
    first: Vec<u32>,
    /// By block: the next that stands in the same container.
    next: Vec<u32>,
    /// By block: the element that has all its text.
    found: Vec<Option<NodeId>>,
    /// The text of the element that is looked at.
    text: String,
}

impl Elements {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let tree = case.tree;
        let mut is_container = vec![0; case.dom.len().div_ceil(64)];
        for container in &tree.containers {
            let node = container.node.index();
            is_container[node / 64] |= 1 << (node % 64);
        }
        let mut first = vec![NONE; tree.containers.len()];
        let mut next = vec![NONE; tree.len()];
        for id in tree.ids().rev() {
            let behind = &mut first[tree.block(id).container.index()];
            next[id.index()] = mem::replace(behind, id.index() as u32);
        }
        Self { is_container, first, next, found: vec![None; tree.len()], text: String::new() }
    }

    /// The inline element that has all the text of a block.
    pub(super) fn element(&mut self, case: &Case<'_>, id: BlockId) -> Option<NodeId> {
        if case.tree.is_one_link(id) {
            return Some(case.tree.links(id)[0].node);
        }
        let container = case.tree.block(id).container;
        let first = mem::replace(&mut self.first[container.index()], NONE);
        if first != NONE {
            self.find(case, container, first);
        }
        self.found[id.index()]
    }

    /// Finds those of all blocks that stand in a container, from the first on.
    fn find(&mut self, case: &Case<'_>, container: ContainerId, first: u32) {
        let Self { is_container, next, found, text, .. } = self;
        let mut ahead = Ahead::of(case, next, first);
        for node in case.dom.children(case.tree.container(container).node) {
            if !ahead.has_short {
                break;
            }
            let at = node.index();
            let is_container = is_container[at / 64] >> (at % 64) & 1 == 1;
            if is_container || !matches!(case.dom.kind(node), NodeKind::Element(_)) {
                continue;
            }
            if let Some(id) = block_of(case, node, ahead.blocks(), text) {
                found[id.index()] = Some(node);
                ahead = Ahead::of(case, next, next[id.index()]);
            }
        }
    }
}

/// The blocks of one container among which the text of its next inline element is
/// looked for.
struct Ahead {
    blocks: [BlockId; MOST_AHEAD],
    count: usize,
    /// Whether one is short enough. Once none is, none will be.
    has_short: bool,
}

impl Ahead {
    /// Those from a first on, if it is a block.
    fn of(case: &Case<'_>, next: &[u32], first: u32) -> Self {
        let mut ahead = Self { blocks: [BlockId::at(0); MOST_AHEAD], count: 0, has_short: false };
        let mut at = first;
        while at != NONE && ahead.count < MOST_AHEAD {
            let id = BlockId::at(at as usize);
            ahead.blocks[ahead.count] = id;
            ahead.count += 1;
            ahead.has_short |= case.tree.text(id).len() <= LONGEST;
            at = next[id.index()];
        }
        ahead
    }

    fn blocks(&self) -> &[BlockId] {
        &self.blocks[..self.count]
    }
}

/// Which of some blocks has the text of an element, white space folded; none where
/// the text is long. `text` is what it is folded in.
fn block_of(case: &Case<'_>, node: NodeId, blocks: &[BlockId], text: &mut String) -> Option<BlockId> {
    text.clear();
    let (mut length, mut is_divided) = (0, false);
    let mut nodes = case.dom.descendants(node);
    for node in nodes.by_ref().take(MOST_NODES) {
        if case.dom.kind(node) != NodeKind::Text {
            continue;
        }
        let piece = case.dom.text(node);
        length += piece.len();
        if length > 2 * LONGEST {
            return None;
        }
        fold(text, &mut is_divided, piece);
        if !blocks.iter().any(|&id| case.tree.text(id).starts_with(text.as_str())) {
            return None;
        }
    }
    if nodes.next().is_some() || text.is_empty() || text.len() > LONGEST {
        return None;
    }
    blocks.iter().copied().find(|&id| case.tree.text(id) == text.as_str())
}

/// Adds a piece to a text whose white space is folded. `is_divided` says whether
/// white space stands between the two.
fn fold(text: &mut String, is_divided: &mut bool, piece: &str) {
    let mut rest = piece;
    while let Some(end) = rest.find(|c: char| !c.is_whitespace()) {
        *is_divided |= end > 0;
        let words = &rest[end..];
        let end = end_of_word(words);
        if *is_divided && !text.is_empty() {
            text.push(' ');
        }
        *is_divided = false;
        text.push_str(&words[..end]);
        rest = &words[end..];
    }
    *is_divided |= !rest.is_empty();
}

/// Where the word ends that a text begins with.
fn end_of_word(text: &str) -> usize {
    let is_plain = |byte: &u8| byte.is_ascii_graphic();
    let plain = text.bytes().take_while(is_plain).count();
    text[plain..].find(char::is_whitespace).map_or(text.len(), |end| plain + end)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn white_space_is_folded_across_pieces() {
        let (mut text, mut is_divided) = (String::new(), false);
        for piece in [" \n", "of  be", "es", "", " and\u{a0}", "\t", "wasps ", "x"] {
            fold(&mut text, &mut is_divided, piece);
        }
        assert_eq!(text, "of bees and wasps x");
    }
}
