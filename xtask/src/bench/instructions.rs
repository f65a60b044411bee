//! Instructions that the stages execute, counted by valgrind's callgrind.
//!
//! Times of a machine that others use too vary by a tenth; a count varies by
//! less than a thousandth, so that it shows what a commit changed. It says
//! nothing of caches and branches: it is read beside the times, not for them.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{Write, stdout};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use xtask_shared::held::{self, Keep};

use super::Data;

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

/// Under valgrind everything takes fifty times as long.
const DEFAULT_LIMIT: usize = 20;

/// What is counted: a name, and the arguments of `bench` for it.
const COUNTED: [(&str, &[&str]); 5] = [
    ("decode", &["decode"]),
    ("tokenize", &["tokenize"]),
    ("parse", &["parse"]),
    ("extract", &["extract"]),
    ("parse_html5ever", &["parse", "--tokenizer", "html5ever"]),
];

#[derive(Debug, Serialize)]
struct Count {
    stage: &'static str,
    pages: usize,
    bytes: usize,
    instructions: u64,
    per_byte: f64,
}

pub(super) fn run(args: &Args) -> Result<()> {
    if !is_there("valgrind") {
        bail!("valgrind is not installed, so instructions cannot be counted");
    }
    let file = held::file(&args.data.data)?;
    let limit = args.data.limit.unwrap_or(DEFAULT_LIMIT);
    let pages = held::load(&file, Some(limit))?;
    let bytes = pages.iter().map(|page| held::text(page).len()).sum::<usize>();
    for (stage, what) in COUNTED {
        let mut what = what.to_vec();
        if what[0] == "parse" {
            what.extend(["--keep", args.keep.name()]);
        }
        let instructions = count(&what, &file, pages.len())?;
        let per_byte = instructions as f64 / bytes.max(1) as f64;
        Count { stage, pages: pages.len(), bytes, instructions, per_byte }.print(args.json)?;
    }
    Ok(())
}

/// Instructions of this very program, run anew under callgrind, within the
/// function that does a stage on a page. Taking a run that only loads the pages
/// from one that does both was rejected: loading is most of the instructions.
fn count(what: &[&str], file: &Path, limit: usize) -> Result<u64> {
    let out = tempfile::NamedTempFile::new()?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no", "--toggle-collect=*stage::on_page*"])
        .arg(format!("--callgrind-out-file={}", out.path().display()))
        .arg(env::current_exe()?)
        .arg("bench")
        .args(what)
        .args([OsStr::new("--data"), file.as_os_str()])
        .args(["--limit", &limit.to_string(), "--repeat", "1", "--json"])
        .output()
        .context("cannot start valgrind")?;
    if !output.status.success() {
        bail!("valgrind failed:\n{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    let profile = fs::read_to_string(out.path()).context("cannot read callgrind's profile")?;
    total(&profile).context("callgrind counted nothing")
}

/// The count of all that was collected.
fn total(profile: &str) -> Option<u64> {
    let line = profile.lines().find_map(|line| line.strip_prefix("summary:"))?;
    line.trim().parse().ok().filter(|&count| count > 0)
}

fn is_there(program: &str) -> bool {
    let mut version = Command::new(program);
    version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}

impl Count {
    fn print(&self, json: bool) -> Result<()> {
        let Self { stage, pages, bytes, instructions, per_byte } = self;
        if json {
            writeln!(stdout(), "{}", serde_json::to_string(self)?)?;
        } else {
            writeln!(
                stdout(),
                "{stage:<16} {per_byte:>8.2} instructions a byte  ({instructions} on {pages} pages, {bytes} bytes)"
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::total;

    #[test]
    fn the_total_is_read_from_the_summary() {
        assert_eq!(total("version: 1\nevents: Ir\nsummary: 1234\n\ntotals: 1234\n"), Some(1234));
        assert_eq!(total("events: Ir\nsummary: 0\n"), None);
    }
}
