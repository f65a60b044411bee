//! Parts, shards and memory: what makes a run one that can be trusted with much.

use std::num::NonZeroU64;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use dehusk_batch::{Batch, PartSize, Resume, Shard, fingerprint};

use crate::args;
use crate::content::ContentArgs;

/// Headings of options that change nothing in what is written.
const WITHOUT_EFFECT: [&str; 3] = ["Running", "Progress and logs", "Configuration"];

/// Options that change nothing in what is written, or that the batch knows itself.
const KNOWN: [&str; 9] =
    ["resume", "memory", "output", "drops", "blocks", "blocks-text", "report", "format", "min-quality"];

/// How a run is divided, and gone on with.
#[derive(Debug, Args)]
#[command(next_help_heading = "Large runs")]
pub(crate) struct PartArgs {
    /// Go on behind the last part that is whole of a run that was killed or
    /// interrupted; the output is that of a run that nobody disturbed
    ///
    /// Refused where inputs, options, models or version differ. Does nothing where
    /// the run was finished, and begins it where it was not begun.
    #[arg(long)]
    pub(crate) resume: bool,

    /// Read only share I of N of all bytes of the inputs, from 1/N to N/N
    ///
    /// Every record is in exactly one share, and the outputs of all shares one
    /// behind the other are the output of one run. {shard} in OUT and FILE is
    /// replaced by the share: 03-of-10. A file that is one compressed piece is in
    /// one share as a whole.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,

    /// How much goes into one part, before compression: what is done again at most
    /// after a kill, and how large files are where OUT has {part} in its name
    /// [default: 16MiB; 256MiB with {part}]
    #[arg(long, value_name = "SIZE", value_parser = args::size)]
    part_size: Option<u64>,

    /// Give a record up whose extraction takes longer than MS milliseconds, and
    /// count it as timed-out
    ///
    /// Off by default: what is given up depends on the machine and what else it
    /// does, so that two runs may differ. The limits on bytes, nodes and depth hold
    /// in any case. It is asked between the stages of an extraction.
    #[arg(long, value_name = "MS")]
    timeout_ms: Option<NonZeroU64>,

    /// Ceiling for the memory of the run; fewer records are in flight where it is
    /// low
    #[arg(long, value_name = "SIZE", value_parser = args::size)]
    memory: Option<u64>,
}

impl PartArgs {
    /// The batch as the arguments want it.
    pub(crate) fn apply(&self, mut batch: Batch) -> Batch {
        if self.resume {
            batch = batch.with_resume(Resume::TakeUp);
        }
        if let Some(shard) = self.shard {
            batch = batch.with_shard(shard);
        }
        if let Some(bytes) = self.part_size {
            batch = batch.with_part_size(PartSize::of_bytes(bytes));
        }
        if let Some(limit) = self.timeout_ms {
            batch = batch.with_time_limit(Duration::from_millis(limit.get()));
        }
        if let Some(bytes) = self.memory {
            batch = batch.with_memory(bytes);
        }
        batch
    }
}

/// What the output depends on besides what the batch knows: the other options, and
/// what is in the files that they name.
pub(super) fn settings(
    in_force: Vec<(String, String, String)>,
    content: &ContentArgs,
) -> Result<Vec<(String, String)>> {
    let has_effect = |(heading, name, _): &(String, String, String)| {
        !WITHOUT_EFFECT.contains(&heading.as_str()) && !KNOWN.contains(&name.as_str())
    };
    let setting = |(_, name, value): (String, String, String)| (format!("--{name}"), value);
    let mut settings: Vec<_> = in_force.into_iter().filter(has_effect).map(setting).collect();
    let rules = content.rules_text()?;
    settings.push(("the text of the rules".to_owned(), format!("{:016x}", fingerprint(rules.as_bytes()))));
    Ok(settings)
}
