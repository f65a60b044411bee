//! The parts of the page of a run that the files beside its report tell, and its
//! times: what a run writes only on request.

use super::plot::{Series, histogram};
use super::read::Time;
use super::table::{Bar, bars, plain};
use super::{BlockFacts, RecordFacts, card, unknown};
use crate::markup::Markup;
use crate::number::{bytes, count, seconds, share};

/// Rows of tables of the worst and slowest.
const WORST: usize = 20;

/// What the rows of blocks say.
pub(super) fn from_blocks(m: &mut Markup, facts: Option<&BlockFacts>) {
    let Some(facts) = facts else {
        return unknown(
            m,
            "Scores, labels with their reasons, pages that lost most",
            "The rows of the blocks say it: dehusk run --blocks FILE, then --blocks FILE here.",
        );
    };
    card(m, "Scores", "Of how many blocks the model said what, kept and taken away.", |m| {
        let series = [
            Series { name: "kept", class: "good", counts: &facts.kept_by_score },
            Series { name: "taken away", class: "bad", counts: &facts.removed_by_score },
        ];
        histogram(m, "Scores", "blocks", &series);
    });
    let mut causes: Vec<_> = facts.causes.iter().collect();
    causes.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.blocks));
    let rows: Vec<Vec<String>> = causes
        .into_iter()
        .map(|((label, reason), tally)| {
            vec![label.clone(), reason.clone(), count(tally.blocks), bytes(tally.bytes)]
        })
        .collect();
    card(m, "Labels with their reasons", "", |m| plain(m, &["label", "reason", "blocks", "bytes"], &rows));
    let mut lost: Vec<_> = facts.records.iter().filter(|record| record.bytes > 0).collect();
    lost.sort_by(|a, b| (b.bytes - b.kept).cmp(&(a.bytes - a.kept)).then_with(|| a.id.cmp(&b.id)));
    let row = |record: &&super::blocks::RecordBlocks| {
        let gone = record.bytes - record.kept;
        vec![record.id.clone(), bytes(gone), share(gone, record.bytes)]
    };
    let rows: Vec<_> = lost.iter().take(WORST).map(row).collect();
    card(m, "Pages that lost most", "By the bytes of the blocks taken away.", |m| {
        plain(m, &["page", "taken away", "share"], &rows);
    });
}

/// What the records say.
pub(super) fn from_records(m: &mut Markup, facts: Option<&RecordFacts>) {
    let Some(facts) = facts else {
        return unknown(
            m,
            "Hosts and pages of the lowest quality",
            "The records say it: the OUT of the run, if that is a .jsonl, as --records FILE here.",
        );
    };
    let (hosts, least) = match facts.hosts(3) {
        hosts if hosts.is_empty() => (facts.hosts(1), 1),
        hosts => (hosts, 3),
    };
    let rows: Vec<_> = hosts
        .into_iter()
        .take(WORST)
        .map(|host| vec![host.name, count(host.records), format!("{:.3}", host.mean_quality)])
        .collect();
    let says = if least > 1 { "Of hosts with at least three pages." } else { "No host has three pages." };
    card(m, "Hosts of the lowest quality", says, |m| {
        if rows.is_empty() {
            m.leaf("p", &[("class", "unknown")], "No record has an address.");
        } else {
            plain(m, &["host", "pages", "mean quality"], &rows);
        }
    });
    let mut worst: Vec<_> = facts.records.iter().collect();
    worst.sort_by(|a, b| a.quality.total_cmp(&b.quality));
    let rows: Vec<_> = worst
        .into_iter()
        .take(WORST)
        .map(|record| {
            let name = record.url.as_ref().unwrap_or(&record.id);
            vec![name.clone(), format!("{:.3}", record.quality), bytes(record.bytes)]
        })
        .collect();
    card(m, "Pages of the lowest quality", "", |m| plain(m, &["page", "quality", "text"], &rows));
}

/// How long it took.
pub(super) fn times(m: &mut Markup, time: Option<&Time>) {
    let tells = "A run says it with --report-time.";
    let Some(time) = time else {
        return unknown(m, "Time by stage, slowest pages", tells);
    };
    let stages = time.stages();
    if stages.is_empty() {
        unknown(m, "Time by stage", "The report has the time of the whole run only.");
    } else {
        let row = |(name, taken): (&str, f64)| Bar::new(name, taken, vec![seconds(taken)]);
        let rows: Vec<_> = stages.into_iter().map(row).collect();
        card(m, "Time by stage", "Added up over all threads.", |m| bars(m, &["stage", "time"], &rows));
    }
    if time.slowest.is_empty() {
        return unknown(m, "Slowest pages", "The report has no times of single pages.");
    }
    let row = |slow: &super::read::Slow| {
        let name = slow.url.as_ref().unwrap_or(&slow.id);
        Bar::new(name.as_str(), slow.seconds, vec![seconds(slow.seconds)])
    };
    let rows: Vec<_> = time.slowest.iter().take(WORST).map(row).collect();
    card(m, "Slowest pages", "", |m| bars(m, &["page", "time"], &rows));
}
