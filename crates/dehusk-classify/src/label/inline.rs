//! The inline elements that blocks consist of.
//!
//! A block is a run of text in a block element, so classes of `span`, `a` or
//! `time` stand in none of its containers. Where an inline child of a container
//! has the text of one of its blocks, that child is the block.

use std::collections::HashSet;

use dehusk_dom::{NodeId, NodeKind};

use crate::block::BlockId;
use crate::rule::Case;

/// Longer texts are no lines that a class could name.
const LONGEST: usize = 160;
/// Nodes of one inline element that are looked at.
const MOST_NODES: usize = 48;
/// Blocks among which the text of an inline element is looked for: some are
/// divided otherwise than the elements are.
const MOST_AHEAD: usize = 3;

/// By block: the inline element that has all its text.
pub(super) fn elements(case: &Case<'_>) -> Vec<Option<NodeId>> {
    let mut found: Vec<Option<NodeId>> = case.tree.ids().map(|id| only_link(case, id)).collect();
    let containers: HashSet<NodeId> = case.tree.containers.iter().map(|container| container.node).collect();
    let mut direct: Vec<Vec<BlockId>> = vec![Vec::new(); case.tree.containers.len()];
    for id in case.tree.ids() {
        direct[case.tree.block(id).container.index()].push(id);
    }
    for (container, blocks) in case.tree.containers.iter().zip(&direct) {
        let mut blocks = &blocks[..];
        for node in case.dom.children(container.node) {
            if blocks.is_empty() {
                break;
            }
            if containers.contains(&node) || !matches!(case.dom.kind(node), NodeKind::Element(_)) {
                continue;
            }
            let Some(text) = text_of(case, node) else { continue };
            let ahead = blocks.iter().take(MOST_AHEAD).position(|&id| case.tree.text(id) == text);
            if let Some(at) = ahead {
                found[blocks[at].index()].get_or_insert(node);
                blocks = &blocks[at + 1..];
            }
        }
    }
    found
}

fn only_link(case: &Case<'_>, id: BlockId) -> Option<NodeId> {
    case.tree.is_one_link(id).then(|| case.tree.links(id)[0].node)
}

/// The text of an element, white space folded; nothing where it is long.
fn text_of(case: &Case<'_>, node: NodeId) -> Option<String> {
    let mut text = String::new();
    let mut nodes = case.dom.descendants(node);
    for node in nodes.by_ref().take(MOST_NODES) {
        if case.dom.kind(node) == NodeKind::Text {
            text.push_str(case.dom.text(node));
            if text.len() > 2 * LONGEST {
                return None;
            }
        }
    }
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (nodes.next().is_none() && !folded.is_empty() && folded.len() <= LONGEST).then_some(folded)
}
