//! The memory that parsing takes, over the pages of a data set.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use xtask_shared::heap::Figures;
use xtask_shared::held::{self, Keep};

use super::Data;
use crate::check;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    data: Data,
    /// What the trees keep of the pages.
    #[arg(long, value_enum, default_value_t)]
    keep: Keep,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Peak bytes of decoding and parsing, a byte of input.
#[derive(Debug, Serialize)]
struct Summary {
    keep: &'static str,
    pages: usize,
    mean: f64,
    p95: f64,
    max: f64,
    /// The page of the maximum.
    max_page: String,
    /// All pages' peaks to all pages' bytes, so that a page of a hundred bytes
    /// does not count as much as one of a megabyte.
    total: f64,
    /// The same of what the trees hold afterwards.
    dom_total: f64,
    allocations_per_page: f64,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let file = held::file(&args.data.data)?;
    let file = file.to_str().context("the path of the pages is not UTF-8")?;
    let limit = args.data.limit.map(|limit| limit.to_string());
    let pages: Vec<&str> = [Some(file), limit.as_deref()].into_iter().flatten().collect();
    let summary = Summary::of(args.keep, &figures(args.keep, &pages)?)?;
    if args.json {
        writeln!(stdout(), "{}", serde_json::to_string(&summary)?)?;
    } else {
        summary.print()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What `xtask-heap` finds out, about the pages of a file or the named inputs.
///
/// Always in a debug build: what is allocated is the same in any, `check` has
/// that one already, and pins must not depend on which was at hand.
pub(super) fn figures(keep: Keep, pages: &[&str]) -> Result<Vec<Figures>> {
    let mut cargo = check::command(&["run", "--quiet", "--package", "xtask", "--bin", "xtask-heap", "--"]);
    let output = cargo.arg(keep.name()).args(pages).output().context("cannot start cargo")?;
    if !output.status.success() {
        bail!("xtask-heap failed:\n{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    let lines = serde_json::Deserializer::from_slice(&output.stdout).into_iter();
    lines.collect::<Result<_, _>>().context("xtask-heap printed something else than figures")
}

impl Summary {
    fn of(keep: Keep, pages: &[Figures]) -> Result<Self> {
        let mut peaks: Vec<_> = pages.iter().map(|page| (page.peak_per_byte(), page)).collect();
        peaks.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let &(max, largest) = peaks.last().context("no pages were measured")?;
        let count = peaks.len() as f64;
        let sum = |of: fn(&Figures) -> f64| pages.iter().map(of).sum::<f64>();
        let bytes = sum(|page| page.bytes as f64);
        Ok(Self {
            keep: keep.name(),
            pages: peaks.len(),
            mean: peaks.iter().map(|(peak, _)| peak).sum::<f64>() / count,
            p95: peaks[(peaks.len() * 95).div_ceil(100) - 1].0,
            max,
            max_page: largest.name.clone(),
            total: sum(|page| page.peak as f64) / bytes,
            dom_total: sum(|page| page.dom as f64) / bytes,
            allocations_per_page: sum(|page| page.allocations as f64) / count,
        })
    }

    fn print(&self) -> Result<()> {
        let Self { keep, pages, mean, p95, max, max_page, total, dom_total, allocations_per_page } = self;
        let mut out = stdout().lock();
        writeln!(out, "{pages} pages, keeping {keep}; bytes of heap a byte of input")?;
        writeln!(out, "  peak of decode and parse  mean {mean:.2}  p95 {p95:.2}  max {max:.2} ({max_page})")?;
        writeln!(out, "  peaks of all to bytes of all  {total:.2}")?;
        writeln!(out, "  trees of all to bytes of all  {dom_total:.2}")?;
        writeln!(out, "  allocations of a parse, mean  {allocations_per_page:.1}")?;
        Ok(())
    }
}
