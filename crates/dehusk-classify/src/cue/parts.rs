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

use dehusk_cues::{Line, Sign, tokens};
use jiff::civil::Date;

use super::matcher::{Matcher, may_have_figures};
use super::{CueKind, CueMatch, Cues, LONGEST_DATE};

/// A call may be introduced by so many words.
const LONGEST_LEAD_IN: usize = 24;

pub(super) fn find(cues: &Cues, whole: &Matcher<'_>, line: &Line, text: &str) -> Option<CueMatch> {
    let label = line.colon.and_then(|(at, tokens)| whole.part(0..at, 0..tokens).best(false));
    labelled_title(label.as_ref(), line, text)
        .or_else(|| networks(label.as_ref(), whole, line, text))
        .or_else(|| if line.has_bar { barred(cues, whole, text) } else { None })
        .or_else(|| if line.has_clause_end { call_behind_reason(whole, text) } else { None })
}

fn labelled_title(label: Option<&CueMatch>, line: &Line, text: &str) -> Option<CueMatch> {
    let (label, (at, _)) = (label?, line.colon?);
    let announces = matches!(label.kind, CueKind::Related | CueKind::ReadAlso | CueKind::ContinueReading);
    let mut rest = text[at..].chars();
    rest.next();
    let start = text.len() - rest.as_str().trim_start().len();
    (announces && label.captured.is_none() && start < text.len()).then_some(CueMatch {
        kind: CueKind::ReadAlso,
        captured: Some(start..text.len()),
        date: None,
    })
}

/// Names of several networks, with a word for sharing or following before them.
fn networks(label: Option<&CueMatch>, whole: &Matcher<'_>, line: &Line, text: &str) -> Option<CueMatch> {
    let (at, tokens) = line.colon.unwrap_or_default();
    let names = whole.part(at..text.len(), tokens..line.tokens.len()).count_networks();
    let labelled = || label.is_some_and(|found| matches!(found.kind, CueKind::Share | CueKind::Follow));
    let is_bar = if at == 0 { names > 1 } else { names > 0 && labelled() };
    is_bar.then_some(CueMatch { kind: CueKind::Share, captured: None, date: None })
}

/// All parts have to say something; what a byline or a date says is taken from
/// whichever part has it.
fn barred(cues: &Cues, whole: &Matcher<'_>, text: &str) -> Option<CueMatch> {
    let is_bar = |c: char| Sign::of(c).is(Sign::BAR);
    let tokens = whole.tokens();
    let mut matches = Vec::new();
    let (mut start, mut first) = (0, 0);
    for part in text.split(is_bar) {
        let end = start + part.len();
        let behind = first + tokens[first..].iter().take_while(|token| token.start() < end).count();
        if !part.trim().is_empty() {
            matches.push(self::part(cues, &whole.part(start..end, first..behind), part)?);
        }
        first = behind;
        start = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    let date = matches.iter().find_map(|found| found.date);
    let main = matches.iter().min_by_key(|found| rank(found.kind))?;
    (matches.len() > 1).then(|| CueMatch { date, ..main.clone() })
}

fn part(cues: &Cues, part: &Matcher<'_>, words: &str) -> Option<CueMatch> {
    if part.count_networks() > 0 {
        return Some(CueMatch { kind: CueKind::Share, captured: None, date: None });
    }
    if let Some((date, behind)) = leading_date(cues, part, words.trim())
        && behind <= 3
    {
        return Some(CueMatch { kind: CueKind::Date, captured: None, date });
    }
    part.best(false)
}

/// The date that a part begins with, and how many tokens are behind it.
fn leading_date(cues: &Cues, part: &Matcher<'_>, words: &str) -> Option<(Option<Date>, usize)> {
    if !may_have_figures(words) {
        return None;
    }
    if words.len() <= LONGEST_DATE {
        let found = part.leading_date()?;
        return Some((found.day.certain(), part.tokens().len() - found.length));
    }
    let (date, length) = cues.leading_date(words)?;
    Some((date, tokens(&words[length..]).len()))
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

fn call_behind_reason(whole: &Matcher<'_>, text: &str) -> Option<CueMatch> {
    let is_end = |c: char| Sign::of(c).is(Sign::CLAUSE);
    let (at, sign) = text.trim_end_matches(['.', '!', ' ']).rmatch_indices(is_end).next()?;
    let (reason, start) = (&text[..at], at + sign.len());
    let tokens = whole.tokens();
    let call = tokens.iter().rev().take_while(|token| token.start() >= start).count();
    let behind = tokens.len() - call;
    if call <= 2 || behind > LONGEST_LEAD_IN || reason.contains(['"', '“', '«', '”', '»']) {
        return None;
    }
    let found = whole.part(start..text.len(), behind..tokens.len()).best(false)?;
    let is_call = matches!(found.kind, CueKind::Follow | CueKind::Newsletter);
    is_call.then_some(CueMatch { captured: None, ..found })
}
