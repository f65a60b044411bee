//! What a block looks like, where nothing else says what it is.

use crate::block::{BlockId, BlockKind, ContainerId};
use crate::feature::Region;
use crate::rule::Case;
use crate::verdict::Label;

/// From so many words on, a link is the title of another document; menus are
/// shorter.
const SHORTEST_TITLE: f32 = 4.5;
/// A list whose text is links in this share is nothing but links.
const LINKED: f32 = 0.7;

pub(super) fn label(case: &Case<'_>, id: BlockId) -> Label {
    let stats = case.context.stats(id);
    if case.context.is_in(id, Region::Post) {
        return Label::Embed;
    }
    if case.tree.block(id).kind == BlockKind::Caption || case.context.is_in(id, Region::Figure) {
        return Label::Caption;
    }
    if stats.link_share > LINKED {
        return of_links(case, id);
    }
    // A teaser: cut short, beside its linked title.
    if stats.ends_cut && neighbours(case, id).any(|beside| case.context.stats(beside).link_share > LINKED) {
        return Label::Related;
    }
    Label::Boilerplate
}

/// Links to other documents, or to parts of the site: by the length of what they
/// say, of the whole list where the block is in one.
fn of_links(case: &Case<'_>, id: BlockId) -> Label {
    let blocks = list_of(case, id).map_or(id.index()..id.index() + 1, |list| case.tree.blocks_in(list));
    if has_titles(case, blocks) { Label::Related } else { Label::Navigation }
}

/// Whether the links of these blocks are titles by their length.
pub(super) fn has_titles(case: &Case<'_>, blocks: std::ops::Range<usize>) -> bool {
    let (mut links, mut words) = (0.0, 0.0);
    for id in blocks.take(MOST_LINKS).map(BlockId::at) {
        links += case.tree.links(id).len() as f32;
        words += case.words(id) * case.context.stats(id).link_share;
    }
    words >= SHORTEST_TITLE * links
}

/// Links of one list that are looked at, so that long lists stay linear.
const MOST_LINKS: usize = 32;

fn list_of(case: &Case<'_>, id: BlockId) -> Option<ContainerId> {
    let mut containers = case.tree.containers_of(id).take(4);
    containers.find(|&container| {
        use dehusk_dom::Tag::{Dl, Menu, Ol, Ul};
        matches!(case.tree.container(container).tag, Ul | Ol | Menu | Dl)
    })
}

fn neighbours(case: &Case<'_>, id: BlockId) -> impl Iterator<Item = BlockId> {
    case.before(id).take(1).chain(case.behind(id).take(1))
}
