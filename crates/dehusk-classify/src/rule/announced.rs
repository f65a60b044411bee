//! What stands under a heading cue: "Recent Posts" and its titles, "Comments"
//! and the comments.
//!
//! The heading takes what follows only while it looks like what the heading
//! announces, and stops where prose begins again. A short line right before that
//! prose is given back as its heading. Where nothing follows that was announced,
//! the heading is one of the text's own ("Recent posts" in an article about the
//! civil service) and stays.

use super::heading::is_own_heading;
use super::{Case, Rulings};
use crate::block::{BlockId, BlockKind, ContainerId};
use crate::cue::{CueKind, tokens};
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Titles of other documents have at most so many words.
const LONGEST_TITLE: f32 = 25.0;
/// Teasers that are whole sentences have at most so many.
const LONGEST_TEASER: f32 = 60.0;
/// A text beside which a list is furniture has at least so many words.
const LEAST_TEXT: f32 = 30.0;
/// Headings of the text have at most so many; longer lines are titles.
const LONGEST_HEADING: f32 = 8.0;
/// Titles of documents have more words than this, headings may have fewer.
const LEAST_TITLE: f32 = 5.0;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    for id in case.tree.ids() {
        if rulings.get(id).is_some() {
            continue;
        }
        match case.cue_kind(id) {
            Some(CueKind::Related) => related(case, id, CueKind::Related, rulings),
            Some(CueKind::ReadAlso) if case.words(id) <= LONGEST_HEADING => {
                related(case, id, CueKind::ReadAlso, rulings);
            }
            Some(CueKind::Comments) => comments(case, id, rulings),
            _ => {}
        }
    }
}

/// "Recent Posts", or "Also Read:" alone on a line.
fn related(case: &Case<'_>, heading: BlockId, kind: CueKind, rulings: &mut Rulings) {
    let mut end = heading.index() + 1;
    while end < case.tree.len() && is_announced(case, heading, BlockId::at(end), rulings) {
        end += 1;
    }
    let prose_follows =
        case.behind(BlockId::at(end - 1)).any(|id| rulings.would_keep(id) && case.context.is_prose(id));
    // "Also Read:" announces one title at least, and so does any colon.
    let has_colon = case.tree.text(heading).ends_with([':', '：']);
    let fewest = usize::from(kind == CueKind::ReadAlso || case.setting == Setting::Bare && has_colon);
    if prose_follows
        && end > heading.index() + 1 + fewest
        && is_heading(case, BlockId::at(end - 1))
        && heads_what_follows(case, BlockId::at(end - 1))
    {
        end -= 1;
    }
    let announces_nothing = kind == CueKind::Related && prose_follows && end == heading.index() + 1;
    if announces_nothing || is_the_text(case, heading.index()..end) {
        return;
    }
    rulings.set(heading, Label::Related, Reason::Cue { kind });
    for at in heading.index() + 1..end {
        rulings.set(BlockId::at(at), Label::Related, Reason::Announced { heading });
    }
}

/// Whether a list is all there is: then the document is a list of documents,
/// and "Popular" heads a part of it.
fn is_the_text(case: &Case<'_>, list: std::ops::Range<usize>) -> bool {
    let all = case.context.words_in(0..case.tree.len());
    case.setting == Setting::Bare && all - case.context.words_in(list) < LEAST_TEXT
}

/// Whether a block looks like part of a list of other documents.
fn is_announced(case: &Case<'_>, heading: BlockId, id: BlockId, rulings: &Rulings) -> bool {
    if is_comment_form(case, id) {
        return false;
    }
    let stats = case.context.stats(id);
    let is_short = stats.words <= LONGEST_TITLE && !case.context.is_prose(id);
    let is_linked = stats.link_share > 0.5;
    if rulings.is_removed(id) || is_linked || is_time(case, id) {
        return true;
    }
    match case.setting {
        // On a page, other documents are linked; a line that is not linked has
        // to share the list's container.
        Setting::Page => {
            is_short && shares_container(case, heading, id) || stats.ends_cut && stats.words <= LONGEST_TEASER
        }
        Setting::Bare => is_short && !is_sentence(case, id) || is_teaser(case, heading, id),
    }
}

/// Whether a short line is prose all the same. Titles end in no full stop, but
/// may ask.
fn is_sentence(case: &Case<'_>, id: BlockId) -> bool {
    let stats = case.context.stats(id);
    stats.ends_sentence && stats.words >= 5.0 && !case.tree.text(id).ends_with(['?', '？', '؟'])
}

fn is_time(case: &Case<'_>, id: BlockId) -> bool {
    matches!(case.cue_kind(id), Some(CueKind::RelativeTime | CueKind::Date))
        || case.words(id) <= 6.0 && case.leading_date(id).is_some()
}

