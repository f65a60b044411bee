//! What a caller has said of elements of a document.

use std::collections::HashMap;

use dehusk_dom::{Dom, NodeId};

use crate::block::{BlockId, BlockKind, BlockTree};
use crate::verdict::{Label, Reason, Verdict};

/// Elements whose blocks are kept, or taken away, whatever they are judged to be.
///
/// Of elements inside each other the innermost counts; of one that is both kept
/// and dropped, the dropping.
#[derive(Debug, Clone, Default)]
pub struct Selection(HashMap<NodeId, Fate>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Dropped,
}

impl Selection {
    /// Keeps what is in an element.
    pub fn keep(&mut self, element: NodeId) {
        self.0.entry(element).or_insert(Fate::Kept);
    }

    /// Takes away what is in an element.
    pub fn drop(&mut self, element: NodeId) {
        self.0.insert(element, Fate::Dropped);
    }

    /// Changes the verdicts of blocks in these elements. Titles stay titles, and
    /// what holds no text holds none.
    pub(crate) fn apply(&self, dom: &Dom<'_>, tree: &BlockTree, verdicts: &mut [Verdict]) {
        if self.0.is_empty() {
            return;
        }
        for (id, verdict) in tree.ids().zip(verdicts) {
            let label = match self.fate(dom, tree, id) {
                Some(Fate::Kept) if verdict.label != Label::Title && !is_opaque(tree, id) => Label::Content,
                Some(Fate::Dropped) if verdict.is_kept() || verdict.label == Label::Title => {
                    Label::Boilerplate
                }
                _ => continue,
            };
            if label != verdict.label {
                *verdict = Verdict { label, reason: Reason::Selected, ..*verdict };
            }
        }
    }

    /// By the elements around the first words of a block, from the nearest up.
    fn fate(&self, dom: &Dom<'_>, tree: &BlockTree, id: BlockId) -> Option<Fate> {
        let around = tree.container(tree.block(id).container).node;
        let node = tree.sources(id).next().map_or(around, |(_, node)| node);
        std::iter::once(node).chain(dom.ancestors(node)).find_map(|node| self.0.get(&node).copied())
    }
}

fn is_opaque(tree: &BlockTree, id: BlockId) -> bool {
    matches!(tree.block(id).kind, BlockKind::Opaque(_))
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, Tag, parse};

    use super::*;
    use crate::{Classifier, Hints, Setting};

    #[test]
    fn the_innermost_element_counts() {
        let dom = parse(
            "<body><main><p>The tide turns every six hours and twelve minutes, a little later each day.</p></main>\
             <footer><p>Terms</p><div><a href=x>Home</a></div></footer>",
            &ParseOptions::default(),
        );
        let element = |tag: Tag| dom.elements(tag).next().unwrap();
        let mut selection = Selection::default();
        selection.drop(element(Tag::Main));
        selection.keep(element(Tag::Footer));
        selection.keep(element(Tag::Div));
        selection.drop(element(Tag::Div));
        let hints = Hints { selection: Some(&selection), ..Hints::default() };
        let judgement = Classifier::default().judge(&dom, Setting::Page, hints);
        let kept: Vec<&str> = judgement
            .tree
            .ids()
            .filter(|&id| judgement.verdict(id).is_kept())
            .map(|id| judgement.tree.text(id))
            .collect();
        assert_eq!(kept, ["Terms"]);
    }
}
