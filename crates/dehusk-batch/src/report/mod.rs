//! What a run did, in numbers.

mod json;
mod stages;
mod state;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use dehusk::Label;
use serde::{Deserialize, Serialize};

pub(crate) use stages::{Stage, Timed};
pub use stages::{StageClock, Times};

use crate::facts::Facts;
use crate::{Derived, DropReason, FailReason, Outcome, Tally};
pub(crate) use state::ReportState;

/// How many records there were, and what became of them. They add up: every
/// record that was read was kept, dropped or failed.
///
/// A stretch of an input that could not be read counts as one record that
/// failed, since it held at least one or cannot be told to have held none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Counts {
    /// Files that were opened.
    pub files: u64,
    /// Files and folders that could not be read at all.
    pub files_failed: u64,
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
    /// How many of those are `conversion` records, as WET files have them.
    pub passed_over_conversions: u64,
    /// How many of those are `metadata` records of JSON, as WAT files have them.
    pub passed_over_metadata: u64,
}

/// The counts of one input, as it was named: a folder is one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputCounts {
    /// Its name.
    pub input: Arc<str>,
    /// Bytes read of it as they lie on disk.
    pub bytes: u64,
    /// What became of its records.
    pub counts: Counts,
}

/// What the documents in the output are, and what was taken away from them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Documents {
    /// Documents by language; `None` where it is not known.
    pub languages: BTreeMap<Option<String>, u64>,
    /// Documents by the name of what the input was taken for.
    pub input_kinds: BTreeMap<&'static str, u64>,
    /// Documents by the kind of page that their heads name; `None` where they
    /// name none.
    pub page_types: BTreeMap<Option<&'static str>, u64>,
    /// Documents by quality, in tenths: from 0 to less than .1, and so on; a
    /// quality of 1 is in the last.
    pub quality: [u64; 10],
    /// Documents with a note, by its name; a document may have several.
    pub notes: BTreeMap<String, u64>,
    /// By label, and the name of the reason.
    blocks: BTreeMap<(Label, Cow<'static, str>), Tally>,
}

/// What a run did, in numbers. The same for any number of threads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// What became of all records.
    pub counts: Counts,
    /// The same by input, in the order in which they were named.
    pub inputs: Vec<InputCounts>,
    /// What the documents in the output are.
    pub documents: Documents,
    /// Bytes read from the inputs as they lie on disk.
    pub bytes_in: u64,
    /// Bytes of the output as it lies on disk.
    pub bytes_out: u64,
    /// Whether the last input is not at its end.
    has_open: bool,
}

impl Counts {
    fn count(&mut self, outcome: Outcome) {
        self.read += 1;
        match outcome {
            Outcome::Kept => self.kept += 1,
            Outcome::Dropped(reason) => *self.dropped.entry(reason).or_default() += 1,
            Outcome::Failed(reason) => *self.failed.entry(reason).or_default() += 1,
        }
    }

    pub(crate) fn pass_over(&mut self, derived: Derived) {
        self.passed_over += 1;
        match derived {
            Derived::Conversion => self.passed_over_conversions += 1,
            Derived::Metadata => self.passed_over_metadata += 1,
        }
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
}

impl Documents {
    fn add(&mut self, facts: Facts) {
        *self.languages.entry(facts.language).or_default() += 1;
        *self.input_kinds.entry(facts.kind.name()).or_default() += 1;
        *self.page_types.entry(facts.page_type).or_default() += 1;
        self.quality[facts.quality] += 1;
        for note in facts.notes {
            *self.notes.entry(note).or_default() += 1;
        }
        for (cause, tally) in facts.blocks {
            let (label, reason) = cause;
            *self.blocks.entry((label, Cow::Borrowed(reason))).or_default() += tally;
        }
    }

    /// All blocks.
    pub fn blocks(&self) -> Tally {
        self.blocks.values().copied().sum()
    }

