//! The block that is the document's title.
//!
//! A page's title is the heading, or the early block, that says what its
//! metadata says. Without metadata it is the first heading, or the first line
//! where the text proper begins behind it.

use super::head_line::is_head_line;
use super::menu;
use super::names::{begun, is_name_line, letters};
use super::trail::is_trail;
use super::{Case, Rulings};
use crate::block::{BlockId, BlockKind, Joint};
use crate::cue::CueKind;
use crate::segment::{Setting, heading_words};
use crate::verdict::{Label, Reason};

/// A line of more words is a paragraph.
const LONGEST_TITLE: f32 = 32.0;
/// The name of a part of a site has at most so many words, the title behind it at
/// least so many.
const LONGEST_KICKER: f32 = 2.0;
const LEAST_BEHIND_KICKER: f32 = 4.0;
/// So many lines show whether they are verse.
const STANZA: usize = 3;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    // The subject of a mail is one.
    if rulings.findings.title.is_some() {
        return;
    }
    let by_metadata = by_metadata(case, rulings);
    let title = by_metadata.or_else(|| match case.setting {
        Setting::Page => main_heading(case, rulings),
        Setting::Bare => first_line(case, rulings),
    });
    let Some(title) = title else { return };
    rulings.set(title, Label::Title, Reason::IsTitle);
    rulings.findings.title = Some(heading_words(case.tree.text(title)).to_owned());
    // Scrapes of pages often carry the title twice before the text.
    let letters = letters(case.tree.text(title));
    for id in case.behind(title).take_while(|&id| !case.context.is_prose(id)).take(4) {
        if begun(&letters, case.tree.text(id)) == Some(letters.len()) {
            rulings.set(id, Label::Title, Reason::IsTitle);
        }
    }
}

/// The last heading or short block before much prose that equals, or begins,
/// a title of the metadata.
fn by_metadata(case: &Case<'_>, rulings: &Rulings) -> Option<BlockId> {
    let titles: Vec<String> = case.hints.titles.iter().map(|title| letters(title)).collect();
    let fits = |id: BlockId| {
        titles.iter().any(|title| {
            begun(title, case.tree.text(id)).is_some_and(|length| {
                title[..length].chars().count() > 3 && (length == title.len() || length > 12)
            })
        })
    };
    let heading = |id: &BlockId| matches!(case.tree.block(*id).kind, BlockKind::Heading(_));
    let mut candidates = case
        .tree
        .ids()
        .filter(|&id| rulings.get(id).is_none() && case.words(id) <= LONGEST_TITLE && fits(id));
    let first = candidates.next()?;
    let better = std::iter::once(first).chain(candidates).find(heading);
    better.or_else(|| (case.prose_before(first) == 0).then_some(first))
}

/// The only `h1` of a page.
fn main_heading(case: &Case<'_>, rulings: &Rulings) -> Option<BlockId> {
    let mut headings = case
        .tree
        .ids()
        .filter(|&id| case.tree.block(id).kind == BlockKind::Heading(1) && rulings.get(id).is_none());
    let first = headings.next()?;
    (headings.next().is_none() && case.words(first) <= LONGEST_TITLE).then_some(first)
}

