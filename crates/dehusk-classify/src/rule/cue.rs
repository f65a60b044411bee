//! Lines that a cue phrase covers.
//!
//! The phrase covers the whole block, so cue words inside prose remove nothing.
//! Phrases that end in free text ("Also Read: …") need more: a sign behind the
//! label, a link, or free text that looks like a title. Names, dates and
//! categories are recovered, dates and names only from the head and the tail of
//! the text: those inside it belong to what it quotes or lists.

use super::names::{is_name_line, split_list};
use super::{Case, Rulings};
use crate::block::{BlockId, BlockKind, Joint};
use crate::cue::{CueKind, Shape, tokens};
use crate::feature::Region;
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Up to so many blocks of prose before it, a line stands in the head.
const HEAD_PROSE: usize = 1;
/// Lines that may follow behind the text.
const LONGEST_TAIL: usize = 500;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    for id in case.tree.ids() {
        if rulings.get(id).is_some() || case.context.is_in(id, Region::Post) {
            continue;
        }
        match case.cue_kind(id) {
            Some(kind) => {
                if let Some(label) = label(case, id, kind) {
                    rulings.set(id, label, Reason::Cue { kind });
                    recover(case, id, kind, rulings);
                }
            }
            None => bare_date(case, id, rulings),
        }
    }
    bare_byline(case, rulings);
    rest_of_share_bar(case, rulings);
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

/// A short line between paragraphs is the next one's heading ("Search", "About
/// us"), wherever no page is around it; a figure ("3 min read") makes it none.
fn is_heading_of_prose(case: &Case<'_>, id: BlockId) -> bool {
    if matches!(case.tree.block(id).kind, BlockKind::Heading(_)) {
        return case.behind(id).next().is_some_and(|next| case.context.is_prose(next));
    }
    let has_figure = || tokens(case.tree.text(id)).iter().any(|token| token.shape == Shape::Number);
    case.setting == Setting::Bare
        && case.prose_before(id) > 0
        && case.behind(id).next().is_some_and(|next| case.context.is_prose(next))
        && !has_figure()
}

fn is_head(case: &Case<'_>, id: BlockId) -> bool {
    case.prose_before(id) <= HEAD_PROSE
}

/// Whether no prose follows but what stands under a heading cue.
fn is_tail(case: &Case<'_>, id: BlockId) -> bool {
    let ends = |id: BlockId| match case.cue_kind(id) {
        Some(CueKind::Related | CueKind::Comments | CueKind::BioHeading) => Some(true),
        None if case.context.is_prose(id) => Some(false),
        _ => None,
    };
    // Bounded: a tail of more lines than this is no tail, and documents that
    // are nothing but cue lines stay linear.
    case.behind(id).take(LONGEST_TAIL).find_map(ends).unwrap_or(case.tree.len() - id.index() <= LONGEST_TAIL)
}

fn recover(case: &Case<'_>, id: BlockId, kind: CueKind, rulings: &mut Rulings) {
    let in_place = is_head(case, id) || is_tail(case, id);
    let findings = &mut rulings.findings;
    match kind {
        CueKind::Byline if in_place && findings.author.is_none() => {
            findings.author = case.captured(id).map(|names| split_list(names).join(", "));
        }
        CueKind::Categories if findings.categories.is_empty() => {
            for category in case.captured(id).map(split_list).unwrap_or_default() {
                if !findings.categories.contains(&category) {
                    findings.categories.push(category);
                }
            }
        }
        _ => {}
    }
    // A byline may carry the date too: "By Jane Doe | 12 March 2022".
    if in_place && matches!(kind, CueKind::Date | CueKind::Byline) {
        findings.date = findings.date.or(case.cue(id).and_then(|found| found.date));
    }
}

/// A line of the head that is nothing but a date, with a time at most.
fn bare_date(case: &Case<'_>, id: BlockId, rulings: &mut Rulings) {
    let text = case.tree.text(id);
    let is_heading = matches!(case.tree.block(id).kind, BlockKind::Heading(_));
    // Blogs of some systems put the day over each post as a heading; without a
    // page around it, a heading that is a date is the text's own.
    if !is_head(case, id) || case.words(id) > 9.0 || is_heading && case.setting == Setting::Bare {
        return;
    }
    let Some((date, length)) = case.leading_date(id) else { return };
    if tokens(&text[length..])
        .iter()
        .all(|token| token.shape == Shape::Number || token.folded.chars().count() <= 4)
    {
        rulings.set(id, Label::DateLine, Reason::Cue { kind: CueKind::Date });
        rulings.findings.date = rulings.findings.date.or(date);
    }
}

/// Links to networks that stand in one line with a share bar, each a block.
fn rest_of_share_bar(case: &Case<'_>, rulings: &mut Rulings) {
    for id in case.tree.ids() {
        let in_bar = case.tree.block(id).joint == Joint::Inline
            && case
                .before(id)
                .next()
                .and_then(|before| rulings.get(before))
                .is_some_and(|(label, _)| label == Label::ShareBar);
        if in_bar && case.cues.count_networks(case.tree.text(id)) > 0 {
            rulings.set(id, Label::ShareBar, Reason::Cue { kind: CueKind::Share });
        }
    }
}

/// A name alone in the head, beside a date line: a byline without "by".
fn bare_byline(case: &Case<'_>, rulings: &mut Rulings) {
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
