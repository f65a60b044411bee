//! Blocks that say again what an earlier block says, but for quotation marks,
//! dashes, white space, case or a trailing ellipsis; and teasers that say no more
//! than the lead behind them begins with.
//!
//! Refrains, poems, dialogue, lists, tables and code repeat themselves on
//! purpose: only prose of some length counts. Only the first is kept.

use std::collections::BTreeMap;
use std::ops::Bound;

use memchr::memchr2;

use super::names::{each_letter, letters};
use super::{Case, Rulings};
use crate::block::{BlockId, BlockKind, Joint};
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Shorter paragraphs may be said twice.
const SHORTEST: f32 = 8.0;
/// Lines of verse, and refrains, have at most so many words.
const LONGEST_VERSE: f32 = 20.0;
/// A text in which so many paragraphs begin as speech does is dialogue.
const LEAST_SPEECH: usize = 4;
/// Shorter paragraphs are not counted beside them.
const LEAST_SAID: f32 = 3.0;
/// The name of who speaks has at most so many words.
const LONGEST_SPEAKER: usize = 3;
/// … and, with its colon, bytes.
const LONGEST_NAMED: usize = 60;

/// Texts of which one repeats another begin with the same letters, so many at
/// least; what begins like no other is not looked at further.
const BEGINNING: usize = 16;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    let is_dialogue = is_dialogue(case);
    let candidates = case.tree.ids().filter(|&id| {
        can_repeat(case, id) && rulings.would_keep(id) && !(is_dialogue && is_speech(case.tree.text(id)))
    });
    let candidates: Vec<(BlockId, Option<u64>)> =
        candidates.map(|id| (id, beginning(case.tree.text(id)))).collect();
    let shared = shared(&candidates);
    let is_alone =
        |beginning: Option<u64>| beginning.is_some_and(|beginning| shared.binary_search(&beginning).is_err());
    // A text that is cut within its beginning may have been cut from any other.
    let is_cut =
        |&(id, beginning): &(BlockId, Option<u64>)| beginning.is_none() && case.context.stats(id).ends_cut;
    let compare_all = candidates.iter().any(is_cut);
    // In order of letters, so that what a cut text was cut from stands beside it.
    let mut seen: BTreeMap<String, BlockId> = BTreeMap::new();
    let mut opening: Option<(String, BlockId)> = None;
    let mut repeats: Vec<Repeat> = Vec::new();
    for (id, beginning) in candidates {
        if is_alone(beginning) && !compare_all {
            opening = None;
            continue;
        }
        let letters = letters(case.tree.text(id));
        // A teaser repeats the lead that it was cut from.
        if let Some((cut, teaser)) = opening.take()
            && letters.starts_with(&cut)
            && letters.len() > cut.len()
        {
            rulings.set(teaser, Label::Duplicate, Reason::Repeats { first: id });
        }
        if let Some(&first) = seen.get(&letters) {
            repeats.push(Repeat { id, first });
            continue;
        }
        if case.context.stats(id).ends_cut {
            let behind = seen.range::<str, _>((Bound::Included(letters.as_str()), Bound::Unbounded)).next();
            if let Some((_, &first)) = behind.filter(|(known, _)| known.starts_with(&letters)) {
                repeats.push(Repeat { id, first });
                continue;
            }
        }
        if case.context.stats(id).ends_cut || is_lead(case, id) {
            opening = Some((letters.clone(), id));
        }
        seen.insert(letters, id);
    }
    for repeat in without_refrains(case, repeats) {
        rulings.set(repeat.id, Label::Duplicate, Reason::Repeats { first: repeat.first });
    }
}

/// A block and the first that says the same.
#[derive(Debug, Clone, Copy)]
struct Repeat {
    id: BlockId,
    first: BlockId,
}

impl Repeat {
    fn is_doubled(self) -> bool {
        self.id.index() == self.first.index() + 1
    }
}

