//! The day of publication, among the days that date lines say.
//!
//! Before a text stands the day of the last change too, before the other or
//! behind it, so that the order says nothing. Nothing is changed before it is
//! published: the earliest day is the one that is wanted, whatever the labels
//! are called.

use jiff::civil::Date;

use super::Case;
use crate::block::BlockId;
use crate::cue::Day;
use crate::judge::Findings;
use crate::segment::Setting;

/// Takes up the days that a line says. Behind the text, and among the teasers
/// around the text of a page, days of other documents stand: there the first
/// line that has one is enough. Linear in the line.
pub(super) fn take_up(case: &Case<'_>, id: BlockId, findings: &mut Findings) {
    let is_known = findings.date.is_some() || findings.date_if_day_first.is_some();
    let is_head = case.setting == Setting::Bare && case.prose_before(id) == 0;
    if is_known && !is_head {
        return;
    }
    for day in case.cues.days(case.tree.text(id)) {
        match day {
            Day::Certain(date) => take_earlier(&mut findings.date, date),
            Day::IfDayFirst(date) => take_earlier(&mut findings.date_if_day_first, date),
            Day::Persian => {}
        }
    }
}

fn take_earlier(known: &mut Option<Date>, date: Date) {
    *known = Some(known.map_or(date, |known| known.min(date)));
}
