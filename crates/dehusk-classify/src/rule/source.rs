//! The line in which a text names its source: "Source: Reuters", "来源：新华社".
//!
//! Before or behind the text only: between paragraphs it belongs to a picture or
//! a table. A label without a sign behind it, or with a sentence behind it, is
//! the text's own word ("Source: a hole in the moss, where sheep will not drink.").

use super::place::{is_head, is_tail};
use super::{Case, Rulings};
use crate::block::{BlockId, BlockKind};
use crate::cue::CueKind;
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Names of agencies and papers have at most so many words.
const LONGEST_SOURCE: f32 = 9.0;

/// What stands between label and source.
const SIGNS: [char; 6] = [':', '：', '/', '|', '｜', '／'];

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    for id in case.tree.ids() {
        if rulings.get(id).is_some() || !is_short_line(case, id) {
            continue;
        }
        let Some(source) = named_source(case, case.tree.text(id)) else { continue };
        // On a page the score knows better what a line is; it is only read.
        let goes = case.setting == Setting::Bare || case.cue_kind(id) == Some(CueKind::Credit);
        if goes && (is_head(case, id) || is_tail(case, id)) {
            rulings.findings.source_line.get_or_insert_with(|| source.to_owned());
            rulings.set(id, Label::Credit, Reason::Cue { kind: CueKind::Credit });
        }
    }
}

fn is_short_line(case: &Case<'_>, id: BlockId) -> bool {
    case.words(id) <= LONGEST_SOURCE
        && !case.context.stats(id).ends_sentence
        && !matches!(case.tree.block(id).kind, BlockKind::Heading(_) | BlockKind::ListItem)
}

/// What stands behind a label of the source and its sign.
pub(super) fn named_source<'t>(case: &Case<'_>, text: &'t str) -> Option<&'t str> {
    // Most lines have no sign to look behind, which their bytes tell: those
    // beyond ASCII begin with the same one.
    if !text.bytes().any(|byte| matches!(byte, b':' | b'/' | b'|' | 0xEF)) {
        return None;
    }
    let rest = text[case.cues.source_label(text)?..].trim_start();
    let source = rest.strip_prefix(SIGNS)?;
    let source = source.trim_matches(|c: char| c.is_whitespace() || matches!(c, ')' | '）' | ']' | '】'));
    source.contains(char::is_alphabetic).then_some(source)
}

/// What stands behind the colon of a label.
pub(super) fn behind_label(text: &str) -> Option<&str> {
    text.split_once([':', '：']).map(|(_, rest)| rest)
}