/// The first line that is no furniture, if the text begins behind it.
fn first_line(case: &Case<'_>, rulings: &mut Rulings) -> Option<BlockId> {
    let is_furniture = |rulings: &Rulings, id: BlockId| {
        rulings.get(id).is_some()
            || case.cue(id).is_some()
            || is_date(case, id)
            || is_trail(case, id)
            || is_head_line(case, id)
    };
    // A notice that the score takes away is as much furniture as a menu.
    let is_above = |id| is_furniture(rulings, id) || case.context.is_prose(id) && !rulings.would_keep(id);
    if let Some(head) = menu::head(case, is_above, |id| rulings.would_keep(id)) {
        for item in head.items {
            rulings.set(item, Label::Navigation, Reason::Cue { kind: CueKind::Navigation });
        }
        return Some(head.title);
    }
    let first = case.tree.ids().find(|&id| !is_furniture(rulings, id))?;
    if let Some(title) = behind_kicker(case, first, |id| is_furniture(rulings, id)) {
        rulings.set(first, Label::Categories, Reason::Cue { kind: CueKind::Categories });
        rulings.findings.categories.push(case.tree.text(first).to_owned());
        return Some(title);
    }
    let is_furniture = |id: BlockId| is_furniture(rulings, id);
    let stats = case.context.stats(first);
    if matches!(case.tree.block(first).kind, BlockKind::Heading(_)) {
        return Some(first);
    }
    if stats.words > LONGEST_TITLE
        || stats.sentence_ends > 2
        || stats.sentence_ends > 1 && stats.ends_sentence
        || case.tree.block(first).kind != BlockKind::Bare
    {
        return None;
    }
    let mut behind = case.behind(first).filter(|&id| !is_furniture(id) && case.words(id) > 2.0);
    let next = behind.next()?;
    // A byline or a date between them divides as a blank line does.
    let is_divided =
        case.tree.block(next).joint == Joint::Break || case.behind(first).next().is_some_and(is_furniture);
    let begins_text = is_divided
        && (case.words(next) >= 8.0
            || behind.take(2).any(|id| case.context.is_prose(id))
            || begins_stanza(case, next));
    // A sentence can be a title, but then something has to say so.
    let is_marked = !stats.ends_sentence
        || case.tree.text(first).ends_with(['?', '!', '؟', '？', '！'])
        || case.before(first).any(|id| is_date(case, id) || case.cue_kind(id) == Some(CueKind::Categories))
        || shares_words(case.tree.text(first), case.tree.text(next));
    (begins_text && is_marked).then_some(first)
}

/// The title behind a word that says which part of a site it stands in: "Culture",
/// the title, the byline. Without a byline or a date beside it, the short line
/// is the title and the longer one its subtitle.
fn behind_kicker(
    case: &Case<'_>,
    kicker: BlockId,
    is_furniture: impl Fn(BlockId) -> bool,
) -> Option<BlockId> {
    let is_line =
        |id: BlockId| case.tree.block(id).kind == BlockKind::Bare && !case.context.stats(id).ends_sentence;
    let title = case.behind(kicker).find(|&id| !is_furniture(id))?;
    let block = case.tree.block(title);
    let is_title = is_line(title)
        && block.joint != Joint::Line
        && (LEAST_BEHIND_KICKER..=LONGEST_TITLE).contains(&case.words(title));
    // A label that was glued to the title is a block of the same line.
    let labelled = block.joint == Joint::Inline && title.index() == kicker.index() + 2;
    let beside = || {
        title.index() == kicker.index() + 1
            && case
                .behind(title)
                .next()
                .is_some_and(|next| is_furniture(next) || is_name_line(case.tree.text(next)))
    };
    let is_kicker = is_line(kicker) && case.words(kicker) <= LONGEST_KICKER && is_title;
    (is_kicker && (labelled || beside())).then_some(title)
}

/// Whether short lines follow that are punctuated as verse is, not as a menu.
fn begins_stanza(case: &Case<'_>, first: BlockId) -> bool {
    let others = case.behind(first).take(STANZA - 1).filter(|&id| case.tree.block(id).joint == Joint::Line);
    let lines: Vec<BlockId> = std::iter::once(first).chain(others).collect();
    let is_punctuated = |id: &&BlockId| {
        case.tree.text(**id).ends_with([',', ';', ':', '.', '!', '?', '—', '–', '،', '।', '，', '。'])
    };
    lines.len() == STANZA && lines.iter().filter(is_punctuated).count() * 2 >= STANZA
}

fn is_date(case: &Case<'_>, id: BlockId) -> bool {
    case.cue_kind(id) == Some(CueKind::Date) || case.words(id) <= 6.0 && case.leading_date(id).is_some()
}

/// Whether half of the longer words of a line come again in the paragraph
/// behind it, as those of a title do in the lead.
fn shares_words(line: &str, paragraph: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 3)
            .map(str::to_lowercase)
            .collect()
    };
    let (line, paragraph) = (words(line), words(paragraph));
    let shared = line.iter().filter(|word| paragraph.contains(word)).count();
    line.len() > 2 && shared * 2 >= line.len()
}