/// The first letters of a text as a number; nothing where it has not so many.
fn beginning(text: &str) -> Option<u64> {
    let mut letters = each_letter(text);
    let mut hash = 0_u64;
    for _ in 0..BEGINNING {
        hash = (hash ^ u64::from(letters.next()?)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    Some(hash)
}

/// The beginnings that several texts share, in order.
fn shared(candidates: &[(BlockId, Option<u64>)]) -> Vec<u64> {
    let mut all: Vec<u64> = candidates.iter().filter_map(|&(_, beginning)| beginning).collect();
    all.sort_unstable();
    let mut shared: Vec<u64> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    shared.dedup();
    shared
}

fn can_repeat(case: &Case<'_>, id: BlockId) -> bool {
    let block = case.tree.block(id);
    let stats = case.context.stats(id);
    let is_sentence =
        || stats.sentence_ends > 0 || case.setting == Setting::Page || stats.ends_cut || is_lead(case, id);
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Bare)
        && stats.words >= SHORTEST
        && is_sentence()
        && !in_stanza(case, id)
}

/// Whether a block opens a text without a page around it. What is said there
/// and goes on in the next paragraph is a teaser, however it ends.
fn is_lead(case: &Case<'_>, id: BlockId) -> bool {
    case.setting == Setting::Bare && case.prose_before(id) == 0
}

/// Lines of a stanza hang together with the line before or behind.
fn in_stanza(case: &Case<'_>, id: BlockId) -> bool {
    let is_short = case.setting == Setting::Page || case.words(id) <= LONGEST_VERSE;
    is_short && is_beside_line(case, id)
}

fn is_beside_line(case: &Case<'_>, id: BlockId) -> bool {
    case.tree.block(id).joint == Joint::Line
        || case.behind(id).next().is_some_and(|next| case.tree.block(next).joint == Joint::Line)
        || case.tree.text(id).contains('\n')
}

/// Whether the text is a dialogue: an interview, a play. People say again what
/// they and others said. Forms and lists of terms have labels too, but mostly
/// other text beside them.
fn is_dialogue(case: &Case<'_>) -> bool {
    if case.setting == Setting::Page {
        return false;
    }
    let is_said = |id: &BlockId| is_speech(case.tree.text(*id));
    let said = case.tree.ids().filter(is_said).count();
    let all = case.tree.ids().filter(|&id| case.words(id) >= LEAST_SAID).count();
    said >= LEAST_SPEECH && said * 2 >= all
}

/// Whether a paragraph begins with a dash, or with who speaks and a colon.
fn is_speech(text: &str) -> bool {
    if text.starts_with(['—', '–', '―']) {
        return true;
    }
    let head = &text[..text.floor_char_boundary(LONGEST_NAMED)];
    // The wide colon begins with this byte.
    if memchr2(b':', 0xEF, head.as_bytes()).is_none() {
        return false;
    }
    head.find([':', '：']).is_some_and(|at| {
        let (speaker, words) = (&head[..at], text[at..].trim_start_matches([':', '：']));
        speaker.split_whitespace().count() <= LONGEST_SPEAKER
            && speaker.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '’' | '-'))
            && !words.trim().is_empty()
    })
}

/// Repeats but for refrains, and for long lines of a list that another line
/// repeats: what was doubled in scraping stands right behind its first.
fn without_refrains(case: &Case<'_>, mut repeats: Vec<Repeat>) -> Vec<Repeat> {
    if case.setting == Setting::Page {
        return repeats;
    }
    repeats.sort_unstable_by_key(|repeat| (repeat.first, repeat.id));
    let groups = repeats.chunk_by(|one, other| one.first == other.first);
    let left = groups.filter(|group| !is_refrain(case, group)).flatten().copied();
    left.filter(|repeat| repeat.is_doubled() || !is_beside_line(case, repeat.id)).collect()
}

/// Whether repeats are a refrain: short, never one right behind the other, behind
/// stanzas, or several times between paragraphs. A call that a site repeats
/// stands among short lines.
fn is_refrain(case: &Case<'_>, group: &[Repeat]) -> bool {
    let Some(first) = group.first().map(|repeat| repeat.first) else { return false };
    let places = || std::iter::once(first).chain(group.iter().map(|repeat| repeat.id));
    let stands_apart = places().zip(places().skip(1)).all(|(one, next)| next.index() > one.index() + 1);
    let is_line =
        |id: BlockId| case.tree.block(id).kind == BlockKind::Bare && case.tree.block(id).joint == Joint::Line;
    let behind_stanza = || group.iter().all(|repeat| case.before(repeat.id).next().is_some_and(is_line));
    let is_prose = |id: Option<BlockId>| id.is_some_and(|id| case.context.is_prose(id));
    let among_paragraphs = || {
        places().all(|id| {
            let next = case.behind(id).next();
            is_prose(case.before(id).next()) && (next.is_none() || is_prose(next))
        })
    };
    case.words(first) <= LONGEST_VERSE
        && stands_apart
        && (behind_stanza() || group.len() > 1 && among_paragraphs())
}

#[cfg(test)]
mod tests {
    use super::is_speech;

    #[test]
    fn speech_has_a_dash_or_a_speaker() {
        for speech in ["— No, she said.", "Q: Why?", "FIRST FISHERMAN: Nothing.", "問：なぜですか。"]
        {
            assert!(is_speech(speech), "{speech}");
        }
        for other in ["At 10:30 the bell rang.", "One long name too many: here", "Nothing:"] {
            assert!(!is_speech(other), "{other}");
        }
    }
}
