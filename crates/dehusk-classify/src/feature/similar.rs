//! How much a block shares with what the page says about itself: its title and
//! its description.

use dehusk_dom::{Dom, Tag};

use super::context::mix;
use super::{TextStats, family};
use crate::block::BlockTree;
use crate::judge::Hints;

/// Shares of words in common.
#[derive(Debug, Default)]
pub(super) struct Similar {
    blocks: Vec<Shares>,
    /// The block that has most of the title's words, and little else.
    title: usize,
}

#[derive(Debug, Default, Clone, Copy)]
struct Shares {
    /// Share of the title's words that stand in the block.
    of_title: f32,
    /// Share of the description's words that stand in the block.
    of_description: f32,
}

/// Longer blocks are compared with neither.
const LONGEST: f32 = 200.0;

impl Similar {
    pub(super) fn of(dom: &Dom<'_>, tree: &BlockTree, stats: &[TextStats], hints: Hints<'_>) -> Self {
        let title = match hints.titles.first() {
            Some(title) => Words::of(title),
            None => {
                dom.elements(Tag::Title).next().map(|id| Words::of(&dom.text_content(id))).unwrap_or_default()
            }
        };
        let description = description(dom).map(Words::of).unwrap_or_default();
        let mut similar = Self::default();
        let mut best = 0.0;
        for (id, stats) in tree.ids().zip(stats) {
            let mut shares = Shares::default();
            if stats.words <= LONGEST && !(title.is_empty() && description.is_empty()) {
                let (mut in_title, mut in_description, mut count) = (0_u64, 0_u64, 0_u32);
                for word in words(tree.text(id)) {
                    in_title |= title.bit(word);
                    in_description |= description.bit(word);
                    count += 1;
                }
                shares.of_title = title.share(in_title);
                shares.of_description = description.share(in_description);
                let both = super::share(in_title.count_ones() as f32, count as f32) * shares.of_title;
                if both > best {
                    best = both;
                    similar.title = id.index();
                }
            }
            similar.blocks.push(shares);
        }
        similar
    }
}

/// The first different words of a text, at most 64.
#[derive(Debug, Default)]
struct Words(Vec<u32>);

impl Words {
    fn of(text: &str) -> Self {
        let mut known = Vec::new();
        for word in words(text) {
            if known.len() < 64 && !known.contains(&word) {
                known.push(word);
            }
        }
        known.sort_unstable();
        Self(known)
    }

    const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The word's place as a bit; none if it is no word of the text.
    fn bit(&self, word: u32) -> u64 {
        self.0.binary_search(&word).map_or(0, |place| 1 << place)
    }

    fn share(&self, found: u64) -> f32 {
        super::share(found.count_ones() as f32, self.0.len() as f32)
    }
}

fn description<'a>(dom: &'a Dom<'_>) -> Option<&'a str> {
    let named = |wanted: &str| {
        dom.elements(Tag::Meta).find_map(|id| {
            let name = dom.attribute(id, "property").or_else(|| dom.attribute(id, "name"))?;
            if name.eq_ignore_ascii_case(wanted) { dom.attribute(id, "content") } else { None }
        })
    };
    named("og:description").or_else(|| named("description")).filter(|text| !text.trim().is_empty())
}

/// Scripts from here on are written without spaces, or as good as; their
/// letters go one by one.
const UNSPACED: char = '\u{2E80}';

/// Words in lower case, hashed.
fn words(text: &str) -> impl Iterator<Item = u32> + '_ {
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|c| !c.is_alphanumeric()).is_some() {}
        let first = rest.next()?;
        let mut hash = mix(3, lower(first));
        if first < UNSPACED {
            while let Some(c) = rest.next_if(|c| c.is_alphanumeric() && *c < UNSPACED) {
                hash = mix(hash, lower(c));
            }
        }
        Some(hash)
    })
}

fn lower(c: char) -> u32 {
    if c.is_ascii() { c.to_ascii_lowercase() as u32 } else { c.to_lowercase().next().unwrap_or(c) as u32 }
}

pub(super) const FEATURES: &[super::Feature] = family! {
    title_in_block "share of the title's words in the block" => |c, b| c.similar.blocks[b].of_title;
    description_in_block "share of the description's words in the block" => |c, b| c.similar.blocks[b].of_description;
    from_title "blocks since the block that is most like the title" => |c, b| b as f32 - c.similar.title as f32;
    words_since_title "words between it and the block; -1 before" => |c, b| if b >= c.similar.title { c.words_in(c.similar.title..b) } else { -1.0 };
};
