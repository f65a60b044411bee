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
/// Text that begins further behind has more than a menu before it.
const LAST_BLOCK: usize = 80;

/// What stands above a text.
pub(super) struct Head {
    pub(super) title: BlockId,
    /// The lines of the menu that no phrase names.
    pub(super) items: Vec<BlockId>,
}

/// The title between a menu and the text proper, if all above it is a menu or
/// other furniture.
///
/// A line between title and text (a subtitle) is passed over. Linear in the
/// blocks before the first prose.
pub(super) fn head(case: &Case<'_>, is_furniture: impl Fn(BlockId) -> bool) -> Option<Head> {
    let lead = case.tree.ids().take(LAST_BLOCK).find(|&id| {
        (case.context.is_prose(id) || case.context.stats(id).ends_sentence) && !is_furniture(id)
    })?;
    let lines: Vec<BlockId> =
        case.tree.ids().take_while(|&id| id < lead).filter(|&id| !is_furniture(id)).collect();
    let &last = lines.last()?;
    let is_item = |id: &BlockId| case.words(*id) <= LONGEST_ITEM;
    // Above a subtitle stands the title.
    let title = match lines.len().checked_sub(2).map(|at| lines[at]) {
        Some(above) if !is_item(&above) && !is_item(&last) => above,
        _ => last,
    };
    let items: Vec<BlockId> = lines.into_iter().take_while(|&id| id < title).collect();
    let named = case.before(title).filter(|&id| is_of_menu(case, id)).count();
    let is_menu = items.iter().all(|id| is_item(id) && is_line(case, *id))
        && items.len() + named >= 2
        && (named > 0 || items.len() >= LEAST_ITEMS);
    let stands_alone = case.tree.block(lead).joint == Joint::Break || lead.index() > last.index() + 1;
    (is_menu && stands_alone && is_title(case, title, &is_furniture)).then_some(Head { title, items })
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
                | CueKind::Newsletter
                | CueKind::Follow
                | CueKind::Share
                | CueKind::Advertisement
                | CueKind::Cookie
        )
    )
}
