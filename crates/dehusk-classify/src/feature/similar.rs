//! How much a block shares with what the page says about itself: its title and
//! its description.

use std::collections::HashSet;

use dehusk_dom::{Dom, Tag};

use super::context::mix;
use super::{TextStats, family};
use crate::block::BlockTree;
use crate::judge::Hints;

/// Shares of words in common.
#[derive(Debug, Default)]
pub(super) struct Similar {
    blocks: Vec<Shares>,
    /// The block that has most of the title's words.
    title: usize,
}

#[derive(Debug, Default, Clone, Copy)]
struct Shares {
    /// Share of the block's words that stand in the title.
    of_block: f32,
    /// Share of the title's words that stand in the block.
    of_title: f32,
    /// Share of the block's words that stand in the description.
    in_description: f32,
    /// Share of the description's words that stand in the block.
    of_description: f32,
}

/// Longer blocks are compared with neither.
const LONGEST: f32 = 200.0;

impl Similar {
    pub(super) fn of(dom: &Dom<'_>, tree: &BlockTree, stats: &[TextStats], hints: Hints<'_>) -> Self {
        let title: HashSet<u32> = match hints.titles.first() {
            Some(title) => words(title).collect(),
            None => dom.elements(Tag::Title).next().map(|id| words(&dom.text_content(id)).collect()).unwrap_or_default(),
        };
        let description: HashSet<u32> = description(dom).map(|text| words(text).collect()).unwrap_or_default();
        let mut similar = Self::default();
        let mut best = 0.0;
        for (id, stats) in tree.ids().zip(stats) {
            let mut shares = Shares::default();
            if stats.words <= LONGEST && !(title.is_empty() && description.is_empty()) {
                let own: HashSet<u32> = words(tree.text(id)).collect();
                let in_title = own.intersection(&title).count() as f32;
                let in_description = own.intersection(&description).count() as f32;
                shares = Shares {
                    of_block: super::share(in_title, own.len() as f32),
                    of_title: super::share(in_title, title.len() as f32),
                    in_description: super::share(in_description, own.len() as f32),
                    of_description: super::share(in_description, description.len() as f32),
                };
            }
            let both = shares.of_block * shares.of_title;
            if both > best {
                best = both;
                similar.title = id.index();
            }
            similar.blocks.push(shares);
        }
        similar
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

/// Words in lower case, hashed; letters of scripts without spaces go one by
/// one.
fn words(text: &str) -> impl Iterator<Item = u32> + '_ {
    let mut rest = text.chars().flat_map(char::to_lowercase).peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|c| !c.is_alphanumeric()).is_some() {}
        let first = rest.next()?;
        let mut hash = mix(3, first as u32);
        if (first as u32) < 0x2E80 {
            while let Some(c) = rest.next_if(|c| c.is_alphanumeric() && (*c as u32) < 0x2E80) {
                hash = mix(hash, c as u32);
            }
        }
        Some(hash)
    })
}

pub(super) const FEATURES: &[super::Feature] = family! {
    title_in_block "share of the title's words in the block" => |c, b| c.similar.blocks[b].of_title;
    block_in_title "share of the block's words in the title" => |c, b| c.similar.blocks[b].of_block;
    description_in_block "share of the description's words in the block" => |c, b| c.similar.blocks[b].of_description;
    block_in_description "share of the block's words in the description" => |c, b| c.similar.blocks[b].in_description;
    from_title "blocks since the block that is most like the title" => |c, b| b as f32 - c.similar.title as f32;
    words_since_title "words between it and the block; -1 before" => |c, b| if b >= c.similar.title { c.words_in(c.similar.title..b) } else { -1.0 };
};
