//! Which block has claimed which tokens of gold.

use std::ops::Range;

use super::tokens::{Gold, Page};

/// Tokens that hang together on both sides make a run; one of this length is no
/// coincidence.
pub(super) const SOLID_RUN: usize = 4;

/// How many blocks away a neighbour may stand.
pub(super) const NEAR_BLOCKS: usize = 4;

/// How many tokens of gold may lie between neighbours.
const NEAR_TOKENS: usize = 16;

/// Partners of page tokens in gold, each gold token claimed at most once, and
/// the blocks that are content so far.
#[derive(Debug)]
pub(super) struct Claims<'a> {
    pub(super) page: &'a Page,
    pub(super) gold: &'a Gold,
    /// For each page token the place of its partner.
    partners: Vec<Option<u32>>,
    taken: Vec<bool>,
    accepted: Vec<bool>,
}

impl<'a> Claims<'a> {
    pub(super) fn new(page: &'a Page, gold: &'a Gold, partners: Vec<Option<u32>>) -> Self {
        let mut taken = vec![false; gold.ids.len()];
        for partner in partners.iter().flatten() {
            taken[*partner as usize] = true;
        }
        Self { page, gold, partners, taken, accepted: vec![false; page.blocks()] }
    }

    fn partners(&self, block: usize) -> &[Option<u32>] {
        &self.partners[self.page.block(block)]
    }

    pub(super) fn partner(&self, token: usize) -> Option<usize> {
        self.partners[token].map(|place| place as usize)
    }

    pub(super) fn matched(&self, block: usize) -> usize {
        self.partners(block).iter().flatten().count()
    }

    pub(super) fn is_accepted(&self, block: usize) -> bool {
        self.accepted[block]
    }

    pub(super) fn accept(&mut self, block: usize) {
        self.accepted[block] = true;
    }

    pub(super) fn is_free(&self, span: &Range<usize>) -> bool {
        !self.taken[span.clone()].contains(&true)
    }

    pub(super) fn claim(&mut self, token: usize, place: usize) {
        debug_assert!(!self.taken[place], "claimed twice");
        self.taken[place] = true;
        self.partners[token] = Some(place as u32);
    }

    pub(super) fn claim_if_free(&mut self, token: usize, place: usize) {
        if self.partners[token].is_none() && !self.taken[place] {
            self.claim(token, place);
        }
    }

    pub(super) fn release(&mut self, token: usize) {
        if let Some(place) = self.partners[token].take() {
            self.taken[place as usize] = false;
        }
    }

    pub(super) fn release_block(&mut self, block: usize) {
        self.page.block(block).for_each(|token| self.release(token));
    }

    /// Gives all that a block has to another of the same tokens.
    pub(super) fn hand_over(&mut self, from: usize, to: usize) {
        for (from, to) in self.page.block(from).zip(self.page.block(to)) {
            self.release(to);
            self.partners[to] = self.partners[from].take();
        }
        self.accepted.swap(from, to);
    }

    /// Claims again what stood in solid runs and is free: the share of gold in
    /// blocks that are not content as a whole.
    pub(super) fn restore(&mut self, partners: &[Option<u32>], runs: &[usize]) {
        for token in 0..partners.len() {
            if let Some(place) = partners[token]
                && runs[token] >= SOLID_RUN
            {
                self.claim_if_free(token, place as usize);
            }
        }
    }

    /// From the first to the last partner of a block.
    pub(super) fn span(&self, block: usize) -> Option<Range<usize>> {
        let partners = || self.partners(block).iter().flatten().map(|&place| place as usize);
        Some(partners().min()?..partners().max()? + 1)
    }

    /// For each page token the length of the run it belongs to, across blocks.
    pub(super) fn runs(&self) -> Vec<usize> {
        let mut runs = vec![0; self.partners.len()];
        let mut start = 0;
        for end in 1..=self.partners.len() {
            let goes_on = end < self.partners.len()
                && self.partners[end - 1].is_some_and(|place| self.partners[end] == Some(place + 1));
            if !goes_on {
                let length = if self.partners[start].is_some() { end - start } else { 0 };
                runs[start..end].fill(length);
                start = end;
            }
        }
        runs
    }

    /// The blocks within a few blocks, the nearest first.
    pub(super) fn around(&self, block: usize) -> impl Iterator<Item = usize> + use<> {
        let blocks = self.page.blocks();
        (1..=NEAR_BLOCKS).flat_map(move |distance| {
            let after = Some(block + distance).filter(|&after| after < blocks);
            block.checked_sub(distance).into_iter().chain(after)
        })
    }

    /// Where gold continues that which the accepted blocks around have: the
    /// spans of those, widened.
    pub(super) fn surroundings(&self, block: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let accepted = self.around(block).filter(|&near| self.accepted[near]);
        accepted.filter_map(|near| self.span(near)).map(|span| {
            span.start.saturating_sub(NEAR_TOKENS)..(span.end + NEAR_TOKENS).min(self.gold.ids.len())
        })
    }

    /// Whether a span of gold is exactly a line.
    pub(super) fn is_line(&self, span: &Range<usize>) -> bool {
        self.gold
            .lines
            .binary_search_by_key(&span.start, |line| line.start)
            .is_ok_and(|at| self.gold.lines[at] == *span)
    }
}
