//! Contestants side by side.

use std::io::{Write, stdout};

use anyhow::Result;
use serde::Serialize;

use super::super::figures::Figures;
use super::contestant::{Contestant, OURS, OURS_DECODED};

#[derive(Debug, Serialize)]
struct Row<'a> {
    name: &'static str,
    #[serde(flatten)]
    figures: &'a Figures,
    /// Our time to this one's, from the bytes; below one, we are faster.
    ours: f64,
    /// The same from decoded text.
    ours_from_text: f64,
}

pub(super) fn print(rows: &[(&Contestant, Figures)], json: bool) -> Result<()> {
    let seconds = |name| {
        let ours = rows.iter().find(|(contestant, _)| contestant.name == name);
        ours.map_or(f64::NAN, |(_, figures)| figures.cpu_s)
    };
    let (ours, ours_from_text) = (seconds(OURS), seconds(OURS_DECODED));
    let rows = rows.iter().map(|(contestant, figures)| Row {
        name: contestant.name,
        ours: ours / figures.cpu_s,
        ours_from_text: ours_from_text / figures.cpu_s,
        figures,
    });
    let rows: Vec<_> = rows.collect();
    let mut out = stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
        return Ok(());
    }
    if let Some(Row { figures, .. }) = rows.first() {
        writeln!(out, "{} pages, {:.1} MB; CPU seconds, best of the rounds", figures.pages, figures.mb)?;
    }
    writeln!(out, "{:<40} {:>8} {:>8} {:>11} {:>11}", "", "CPU s", "MB/s", "ours/it", "text/it")?;
    for Row { name, figures, ours, ours_from_text } in &rows {
        let name =
            [Some(*name), figures.version.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let Figures { cpu_s, mb_per_s, .. } = figures;
        writeln!(out, "{name:<40} {cpu_s:>8.3} {mb_per_s:>8.1} {ours:>11.3} {ours_from_text:>11.3}")?;
    }
    Ok(())
}
