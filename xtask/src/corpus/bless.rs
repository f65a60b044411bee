//! `cargo xtask corpus bless`: pins today's scores. Raising is free, lowering
//! must be said.

use std::process::ExitCode;

use anyhow::Result;
use dehusk_tests::baseline::{Baseline, Pin, round_down};
use dehusk_tests::case::Case;
use dehusk_tests::corpus_dir;

use super::{Results, run_cases, sheets};

/// Pin today's scores in corpus/baseline.toml; refuse to lower one unless told to.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only cases whose name contains this.
    pattern: Option<String>,
    /// Lower pins and floors too, and drop the pins of cases that are gone.
    #[arg(long)]
    allow_regression: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    // All cases run, whatever the pattern: the floor is the mean of all.
    let results = run_cases(None)?;
    let mut proposal = propose(&results, args.pattern.as_deref().unwrap_or(""));
    if args.pattern.is_none() {
        propose_sheets(&mut proposal)?;
    }
    if !proposal.lowered.is_empty() && !args.allow_regression {
        for lowered in &proposal.lowered {
            println!("{lowered}");
        }
        println!("nothing was written; if this is meant: --allow-regression");
        return Ok(ExitCode::FAILURE);
    }
    proposal.baseline.save(&corpus_dir())?;
    for draft in &proposal.drafts {
        println!("{draft}: not pinned, its gold is a draft");
    }
    let (pins, floor) = (proposal.baseline.case.len(), proposal.baseline.floor.mean);
    println!("{} of {pins} pins changed, floor {floor:.4}", proposal.changed);
    Ok(ExitCode::SUCCESS)
}

/// What the baseline would become.
#[derive(Default)]
struct Proposal {
    baseline: Baseline,
    changed: usize,
    /// What it would lower, a line each.
    lowered: Vec<String>,
    /// Cases that are not pinned because no person has confirmed their gold.
    drafts: Vec<String>,
}

fn propose(results: &Results, pattern: &str) -> Proposal {
    let mut proposal = Proposal { baseline: results.baseline.clone(), ..Proposal::default() };
    for (case, judgement) in results.cases.iter().filter(|(case, _)| case.slug.contains(pattern)) {
        if case.meta.draft {
            proposal.drafts.push(case.slug.clone());
            continue;
        }
        let (slug, pin) = (case.slug.clone(), Pin::of(judgement));
        match proposal.baseline.case.get(&slug) {
            Some(old) if *old == pin => continue,
            Some(old) => proposal.lowered.extend(lowered(&slug, &old.lost(judgement))),
            None => {}
        }
        proposal.changed += 1;
        proposal.baseline.case.insert(slug, pin);
    }
    drop_stale(&mut proposal, &results.cases.iter().map(|(case, _)| case).collect::<Vec<_>>());
    set_floor(&mut proposal);
    proposal
}

/// Pins how many lines of the cue sheets come out right; those of sheets that are
/// gone go too.
fn propose_sheets(proposal: &mut Proposal) -> Result<()> {
    let old = std::mem::take(&mut proposal.baseline.sheet);
    let before = Baseline { sheet: old, ..Baseline::default() };
    for sheet in sheets::run_all(None)? {
        let (language, (right, lines)) = (sheet.language().to_owned(), sheet.counts());
        let pinned = before.sheet.get(&language);
        if pinned.is_some() {
            let lost = before.lost_lines(&language, right, lines);
            proposal.lowered.extend(lost.map(|lost| format!("sheet {language}: {lost}")));
        }
        proposal.changed += usize::from(pinned != Some(&(right, lines)));
        proposal.baseline.sheet.insert(language, (right, lines));
    }
    Ok(())
}

fn lowered(slug: &str, lost: &[String]) -> Option<String> {
    (!lost.is_empty()).then(|| format!("{slug}: {}", lost.join("; ")))
}

fn drop_stale(proposal: &mut Proposal, cases: &[&Case]) {
    let exists = |slug: &String| cases.iter().any(|case| case.slug == *slug);
    let stale: Vec<_> = proposal.baseline.case.keys().filter(|slug| !exists(slug)).cloned().collect();
    for slug in stale {
        proposal.lowered.push(format!("{slug}: pinned, but the case is gone"));
        proposal.baseline.case.remove(&slug);
        proposal.changed += 1;
    }
}

/// The floor follows the pins: it sinks only where a pin is lowered, or where a
/// new case comes in below the mean.
fn set_floor(proposal: &mut Proposal) {
    let pins = &proposal.baseline.case;
    let sum: f64 = pins.values().map(|pin| pin.f1).sum();
    proposal.baseline.floor.mean = round_down(sum / pins.len().max(1) as f64);
}
