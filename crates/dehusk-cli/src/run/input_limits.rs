//! What inputs of `dehusk run` may ask for, and what of a WARC is read.

use std::num::NonZeroU32;

use clap::Args;
use dehusk_batch::{Batch, Conversions, InputLimits};

use crate::args;

/// Limits on inputs, and what of a WARC is read.
#[derive(Debug, Args)]
pub(super) struct InputLimitArgs {
    /// Read the `conversion` records of WARCs too: texts that another tool took
    /// out of pages, as in the WET files of Common Crawl
    #[arg(long, help_heading = "Input")]
    wet: bool,

    /// The largest record, line or file, decompressed: bytes, or with K, M or G
    /// behind the number; larger ones fail as too-large [default: 64M]
    ///
    /// K, M and G (or KiB, MiB, GiB) are powers of 1,024; KB, MB and GB of 1,000.
    /// About that much memory may be needed for each of the records that are
    /// extracted at the same time.
    #[arg(long, value_name = "SIZE", value_parser = size_of_record, help_heading = "Input")]
    max_record_bytes: Option<usize>,

    /// How many bytes decompression may make of one, in a gzip member, a zstd
    /// frame or a content encoding; what makes more fails as decompression-bomb
    /// [default: 1000]
    ///
    /// The first 8 MiB of each are free.
    #[arg(long, value_name = "N", help_heading = "Input")]
    max_ratio: Option<NonZeroU32>,
}

impl InputLimitArgs {
    /// `batch` with what was asked for.
    pub(super) fn apply(&self, batch: Batch) -> Batch {
        let mut limits = InputLimits::default();
        if let Some(bytes) = self.max_record_bytes {
            limits = limits.with_max_record_bytes(bytes);
        }
        if let Some(ratio) = self.max_ratio {
            limits = limits.with_max_ratio(ratio.get());
        }
        let conversions = if self.wet { Conversions::Read } else { Conversions::PassedOver };
        batch.with_limits(limits).with_conversions(conversions)
    }
}

/// A number of bytes that one record may have.
fn size_of_record(written: &str) -> Result<usize, String> {
    usize::try_from(args::size(written)?).map_err(|_| "too large".to_owned())
}
