//! The menu that was scraped line by line, and the title under it.
//!
//! A site's menu is a column of words, the title the last line before the text
//! that is none of them. Without a page around it nothing else tells the two
//! apart, and the score takes a title among menu words for one of them.

use super::Case;
use crate::block::{BlockId, BlockKind, Joint};
use crate::cue::CueKind;

/// An item of a menu has at most so many words.
const LONGEST_ITEM: f32 = 3.0;
/// A title has at most so many.
const LONGEST_TITLE: f32 = 32.0;
/// So many short lines are a menu, also where no phrase says so.
const LEAST_ITEMS: usize = 4;
/// So many lines are the head of a site, if few of them could be text.
const LEAST_ABOVE: usize = 8;
/// Between such a head's title and the text stand fewer lines.
const NEAR: usize = 8;

/// What stands above a text.
pub(super) struct Head {
    pub(super) title: BlockId,
    /// The lines of the menu that no phrase names.
    pub(super) items: Vec<BlockId>,
}

/// The title between a menu and the text proper, if what stands above it is a
/// menu or other furniture.
///
/// A line between title and text (a subtitle) is passed over. Linear in the
/// blocks before the first prose.
pub(super) fn head(
    case: &Case<'_>,
    is_furniture: impl Fn(BlockId) -> bool,
    is_kept: impl Fn(BlockId) -> bool,
) -> Option<Head> {
    let is_text = |id: BlockId| case.context.is_prose(id) || case.context.stats(id).ends_sentence;
    let lead = case.tree.ids().find(|&id| is_text(id) && is_kept(id) && !is_furniture(id))?;
    let lines: Vec<BlockId> =
        case.tree.ids().take_while(|&id| id < lead).filter(|&id| !is_furniture(id)).collect();
    let &last = lines.last()?;
    // A name alone may stand between title and text, and so may a subtitle.
    let at = lines.iter().rposition(|&id| !is_item(case, id)).unwrap_or(lines.len() - 1);
    let title = match at.checked_sub(1).map(|above| lines[above]) {
        Some(above) if !is_item(case, above) && !is_item(case, lines[at]) => above,
        _ => lines[at],
    };
    let stands_alone = case.tree.block(lead).joint == Joint::Break || lead.index() > last.index() + 1;
    if !stands_alone || !is_title(case, title, &is_furniture) {
        return None;
    }
    let items: Vec<BlockId> = lines.into_iter().take_while(|&id| id < title).collect();
    let named = case.before(title).filter(|&id| is_of_menu(case, id)).count();
    let is_menu = items.iter().all(|&id| is_item(case, id) && is_line(case, id))
        && items.len() + named >= 2
        && (named > 0 || items.len() >= LEAST_ITEMS);
    if is_menu {
        return Some(Head { title, items });
    }
    // Much furniture of all kinds: its lines are left to the score.
    let odd = items.iter().filter(|&&id| !is_item(case, id) && is_kept(id)).count();
    let is_set_apart = case.tree.block(title).joint == Joint::Break && !is_item(case, title);
    let is_near = lead.index() <= title.index() + NEAR;
    (title.index() >= LEAST_ABOVE && odd * 4 <= title.index() && is_set_apart && is_near)
        .then(|| Head { title, items: Vec::new() })
}

fn is_item(case: &Case<'_>, id: BlockId) -> bool {
    case.words(id) <= LONGEST_ITEM
}

fn is_title(case: &Case<'_>, id: BlockId, is_furniture: impl Fn(BlockId) -> bool) -> bool {
    let block = case.tree.block(id);
    if matches!(block.kind, BlockKind::Heading(_)) {
        return case.words(id) <= LONGEST_TITLE;
    }
    // The last word of a menu is no title.
    let is_set_apart = case.words(id) > LONGEST_ITEM
        || block.joint == Joint::Break
        || case.behind(id).next().is_some_and(is_furniture);
    block.kind == BlockKind::Bare && case.words(id) <= LONGEST_TITLE && is_set_apart
}

fn is_line(case: &Case<'_>, id: BlockId) -> bool {
    !matches!(case.tree.block(id).kind, BlockKind::Heading(_))
        && !case.tree.text(id).ends_with([',', ';', ':'])
}

/// Whether a phrase says that a line belongs to what sites set above a text.
fn is_of_menu(case: &Case<'_>, id: BlockId) -> bool {
    matches!(
        case.cue_kind(id),
        Some(
            CueKind::Navigation
                | CueKind::Related
                | CueKind::Newsletter
                | CueKind::Follow
                | CueKind::Share
                | CueKind::Advertisement
                | CueKind::Cookie
        )
    )
}
