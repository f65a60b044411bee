//! A hash that is the same on every machine and in every version.

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Stands for these bytes, the same on every machine and in every version.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    Fnv::of(bytes)
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo, draft-eastlake-fnv). The standard
/// library's hashes may change with any version, and what is hashed here stands in
/// names and files that outlive it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(BASIS)
    }
}

impl Fnv {
    /// Takes in a value, apart from those before and behind it.
    pub(crate) fn add(&mut self, value: &[u8]) {
        for &byte in value.iter().chain(&(value.len() as u64).to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    pub(crate) const fn value(self) -> u64 {
        self.0
    }

    /// Of these bytes alone.
    pub(crate) fn of(bytes: &[u8]) -> u64 {
        bytes.iter().fold(BASIS, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
    }
}
