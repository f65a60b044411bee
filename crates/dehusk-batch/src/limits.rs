//! What an input may ask for.

/// The largest record, line or file that is held in memory, unless said otherwise.
const MAX_RECORD_BYTES: usize = 64 << 20;

/// The most that decompression may make of each byte, unless said otherwise.
const MAX_RATIO: u32 = 1_000;

/// What decompression may make of anything. A page of a few MiB that repeats one
/// row compresses to nothing and harms nobody.
const FREE_BYTES: u64 = 8 << 20;

/// What an input may ask for. Whatever asks for more fails and is counted; it
/// costs no memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputLimits {
    pub(crate) max_record_bytes: usize,
    pub(crate) max_ratio: MaxRatio,
}

/// How many bytes decompression may make of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MaxRatio(pub(crate) u32);

impl Default for InputLimits {
    fn default() -> Self {
        Self { max_record_bytes: MAX_RECORD_BYTES, max_ratio: MaxRatio(MAX_RATIO) }
    }
}

impl InputLimits {
    /// The largest record, line, value or file, in bytes, decompressed. Larger
    /// ones are passed over without being read into memory. Default: 64 MiB.
    #[must_use]
    pub const fn with_max_record_bytes(mut self, bytes: usize) -> Self {
        self.max_record_bytes = bytes;
        self
    }

    /// How many bytes decompression may make of one: of a gzip member, of a zstd
    /// frame, and of each content encoding of a response, each by itself. The
    /// first 8 MiB of each are free. What makes more is left there, as
    /// [`FailReason::DecompressionBomb`](crate::FailReason::DecompressionBomb).
    /// Default: 1,000.
    #[must_use]
    pub const fn with_max_ratio(mut self, ratio: u32) -> Self {
        self.max_ratio = MaxRatio(ratio);
        self
    }
}

impl MaxRatio {
    /// Whether `made` bytes are more than may come of `read`.
    pub(crate) const fn is_exceeded(self, made: u64, read: u64) -> bool {
        made > FREE_BYTES && made > read.saturating_mul(self.0 as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_things_may_be_as_repetitive_as_they_like() {
        let ratio = MaxRatio(10);
        assert!(!ratio.is_exceeded(FREE_BYTES, 1));
        assert!(ratio.is_exceeded(FREE_BYTES + 1, 1));
        assert!(!ratio.is_exceeded(2 * FREE_BYTES, FREE_BYTES / 4));
        assert!(!MaxRatio(u32::MAX).is_exceeded(u64::MAX, u64::MAX));
    }
}
