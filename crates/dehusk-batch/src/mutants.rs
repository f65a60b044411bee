//! Damage, for tests of what reads.

/// A fixed pseudo-random sequence (xorshift): the same damage every time.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    /// `original` with one thing wrong: a flipped bit, a cut, zeros, a gap, or a
    /// stretch that comes twice.
    pub(crate) fn mutant(&mut self, original: &[u8]) -> Vec<u8> {
        let mut mutant = original.to_vec();
        let at = self.below(mutant.len());
        let end = (at + 1 + self.below(200)).min(mutant.len());
        match self.below(5) {
            0 => mutant[at] ^= 1 << self.below(8),
            1 => mutant.truncate(at),
            2 => mutant[at..end].fill(0),
            3 => drop(mutant.drain(at..end)),
            _ => {
                let copied = mutant[at..end].to_vec();
                mutant.splice(at..at, copied);
            }
        }
        mutant
    }
}
