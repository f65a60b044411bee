//! `cargo xtask model inspect`: the card of a model file.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use dehusk_classify::ModelParts;

use super::read;

/// Show what a model holds: trees, features and how often they are asked, size, fingerprint.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The model; also one that this build cannot use.
    file: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let (bytes, model) = read(&args.file)?;
    let (parts, fingerprint) =
        ModelParts::from_bytes(&bytes).with_context(|| args.file.display().to_string())?;
    print!("{}", card(&parts, fingerprint, bytes.len()));
    if let Err(error) = model {
        println!("not for this build: {error}");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn card(parts: &ModelParts, fingerprint: u64, bytes: usize) -> String {
    let mut card = String::new();
    let depths: Vec<usize> = parts.trees.iter().map(|tree| tree.splits.len()).collect();
    let (least, most) = (depths.iter().min().unwrap_or(&0), depths.iter().max().unwrap_or(&0));
    let thresholds: usize = parts.features.iter().map(|feature| feature.thresholds.len()).sum();
    let step = f64::from(1_u32 << parts.bits);
    let mut line = |name: &str, value: &dyn std::fmt::Display| {
        writeln!(card, "{name:<12} {value}").expect("a string takes all");
    };
    line("kind", &parts.kind);
    line("size", &format_args!("{bytes} bytes"));
    line("fingerprint", &format_args!("{fingerprint:016x}"));
    line("trees", &format_args!("{}, depth {least} to {most}", parts.trees.len()));
    line("base", &format_args!("{:.4} log-odds", f64::from(parts.base) / step));
    line("unit", &format_args!("1/{step} log-odds"));
    line("quality", &format_args!("{} points", parts.quality.points.len()));
    line("features", &format_args!("{}, {thresholds} thresholds", parts.features.len()));
    line("", &"uses thresholds name");
    for (uses, thresholds, name) in by_uses(parts) {
        line("", &format_args!("{uses:>4} {thresholds:>10} {name}"));
    }
    card
}

/// How often each feature is asked about, the number of its thresholds and its
/// name, the most asked first.
fn by_uses(parts: &ModelParts) -> Vec<(usize, usize, &str)> {
    let mut uses = vec![0; parts.features.len()];
    for (feature, _) in parts.trees.iter().flat_map(|tree| &tree.splits) {
        uses[usize::from(*feature)] += 1;
    }
    let told = parts.features.iter().zip(uses);
    let mut told: Vec<_> =
        told.map(|(feature, uses)| (uses, feature.thresholds.len(), feature.name.as_str())).collect();
    told.sort_by_key(|&(uses, _, name)| (std::cmp::Reverse(uses), name));
    told
}

#[cfg(test)]
mod tests {
    use dehusk_classify::features;

    use super::super::build::tests::all;
    use super::super::build::{Grown, build};
    use super::*;

    #[test]
    fn a_card_counts_uses() {
        let ends = vec![vec![1.0, 2.0]; features().count()];
        let trees: [Grown<'_>; 2] = [(&[(1, 0), (1, 1)], &[0.0; 4]), (&[(0, 0), (1, 1)], &[0.0; 4])];
        let model = build("page", 4, 0.5, &all(), &ends, trees).unwrap();
        let [first, second] = [0, 1].map(|at| features().nth(at).unwrap().name);
        assert_eq!(by_uses(model.parts()), [(3, 2, second), (1, 1, first)]);
        let card = card(model.parts(), model.fingerprint(), 99);
        assert!(card.contains("trees        2, depth 2 to 2\n"), "{card}");
        assert!(card.contains("base         0.5000 log-odds\n"), "{card}");
        assert!(card.contains(&format!("{:016x}", model.fingerprint())), "{card}");
    }
}