    /// The blocks that are in the texts.
    pub fn blocks_kept(&self) -> Tally {
        self.blocks.iter().filter(|((label, _), _)| label.is_kept()).map(|(_, &tally)| tally).sum()
    }

    /// The blocks that were taken away, by what they are. Titles are among them:
    /// they stand in a field of their own.
    pub fn removed_by_label(&self) -> BTreeMap<Label, Tally> {
        self.removed(|(label, _)| *label)
    }

    /// The blocks that were taken away, by the name of the reason.
    pub fn removed_by_reason(&self) -> BTreeMap<&str, Tally> {
        self.removed(|(_, reason)| &**reason)
    }

    fn removed<'d, K: Ord>(
        &'d self,
        key: impl Fn(&'d (Label, Cow<'static, str>)) -> K,
    ) -> BTreeMap<K, Tally> {
        let mut removed = BTreeMap::new();
        for (cause, &tally) in self.blocks.iter().filter(|((label, _), _)| !label.is_kept()) {
            *removed.entry(key(cause)).or_default() += tally;
        }
        removed
    }
}

impl Report {
    /// What comes next is of this input.
    pub(crate) fn begin(&mut self, input: Arc<str>) {
        self.has_open = true;
        self.inputs.push(InputCounts { input, bytes: 0, counts: Counts::default() });
    }

    /// The input that began last is at its end.
    pub(crate) fn end(&mut self, bytes: u64) {
        self.has_open = false;
        self.bytes_in += bytes;
        if let Some(input) = self.inputs.last_mut() {
            input.bytes = bytes;
        }
    }

    /// Leaves the input that ended last out if nothing of it was read: another shard
    /// has it.
    pub(crate) fn leave_out_untouched(&mut self) {
        let untouched = |input: &InputCounts| input.bytes == 0 && input.counts == Counts::default();
        if self.inputs.last().is_some_and(untouched) {
            self.inputs.pop();
        }
    }

    /// Counts something for all and for the input that is being read.
    pub(crate) fn note(&mut self, count: impl Fn(&mut Counts)) {
        count(&mut self.counts);
        if let Some(input) = self.inputs.last_mut() {
            count(&mut input.counts);
        }
    }

    /// Counts one record.
    pub(crate) fn count(&mut self, outcome: Outcome) {
        self.note(|counts| counts.count(outcome));
        debug_assert!(self.adds_up());
    }

    /// Counts one record that is in the output.
    pub(crate) fn count_kept(&mut self, facts: Facts) {
        let is_empty = u64::from(facts.is_empty);
        self.note(|counts| counts.kept_empty += is_empty);
        self.documents.add(facts);
        self.count(Outcome::Kept);
    }

    /// Whether `read = kept + dropped + failed`, for all and for each input.
    pub fn adds_up(&self) -> bool {
        self.counts.adds_up() && self.inputs.iter().all(|input| input.counts.adds_up())
    }

    /// Whether everything could be read: no record and no input failed.
    pub fn is_clean(&self) -> bool {
        self.counts.files_failed == 0 && self.counts.failed.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up() {
        let mut report = Report::default();
        report.begin("a".into());
        report.count_kept(Facts::default());
        report.count(Outcome::Dropped(DropReason::LowQuality));
        report.end(7);
        assert!(report.is_clean());
        report.begin("b".into());
        report.count(Outcome::Failed(FailReason::Panic));
        report.count(Outcome::Failed(FailReason::Panic));
        report.end(5);
        let counts = &report.counts;
        assert_eq!((counts.read, counts.dropped_total(), counts.failed_total()), (4, 1, 2));
        assert!(report.adds_up() && !report.is_clean());
        let read: Vec<_> = report.inputs.iter().map(|input| (input.counts.read, input.bytes)).collect();
        assert_eq!((read, report.bytes_in), (vec![(2, 7), (2, 5)], 12));
    }
}
