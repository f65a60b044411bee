//! What stands before and behind the block.

use super::family;

/// Blocks on either side.
const REACH: usize = 8;

pub(super) const FEATURES: &[super::Feature] = family! {
    links_8_around "share of link text in the eight blocks on either side" => |c, b| {
        c.sums.over(b.saturating_sub(REACH)..(b + REACH + 1).min(c.tree.len())).link_share()
    };
};
