//! `cargo xtask corpus`: the loop of whoever maintains the rules. Add the page
//! that came out wrong, see why, mend, prove that nothing else broke.

use std::io::stdout;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Subcommand;
use dehusk::Extractor;
use dehusk_tests::baseline::Baseline;
use dehusk_tests::case::Case;
use dehusk_tests::corpus_dir;
use dehusk_tests::judge::Judgement;

mod add;
mod bless;
mod compare;
mod diff;
mod explain;
mod html;
mod labels;
mod lint;
mod mutate;
mod review;
mod sheets;
mod shrink;
mod spell;
mod table;

/// Run, explain, add and pin the cases of the regression corpus.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Run(table::Args),
    Diff(diff::Args),
    Explain(explain::Args),
    Add(add::Args),
    Bless(bless::Args),
    Review(review::Args),
    Lint(lint::Args),
    Compare(compare::Args),
    Shrink(shrink::Args),
    Sheets(sheets::Args),
    Mutate(mutate::Args),
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match &args.verb {
        Verb::Run(args) => table::run(args),
        Verb::Diff(args) => diff::run(args),
        Verb::Explain(args) => explain::run(args),
        Verb::Add(args) => add::run(args),
        Verb::Bless(args) => bless::run(args),
        Verb::Lint(args) => lint::run(args),
        Verb::Shrink(args) => shrink::run(args),
        Verb::Compare(args) => compare::run(args),
        Verb::Review(args) => review::run(args),
        Verb::Sheets(args) => sheets::run(args),
        Verb::Mutate(args) => mutate::run(args),
    }
}

/// Whether no case is worse than its pin, and the mean not below its floor.
pub(crate) fn gate() -> Result<bool> {
    Ok(table::gate(&run_cases(None)?, &mut stdout().lock())?)
}

/// Whether every case is complete and all of them cover what they have to.
pub(crate) fn lint() -> Result<bool> {
    lint::check(&mut stdout().lock())
}

/// Cases as they come out today, and what they are pinned to.
struct Results {
    cases: Vec<(Case, Judgement)>,
    baseline: Baseline,
}

impl Results {
    fn mean_f1(&self) -> f64 {
        let sum: f64 = self.cases.iter().map(|(_, judgement)| judgement.score.f1).sum();
        sum / self.cases.len().max(1) as f64
    }
}

/// Runs the cases whose names contain `pattern`, or all of them.
fn run_cases(pattern: Option<&str>) -> Result<Results> {
    let corpus = corpus_dir();
    let mut cases = Case::load_all(&corpus)?;
    cases.retain(|case| pattern.is_none_or(|pattern| case.slug.contains(pattern)));
    if cases.is_empty() {
        bail!("no case in {} matches {:?}", corpus.join("cases").display(), pattern.unwrap_or(""));
    }
    let extractor = Extractor::default();
    let judge = |case: Case| {
        let judgement = Judgement::of(&case, &extractor)?;
        Ok((case, judgement))
    };
    let cases = cases.into_iter().map(judge).collect::<Result<_>>()?;
    Ok(Results { cases, baseline: Baseline::load(&corpus)? })
}

/// The case of that name, or the only one whose name contains it.
fn find_case(name: &str) -> Result<Case> {
    let cases = Case::load_all(&corpus_dir())?;
    if let Some(case) = cases.iter().find(|case| case.slug == name) {
        return Ok(case.clone());
    }
    let similar: Vec<_> = cases.into_iter().filter(|case| case.slug.contains(name)).collect();
    match <[Case; 1]>::try_from(similar) {
        Ok([case]) => Ok(case),
        Err(none) if none.is_empty() => {
            bail!("no case is called {name}; `cargo xtask corpus run` lists them")
        }
        Err(several) => {
            let slugs: Vec<_> = several.iter().map(|case| case.slug.as_str()).collect();
            bail!("{name} could be any of {}", slugs.join(", "))
        }
    }
}
