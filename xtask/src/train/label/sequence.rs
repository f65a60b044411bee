//! The alignment that keeps the order: a longest common subsequence, found from
//! the sure to the unsure.
//!
//! Shingles of four tokens that are rare on both sides are the anchors; the gaps
//! between them are aligned by pairs of tokens, and what is left by single ones.
//! Each round is the algorithm of Hunt and Szymanski ("A Fast Algorithm for
//! Computing Longest Common Subsequences", CACM 1977): the longest increasing
//! subsequence of all pairs of equal shingles. That anchors come first is the
//! idea of patience diff, with rare in place of unique, for texts that stand
//! twice on a page.

use std::collections::HashMap;
use std::ops::Range;

use super::tokens::UNKNOWN;

/// The lengths of shingles, a round each.
const ROUNDS: [usize; 3] = [4, 2, 1];

/// A shingle that stands so often that it would make more pairs than this is no
/// anchor, except where the gap is so small that it costs nothing.
const MOST_PAIRS: usize = 16;

/// A gap may make this many pairs whatever its length.
const CHEAP: usize = 1 << 16;

/// For each page token the place of its partner in gold; increasing. O(r log r)
/// for r pairs of equal shingles, of which there are at most
/// `MOST_PAIRS * gold.len()` in one long gap.
pub(super) fn align(page: &[u32], gold: &[u32]) -> Vec<Option<u32>> {
    let mut matches = vec![None; page.len()];
    for width in ROUNDS {
        for (page_gap, gold_gap) in gaps(&matches, gold.len()) {
            let pairs = common(&page[page_gap.clone()], &gold[gold_gap.clone()], width);
            let mut next = (0, 0);
            for (in_page, in_gold) in pairs {
                for offset in 0..width {
                    let (p, g) = (in_page + offset, in_gold + offset);
                    // Shingles overlap, and one may have jumped where the last goes on.
                    if p >= next.0 && g >= next.1 {
                        matches[page_gap.start + p] = Some((gold_gap.start + g) as u32);
                        next = (p + 1, g + 1);
                    }
                }
            }
        }
    }
    matches
}

/// Stretches between matches, where either side is not empty.
fn gaps(matches: &[Option<u32>], gold_len: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let mut gaps = Vec::new();
    let (mut page_start, mut gold_start) = (0, 0);
    let ends = matches.iter().enumerate().filter_map(|(p, g)| Some((p, (*g)? as usize)));
    for (p, g) in ends.chain([(matches.len(), gold_len)]) {
        if p > page_start && g > gold_start {
            gaps.push((page_start..p, gold_start..g));
        }
        (page_start, gold_start) = (p + 1, g + 1);
    }
    gaps
}

/// The longest common subsequence of shingles, as pairs of where they begin.
fn common(page: &[u32], gold: &[u32], width: usize) -> Vec<(usize, usize)> {
    let mut places: HashMap<u128, Vec<u32>> = HashMap::new();
    for (at, shingle) in shingles(gold, width) {
        places.entry(shingle).or_default().push(at as u32);
    }
    let mut counts: HashMap<u128, usize> = HashMap::new();
    for (_, shingle) in shingles(page, width).filter(|(_, shingle)| places.contains_key(shingle)) {
        *counts.entry(shingle).or_default() += 1;
    }
    let most = MOST_PAIRS.max(CHEAP / gold.len().max(1));
    let mut longest = Longest::default();
    for (at, shingle) in shingles(page, width) {
        let Some(places) = places.get(&shingle) else { continue };
        if counts[&shingle] * places.len() > most {
            continue;
        }
        // Backwards, so that one place of the page is used once.
        for &place in places.iter().rev() {
            longest.add(at as u32, place);
        }
    }
    longest.into_pairs()
}

/// Places of shingles without unknown tokens; four tokens fill the number.
fn shingles(ids: &[u32], width: usize) -> impl Iterator<Item = (usize, u128)> + '_ {
    let number = |shingle: &[u32]| shingle.iter().fold(0, |number, &id| number << 32 | u128::from(id));
    let windows = ids.windows(width).enumerate();
    windows.filter(|(_, shingle)| !shingle.contains(&UNKNOWN)).map(move |(at, shingle)| (at, number(shingle)))
}

/// The longest increasing subsequence, a pair at a time.
#[derive(Debug, Default)]
struct Longest {
    pairs: Vec<Pair>,
    /// The index of the last pair of the best chain of each length.
    tails: Vec<u32>,
}

#[derive(Debug)]
struct Pair {
    page: u32,
    gold: u32,
    before: Option<u32>,
}

impl Longest {
    fn add(&mut self, page: u32, gold: u32) {
        let rank = self.tails.partition_point(|&tail| self.pairs[tail as usize].gold < gold);
        let before = rank.checked_sub(1).map(|rank| self.tails[rank]);
        if let Some(&tail) = self.tails.get(rank)
            && self.pairs[tail as usize].gold == gold
        {
            return;
        }
        let index = self.pairs.len() as u32;
        self.pairs.push(Pair { page, gold, before });
        match self.tails.get_mut(rank) {
            Some(tail) => *tail = index,
            None => self.tails.push(index),
        }
    }

    fn into_pairs(self) -> Vec<(usize, usize)> {
        let last = self.tails.last().copied();
        let chain = std::iter::successors(last, |&index| self.pairs[index as usize].before);
        let mut pairs: Vec<_> = chain
            .map(|index| &self.pairs[index as usize])
            .map(|pair| (pair.page as usize, pair.gold as usize))
            .collect();
        pairs.reverse();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::{UNKNOWN, align};

    #[test]
    fn gaps_between_anchors_are_filled() {
        let page = [1, 2, 3, 4, UNKNOWN, 9, 5, 6, 7, 8];
        let gold = [1, 2, 3, 4, 9, 5, 6, 7, 8];
        let partners: Vec<_> =
            [0, 1, 2, 3].map(Some).into_iter().chain([None]).chain([4, 5, 6, 7, 8].map(Some)).collect();
        assert_eq!(align(&page, &gold), partners);
    }

    #[test]
    fn a_token_that_stands_everywhere_finds_its_place() {
        // Far more pairs of 1 than are allowed in all; the anchors leave few to each gap.
        let gold: Vec<u32> =
            (0..5_000).flat_map(|i| [i * 4 + 2, i * 4 + 3, i * 4 + 4, i * 4 + 5, 1]).collect();
        let partners: Vec<_> = (0..gold.len() as u32).map(Some).collect();
        assert_eq!(align(&gold, &gold), partners);
    }

    #[test]
    fn unknown_tokens_match_nothing() {
        assert_eq!(align(&[UNKNOWN; 5], &[1, 2]), [None; 5]);
        assert_eq!(align(&[1], &[]), [None]);
    }
}
