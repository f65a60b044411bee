//! Our parser and others on the same pages, in turn.
//!
//! Every run is a process of its own, ours as well: the peers in Python cannot
//! run in ours, and a process that has run before has a warm heap and a warm
//! branch predictor. The contestants take turns, a round a turn each, so that a
//! machine that gets slower does so for all of them; the best round counts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use xtask_shared::held;

use self::contestant::{Contestant, Kind};
use super::Data;
use super::figures::Figures;

mod contestant;
mod table;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    data: Data,
    /// Rounds; the best counts.
    #[arg(long, value_name = "K", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    repeat: u32,
    /// The Python that has the peers' packages.
    #[arg(long, value_name = "PATH", env = "DEHUSK_PEERS_PYTHON", default_value = "python3")]
    python: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let file = held::file(&args.data.data)?;
    let contestants = contestants(args);
    let mut best: BTreeMap<usize, Figures> = BTreeMap::new();
    for round in 1..=args.repeat {
        eprintln!("round {round} of {}", args.repeat);
        for (place, contestant) in contestants.iter().enumerate() {
            let found = contestant.run(&file, args.data.limit, &args.python)?;
            let kept = best.entry(place).or_insert_with(|| found.clone());
            if found.cpu_s < kept.cpu_s {
                *kept = found;
            }
        }
    }
    let rows: Vec<_> = contestants.iter().zip(best.into_values()).collect();
    for (contestant, figures) in &rows {
        if !is_comparable(&rows[0].1, figures) {
            let Figures { pages, mb, failed, .. } = figures;
            eprintln!("{}: not the same work: {pages} pages, {mb:.1} MB, {failed} failed", contestant.name);
        }
    }
    table::print(&rows, args.json)
}

/// Whether both did all of the same pages. Their decoder is not ours, so that
/// the bytes may differ a little.
fn is_comparable(ours: &Figures, theirs: &Figures) -> bool {
    theirs.failed == 0 && theirs.pages == ours.pages && (theirs.mb - ours.mb).abs() <= 0.05 + ours.mb * 0.01
}

/// All that can run here; says which cannot.
fn contestants(args: &Args) -> Vec<Contestant> {
    let (able, missing): (Vec<_>, Vec<_>) =
        Contestant::all().into_iter().partition(|contestant| contestant.can_run(&args.python));
    for contestant in missing {
        let Kind::Python { packages, .. } = contestant.kind else { continue };
        eprintln!(
            "{} is left out: {} or ../shared/peers is missing ({}); see --python",
            contestant.name,
            packages.join(", "),
            args.python.display()
        );
    }
    able
}
