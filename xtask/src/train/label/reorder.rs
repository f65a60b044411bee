//! Gold that stands in another order than on the page, or whose tokens a stray
//! match had claimed.

use std::collections::HashMap;
use std::ops::Range;

use super::claims::Claims;
use super::tokens::UNKNOWN;

const SHINGLE: usize = 3;

/// Blocks claim gold that no other has: long blocks before short ones, since
/// they are the surer; then short ones beside content; last, those that are a
/// line of gold.
pub(super) fn accept_elsewhere(claims: &mut Claims<'_>) {
    let mut left: Vec<usize> = (0..claims.page.blocks()).filter(|&block| may_match(claims, block)).collect();
    left.sort_by_key(|&block| std::cmp::Reverse(claims.page.block(block).len()));
    let places = Places::of(claims);
    for &block in left.iter().filter(|&&block| claims.page.block(block).len() >= SHINGLE) {
        if let Some(line) = places.line(claims, block) {
            take(claims, block, line);
        } else {
            take_scattered(claims, &places, block);
        }
    }
    left.sort_unstable();
    // Along the page and back, as in `accept`.
    for _ in 0..2 {
        for &block in &left {
            if !claims.is_accepted(block)
                && let Some(place) = beside(claims, block)
            {
                take(claims, block, place);
            }
        }
        left.reverse();
    }
    for block in left {
        if !claims.is_accepted(block)
            && let Some(line) = places.line(claims, block)
        {
            take(claims, block, line);
        }
    }
}

/// Whether a block is not accepted yet, and has as many tokens that gold has as
/// it would need.
fn may_match(claims: &Claims<'_>, block: usize) -> bool {
    let ids = claims.page.ids_of(block);
    let known = ids.iter().filter(|&&id| id != UNKNOWN).count();
    !claims.is_accepted(block) && known > 0 && known as f64 >= enough(ids.len()) * ids.len() as f64
}

/// The share of a block's shingles that must be in gold. The longer the block,
/// the less of a coincidence, and an edited paragraph is still the paragraph.
const fn enough(tokens: usize) -> f64 {
    if tokens < 12 { 0.8 } else { 0.6 }
}

/// Where lines and shingles stand in gold.
#[derive(Debug)]
struct Places<'a> {
    lines: HashMap<&'a [u32], Vec<Range<usize>>>,
    shingles: HashMap<&'a [u32], Vec<usize>>,
}

impl<'a> Places<'a> {
    fn of(claims: &Claims<'a>) -> Self {
        let gold = claims.gold;
        let mut lines: HashMap<_, Vec<_>> = HashMap::new();
        for line in &gold.lines {
            lines.entry(&gold.ids[line.clone()]).or_default().push(line.clone());
        }
        let mut shingles: HashMap<_, Vec<_>> = HashMap::new();
        for (at, shingle) in gold.ids.windows(SHINGLE).enumerate() {
            shingles.entry(shingle).or_default().push(at);
        }
        Self { lines, shingles }
    }

    /// A line that is exactly the block, and free.
    fn line(&self, claims: &Claims<'_>, block: usize) -> Option<Range<usize>> {
        let lines = self.lines.get(claims.page.ids_of(block))?;
        lines.iter().find(|line| claims.is_free(line)).cloned()
    }

    /// A free place of a shingle: `next` if it is one.
    fn shingle(&self, claims: &Claims<'_>, shingle: &[u32], next: Option<usize>) -> Option<usize> {
        let places = self.shingles.get(shingle)?;
        let is_free = |place: usize| claims.is_free(&(place..place + SHINGLE));
        let next = next.filter(|next| places.binary_search(next).is_ok() && is_free(*next));
        next.or_else(|| places.iter().copied().find(|&place| is_free(place)))
    }
}

fn take(claims: &mut Claims<'_>, block: usize, span: Range<usize>) {
    for (token, place) in claims.page.block(block).zip(span) {
        claims.claim(token, place);
    }
    claims.accept(block);
}

/// Claims a block's tokens wherever its shingles are free in gold, if enough
/// are; each follows the one before it where it can.
fn take_scattered(claims: &mut Claims<'_>, places: &Places<'_>, block: usize) {
    let tokens = claims.page.block(block);
    let ids = claims.page.ids_of(block);
    let mut found = Vec::new();
    let mut last = None;
    for (at, shingle) in ids.windows(SHINGLE).enumerate() {
        last = places.shingle(claims, shingle, last.map(|last: usize| last + 1));
        found.extend(last.map(|place| (tokens.start + at, place)));
    }
    if (found.len() as f64) < enough(ids.len()) * (ids.len() + 1 - SHINGLE) as f64 {
        return;
    }
    for (token, place) in found {
        for offset in 0..SHINGLE {
            claims.claim_if_free(token + offset, place + offset);
        }
    }
    claims.accept(block);
}

/// Where a short block stands in gold near to what the blocks around it have.
fn beside(claims: &Claims<'_>, block: usize) -> Option<Range<usize>> {
    let ids = claims.page.ids_of(block);
    claims.surroundings(block).find_map(|near| {
        let mut windows = near.start..(near.end + 1).saturating_sub(ids.len()).max(near.start);
        let start = windows
            .find(|&at| claims.gold.ids[at..].starts_with(ids) && claims.is_free(&(at..at + ids.len())))?;
        Some(start..start + ids.len())
    })
}
