//! The memory that whole runs take, by the size of the dump.

use std::fs;
use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use serde::Serialize;
use xtask_shared::held;

use super::child::{self, Cost};
use super::dump::{self, Enough};
use super::program;

/// Bytes of the records of each dump, unpacked; tenfold steps, so that what grows
/// with the dump cannot be taken for noise.
const SIZES: [u64; 2] = [40_000_000, 400_000_000];
const FULL: u64 = 4_000_000_000;

/// The forms of output that hold something back until they write it.
const OUTPUTS: [&str; 2] = ["clean.jsonl.zst", "clean.parquet"];

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The WARC whose records the dumps repeat: a file, a folder with one, or the
    /// name of a set in ../shared/data.
    #[arg(long, value_name = "FILE|DIR|SET", default_value = "wcxb-dev")]
    data: PathBuf,
    /// A dump of 4 GB too: a gigabyte on disk, and minutes.
    #[arg(long)]
    full: bool,
    /// Records that are extracted at the same time.
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: u16,
    /// Print JSON, a line a run.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    /// Millions of bytes of records.
    dump_mb: f64,
    /// Millions of bytes of the file.
    packed_mb: f64,
    responses: usize,
    output: &'static str,
    #[serde(flatten)]
    cost: Cost,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let (source, dehusk) = (held::file(&args.data)?, program::dehusk()?);
    // Goes with all that is in it, at the latest when we end; a kill leaves it.
    let folder = dump::folder()?;
    let pages = folder.path().join("pages.warc.gz");
    if !args.json {
        writeln!(stdout(), "dehusk run -j {}: peak of resident memory by size of the dump", args.jobs)?;
    }
    for size in SIZES.into_iter().chain(args.full.then_some(FULL)) {
        let made = dump::write(&source, &pages, Enough::Bytes(size))?;
        let packed_mb = fs::metadata(&pages)?.len() as f64 / 1e6;
        for output in OUTPUTS {
            let mut command = Command::new(&dehusk);
            command.args(["run", "--no-config", "--quiet", "--jobs", &args.jobs.to_string()]).arg(&pages);
            command.arg("-o").arg(folder.path().join(output));
            let (_, cost) = child::run(&mut command, &[])?;
            let dump_mb = made.bytes as f64 / 1e6;
            Row { dump_mb, packed_mb, responses: made.responses, output, cost }.print(args.json)?;
            fs::remove_file(folder.path().join(output))?;
        }
    }
    Ok(())
}

impl Row {
    fn print(&self, json: bool) -> Result<()> {
        let Self { dump_mb, packed_mb, responses, output, cost: Cost { cpu_s, wall_s, peak_rss_mb } } = self;
        if json {
            writeln!(stdout(), "{}", serde_json::to_string(self)?)?;
        } else {
            writeln!(
                stdout(),
                "{dump_mb:>7.0} MB of {responses:>6} records ({packed_mb:>4.0} MB packed) to {output:<15} \
                 peak {peak_rss_mb:>6.1} MB  {cpu_s:>7.1} CPU s  {wall_s:>7.1} s"
            )?;
        }
        Ok(())
    }
}
