//! Sums of gradients by leaf and bin.

use super::bins::MAX_BINS;

/// The sums of one leaf and bin: first derivatives in the upper half, second in
/// the lower, so that one addition does both. The lower half never overflows
/// into the upper, since all second derivatives together stay below 2^31.
pub(super) type Packed = i64;

/// Packs the integers of one row.
pub(super) const fn pack(first: i32, second: u32) -> Packed {
    ((first as i64) << 32) + second as i64
}

/// First and second derivatives.
pub(super) const fn unpack(packed: Packed) -> (i64, i64) {
    (packed >> 32, packed & 0xFFFF_FFFF)
}

/// The histogram of one feature: a row of bins a leaf.
#[derive(Debug, Clone)]
pub(super) struct Histogram(pub(super) Vec<[Packed; MAX_BINS]>);

impl Histogram {
    pub(super) fn new(leaves: usize) -> Self {
        Self(vec![[0; MAX_BINS]; leaves])
    }

    /// Adds rows: `leaves`, `packed` and `rows` go together.
    pub(super) fn add(&mut self, column: &[u8], rows: &[(u32, u8)], packed: &[Packed]) {
        for (&(row, leaf), &value) in rows.iter().zip(packed) {
            // Bins are below MAX_BINS, which the mask tells the compiler.
            let bin = column[row as usize] as usize & (MAX_BINS - 1);
            self.0[leaf as usize][bin] += value;
        }
    }
}
