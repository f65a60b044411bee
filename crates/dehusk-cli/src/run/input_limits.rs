//! What inputs of `dehusk run` may ask for, and what of a WARC is read.

use std::num::NonZeroU32;

use clap::Args;
use dehusk_batch::{Batch, Conversions, InputLimits};

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
    #[arg(long, value_name = "SIZE", value_parser = size, help_heading = "Input")]
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

/// A number of bytes, at least one.
fn size(value: &str) -> Result<usize, String> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = value.split_at(digits);
    let unit: usize = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kib" => 1 << 10,
        "m" | "mib" => 1 << 20,
        "g" | "gib" => 1 << 30,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return Err("not a size: a number, or one with K, M or G behind it, as in 64M".to_owned()),
    };
    if number.is_empty() {
        return Err("not a size: it has no number".to_owned());
    }
    let bytes = number.parse::<usize>().ok().and_then(|number| number.checked_mul(unit));
    match bytes {
        Some(0) => Err("has to be at least one byte".to_owned()),
        Some(bytes) => Ok(bytes),
        None => Err("too large".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units_or_none() {
        let sizes = ["1", "64MiB", "1g", "10KB", "7b", "3M"].map(|value| size(value).unwrap());
        assert_eq!(sizes, [1, 64 << 20, 1 << 30, 10_000, 7, 3 << 20]);
        for value in ["", "M", "0", "0G", "-1", "1.5M", "64 M", "1T", "99999999999G"] {
            assert!(size(value).is_err(), "{value}");
        }
    }
}
