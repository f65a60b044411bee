//! What else stands in the containers around the block.

use super::{family, share};

pub(super) const FEATURES: &[super::Feature] = family! {
    link_share_0 "share of link text in the block's container" => |c, b| c.up(b, 0).sums.link_share();
    link_share_1 "… one level up" => |c, b| c.up(b, 1).sums.link_share();
    link_share_2 "… two levels up" => |c, b| c.up(b, 2).sums.link_share();
    link_share_3 "… three levels up" => |c, b| c.up(b, 3).sums.link_share();
    link_share_5 "… five levels up" => |c, b| c.up(b, 5).sums.link_share();
    prose_share_0 "share of prose in the block's container" => |c, b| c.up(b, 0).sums.prose_share();
    prose_share_1 "… one level up" => |c, b| c.up(b, 1).sums.prose_share();
    prose_share_2 "… two levels up" => |c, b| c.up(b, 2).sums.prose_share();
    prose_share_3 "… three levels up" => |c, b| c.up(b, 3).sums.prose_share();
    prose_share_5 "… five levels up" => |c, b| c.up(b, 5).sums.prose_share();
    prose_of_page_1 "share of the page's prose one level up" => |c, b| share(c.up(b, 1).sums.prose_words, c.all.prose_words);
    prose_of_page_2 "… two levels up" => |c, b| share(c.up(b, 2).sums.prose_words, c.all.prose_words);
    prose_of_page_3 "… three levels up" => |c, b| share(c.up(b, 3).sums.prose_words, c.all.prose_words);
    prose_of_page_5 "… five levels up" => |c, b| share(c.up(b, 5).sums.prose_words, c.all.prose_words);
    words_of_page_0 "share of the page's words in the block's container" => |c, b| share(c.up(b, 0).sums.words, c.all.words);
    words_of_page_1 "… one level up" => |c, b| share(c.up(b, 1).sums.words, c.all.words);
    words_of_page_2 "… two levels up" => |c, b| share(c.up(b, 2).sums.words, c.all.words);
    words_of_page_3 "… three levels up" => |c, b| share(c.up(b, 3).sums.words, c.all.words);
    words_of_page_5 "… five levels up" => |c, b| share(c.up(b, 5).sums.words, c.all.words);
    words_a_block_1 "words a block one level up" => |c, b| c.up(b, 1).sums.words_a_block();
    words_a_block_2 "… two levels up" => |c, b| c.up(b, 2).sums.words_a_block();
    words_a_block_4 "… four levels up" => |c, b| c.up(b, 4).sums.words_a_block();
    blocks_1 "blocks one level up" => |c, b| c.up(b, 1).sums.blocks;
    blocks_2 "… two levels up" => |c, b| c.up(b, 2).sums.blocks;
    blocks_4 "… four levels up" => |c, b| c.up(b, 4).sums.blocks;
    words_1 "words one level up" => |c, b| c.up(b, 1).sums.words;
    words_2 "… two levels up" => |c, b| c.up(b, 2).sums.words;
    words_4 "… four levels up" => |c, b| c.up(b, 4).sums.words;
    headings_2 "share of headings among the blocks two levels up" => |c, b| share(c.up(b, 2).sums.headings, c.up(b, 2).sums.blocks);
    headings_4 "… four levels up" => |c, b| share(c.up(b, 4).sums.headings, c.up(b, 4).sums.blocks);
    digits_2 "digits a word two levels up" => |c, b| share(c.up(b, 2).sums.digits, c.up(b, 2).sums.words);
    commas_2 "commas a word two levels up" => |c, b| share(c.up(b, 2).sums.commas, c.up(b, 2).sums.words);
};
