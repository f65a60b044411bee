//! Every block with its verdict.

use dehusk_classify::{BlockId, BlockKind, Verdict};
use dehusk_dom::NodeId;

use crate::Extraction;

/// A block of an [`Extraction`], with what was decided about it.
#[derive(Debug, Clone)]
pub struct ExplainedBlock<'a> {
    /// Its number in the document.
    pub id: BlockId,
    /// Its text, white space folded.
    pub text: &'a str,
    /// What it is made of.
    pub kind: BlockKind,
    /// What was decided, and why.
    pub verdict: Verdict,
    extraction: &'a Extraction<'a>,
}

impl Extraction<'_> {
    /// All blocks in the order of the document, kept and removed.
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = ExplainedBlock<'_>> {
        self.judgement.tree.ids().map(|id| ExplainedBlock {
            id,
            text: self.judgement.tree.text(id),
            kind: self.judgement.tree.block(id).kind,
            verdict: *self.judgement.verdict(id),
            extraction: self,
        })
    }
}

impl ExplainedBlock<'_> {
    /// The elements around the block from the outermost in, such as
    /// `html>body>main>p.lead`: names, with the first class.
    pub fn place(&self) -> String {
        let Extraction { dom, judgement, .. } = self.extraction;
        let node = judgement.tree.container(judgement.tree.block(self.id).container).node;
        let mut names: Vec<String> = std::iter::once(node)
            .chain(dom.ancestors(node))
            .filter(|&id| id != NodeId::DOCUMENT)
            .map(|id| {
                let class =
                    dom.attribute(id, "class").and_then(|class| class.split_ascii_whitespace().next());
                class.map_or_else(|| dom.name(id).to_owned(), |class| format!("{}.{class}", dom.name(id)))
            })
            .collect();
        names.reverse();
        names.join(">")
    }
}
