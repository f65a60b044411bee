//! Links: how much of the text they are, and where they lead.

use dehusk_dom::Dom;

use super::{family, flag};
use crate::block::{BlockId, BlockTree};

/// Where most of a block's links lead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    #[default]
    None,
    /// `#…` inside the page.
    Fragment,
    /// Nowhere: empty, `javascript:`.
    Nowhere,
    /// `mailto:`, `tel:` and the like.
    Contact,
    /// A path without a host.
    Relative,
    /// A URL with a host.
    Absolute,
}

/// What the links of one block say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LinkStats {
    pub(super) count: u32,
    /// Of the first link.
    pub(super) target: Target,
    /// Bytes of its URL.
    pub(super) length: u32,
    /// Path segments of its URL.
    pub(super) segments: u32,
    pub(super) role: UrlRole,
}

/// What a word of the URL's path names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum UrlRole {
    #[default]
    None,
    /// Categories, tags, topics.
    Category,
    /// Authors, users, profiles.
    Person,
    /// Log in, register, subscribe, cart.
    Account,
    /// Share and follow links of networks.
    Share,
    /// Terms, privacy, imprint, contact, about.
    Legal,
}

impl LinkStats {
    pub(super) fn of(dom: &Dom<'_>, tree: &BlockTree, id: BlockId) -> Self {
        let links = tree.links(id);
        let Some(first) = links.first() else { return Self::default() };
        let href = dom.attribute(first.node, "href").unwrap_or_default().trim_ascii();
        Self {
            count: links.len() as u32,
            target: target(href),
            length: href.len() as u32,
            segments: href.bytes().take(200).filter(|&byte| byte == b'/').count() as u32,
            role: url_role(href),
        }
    }
}

fn target(href: &str) -> Target {
    let begins = |with: &str| href.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if href.is_empty() || href == "#" || begins("javascript:") {
        Target::Nowhere
    } else if href.starts_with('#') {
        Target::Fragment
    } else if begins("http:") || begins("https:") || href.starts_with("//") {
        Target::Absolute
    } else if begins("mailto:") || begins("tel:") || begins("sms:") || begins("whatsapp:") {
        Target::Contact
    } else {
        Target::Relative
    }
}

/// Words of paths that are the same on sites of many languages, sorted.
const URL_WORDS: [(&str, UrlRole); 52] = [
    ("about", UrlRole::Legal),
    ("account", UrlRole::Account),
    ("agb", UrlRole::Legal),
    ("archive", UrlRole::Category),
    ("author", UrlRole::Person),
    ("authors", UrlRole::Person),
    ("autor", UrlRole::Person),
    ("cart", UrlRole::Account),
    ("categories", UrlRole::Category),
    ("category", UrlRole::Category),
    ("categoria", UrlRole::Category),
    ("careers", UrlRole::Legal),
    ("checkout", UrlRole::Account),
    ("contact", UrlRole::Legal),
    ("cookie", UrlRole::Legal),
    ("cookies", UrlRole::Legal),
    ("datenschutz", UrlRole::Legal),
    ("facebook", UrlRole::Share),
    ("impressum", UrlRole::Legal),
    ("instagram", UrlRole::Share),
    ("intent", UrlRole::Share),
    ("jobs", UrlRole::Legal),
    ("kontakt", UrlRole::Legal),
    ("label", UrlRole::Category),
    ("legal", UrlRole::Legal),
    ("linkedin", UrlRole::Share),
    ("login", UrlRole::Account),
    ("member", UrlRole::Person),
    ("members", UrlRole::Person),
    ("newsletter", UrlRole::Account),
    ("pinterest", UrlRole::Share),
    ("policy", UrlRole::Legal),
    ("privacy", UrlRole::Legal),
    ("profile", UrlRole::Person),
    ("register", UrlRole::Account),
    ("reddit", UrlRole::Share),
    ("search", UrlRole::Category),
    ("section", UrlRole::Category),
    ("share", UrlRole::Share),
    ("sharer", UrlRole::Share),
    ("signin", UrlRole::Account),
    ("signup", UrlRole::Account),
    ("subscribe", UrlRole::Account),
    ("tag", UrlRole::Category),
    ("tags", UrlRole::Category),
    ("terms", UrlRole::Legal),
    ("topic", UrlRole::Category),
    ("topics", UrlRole::Category),
    ("twitter", UrlRole::Share),
    ("user", UrlRole::Person),
    ("users", UrlRole::Person),
    ("youtube", UrlRole::Share),
];

fn url_role(href: &str) -> UrlRole {
    let bound = href.floor_char_boundary(160);
    href[..bound]
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| (3..=11).contains(&word.len()))
        .find_map(|word| URL_WORDS.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)))
        .map_or(UrlRole::None, |&(_, role)| role)
}

pub(super) const FEATURES: &[super::Feature] = family! {
    link_share "share of the block that is link text" => |c, b| c.stats[b].link_share;
    one_link "1 if the whole block is one link" => |c, b| flag(c.tree.is_one_link(BlockId::at(b)));
    links "links" => |c, b| c.links[b].count as f32;
    link_target "first link: none, fragment, nowhere, contact, relative, absolute" => |c, b| c.links[b].target as u8 as f32;
    link_length "bytes of its URL" => |c, b| c.links[b].length as f32;
    link_segments "slashes in its URL" => |c, b| c.links[b].segments as f32;
    link_role "what its URL names: nothing, category, person, account, share, legal" => |c, b| c.links[b].role as u8 as f32;
};