/// A teaser that is cut short, or a whole sentence with a title before it and a
/// time behind it.
fn is_teaser(case: &Case<'_>, heading: BlockId, id: BlockId) -> bool {
    let stats = case.context.stats(id);
    if stats.words > LONGEST_TEASER {
        return false;
    }
    let has_title = case
        .before(id)
        .next()
        .is_some_and(|before| before > heading && !case.context.is_prose(before) && !is_time(case, before));
    stats.ends_cut || has_title && case.behind(id).next().is_some_and(|behind| is_time(case, behind))
}

fn shares_container(case: &Case<'_>, heading: BlockId, id: BlockId) -> bool {
    case.tree.blocks_in(around(case, heading)).contains(&id.index())
}

/// The smallest container that holds more than the heading.
fn around(case: &Case<'_>, heading: BlockId) -> ContainerId {
    let mut containers = case.tree.containers_of(heading);
    let own = case.tree.block(heading).container;
    containers.find(|&container| case.tree.blocks_in(container).len() > 1).unwrap_or(own)
}

/// Whether a block could be the heading of the prose behind it.
fn is_heading(case: &Case<'_>, id: BlockId) -> bool {
    case.cue(id).is_none()
        && !is_time(case, id)
        && !case.tree.is_one_link(id)
        && !case.context.stats(id).ends_cut
        && (case.words(id) <= LONGEST_HEADING || matches!(case.tree.block(id).kind, BlockKind::Heading(_)))
}

/// Whether a line at the end of a list without a page around it is the heading of
/// the prose behind it, not one title more: because it is marked up as one, is
/// shorter than titles are, or has a word that the prose takes up.
fn heads_what_follows(case: &Case<'_>, line: BlockId) -> bool {
    case.setting == Setting::Page
        || matches!(case.tree.block(line).kind, BlockKind::Heading(_))
        || case.words(line) < LEAST_TITLE
        || case
            .behind(line)
            .next()
            .is_some_and(|next| is_taken_up(case.tree.text(line), case.tree.text(next)))
}

/// Whether one of the longer words of a line comes again in a paragraph.
fn is_taken_up(line: &str, paragraph: &str) -> bool {
    let paragraph = tokens(paragraph);
    let comes_again = |word: &str| paragraph.iter().any(|token| token.folded == word);
    tokens(line).iter().any(|word| word.folded.chars().count() > 4 && comes_again(&word.folded))
}

/// Whether "Leave a reply" ends a list: what follows are comments, which are no
/// titles. A line with a figure says how many comments the document has that the
/// line before it names.
fn is_comment_form(case: &Case<'_>, id: BlockId) -> bool {
    case.setting == Setting::Bare
        && case.cue_kind(id) == Some(CueKind::Comments)
        && !case.tree.text(id).contains(char::is_numeric)
        && comments_end(case, id).is_some()
}

/// Comments run to the end of what is around their heading: of the container on
/// a page, of the document elsewhere, provided that the text before them is the
/// longer part.
fn comments(case: &Case<'_>, heading: BlockId, rulings: &mut Rulings) {
    if is_own_heading(case, heading) {
        return;
    }
    let Some(end) = comments_end(case, heading) else { return count_of_comments(case, heading, rulings) };
    rulings.set(heading, Label::Comments, Reason::Cue { kind: CueKind::Comments });
    for at in heading.index() + 1..end {
        rulings.set(BlockId::at(at), Label::Comments, Reason::Announced { heading });
    }
}

/// Behind which block the comments under a heading end, if they are shorter than
/// the text before them.
fn comments_end(case: &Case<'_>, heading: BlockId) -> Option<usize> {
    let end = match case.setting {
        Setting::Bare => case.tree.len(),
        // Not the smallest container: comments often stand beside the one that
        // holds their heading and their count.
        Setting::Page => {
            let own = case.tree.block(heading).container;
            let around = case.tree.containers_of(heading).nth(1).unwrap_or(own);
            case.tree.blocks_in(around).end
        }
    };
    let before = case.context.prose_words_in(0..heading.index());
    let behind = case.context.prose_words_in(heading.index()..end);
    (behind <= before).then_some(end)
}

/// "0 Comments" between title and text says how many there are, and heads none.
fn count_of_comments(case: &Case<'_>, line: BlockId, rulings: &mut Rulings) {
    let has_title =
        || case.before(line).any(|id| rulings.get(id).is_some_and(|(label, _)| label == Label::Title));
    if case.setting == Setting::Bare && case.prose_before(line) == 0 && has_title() {
        rulings.set(line, Label::Comments, Reason::Cue { kind: CueKind::Comments });
    }
}
