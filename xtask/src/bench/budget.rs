//! `xtask/budgets.toml`: what parsing the named inputs may take from the heap.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::ValueEnum;
use dehusk_tests::workspace_root;
use serde::Deserialize;
use xtask_shared::heap::Figures;
use xtask_shared::held::Keep;

use super::memory;

/// How far bytes may rise above their pins: page tables and hash tables of
/// dependencies grow in steps that a new version may move a little. Counts have
/// no such slack.
const SLACK: f64 = 1.02;

const HEAD: &str = "\
# What parsing the named inputs of crates/dehusk-dom/benches/inputs takes from
# the heap at most. Written by `cargo xtask bench budget --bless`, never by hand.
#
# allocations  of the parse, from text to tree
# peak         most bytes held while decoding and parsing, a byte of input
# dom          bytes that the tree holds afterwards, a byte of input
";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Pin what is measured now.
    #[arg(long)]
    bless: bool,
}

/// One input's pins.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    allocations: u64,
    peak: f64,
    dom: f64,
}

/// Pins by what is kept, and by input.
type Budgets = BTreeMap<String, BTreeMap<String, Budget>>;

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    if args.bless {
        let path = path();
        fs::write(&path, write(&measure()?)).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{} is written", path.display());
        return Ok(ExitCode::SUCCESS);
    }
    Ok(if gate()? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether every input is within its budget; says which are not.
pub(crate) fn gate() -> Result<bool> {
    let (pins, found) = (load()?, measure()?);
    let mut complaints = Vec::new();
    for (keep, inputs) in &found {
        for (input, found) in inputs {
            let name = format!("{input}, keeping {keep}");
            match pins.get(keep).and_then(|pins| pins.get(input)) {
                Some(pin) => complaints.extend(found.complaints(pin).map(|text| format!("{name}: {text}"))),
                None => complaints.push(format!("{name}: has no budget; `cargo xtask bench budget --bless`")),
            }
        }
    }
    for complaint in &complaints {
        println!("{complaint}");
    }
    if complaints.is_empty() {
        println!("{} inputs are within their budgets", found.values().map(BTreeMap::len).sum::<usize>());
    }
    Ok(complaints.is_empty())
}

fn measure() -> Result<Budgets> {
    let measured = Keep::value_variants().iter().map(|&keep| {
        let figures = memory::figures(keep, &[])?;
        let budgets = figures.iter().map(|figures| (figures.name.clone(), Budget::of(figures)));
        Ok((keep.name().to_owned(), budgets.collect()))
    });
    measured.collect()
}

impl Budget {
    fn of(figures: &Figures) -> Self {
        let rounded = |value: f64| (value * 1e3).round() / 1e3;
        Self {
            allocations: figures.allocations,
            peak: rounded(figures.peak_per_byte()),
            dom: rounded(figures.dom_per_byte()),
        }
    }

    /// What of `self` is over `pin`.
    fn complaints(&self, pin: &Self) -> impl Iterator<Item = String> {
        let over = |name, found: f64, pin: f64, slack: f64| {
            (found > pin * slack).then(|| format!("{name} is {found}, its budget {pin}"))
        };
        let complaints = [
            over("allocations", self.allocations as f64, pin.allocations as f64, 1.0),
            over("peak", self.peak, pin.peak, SLACK),
            over("dom", self.dom, pin.dom, SLACK),
        ];
        complaints.into_iter().flatten()
    }
}

fn path() -> PathBuf {
    workspace_root().join("xtask/budgets.toml")
}

fn load() -> Result<Budgets> {
    let path = path();
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

fn write(budgets: &Budgets) -> String {
    let mut text = HEAD.to_owned();
    for (keep, inputs) in budgets {
        let _ = writeln!(text, "\n[{keep}]");
        for (input, Budget { allocations, peak, dom }) in inputs {
            let _ = writeln!(
                text,
                "{input} = {{ allocations = {allocations}, peak = {peak:.3}, dom = {dom:.3} }}"
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Budget, Budgets, write};

    const PIN: Budget = Budget { allocations: 10, peak: 2.0, dom: 1.0 };

    #[test]
    fn bytes_have_slack_and_counts_have_none() {
        let complaints = |found: Budget| found.complaints(&PIN).count();
        assert_eq!(complaints(Budget { peak: 2.03, dom: 1.01, ..PIN }), 0);
        assert_eq!(complaints(Budget { allocations: 11, peak: 2.05, dom: 1.03 }), 3);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let budgets: Budgets = [("reading".to_owned(), [("table".to_owned(), PIN)].into())].into();
        assert_eq!(toml::from_str::<Budgets>(&write(&budgets)).unwrap(), budgets);
    }
}
