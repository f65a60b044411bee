//! Page and gold as numbered tokens, the words of the metric.

use std::collections::HashMap;
use std::ops::Range;

use dehusk_tests::score::cjk_words;

/// A token that gold does not have. Matches nothing, not even itself.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// The tokens of the gold text.
#[derive(Debug)]
pub(super) struct Gold {
    pub(super) ids: Vec<u32>,
    /// The lines that have tokens, as ranges of `ids`.
    pub(super) lines: Vec<Range<usize>>,
}

/// The tokens of all blocks in one row.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) ids: Vec<u32>,
    /// Where each block begins in `ids`, and the end.
    starts: Vec<usize>,
}

impl Page {
    pub(super) fn blocks(&self) -> usize {
        self.starts.len() - 1
    }

    /// The tokens of a block, as a range of `ids`.
    pub(super) fn block(&self, block: usize) -> Range<usize> {
        self.starts[block]..self.starts[block + 1]
    }

    pub(super) fn ids_of(&self, block: usize) -> &[u32] {
        &self.ids[self.block(block)]
    }
}

/// Numbers the tokens of gold, and with them those of the blocks.
pub(super) fn number(blocks: &[&str], gold: &str) -> (Page, Gold) {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut ids = Vec::new();
    let mut lines = Vec::new();
    for line in gold.lines() {
        let start = ids.len();
        for word in cjk_words(&line.to_lowercase()) {
            let next = numbers.len() as u32;
            ids.push(*numbers.entry(word.to_owned()).or_insert(next));
        }
        if ids.len() > start {
            lines.push(start..ids.len());
        }
    }
    let gold = Gold { ids, lines };

    let mut page = Page { ids: Vec::new(), starts: vec![0] };
    for block in blocks {
        let block = block.to_lowercase();
        page.ids.extend(cjk_words(&block).into_iter().map(|word| *numbers.get(word).unwrap_or(&UNKNOWN)));
        page.starts.push(page.ids.len());
    }
    (page, gold)
}

#[cfg(test)]
mod tests {
    use super::{UNKNOWN, number};

    #[test]
    fn tokens_are_numbered_by_gold() {
        let (page, gold) = number(&["B x", "", "東京"], "a b\n\n-\n東 a");
        assert_eq!((gold.ids, gold.lines), (vec![0, 1, 2, 0], vec![0..2, 2..4]));
        assert_eq!(page.ids, [1, UNKNOWN, 2, UNKNOWN]);
        assert_eq!((page.blocks(), page.block(1), page.ids_of(2)), (3, 2..2, &[2, UNKNOWN][..]));
    }
}
