//! What stands before and behind the block.

use std::ops::Range;

use super::prefix::Sums;
use super::{Context, TextStats, family, flag};

/// A block so many places away; nothing, as empty text, beyond the ends.
fn at(context: &Context<'_>, block: usize, offset: isize) -> TextStats {
    block.checked_add_signed(offset).and_then(|at| context.stats.get(at)).copied().unwrap_or_default()
}

/// Sums over the so many blocks before and behind.
fn around(context: &Context<'_>, block: usize, reach: usize) -> Sums {
    context.sums.over(block.saturating_sub(reach)..(block + reach + 1).min(context.tree.len()))
}

fn clipped(context: &Context<'_>, range: Range<usize>) -> Sums {
    let end = range.end.min(context.tree.len());
    context.sums.over(range.start.min(end)..end)
}

pub(super) const FEATURES: &[super::Feature] = family! {
    words_previous "words of the block before" => |c, b| at(c, b, -1).words;
    words_next "words of the block behind" => |c, b| at(c, b, 1).words;
    words_previous_2 "words of the block before that" => |c, b| at(c, b, -2).words;
    words_next_2 "words of the block behind that" => |c, b| at(c, b, 2).words;
    link_share_previous "link share of the block before" => |c, b| at(c, b, -1).link_share;
    link_share_next "link share of the block behind" => |c, b| at(c, b, 1).link_share;
    ends_sentence_previous "1 if the block before ends as sentences do" => |c, b| flag(at(c, b, -1).ends_sentence);
    ends_sentence_next "1 if the block behind does" => |c, b| flag(at(c, b, 1).ends_sentence);
    same_container_previous "1 if the block before has the same container" => |c, b| flag(b > 0 && c.tree.blocks[b - 1].container == c.tree.blocks[b].container);
    prose_4_before "share of prose in the four blocks before" => |c, b| clipped(c, b.saturating_sub(4)..b).prose_share();
    prose_4_behind "share of prose in the four blocks behind" => |c, b| clipped(c, b + 1..b + 5).prose_share();
    links_4_before "share of link text in the four blocks before" => |c, b| clipped(c, b.saturating_sub(4)..b).link_share();
    links_4_behind "share of link text in the four blocks behind" => |c, b| clipped(c, b + 1..b + 5).link_share();
    words_3_around "words in the three blocks on either side" => |c, b| around(c, b, 3).words;
    prose_8_around "share of prose in the eight blocks on either side" => |c, b| around(c, b, 8).prose_share();
    words_8_around "words there" => |c, b| around(c, b, 8).words;
    links_8_around "share of link text there" => |c, b| around(c, b, 8).link_share();
    prose_20_around "share of prose in the twenty blocks on either side" => |c, b| around(c, b, 20).prose_share();
    links_20_around "share of link text there" => |c, b| around(c, b, 20).link_share();
    headings_20_around "headings there" => |c, b| around(c, b, 20).headings;
    digits_8_around "digits a word in the eight blocks on either side" => |c, b| super::share(around(c, b, 8).digits, around(c, b, 8).words);
};
