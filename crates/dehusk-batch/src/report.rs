//! What a run did, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{DropReason, FailReason, Outcome};

/// What a run did, in numbers. They add up: every record that was read was
/// kept, dropped or failed.
///
/// A stretch of an input that could not be read counts as one record that
/// failed, since it held at least one or cannot be told to have held none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Files that were opened.
    pub inputs: u64,
    /// Inputs that could not be read at all.
    pub inputs_failed: u64,
    /// Records that were read.
    pub read: u64,
    /// Records in the output.
    pub kept: u64,
    /// How many of those kept have an empty text.
    pub kept_empty: u64,
    /// Records that were dropped, by reason.
    pub dropped: BTreeMap<DropReason, u64>,
    /// Records that failed, by reason.
    pub failed: BTreeMap<FailReason, u64>,
    /// What is no record of the dump: other types of WARC records, links and
    /// devices in folders.
    pub passed_over: u64,
    /// Bytes read from the inputs as they lie on disk.
    pub bytes_in: u64,
    /// Bytes of the output as it lies on disk.
    pub bytes_out: u64,
}

impl Report {
    /// Counts one record.
    pub(crate) fn count(&mut self, outcome: Outcome) {
        self.read += 1;
        match outcome {
            Outcome::Kept => self.kept += 1,
            Outcome::Dropped(reason) => *self.dropped.entry(reason).or_default() += 1,
            Outcome::Failed(reason) => *self.failed.entry(reason).or_default() += 1,
        }
        debug_assert!(self.adds_up());
    }

    /// Records that were dropped, for whatever reason.
    pub fn dropped_total(&self) -> u64 {
        self.dropped.values().sum()
    }

    /// Records that failed, for whatever reason.
    pub fn failed_total(&self) -> u64 {
        self.failed.values().sum()
    }

    /// Whether `read = kept + dropped + failed`.
    pub fn adds_up(&self) -> bool {
        self.read == self.kept + self.dropped_total() + self.failed_total()
    }

    /// Whether everything could be read: no record and no input failed.
    pub fn is_clean(&self) -> bool {
        self.inputs_failed == 0 && self.failed.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up() {
        let mut report = Report::default();
        report.count(Outcome::Kept);
        report.count(Outcome::Dropped(DropReason::LowQuality));
        assert!(report.is_clean());
        report.count(Outcome::Failed(FailReason::Panic));
        report.count(Outcome::Failed(FailReason::Panic));
        assert_eq!((report.read, report.dropped_total(), report.failed_total()), (4, 1, 2));
        assert!(report.adds_up() && !report.is_clean());
    }
}
