//! What kind of page the block stands on.

use dehusk_dom::Tag;

use super::{Context, family, share};
use crate::block::BlockKind;
use crate::judge::Hints;
use crate::page_kind::PageKind;

/// Numbers of a whole page, the same for all its blocks.
#[derive(Debug, Default)]
pub(super) struct PageStats {
    /// The first `h1` of the document.
    pub(super) main_heading: Option<usize>,
    articles: f32,
    lists: f32,
    currencies: f32,
    controls: f32,
    longest: f32,
    url: UrlStats,
    kind: PageKind,
}

/// What the page's URL says.
#[derive(Debug, Default, Clone, Copy)]
struct UrlStats {
    digits: f32,
    hyphens: f32,
    length: f32,
}

impl PageStats {
    pub(super) fn of(context: &Context<'_>, hints: Hints<'_>) -> Self {
        let blocks = &context.tree.blocks;
        let count = |wanted: fn(BlockKind) -> bool| {
            share(blocks.iter().filter(|block| wanted(block.kind)).count() as f32, blocks.len() as f32)
        };
        let containers = &context.tree.containers;
        Self {
            main_heading: blocks.iter().position(|block| block.kind == BlockKind::Heading(1)),
            articles: containers.iter().filter(|container| container.tag == Tag::Article).count() as f32,
            lists: count(|kind| kind == BlockKind::ListItem),
            currencies: context.stats.iter().filter(|stats| stats.currencies > 0).count() as f32,
            controls: count(|kind| kind == BlockKind::Control),
            longest: context.stats.iter().fold(0.0, |longest, stats| longest.max(stats.words)),
            url: hints.url.map(UrlStats::of).unwrap_or_default(),
            kind: hints.kind,
        }
    }
}

impl UrlStats {
    fn of(url: &str) -> Self {
        let path = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = path.split_once('/').map_or("", |(_, path)| path);
        let count = |wanted: fn(u8) -> bool| path.bytes().filter(|&byte| wanted(byte)).count() as f32;
        Self {
            digits: count(|byte| byte.is_ascii_digit()),
            hyphens: count(|byte| matches!(byte, b'-' | b'_' | b'+')),
            length: path.len() as f32,
        }
    }
}

pub(super) const FEATURES: &[super::Feature] = family! {
    page_words "words of the page" => |c, _| c.all.words;
    page_blocks "its blocks" => |c, _| c.all.blocks;
    page_words_a_block "words to each" => |c, _| c.all.words_a_block();
    page_links "share of link text" => |c, _| c.all.link_share();
    page_prose "share of prose" => |c, _| c.all.prose_share();
    page_prose_words "words of prose" => |c, _| c.all.prose_words;
    page_prose_blocks "blocks of prose" => |c, _| c.all.prose_blocks;
    page_headings "share of headings among its blocks" => |c, _| share(c.all.headings, c.all.blocks);
    page_articles "its article elements" => |c, _| c.page.articles;
    page_lists "share of list items among its blocks" => |c, _| c.page.lists;
    page_controls "share of form controls" => |c, _| c.page.controls;
    page_currencies "blocks with a sign of currency" => |c, _| c.page.currencies;
    page_longest "words of its longest block" => |c, _| c.page.longest;
    page_digits "digits a word" => |c, _| share(c.all.digits, c.all.words);
    page_cues "share of cue lines among its blocks" => |c, _| share(c.all.cues, c.all.blocks);
    page_kind "what it says it is: unknown, forum, product, collection, service, documentation, article" => |c, _| c.page.kind as u8 as f32;
    url_digits "digits in its URL" => |c, _| c.page.url.digits;
    url_hyphens "hyphens in its URL" => |c, _| c.page.url.hyphens;
    url_length "bytes of its URL's path" => |c, _| c.page.url.length;
};
