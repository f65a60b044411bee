//! Pages of which only snippets are known: some that must be in the text and some
//! that must not.
//!
//! Blocks with a snippet of one kind are learned from, the others are not: what
//! stands around a snippet may be anything.

use dehusk_tests::gold::Gold;

use super::label::BlockLabel;

/// What a block with a snippet weighs, in words: many pages have a sentence of a
/// paragraph for a snippet, and few have more than three of a kind.
const WORDS: u32 = 20;

/// The blocks that the snippets tell of, by their places, with their labels.
///
/// Linear in the text, times the snippets of the page.
pub(super) fn labels(blocks: &[&str], gold: &Gold) -> Vec<(usize, BlockLabel)> {
    let (with, without) = (folded(&gold.with), folded(&gold.without));
    let mut labels = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        let block = fold(block);
        let has = |snippets: &[String]| snippets.iter().any(|snippet| block.contains(snippet.as_str()));
        // A short snippet may stand in a block of the other kind as well.
        let matched = match (has(&with), has(&without)) {
            (true, false) => WORDS,
            (false, true) => 0,
            _ => continue,
        };
        labels.push((place, BlockLabel { tokens: WORDS, matched }));
    }
    labels
}

fn folded(snippets: &[String]) -> Vec<String> {
    snippets.iter().map(|snippet| fold(snippet)).filter(|snippet| !snippet.is_empty()).collect()
}

/// White space as single spaces.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blocks_with_snippets_of_one_kind_are_labelled() {
        let gold: Gold =
            serde_json::from_str(r#"{"id": "a", "with": ["rose  again"], "without": ["Read more", "News"]}"#)
                .unwrap();
        let blocks =
            ["News", "The river rose\nagain on Sunday.", "It fell.", "Read more: the river rose again"];
        let labels: Vec<_> =
            labels(&blocks, &gold).into_iter().map(|(place, label)| (place, label.is_content())).collect();
        assert_eq!(labels, [(0, false), (1, true)]);
    }
}
