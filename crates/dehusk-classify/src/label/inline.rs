//! The inline elements that blocks consist of.
//!
//! A block is a run of text in a block element, so classes of `span`, `a` or
//! `time` stand in none of its containers. Where an inline child of a container
//! has the text of one of its blocks, that child is the block.

use std::cell::{Cell, RefCell};

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
    first: Vec<Cell<u32>>,
    /// By block: the next that stands in the same container.
    next: Vec<u32>,
    /// By block: the element that has all its text.
    found: Vec<Cell<Option<NodeId>>>,
    /// The text of the element that is looked at.
    text: RefCell<String>,
}

impl Elements {
    pub(super) fn of(case: &Case<'_>) -> Self {
        let tree = case.tree;
        let mut is_container = vec![0; case.dom.len().div_ceil(64)];
        for container in &tree.containers {
            let node = container.node.index();
            is_container[node / 64] |= 1 << (node % 64);
        }
        let first = vec![Cell::new(NONE); tree.containers.len()];
        let mut next = vec![NONE; tree.len()];
        for id in tree.ids().rev() {
            next[id.index()] = first[tree.block(id).container.index()].replace(id.index() as u32);
        }
        let found = vec![Cell::new(None); tree.len()];
        Self { is_container, first, next, found, text: RefCell::default() }
    }

    /// The inline element that has all the text of a block.
    pub(super) fn element(&self, case: &Case<'_>, id: BlockId) -> Option<NodeId> {
        if case.tree.is_one_link(id) {
            return Some(case.tree.links(id)[0].node);
        }
        let container = case.tree.block(id).container;
        let first = self.first[container.index()].replace(NONE);
        if first != NONE {
            self.find(case, container, first);
        }
        self.found[id.index()].get()
    }

    /// Finds those of all blocks that stand in a container, from the first on.
    fn find(&self, case: &Case<'_>, container: ContainerId, first: u32) {
        let from = |first: u32| {
            let is_block = |at: &u32| *at != NONE;
            std::iter::successors(Some(first).filter(is_block), move |&at| {
                Some(self.next[at as usize]).filter(is_block)
            })
            .map(|at| BlockId::at(at as usize))
        };
        // Once none is short enough, none will be.
        let is_short = |first| from(first).take(MOST_AHEAD).any(|id| case.tree.text(id).len() <= LONGEST);
        let mut first = first;
        if !is_short(first) {
            return;
        }
        for node in case.dom.children(case.tree.container(container).node) {
            if self.is_container(node) || !matches!(case.dom.kind(node), NodeKind::Element(_)) {
                continue;
            }
            if let Some(id) = self.block_of(case, node, || from(first).take(MOST_AHEAD)) {
                self.found[id.index()].set(Some(node));
                first = self.next[id.index()];
                if !is_short(first) {
                    break;
                }
            }
        }
    }

    fn is_container(&self, node: NodeId) -> bool {
        let node = node.index();
        self.is_container[node / 64] >> (node % 64) & 1 == 1
    }

    /// Which of some blocks has the text of an element, white space folded; none
    /// where the text is long.
    fn block_of<I>(&self, case: &Case<'_>, node: NodeId, blocks: impl Fn() -> I) -> Option<BlockId>
    where
        I: Iterator<Item = BlockId>,
    {
        let mut text = self.text.borrow_mut();
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
            fold(&mut text, &mut is_divided, piece);
            if !blocks().any(|id| case.tree.text(id).starts_with(text.as_str())) {
                return None;
            }
        }
        if nodes.next().is_some() || text.is_empty() || text.len() > LONGEST {
            return None;
        }
        blocks().find(|&id| case.tree.text(id) == text.as_str())
    }
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
