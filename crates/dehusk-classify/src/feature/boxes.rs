//! What else stands in the containers around the block.

use super::{family, share};

pub(super) const FEATURES: &[super::Feature] = family! {
    link_share_1 "share of link text one level up" => |c, b| c.up(b, 1).sums.link_share();
    link_share_2 "share of link text two levels up" => |c, b| c.up(b, 2).sums.link_share();
    link_share_3 "share of link text three levels up" => |c, b| c.up(b, 3).sums.link_share();
    prose_of_page_1 "share of the page's prose one level up" => |c, b| share(c.up(b, 1).sums.prose_words, c.all.prose_words);
    words_of_page_3 "share of the page's words three levels up" => |c, b| share(c.up(b, 3).sums.words, c.all.words);
    words_a_block_4 "words a block four levels up" => |c, b| c.up(b, 4).sums.words_a_block();
    words_4 "words four levels up" => |c, b| c.up(b, 4).sums.words;
};
