//! Every block with its verdict.

use std::collections::HashMap;
use std::ops::Range;

use dehusk_classify::{BlockId, BlockKind, Joint, Verdict};
use dehusk_dom::NodeId;

use crate::{Extraction, text};

/// Characters of a class that a place shows, the dot included.
const CLASS: usize = 60;

/// A block of an [`Extraction`], with what was decided about it.
#[derive(Debug, Clone)]
pub struct ExplainedBlock<'a> {
    /// Its number in the document.
    pub id: BlockId,
    /// Its text, white space folded.
    pub text: &'a str,
    /// What it is made of.
    pub kind: BlockKind,
    /// How it hangs together with the block before it.
    pub joint: Joint,
    /// What was decided, and why.
    pub verdict: Verdict,
    extraction: &'a Extraction<'a>,
}

/// Where all blocks of an [`Extraction`] stand: the elements around them, each
/// once, since a path for each block would be quadratic in deep nests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Places {
    /// The elements around blocks; each stands behind the one around it.
    pub elements: Vec<PlaceElement>,
    /// For each block, the number of the innermost of them; nothing for blocks
    /// that stand in no element, as those of a text do.
    pub of_blocks: Vec<Option<usize>>,
}

/// An element around blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceElement {
    /// Its name with its first class, such as `p.lead`.
    pub name: String,
    /// The number of the element around it.
    pub parent: Option<usize>,
}

impl Extraction<'_> {
    /// All blocks in the order of the document, kept and removed.
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = ExplainedBlock<'_>> {
        self.judgement.tree.ids().map(|id| ExplainedBlock {
            id,
            text: self.judgement.tree.text(id),
            kind: self.judgement.tree.block(id).kind,
            joint: self.judgement.tree.block(id).joint,
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

    /// Where all blocks stand. Linear in the document; for the place of one block
    /// there is [`ExplainedBlock::place`].
    pub fn places(&self) -> Places {
        let mut places = Places::default();
        let mut known: HashMap<NodeId, usize> = HashMap::new();
        for id in self.judgement.tree.ids() {
            let unknown: Vec<NodeId> = self.around(id).take_while(|node| !known.contains_key(node)).collect();
            let first_known = self.around(id).nth(unknown.len()).and_then(|node| known.get(&node).copied());
            let innermost = unknown.into_iter().rev().fold(first_known, |parent, node| {
                known.insert(node, places.elements.len());
                places.elements.push(PlaceElement { name: self.element_name(node), parent });
                Some(places.elements.len() - 1)
            });
            places.of_blocks.push(innermost);
        }
        places
    }

    /// The elements around a block, from the innermost out.
    fn around(&self, id: BlockId) -> impl Iterator<Item = NodeId> + '_ {
        let tree = &self.judgement.tree;
        let node = tree.container(tree.block(id).container).node;
        std::iter::once(node).chain(self.dom.ancestors(node)).filter(|&node| node != NodeId::DOCUMENT)
    }

    /// The name of an element, with the beginning of its first class: a path of
    /// classes of any length would be written for each block.
    fn element_name(&self, node: NodeId) -> String {
        let name = self.dom.name(node);
        let class = self.dom.attribute(node, "class").and_then(|class| class.split_ascii_whitespace().next());
        let mut class = class.map_or_else(String::new, |class| format!(".{class}"));
        if let Some((end, _)) = class.char_indices().nth(CLASS) {
            class.truncate(end);
            class.push('…');
        }
        format!("{name}{class}")
    }
}

impl ExplainedBlock<'_> {
    /// The elements around the block from the outermost in, such as
    /// `html>body>main>p.lead`: names, with the first class.
    pub fn place(&self) -> String {
        let elements = self.extraction.around(self.id);
        let mut names: Vec<String> = elements.map(|node| self.extraction.element_name(node)).collect();
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
    #[test]
    fn places_are_those_of_each_block() {
        let page = "<body><main class='a b'><p>The tide turns every six hours.</p><div><p class=x>It \
            turns later each day.</p><p>So say the pilots.</p></div></main><p>Outside</p></body>";
        let extractor = Extractor::default();
        for input in [page, "One line of text.", ""] {
            let extraction = extractor.extract(Input::text(input));
            let places = extraction.places();
            for (block, innermost) in extraction.blocks().zip(&places.of_blocks) {
                let path = std::iter::successors(*innermost, |&at| places.elements[at].parent);
                let mut names: Vec<_> = path.map(|at| places.elements[at].name.as_str()).collect();
                names.reverse();
                assert_eq!(names.join(">"), block.place());
            }
        }
    }

    #[test]
    fn the_parts_of_a_score_are_its_log_odds() {
        let page = "<body><nav><a href=/>Home</a></nav><p>The tide turns every six hours.</p></body>";
        let extractor = Extractor::default();
        for input in [page, "The tide turns every six hours.\n\nFollow us"] {
            let extraction = extractor.extract(Input::text(input));
            let parts = extractor.score_parts(&extraction, 3);
            assert_eq!(parts.len(), extraction.blocks().len());
            for (block, parts) in extraction.blocks().zip(parts) {
                assert_eq!(parts.strongest, extractor.contributions(&extraction, block.id)[..3]);
                let strongest: f32 = parts.strongest.iter().map(|part| part.log_odds).sum();
                let log_odds = parts.mean + strongest + parts.others;
                let score = 1.0 / (1.0 + (-log_odds).exp());
                assert!((score - block.verdict.score).abs() < 1e-3, "{score} {:?}", block.verdict);
            }
        }
    }
}
