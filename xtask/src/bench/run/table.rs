//! Contenders side by side.

use std::io::{Write, stdout};

use anyhow::Result;
use serde::Serialize;

use super::super::child::Cost;
use super::contender::{Contender, Ran};

/// What the rounds of one contender come to: medians.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    records: usize,
    with_text: Option<usize>,
    #[serde(flatten)]
    cost: Cost,
    records_per_cpu_s: f64,
    records_per_s: f64,
    mb_per_cpu_s: f64,
    /// CPU time to that of our run with the fewest jobs, in the same round.
    to_run: f64,
    /// CPU time to that of the extraction alone, in the same round.
    to_extraction: f64,
}

/// Prints a row a contender; `ran` has the rounds of each.
pub(super) fn print(contenders: &[Contender], ran: &[Vec<Ran>], json: bool) -> Result<()> {
    let find = |is: fn(&Contender) -> bool| {
        let place = contenders.iter().position(is);
        place.map_or(&[] as &[Ran], |place| &ran[place])
    };
    let extraction = find(|contender| matches!(contender, Contender::Extraction));
    let run = find(|contender| matches!(contender, Contender::Dehusk { .. }));
    let mb = extraction.iter().find_map(|ran| ran.mb).unwrap_or(f64::NAN);
    let rows = contenders.iter().zip(ran).filter_map(|(&contender, rounds)| {
        let cpu = median(rounds.iter().map(|ran| ran.cost.cpu_s));
        let wall = median(rounds.iter().map(|ran| ran.cost.wall_s));
        let peak_rss_mb = median(rounds.iter().map(|ran| ran.cost.peak_rss_mb));
        let Ran { records, with_text, version, .. } = rounds.first()?.clone();
        Some(Row {
            name: [Some(contender.name()), version].into_iter().flatten().collect::<Vec<_>>().join(" "),
            records,
            with_text,
            cost: Cost { cpu_s: cpu, wall_s: wall, peak_rss_mb },
            records_per_cpu_s: records as f64 / cpu,
            records_per_s: records as f64 / wall,
            mb_per_cpu_s: mb / cpu,
            to_run: ratio(rounds, run),
            to_extraction: ratio(rounds, extraction),
        })
    });
    let rows: Vec<Row> = rows.collect();
    let mut out = stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
        return Ok(());
    }
    let rounds = extraction.len();
    writeln!(out, "{mb:.1} MB of HTML; medians of {rounds} rounds, ratios within a round")?;
    writeln!(
        out,
        "The clock of a machine that others use too is noisy: what counts are the ratios of CPU time."
    )?;
    writeln!(
        out,
        "{:<40} {:>7} {:>9} {:>8} {:>8} {:>7} {:>7} {:>6} {:>7} {:>7} {:>8}",
        "",
        "records",
        "with text",
        "CPU s",
        "rec/CPU",
        "MB/CPU",
        "wall s",
        "rec/s",
        "it/run",
        "it/extr",
        "RSS MB"
    )?;
    for (contender, row) in contenders.iter().zip(&rows) {
        writeln!(out, "{}", row.line(*contender))?;
    }
    writeln!(out, "RSS is that of the largest process; a pool has several.")?;
    Ok(())
}

impl Row {
    /// Of the extraction alone only its CPU time says something: its pages were
    /// loaded outside of it.
    fn line(&self, contender: Contender) -> String {
        let Self { name, records, cost: Cost { cpu_s, wall_s, peak_rss_mb }, .. } = self;
        let Self { records_per_cpu_s, records_per_s, mb_per_cpu_s, to_run, to_extraction, .. } = self;
        let with_text = self.with_text.map_or_else(|| "–".to_owned(), |count| count.to_string());
        let (wall, per_s, rss) = match contender {
            Contender::Extraction => ("–".to_owned(), "–".to_owned(), "–".to_owned()),
            _ => (format!("{wall_s:.2}"), format!("{records_per_s:.0}"), format!("{peak_rss_mb:.0}")),
        };
        format!(
            "{name:<40} {records:>7} {with_text:>9} {cpu_s:>8.3} {records_per_cpu_s:>8.0} {mb_per_cpu_s:>7.1} \
             {wall:>7} {per_s:>6} {to_run:>7.3} {to_extraction:>7.3} {rss:>8}"
        )
    }
}

/// The median of the ratios of CPU time, a round each.
fn ratio(its: &[Ran], ours: &[Ran]) -> f64 {
    median(its.iter().zip(ours).map(|(its, ours)| its.cost.cpu_s / ours.cost.cpu_s))
}

/// Of an even number of values the mean of the middle two; of none, not a number.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 0 => values[middle - 1].midpoint(values[middle]),
        _ => values[middle],
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_the_middle_or_between_the_middle_two() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()).to_bits(), 2f64.to_bits());
        assert_eq!(median([4.0, 1.0, 2.0, 3.0].into_iter()).to_bits(), 2.5f64.to_bits());
        assert!(median(std::iter::empty()).is_nan());
    }
}
