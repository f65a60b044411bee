//! Where in the document the block stands, and in how much prose.

use super::{family, flag, share};

pub(super) const FEATURES: &[super::Feature] = family! {
    words_before "share of its words before the block" => |c, b| share(c.words_in(0..b), c.all.words);
    prose_before "share of its prose before the block" => |c, b| share(c.prose_words_in(0..b), c.all.prose_words);
    prose_words_before "words of prose before the block" => |c, b| c.prose_words_in(0..b);
    from_heading "blocks since the first h1; negative before it" => |c, b| c.page.main_heading.map_or(-1000.0, |at| b as f32 - at as f32);
    behind_main_heading "1 behind the first h1, 0 before, 0.5 without one" => |c, b| c.page.main_heading.map_or(0.5, |at| flag(b >= at));
    words_since_heading "words between the first h1 and the block" => |c, b| c.page.main_heading.map_or(-1.0, |at| if b > at { c.words_in(at..b) } else { -1.0 });
};
