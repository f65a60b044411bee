//! A run's share of inputs that several runs divide between them.

use std::fmt;
use std::num::NonZeroU32;
use std::ops::Range;
use std::str::FromStr;

use thiserror::Error;

/// One of several equal shares of all inputs, by bytes.
///
/// A record is in the share that its first byte is in, its place in a compressed
/// input being where its member or frame begins. So every record is in exactly one
/// share, whatever the inputs are, and the outputs of all shares one behind the
/// other are the output of one run. A file of one compressed piece has one such
/// place, and is in one share as a whole.
///
/// Dealing records out in turn would divide any file, but every run would read
/// every file, and the outputs would have to be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    count: NonZeroU32,
}

/// What is wrong with a shard.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{written}` is no shard: write I/N, from 1/N to N/N")]
pub struct ShardError {
    written: String,
}

impl Shard {
    /// The bytes of `total` that are in this share.
    pub(crate) fn range(self, total: u64) -> Range<u64> {
        let at = |number: u32| {
            let exact = u128::from(total) * u128::from(number) / u128::from(self.count.get());
            u64::try_from(exact).unwrap_or(u64::MAX)
        };
        at(self.number - 1)..at(self.number)
    }

    /// The share for names of files: they sort in the order of the shares.
    pub fn name(self) -> String {
        let width = self.count.to_string().len();
        format!("{:0width$}-of-{}", self.number, self.count)
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(written: &str) -> Result<Self, ShardError> {
        let parsed = || {
            let (number, count) = written.split_once('/')?;
            let (number, count): (u32, NonZeroU32) = (number.parse().ok()?, count.parse().ok()?);
            (1..=count.get()).contains(&number).then_some(Self { number, count })
        };
        parsed().ok_or_else(|| ShardError { written: written.to_owned() })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_the_whole_and_do_not_overlap() {
        for total in [0, 1, 5, 1_000_003, u64::MAX] {
            let mut end = 0;
            for number in 1..=7 {
                let range: Range<u64> = format!("{number}/7").parse::<Shard>().unwrap().range(total);
                assert_eq!(range.start, end);
                end = range.end;
            }
            assert_eq!(end, total);
        }
    }

    #[test]
    fn shards_are_counted_from_one() {
        assert_eq!("3/10".parse::<Shard>().unwrap().name(), "03-of-10");
        for wrong in ["0/3", "4/3", "1/0", "1", "/", "a/b", "-1/2", "1/2/3"] {
            let error = wrong.parse::<Shard>().unwrap_err().to_string();
            assert!(error.contains(&format!("`{wrong}`")), "{error}");
        }
    }
}
