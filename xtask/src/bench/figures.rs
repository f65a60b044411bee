//! What a timed run comes to.

use std::io::{Write, stdout};
use std::time::Duration;

use anyhow::Result;
use serde::{Deserialize, Serialize};

/// One run's figures, in the fields of the line that ../shared/peers/run.py
/// prints. That one's `peer` is our `stage`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Figures {
    #[serde(alias = "peer")]
    pub(super) stage: String,
    /// The peer's version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    pub(super) pages: usize,
    /// Millions of bytes of the pages' HTML as UTF-8.
    pub(super) mb: f64,
    /// The best of the passes.
    pub(super) cpu_s: f64,
    pub(super) mb_per_s: f64,
    /// Pages that a peer gave up on.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) failed: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Figures {
    pub(super) fn new(stage: &str, pages: usize, bytes: usize, best: Duration) -> Self {
        let (mb, cpu_s) = (bytes as f64 / 1e6, best.as_secs_f64());
        let mb_per_s = mb / cpu_s.max(f64::MIN_POSITIVE);
        let round = |value: f64, unit: f64| (value * unit).round() / unit;
        Self {
            stage: stage.to_owned(),
            version: None,
            pages,
            mb: round(mb, 1e3),
            cpu_s: round(cpu_s, 1e4),
            mb_per_s: round(mb_per_s, 10.0),
            failed: 0,
        }
    }

    pub(super) fn print(&self, json: bool) -> Result<()> {
        let Self { stage, pages, mb, cpu_s, mb_per_s, .. } = self;
        if json {
            writeln!(stdout(), "{}", serde_json::to_string(self)?)?;
        } else {
            writeln!(stdout(), "{stage}: {pages} pages, {mb:.1} MB, {cpu_s:.3} CPU s, {mb_per_s:.1} MB/s")?;
        }
        Ok(())
    }
}
