//! Which blocks of the alignment are content, and which only share words with
//! gold.

use super::claims::{Claims, SOLID_RUN};

/// A block is accepted from this share of its tokens.
const ACCEPTED_SHARE: f64 = 0.6;

/// Accepts the blocks whose matches are no coincidence; of the others releases
/// them all.
pub(super) fn accept(claims: &mut Claims<'_>, runs: &[usize]) {
    let mut unsure = Vec::new();
    for block in 0..claims.page.blocks() {
        release_strays(claims, runs, block);
        match assess(claims, runs, block) {
            Proof::Sure => claims.accept(block),
            Proof::NeedsNeighbour => unsure.push(block),
            Proof::None => claims.release_block(block),
        }
    }
    let left = accept_beside(claims, unsure);
    for block in left {
        claims.release_block(block);
    }
}

/// Accepts blocks that continue what an accepted block beside them has, until
/// there are none; gives the others back.
fn accept_beside(claims: &mut Claims<'_>, mut unsure: Vec<usize>) -> Vec<usize> {
    // Along the page and back, so that a row of cells is taken in one round.
    for _ in 0..2 {
        unsure.retain(|&block| {
            let Some(span) = claims.span(block) else { return true };
            let continues =
                claims.surroundings(block).any(|near| near.start <= span.start && span.end <= near.end);
            if continues {
                claims.accept(block);
            }
            !continues
        });
        unsure.reverse();
    }
    unsure
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    Sure,
    /// Right in itself, but so short that it may be a coincidence.
    NeedsNeighbour,
    None,
}

fn assess(claims: &Claims<'_>, runs: &[usize], block: usize) -> Proof {
    let (length, matched) = (claims.page.block(block).len(), claims.matched(block));
    let Some(span) = claims.span(block) else { return Proof::None };
    if (matched as f64) < ACCEPTED_SHARE * length as f64 || span.len() > length + slack(length) {
        return Proof::None;
    }
    let is_line = matched == length && claims.is_line(&span);
    if is_line || solid(claims, runs, block).next().is_some() { Proof::Sure } else { Proof::NeedsNeighbour }
}

/// Releases matches of a block far from those that stand in a run.
fn release_strays(claims: &mut Claims<'_>, runs: &[usize], block: usize) {
    let mut solid = solid(claims, runs, block);
    let Some(first) = solid.next() else { return };
    let last = solid.last().unwrap_or(first);
    let tokens = claims.page.block(block);
    let slack = slack(tokens.len());
    for token in tokens {
        if claims.partner(token).is_some_and(|place| place + slack < first || place > last + slack) {
            claims.release(token);
        }
    }
}

/// The partners of a block's tokens that stand in solid runs, increasing.
fn solid<'a>(claims: &'a Claims<'_>, runs: &'a [usize], block: usize) -> impl Iterator<Item = usize> + 'a {
    let tokens = claims.page.block(block).filter(|&token| runs[token] >= SOLID_RUN);
    tokens.filter_map(|token| claims.partner(token))
}

/// How many tokens of gold between its partners a block may lack.
const fn slack(length: usize) -> usize {
    length / 2 + 6
}

#[cfg(test)]
mod tests {
    use super::accept;
    use crate::train::label::claims::Claims;
    use crate::train::label::{sequence, tokens};

    fn accepted(blocks: &[&str], gold: &str) -> Vec<bool> {
        let (page, gold) = tokens::number(blocks, gold);
        let mut claims = Claims::new(&page, &gold, sequence::align(&page.ids, &gold.ids));
        let runs = claims.runs();
        accept(&mut claims, &runs);
        (0..blocks.len()).map(|block| claims.is_accepted(block)).collect()
    }

    #[test]
    fn words_of_a_menu_are_no_content() {
        let text = "The council will contact all who live about the river, news said on Monday";
        assert_eq!(accepted(&["About", "News", "Contact", text], text), [false, false, false, true]);
    }

    #[test]
    fn short_blocks_are_accepted_beside_content() {
        let gold = "The engine of the car in short\nPower 90\nWeight 1200";
        let blocks = ["90", "The engine of the car in short", "Power", "90", "Weight", "1200", "ads"];
        assert_eq!(accepted(&blocks, gold), [false, true, true, true, true, true, false]);
    }
}
