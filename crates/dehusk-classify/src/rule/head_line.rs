//! Lines before a text that say several things about it, each behind its own
//! label: `2022-01-20 08:15 来源：海州日报 作者：沈知秋`, `Autor: Jan Kos Rubryka: Kultura`.
//!
//! Signs between the parts are read with the cue phrases; here only spaces and
//! labels tell them apart. Every part has to be understood, so a line of prose
//! with a colon in it stays.

use super::names::{split_list, split_names};
use super::source::{behind_label, named_source};
use super::{Case, Rulings, days};
use crate::block::{BlockId, BlockKind};
use crate::cue::{CueKind, tokens};
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Longer lines, in bytes, are prose.
const LONGEST_LINE: usize = 240;
/// Such lines are among the first so many blocks.
const LAST_BLOCK: usize = 12;
/// Behind a date stands at most the time: so many tokens.
const LONGEST_TIME: usize = 4;

/// What one part of such a line says.
enum Part<'a> {
    Date,
    Source(&'a str),
    Names(&'a str),
    Categories(&'a str),
    /// What a cue phrase covers and nothing is taken from.
    Other(CueKind),
}

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    for id in case.tree.ids().take(LAST_BLOCK) {
        if rulings.get(id).is_none()
            && let Some(parts) = read(case, id)
        {
            let (label, kind) = main(&parts);
            rulings.set(id, label, Reason::Cue { kind });
            recover(case, id, &parts, rulings);
        }
    }
}

/// Whether a block is such a line.
pub(super) fn is_head_line(case: &Case<'_>, id: BlockId) -> bool {
    read(case, id).is_some()
}

fn read<'a>(case: &Case<'a>, id: BlockId) -> Option<Vec<Part<'a>>> {
    let text = case.tree.text(id);
    let may_be = case.setting == Setting::Bare
        && id.index() < LAST_BLOCK
        && case.prose_before(id) == 0
        && case.tree.block(id).kind == BlockKind::Bare
        && text.len() <= LONGEST_LINE
        && text.contains([':', '：']);
    if !may_be {
        return None;
    }
    let parts = labelled(text);
    if parts.len() < 2 && case.cues.source_label(text).is_none() {
        return None;
    }
    parts.into_iter().map(|words| part(case, words)).collect()
}

/// Divides a line before each word that is a label: letters, then a colon.
fn labelled(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let has_sign = word.find([':', '：']).is_some_and(|sign| word[..sign].ends_with(char::is_alphabetic));
        // French sets a space before the sign.
        let is_label = has_sign || words.peek().is_some_and(|next| matches!(*next, ":" | "："));
        if is_label && at > start {
            parts.push(text[start..at].trim());
            start = at;
        }
        at += word.len() + 1;
    }
    parts.push(text[start..].trim());
    parts
}

fn part<'a>(case: &Case<'a>, words: &'a str) -> Option<Part<'a>> {
    if let Some((_, length)) = case.cues.leading_date(words)
        && tokens(&words[length..]).len() <= LONGEST_TIME
    {
        return Some(Part::Date);
    }
    if let Some(source) = named_source(case, words) {
        return Some(Part::Source(source));
    }
    let found = case.cues.find(words)?;
    let captured = found.captured.clone().and_then(|range| words.get(range));
    Some(match (found.kind, captured) {
        (CueKind::Byline, Some(names)) => Part::Names(names),
        (CueKind::Categories, list) => Part::Categories(list.or_else(|| behind_label(words))?),
        (CueKind::Date, _) => Part::Date,
        (kind @ (CueKind::Byline | CueKind::Credit | CueKind::RelativeTime | CueKind::Share), _) => {
            Part::Other(kind)
        }
        _ => return None,
    })
}

/// What the line is called: the first of these that it says.
fn main(parts: &[Part<'_>]) -> (Label, CueKind) {
    let has = |wanted: fn(&Part<'_>) -> bool| parts.iter().any(wanted);
    if has(|part| matches!(part, Part::Names(_) | Part::Other(CueKind::Byline))) {
        (Label::Byline, CueKind::Byline)
    } else if has(|part| matches!(part, Part::Categories(_))) {
        (Label::Categories, CueKind::Categories)
    } else if has(|part| matches!(part, Part::Date | Part::Other(CueKind::RelativeTime))) {
        (Label::DateLine, CueKind::Date)
    } else {
        (Label::Credit, CueKind::Credit)
    }
}

fn recover(case: &Case<'_>, id: BlockId, parts: &[Part<'_>], rulings: &mut Rulings) {
    let findings = &mut rulings.findings;
    for part in parts {
        match part {
            Part::Date => days::take_up(case, id, findings),
            Part::Source(source) => {
                findings.source_line.get_or_insert_with(|| (*source).to_owned());
            }
            Part::Names(names) => {
                findings.author.get_or_insert_with(|| split_names(names).join(", "));
            }
            Part::Categories(list) => {
                for category in split_list(list) {
                    if !findings.categories.contains(&category) {
                        findings.categories.push(category);
                    }
                }
            }
            Part::Other(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::labelled;

    #[test]
    fn parts_begin_with_labels() {
        assert_eq!(
            labelled("10:30 来源：海州日报 作者：沈知秋"),
            ["10:30", "来源：海州日报", "作者：沈知秋"]
        );
        assert_eq!(labelled("Source : AFP Auteur : Jean Roy"), ["Source : AFP", "Auteur : Jean Roy"]);
        assert_eq!(labelled("no label at all"), ["no label at all"]);
    }
}
