//! Lines that a cue phrase covers.
//!
//! The phrase covers the whole block, so cue words inside prose remove nothing.
//! Phrases that end in free text ("Also Read: …") need more: a sign behind the
//! label, a link, or free text that looks like a title. Names, dates and
//! categories are recovered, dates and names only from the head and the tail of
//! the text: those inside it belong to what it quotes or lists.

use super::date_line;
use super::heading::{is_heading_of_prose, is_own_heading};
use super::names::{split_list, split_names};
use super::place::{is_head, is_tail};
use super::source::behind_label;
use super::{Case, Rulings, days};
use crate::block::BlockId;
use crate::cue::{CueKind, Shape, tokens};
use crate::feature::Region;
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    let is_chronicle = date_line::is_chronicle(case);
    for id in case.tree.ids() {
        if rulings.get(id).is_some() || case.context.is_in(id, Region::Post) || is_own_heading(case, id) {
            continue;
        }
        match case.cue_kind(id) {
            Some(kind) => {
                if let Some(label) = label(case, id, kind) {
                    rulings.set(id, label, Reason::Cue { kind });
                    recover(case, id, kind, rulings);
                }
            }
            None if is_chronicle => {}
            None => date_line::bare_date(case, id, rulings),
        }
    }
    date_line::bare_byline(case, rulings);
}

/// What a line of this cue is, if the guards let it go.
fn label(case: &Case<'_>, id: BlockId, kind: CueKind) -> Option<Label> {
    let head_or_tail = || is_head(case, id) || is_tail(case, id);
    Some(match kind {
        CueKind::ReadAlso if case.captured(id).is_some() && is_pointer(case, id) => Label::Related,
        CueKind::ContinueReading => Label::Related,
        CueKind::Follow | CueKind::Newsletter => Label::Promotion,
        CueKind::Share => Label::ShareBar,
        CueKind::Byline if (case.setting == Setting::Page || head_or_tail()) && is_byline(case, id) => {
            Label::Byline
        }
        CueKind::Categories if is_pointer(case, id) => Label::Categories,
        CueKind::Date | CueKind::RelativeTime => Label::DateLine,
        CueKind::Copyright => Label::Legal,
        CueKind::Cookie => Label::CookieNotice,
        CueKind::Advertisement => Label::Advertisement,
        CueKind::Credit if is_pointer(case, id) => Label::Credit,
        CueKind::Navigation if !is_heading_of_prose(case, id) => Label::Navigation,
        // Headings of sections and what is said about authors have rules of
        // their own.
        _ => return None,
    })
}

/// Whether the free text behind a label is what the label announces, not the
/// rest of a sentence.
fn is_pointer(case: &Case<'_>, id: BlockId) -> bool {
    let Some(rest) = case.cue(id).and_then(|found| found.captured.clone()) else { return true };
    let text = case.tree.text(id);
    let label = text[..rest.start].trim_end();
    let has_sign = label.ends_with([
        ':', '：', '=', '＝', '・', '/', '／', '|', '»', '›', '>', '→', '–', '—', '-', '】', ']',
    ]);
    let block = case.tree.block(id);
    let at = block.text.start + rest.start as u32;
    let is_link =
        case.tree.links(id).iter().any(|link| link.text.start <= at && link.text.end + 1 >= block.text.end);
    // Only where there are capitals does one tell a title from a sentence.
    let is_capitalised = tokens(&text[rest]).first().is_some_and(|token| token.shape == Shape::Capitalised);
    has_sign || is_link || is_capitalised && !case.context.stats(id).ends_sentence
}

/// Whether a byline's name is one. Where there are no capitals, anything could
/// be; then a sign has to divide label and name, or the line is very short.
fn is_byline(case: &Case<'_>, id: BlockId) -> bool {
    let Some(name) = case.captured(id) else { return true };
    let has_capitals = tokens(name).first().is_some_and(|token| token.shape == Shape::Capitalised);
    has_capitals || is_pointer(case, id) || case.words(id) <= 5.0 && !case.context.stats(id).ends_sentence
}

fn recover(case: &Case<'_>, id: BlockId, kind: CueKind, rulings: &mut Rulings) {
    let in_place = is_head(case, id) || is_tail(case, id);
    // Categories and tags may have a line each; on a page, a second list may be
    // that of a teaser.
    let may_add_categories =
        rulings.findings.categories.is_empty() || case.setting == Setting::Bare && in_place;
    let findings = &mut rulings.findings;
    match kind {
        CueKind::Byline if in_place && findings.author.is_none() => {
            findings.author = case.captured(id).map(|names| split_names(names).join(", "));
        }
        CueKind::Categories if may_add_categories => {
            for category in categories(case, id) {
                if !findings.categories.contains(&category) {
                    findings.categories.push(category);
                }
            }
        }
        _ => {}
    }
    // A byline may carry the date too: "By Jane Doe | 12 March 2022".
    if in_place && matches!(kind, CueKind::Date | CueKind::Byline) {
        days::take_up(case, id, findings);
    }
}

/// The list that a line of categories carries: what its phrase captured, or what
/// stands behind the label where the phrase spells out the category.
fn categories(case: &Case<'_>, id: BlockId) -> Vec<String> {
    case.captured(id).or_else(|| behind_label(case.tree.text(id))).map(split_list).unwrap_or_default()
}
