//! The box about the author, behind the text.
//!
//! Three forms: under a heading ("About the author"); a line with a name and a
//! paragraph that begins with that name; a last paragraph that a cue phrase
//! recognises. Persons that the text is about have the same form, so the name
//! must not occur in the prose before, unless it is the author's, and no prose
//! may follow.

use super::names::{is_name_line, leading_name};
use super::{Case, Rulings};
use crate::block::BlockId;
use crate::cue::CueKind;
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// What is said about an author has at most so many words a paragraph.
const LONGEST_BIO: f32 = 90.0;

/// Paragraphs of prose that such a box may have.
const LONGEST_BOX: usize = 6;
/// A document has few authors; looking for more names costs a search each.
const MOST_CANDIDATES: usize = 16;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    let tail = tail(case, rulings);
    let is_candidate = |id: &BlockId| {
        matches!(case.cue_kind(*id), Some(CueKind::BioHeading | CueKind::Bio))
            || is_name_line(case.tree.text(*id))
    };
    for id in case.tree.ids().skip(tail).filter(is_candidate).take(MOST_CANDIDATES) {
        if rulings.get(id).is_some() {
            continue;
        }
        if case.cue_kind(id) == Some(CueKind::BioHeading) {
            under_heading(case, id, rulings);
        } else if is_name_line(case.tree.text(id)) {
            name_and_paragraph(case, id, rulings);
        } else if case.cue_kind(id) == Some(CueKind::Bio) {
            alone(case, id, rulings);
        }
    }
}

fn under_heading(case: &Case<'_>, heading: BlockId, rulings: &mut Rulings) {
    let box_of = |id: &BlockId| case.words(*id) <= LONGEST_BIO;
    let blocks: Vec<BlockId> =
        case.behind(heading).filter(|&id| !rulings.is_removed(id)).take(3).take_while(box_of).collect();
    let Some(&last) = blocks.last() else {
        return rulings.set(heading, Label::AuthorBio, Reason::Cue { kind: CueKind::BioHeading });
    };
    // "About me" above a text is an item of the menu.
    let is_of_menu = case.setting == Setting::Bare && !has_text_before(case, heading, rulings);
    if is_of_menu || !is_tail(case, last, rulings) {
        return;
    }
    rulings.set(heading, Label::AuthorBio, Reason::Cue { kind: CueKind::BioHeading });
    for id in blocks {
        if rulings.findings.author.is_none() {
            let text = case.tree.text(id);
            let name = if is_name_line(text) { Some(text) } else { leading_name(text) };
            rulings.findings.author = name.map(str::to_owned);
        }
        rulings.set(id, Label::AuthorBio, Reason::Announced { heading });
    }
}

fn name_and_paragraph(case: &Case<'_>, line: BlockId, rulings: &mut Rulings) {
    let name = case.tree.text(line);
    let Some(paragraph) = case.behind(line).find(|&id| !rulings.is_removed(id)) else { return };
    let text = case.tree.text(paragraph);
    let about =
        text.starts_with(name) && text.len() > name.len() || case.cue_kind(paragraph) == Some(CueKind::Bio);
    let is_author = is_author(case, name, rulings);
    let fits = about
        && case.words(paragraph) <= LONGEST_BIO
        && has_text_before(case, line, rulings)
        && is_tail(case, paragraph, rulings)
        && (is_author || !is_mentioned(case, name, line, rulings));
    if fits {
        rulings.set(line, Label::AuthorBio, Reason::AboutAuthor);
        rulings.set(paragraph, Label::AuthorBio, Reason::AboutAuthor);
        rulings.findings.author.get_or_insert_with(|| name.to_owned());
    }
}

fn alone(case: &Case<'_>, id: BlockId, rulings: &mut Rulings) {
    let Some(name) = case.captured(id) else { return goes_on(case, id, rulings) };
    let is_author = is_author(case, name, rulings);
    let fits = case.words(id) <= LONGEST_BIO
        && has_text_before(case, id, rulings)
        && is_tail(case, id, rulings)
        && (is_author || !is_mentioned(case, name, id, rulings));
    if fits {
        let name = name.to_owned();
        rulings.set(id, Label::AuthorBio, Reason::Cue { kind: CueKind::Bio });
        rulings.findings.author.get_or_insert(name);
    }
}

/// A sentence that names nobody ("Her work has appeared in …") speaks of the
/// author only where it goes on with what is said about the author.
fn goes_on(case: &Case<'_>, id: BlockId, rulings: &mut Rulings) {
    let last = case.before(id).next().and_then(|before| rulings.get(before));
    if case.setting == Setting::Bare
        && last.is_some_and(|(label, _)| label == Label::AuthorBio)
        && is_tail(case, id, rulings)
    {
        rulings.set(id, Label::AuthorBio, Reason::Cue { kind: CueKind::Bio });
    }
}

fn is_author(case: &Case<'_>, name: &str, rulings: &Rulings) -> bool {
    let known = [rulings.findings.author.as_deref(), case.hints.author];
    known.into_iter().flatten().any(|author| author.contains(name) || name.contains(author))
}

/// Where an author's box could begin: a few blocks before the last prose that
/// would be kept.
fn tail(case: &Case<'_>, rulings: &Rulings) -> usize {
    let is_kept_prose = |id: &BlockId| case.context.is_prose(*id) && rulings.would_keep(*id);
    case.tree.ids().rev().filter(is_kept_prose).nth(LONGEST_BOX).map_or(0, BlockId::index)
}

/// Whether nothing that would be kept follows but short lines.
fn is_tail(case: &Case<'_>, id: BlockId, rulings: &Rulings) -> bool {
    let is_bio = |id| case.cue_kind(id) == Some(CueKind::Bio);
    !case.behind(id).any(|id| case.context.is_prose(id) && rulings.would_keep(id) && !is_bio(id))
}

/// Whether there is a text that somebody could be the author of.
fn has_text_before(case: &Case<'_>, id: BlockId, rulings: &Rulings) -> bool {
    case.before(id).any(|before| rulings.would_keep(before) && case.words(before) >= 5.0)
}

/// Whether the text before speaks of the person: by the whole name, or by its
/// last part, as texts do after the first mention.
fn is_mentioned(case: &Case<'_>, name: &str, before: BlockId, rulings: &Rulings) -> bool {
    let last = name.split_whitespace().next_back().filter(|last| last.chars().count() > 2);
    let mentions = |text: &str| text.contains(name) || last.is_some_and(|last| has_word(text, last));
    case.before(before).any(|id| rulings.would_keep(id) && mentions(case.tree.text(id)))
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}
