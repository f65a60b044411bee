//! Programs that turn a WARC into records, each run as a process of its own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use dehusk_tests::workspace_root;
use serde::Deserialize;

use super::super::child::{self, Cost};
use super::super::figures::Figures;

/// `dehusk run` says by this status that some records failed; it is done then.
const DONE_WITH_FAILURES: i32 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contender {
    /// The extraction alone, in memory: what a run cannot be faster than.
    Extraction,
    /// `dehusk run` with this many jobs.
    Dehusk {
        jobs: usize,
    },
    Peer(Peer),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peer {
    /// In one process, or in a pool of them.
    Resiliparse {
        jobs: usize,
    },
    Trafilatura,
}

/// What all of them are given.
#[derive(Debug)]
pub(super) struct Work<'w> {
    pub(super) pages: &'w Path,
    /// For what they write.
    pub(super) folder: &'w Path,
    pub(super) dehusk: &'w Path,
    pub(super) python: &'w Path,
}

/// One run.
#[derive(Debug, Clone)]
pub(super) struct Ran {
    pub(super) records: usize,
    /// Records whose text is not empty.
    pub(super) with_text: Option<usize>,
    /// Millions of bytes of the pages' HTML, where the contender knows.
    pub(super) mb: Option<f64>,
    /// The peer's version.
    pub(super) version: Option<String>,
    /// Of the extraction alone the CPU time is that without loading the pages,
    /// and nothing else is of use.
    pub(super) cost: Cost,
}

impl Contender {
    pub(super) fn name(self) -> String {
        match self {
            Self::Extraction => "extraction alone, in memory".to_owned(),
            Self::Dehusk { jobs } => format!("dehusk run -j {jobs}"),
            Self::Peer(Peer::Resiliparse { jobs: 1 }) => "FastWARC + Resiliparse".to_owned(),
            Self::Peer(Peer::Resiliparse { jobs }) => format!("FastWARC + Resiliparse, pool of {jobs}"),
            Self::Peer(Peer::Trafilatura) => "warcio + Trafilatura".to_owned(),
        }
    }

    pub(super) fn run(self, work: &Work<'_>) -> Result<Ran> {
        match self {
            Self::Extraction => extraction(work),
            Self::Dehusk { jobs } => dehusk(jobs, work),
            Self::Peer(peer) => peer.run(work),
        }
    }
}

/// In a process of its own too, so that its heap is as cold as that of a run.
fn extraction(work: &Work<'_>) -> Result<Ran> {
    let mut command = Command::new(env::current_exe()?);
    command.args(["bench", "extract", "--repeat", "1", "--json", "--data"]).arg(work.pages);
    let (printed, cost) = child::run(&mut command, &[])?;
    let figures: Figures = serde_json::from_str(&printed).context("bench extract printed no figures")?;
    Ok(Ran {
        records: figures.pages,
        with_text: None,
        mb: Some(figures.mb),
        version: None,
        cost: Cost { cpu_s: figures.cpu_s, ..cost },
    })
}

fn dehusk(jobs: usize, work: &Work<'_>) -> Result<Ran> {
    #[derive(Deserialize)]
    struct Report {
        records: Records,
    }
    #[derive(Deserialize)]
    struct Records {
        read: usize,
        kept: usize,
        kept_empty: usize,
    }
    let report = work.folder.join("report.json");
    let mut command = Command::new(work.dehusk);
    command.args(["run", "--no-config", "--quiet", "--jobs", &jobs.to_string()]).arg(work.pages);
    command.arg("-o").arg(work.folder.join("clean.jsonl.zst")).arg("--report").arg(&report);
    let (_, cost) = child::run(&mut command, &[DONE_WITH_FAILURES])?;
    let report = fs::read(&report).context("dehusk wrote no report")?;
    let Report { records: Records { read, kept, kept_empty } } =
        serde_json::from_slice(&report).context("dehusk's report has not the counts that it should")?;
    Ok(Ran { records: read, with_text: Some(kept - kept_empty), mb: None, version: None, cost })
}

impl Peer {
    /// Whether all that it needs is there; else what is missing.
    pub(super) fn missing(self, python: &Path) -> Option<String> {
        let mut import = Command::new(python);
        import.arg("-c").arg(format!("import {}", self.modules().join(", ")));
        let imported = import.stdin(Stdio::null()).output();
        let why = match imported {
            Ok(output) if output.status.success() => return None,
            Ok(output) => {
                String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned()
            }
            Err(error) => error.to_string(),
        };
        Some(format!("{} cannot import {}: {why}", python.display(), self.modules().join(", ")))
    }

    const fn modules(self) -> &'static [&'static str] {
        match self {
            Self::Resiliparse { .. } => &["fastwarc.warc", "resiliparse.extract.html2text"],
            Self::Trafilatura => &["warcio", "trafilatura"],
        }
    }

    fn run(self, work: &Work<'_>) -> Result<Ran> {
        #[derive(Deserialize)]
        struct Counts {
            records: usize,
            with_text: usize,
            version: String,
        }
        let mut command = Command::new(work.python);
        command.arg(self.script()).arg(work.pages).arg(work.folder.join("clean.jsonl"));
        if let Self::Resiliparse { jobs } = self {
            command.arg(jobs.to_string());
        }
        let (printed, cost) = child::run(&mut command, &[])?;
        let Counts { records, with_text, version } =
            serde_json::from_str(&printed).with_context(|| format!("{self:?} printed no counts"))?;
        Ok(Ran { records, with_text: Some(with_text), mb: None, version: Some(version), cost })
    }

    /// Beside this file rather than within the program: a pool that starts its
    /// workers anew has to find the script again.
    fn script(self) -> PathBuf {
        let script = match self {
            Self::Resiliparse { .. } => "fastwarc_resiliparse.py",
            Self::Trafilatura => "warcio_trafilatura.py",
        };
        workspace_root().join("xtask/src/bench/run").join(script)
    }
}
