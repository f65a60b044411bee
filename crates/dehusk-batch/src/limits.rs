//! What an input may ask for.

/// The largest record, line or file that is held in memory, unless said otherwise.
const MAX_RECORD_BYTES: usize = 64 << 20;

/// The most that decompression may make of each byte, unless said otherwise.
const MAX_RATIO: u32 = 1_000;

/// What an input may ask for. Whatever asks for more fails and is counted; it
/// costs no memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputLimits {
    pub(crate) max_record_bytes: usize,
    pub(crate) max_ratio: u32,
}

impl Default for InputLimits {
    fn default() -> Self {
        Self { max_record_bytes: MAX_RECORD_BYTES, max_ratio: MAX_RATIO }
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

    /// How many bytes decompression may make of one. Default: 1,000.
    #[must_use]
    pub const fn with_max_ratio(mut self, ratio: u32) -> Self {
        self.max_ratio = ratio;
        self
    }
}
