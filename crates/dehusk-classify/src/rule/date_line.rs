//! Lines that are nothing but a date, and names beside them.
//!
//! In the head of a document they say when it was published, and by whom. Those
//! of a diary, of letters or of a chronicle are its headings and stay.

use super::names::is_name_line;
use super::place::is_head;
use super::{Case, Rulings, days};
use crate::block::{BlockId, BlockKind};
use crate::cue::{CueKind, Shape, Token, tokens};
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// A line of the head that is nothing but a date, with a time at most.
pub(super) fn bare_date(case: &Case<'_>, id: BlockId, rulings: &mut Rulings) {
    let is_heading = matches!(case.tree.block(id).kind, BlockKind::Heading(_));
    // Blogs of some systems put the day over each post as a heading; without a
    // page around it, a heading that is a date is the text's own.
    if !is_head(case, id) || is_heading && case.setting == Setting::Bare {
        return;
    }
    if is_bare_day(case, id) {
        rulings.set(id, Label::DateLine, Reason::Cue { kind: CueKind::Date });
        days::take_up(case, id, &mut rulings.findings);
    }
}

/// Whether a line is a date, with a time at most, and nothing else.
fn is_bare_day(case: &Case<'_>, id: BlockId) -> bool {
    let is_time = |token: &Token| token.shape == Shape::Number || token.folded.chars().count() <= 4;
    case.words(id) <= 9.0
        && case
            .leading_date(id)
            .is_some_and(|(_, length)| tokens(&case.tree.text(id)[length..]).iter().all(is_time))
}

/// Whether lines that are nothing but a date are headings of the text: of a
/// diary, of letters, of a chronicle. Then prose stands right behind several.
pub(super) fn is_chronicle(case: &Case<'_>) -> bool {
    if case.setting == Setting::Page {
        return false;
    }
    let mut headings = 0;
    for id in case.tree.ids() {
        match case.cue_kind(id) {
            Some(CueKind::Related | CueKind::Comments) => break,
            Some(_) => continue,
            None => {}
        }
        let heads_prose = case.behind(id).next().is_some_and(|next| case.context.is_prose(next));
        if heads_prose && is_bare_day(case, id) {
            // The first of them may still be the day of publication.
            headings += if case.prose_before(id) == 0 { 1 } else { 2 };
        }
        if headings > 2 {
            return true;
        }
    }
    false
}

/// A name alone in the head, beside a date line: a byline without "by".
pub(super) fn bare_byline(case: &Case<'_>, rulings: &mut Rulings) {
    let is_date_line = |rulings: &Rulings, id: Option<BlockId>| {
        id.and_then(|id| rulings.get(id)).is_some_and(|(label, _)| label == Label::DateLine)
    };
    for id in case.tree.ids().take_while(|&id| case.prose_before(id) == 0) {
        let beside =
            is_date_line(rulings, case.before(id).next()) || is_date_line(rulings, case.behind(id).next());
        if rulings.get(id).is_none() && id.index() > 0 && beside && is_name_line(case.tree.text(id)) {
            rulings.set(id, Label::Byline, Reason::Cue { kind: CueKind::Byline });
            rulings.findings.author.get_or_insert_with(|| case.tree.text(id).to_owned());
        }
    }
}
