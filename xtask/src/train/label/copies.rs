//! Text that stands more than once on the page.
//!
//! A longest common subsequence may take either copy. The right one stands among
//! what stands beside it in gold: the title over the text, not the one in the
//! breadcrumb or in the browser of related pages.

use std::collections::HashMap;

use super::claims::Claims;

/// Copies that are looked at for one block, so that a page of a thousand
/// buttons stays cheap.
const MOST_COPIES: usize = 64;

/// Moves claims to the copy that has the most neighbours with neighbouring gold.
pub(super) fn settle(claims: &mut Claims<'_>) {
    let page = claims.page;
    let mut copies: HashMap<&[u32], Vec<usize>> = HashMap::new();
    for block in 0..page.blocks() {
        copies.entry(page.ids_of(block)).or_default().push(block);
    }
    for block in 0..page.blocks() {
        let copies = &copies[page.ids_of(block)];
        if copies.len() < 2 || !claims.is_accepted(block) {
            continue;
        }
        let Some(span) = claims.span(block) else { continue };
        let support = |at: usize| claims.surroundings(at).filter(|near| near.contains(&span.start)).count();
        let free = copies.iter().copied().filter(|&copy| !claims.is_accepted(copy)).take(MOST_COPIES);
        let best = free
            .map(|copy| (support(copy), copy))
            .max_by_key(|&(support, copy)| (support, std::cmp::Reverse(copy)));
        if let Some((strength, copy)) = best
            && strength > support(block)
        {
            claims.hand_over(block, copy);
        }
    }
}
