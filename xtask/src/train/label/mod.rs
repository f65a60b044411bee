//! Which blocks of a page are in its gold text.
//!
//! [`align`] goes from the sure to the unsure: [`sequence`] matches tokens in
//! order, [`accept`] tells content from blocks that share words with it by
//! chance, [`reorder`] looks for what stands elsewhere, and [`copies`] chooses
//! among texts that stand twice. Each token of gold counts for one block, so that
//! keeping the blocks with a share of one half or more comes near to the best
//! bag-of-words F1 that blocks can have: a block of share s raises an F1 of f
//! where s is more than f / 2.

mod accept;
mod claims;
mod copies;
mod reorder;
mod sequence;
mod tokens;

use claims::Claims;

/// How much of a block is in gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BlockLabel {
    /// Words of the block, as the metric counts them.
    pub(crate) tokens: u32,
    /// Those of them that gold has, in this place.
    pub(crate) matched: u32,
}

impl BlockLabel {
    /// 0 to 1; 0 for a block without words.
    pub(crate) fn share(self) -> f64 {
        f64::from(self.matched) / f64::from(self.tokens.max(1))
    }

    /// Whether the block is to be kept.
    pub(crate) fn is_content(self) -> bool {
        self.tokens > 0 && self.matched * 2 >= self.tokens
    }
}

/// How much of each block is in gold; of a text that stands twice on the page
/// one copy. About O(n log n) for n tokens on both sides.
pub(crate) fn align(blocks: &[&str], gold: &str) -> Vec<BlockLabel> {
    let (page, gold) = tokens::number(blocks, gold);
    let partners = sequence::align(&page.ids, &gold.ids);
    let mut claims = Claims::new(&page, &gold, partners.clone());

    let runs = claims.runs();
    accept::accept(&mut claims, &runs);
    reorder::accept_elsewhere(&mut claims);
    copies::settle(&mut claims);
    claims.restore(&partners, &runs);

    let label =
        |block| BlockLabel { tokens: page.block(block).len() as u32, matched: claims.matched(block) as u32 };
    (0..page.blocks()).map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::{BlockLabel, align};

    fn matched(blocks: &[&str], gold: &str) -> Vec<u32> {
        align(blocks, gold).into_iter().map(|label| label.matched).collect()
    }

    const FIRST: &str = "The river rose again on Sunday and the lower town was cleared by noon";
    const SECOND: &str = "Nobody was hurt, but two bridges will stay closed for several weeks";

    #[test]
    fn a_text_that_stands_twice_is_content_once() {
        assert_eq!(
            matched(&[FIRST, SECOND, FIRST, SECOND, "Share"], &[FIRST, SECOND].join("\n")),
            [14, 12, 0, 0, 0]
        );
    }

    #[test]
    fn the_title_is_the_copy_beside_the_text() {
        let title = "Flood in the lower town";
        let blocks = [title, "Home", "News", "Sport", "Culture", "Weather", title, FIRST];
        assert_eq!(matched(&blocks, &[title, FIRST].join("\n")), [0, 0, 0, 0, 0, 0, 5, 14]);
    }

    #[test]
    fn another_order_is_found() {
        assert_eq!(matched(&[FIRST, "Advertisement", SECOND], &[SECOND, FIRST].join("\n")), [14, 0, 12]);
    }

    #[test]
    fn a_block_of_both_kinds_has_a_soft_label() {
        let both =
            format!("{FIRST} Subscribe to our letter and never miss any more of this kind from us again");
        let label = align(&[&both], FIRST)[0];
        assert_eq!(label, BlockLabel { tokens: 29, matched: 14 });
        assert!(!label.is_content() && label.share() > 0.4);
    }

    #[test]
    fn characters_are_words_of_scripts_without_spaces() {
        let labels = align(
            &["首页 新闻", "河水周日再次上涨，下城区中午前已疏散。"],
            "河水周日再次上涨，下城区中午前已疏散。",
        );
        assert_eq!(labels, [BlockLabel { tokens: 4, matched: 0 }, BlockLabel { tokens: 17, matched: 17 }]);
    }

    #[test]
    fn nothing_is_content_where_gold_is_empty() {
        assert_eq!(matched(&[FIRST, "", "Home"], " \n"), [0, 0, 0]);
        assert!(align(&[], FIRST).is_empty());
    }

    #[test]
    fn a_long_page_of_one_word_is_cheap() {
        // Quadratic work would be 10^10 steps.
        let line = "again ".repeat(20);
        let blocks = vec![line.as_str(); 5_000];
        assert_eq!(align(&blocks, &blocks.join("\n")).len(), 5_000);
    }
}
