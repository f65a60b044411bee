//! Every block with its verdict.

use std::ops::Range;

use dehusk_classify::{BlockId, BlockKind, Verdict};
use dehusk_dom::NodeId;

use crate::{Extraction, text};

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

    /// The text if these blocks were kept and no others: for whoever corrects
    /// verdicts by hand.
    #[doc(hidden)]
    pub fn text_of(&self, is_kept: impl Fn(BlockId) -> bool) -> String {
        text::write_chosen(&self.judgement, is_kept)
    }

    /// Where each block stands in [`Document::text`](crate::Document::text), in
    /// bytes, by the blocks' numbers; nothing for those that were taken away.
    ///
    /// Linear in the blocks. The text there is the block's, so that what is left
    /// of the document's text is separators and the marks of list items.
    pub fn spans(&self) -> Vec<Option<Range<usize>>> {
        text::spans(&self.judgement, self.kept)
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

#[cfg(test)]
mod tests {
    use crate::{Extractor, Input};

    #[test]
    fn kept_blocks_stand_where_their_spans_say() {
        let page = "<html><body><nav><a href=/>Home</a></nav><main><h1>Tides</h1>\
            <p>The tide turns every six hours and twelve minutes, a little later each day.</p>\
            <ul><li>Neap tides come at the quarters of the moon, größer is no tide.</li>\
            <li>Spring tides come when the moon is full or new.</li></ul>\
            <table><tr><td>High water</td><td>twelve minutes past six</td></tr></table></main></body></html>";
        let extractor = Extractor::default();
        for input in [page, "One line of text that stands alone.\n\nFollow us on Facebook", ""] {
            let extraction = extractor.extract(Input::text(input));
            let spans = extraction.spans();
            assert_eq!(spans.len(), extraction.blocks().len());
            let mut between = extraction.document.text.clone();
            for (block, span) in extraction.blocks().zip(&spans).collect::<Vec<_>>().into_iter().rev() {
                assert_eq!(block.verdict.is_kept(), span.is_some());
                if let Some(span) = span {
                    assert_eq!(&extraction.document.text[span.clone()], block.text);
                    between.replace_range(span.clone(), "");
                }
            }
            assert!(between.chars().all(|c| matches!(c, '\n' | ' ' | '-' | '|')), "{between:?}");
        }
    }
}
