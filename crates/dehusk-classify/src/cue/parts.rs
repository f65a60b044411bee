//! Lines that signs divide into parts, each of which says something.
//!
//! Forms that no list of phrases could spell out:
//!
//! - a label, a colon and a title: "You may also like: …";
//! - nothing but networks: `Facebook Twitter WhatsApp`;
//! - parts between bars or dots: "By Jane Doe | 12 March 2022 | 3 comments",
//!   "Share on Facebook | Email | Print";
//! - a reason to follow before the call to do so: "For more recipes, follow us
//!   on Instagram".

use super::token::tokens;
use super::{CueKind, CueMatch, Cues};

const BARS: [char; 7] = ['|', '•', '·', '・', '｜', '/', '／'];
const CLAUSE_ENDS: [char; 12] = [',', ':', '.', '!', '?', '–', '—', '：', '，', '。', '！', '،'];

/// A call may be introduced by so many words.
const LONGEST_LEAD_IN: usize = 24;

pub(super) fn find(cues: &Cues, line: &str) -> Option<CueMatch> {
    labelled_title(cues, line)
        .or_else(|| networks(cues, line))
        .or_else(|| barred(cues, line))
        .or_else(|| call_behind_reason(cues, line))
}

fn labelled_title(cues: &Cues, line: &str) -> Option<CueMatch> {
    let (at, colon) = line.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let rest = &line[at + colon.len_utf8()..];
    let label = cues.whole(&line[..at])?;
    let announces = matches!(label.kind, CueKind::Related | CueKind::ReadAlso | CueKind::ContinueReading);
    let start = line.len() - rest.trim_start().len();
    (announces && label.captured.is_none() && start < line.len()).then_some(CueMatch {
        kind: CueKind::ReadAlso,
        captured: Some(start..line.len()),
        date: None,
    })
}

/// Names of several networks, with a word for sharing or following before them.
fn networks(cues: &Cues, line: &str) -> Option<CueMatch> {
    let (label, names) = line.split_once([':', '：']).unwrap_or(("", line));
    let labelled =
        || cues.whole(label).is_some_and(|found| matches!(found.kind, CueKind::Share | CueKind::Follow));
    let share = CueMatch { kind: CueKind::Share, captured: None, date: None };
    let is_bar = if label.is_empty() {
        cues.count_networks(names) > 1
    } else {
        cues.count_networks(names) > 0 && labelled()
    };
    is_bar.then_some(share)
}

/// All parts have to say something; what a byline or a date says is taken from
/// whichever part has it.
fn barred(cues: &Cues, line: &str) -> Option<CueMatch> {
    if !line.contains(BARS) {
        return None;
    }
    let mut matches = Vec::new();
    let mut start = 0;
    for part in line.split_inclusive(BARS) {
        let words = part.trim_end_matches(BARS);
        if !words.trim().is_empty() {
            matches.push(self::part(cues, words, start)?);
        }
        start += part.len();
    }
    let date = matches.iter().find_map(|found| found.date);
    let main = matches.iter().min_by_key(|found| rank(found.kind))?;
    (matches.len() > 1).then(|| CueMatch { date, ..main.clone() })
}

fn part(cues: &Cues, words: &str, start: usize) -> Option<CueMatch> {
    if cues.count_networks(words) > 0 {
        return Some(CueMatch { kind: CueKind::Share, captured: None, date: None });
    }
    if let Some((date, length)) = cues.leading_date(words.trim())
        && tokens(&words.trim()[length..]).len() <= 3
    {
        return Some(CueMatch { kind: CueKind::Date, captured: None, date });
    }
    let found = cues.whole(words)?;
    let captured = found.captured.map(|range| start + range.start..start + range.end);
    Some(CueMatch { captured, ..found })
}

/// What a line of several parts is: a byline before all.
fn rank(kind: CueKind) -> u8 {
    match kind {
        CueKind::Byline => 0,
        CueKind::Categories => 1,
        CueKind::Date => 2,
        CueKind::Share => 3,
        _ => 4,
    }
}

fn call_behind_reason(cues: &Cues, line: &str) -> Option<CueMatch> {
    let mut ends = line.trim_end_matches(['.', '!', ' ']).match_indices(CLAUSE_ENDS);
    let (at, sign) = ends.next_back()?;
    let (reason, call) = (&line[..at], &line[at + sign.len()..]);
    if tokens(reason).len() > LONGEST_LEAD_IN || reason.contains(['"', '“', '«', '”', '»']) {
        return None;
    }
    let found = cues.whole(call)?;
    let is_call = matches!(found.kind, CueKind::Follow | CueKind::Newsletter) && tokens(call).len() > 2;
    is_call.then_some(CueMatch { captured: None, ..found })
}
