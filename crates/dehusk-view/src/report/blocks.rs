//! What the rows of a run's blocks say.

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;

use serde::Deserialize;

use super::ReadError;
use super::read::{Tally, lines};

/// Steps from 0 to 1 that scores are counted in.
pub(super) const STEPS: usize = 20;

/// What the rows that `dehusk run --blocks` wrote say. Two bytes a block are
/// kept, and the ids of the records.
#[derive(Debug, Clone, Default)]
pub struct BlockFacts {
    /// Blocks by label and reason, both by name.
    pub(super) causes: BTreeMap<(String, String), Tally>,
    /// Blocks that were kept, by score.
    pub(super) kept_by_score: [u64; STEPS],
    /// Blocks that were taken away, by score.
    pub(super) removed_by_score: [u64; STEPS],
    /// Records in the order of the file.
    pub(super) records: Vec<RecordBlocks>,
    /// Labels by the numbers that records have them by.
    pub(super) labels: Vec<String>,
    /// The place of each record.
    places: HashMap<String, usize>,
}

/// The blocks of one record.
#[derive(Debug, Clone, Default)]
pub(super) struct RecordBlocks {
    pub(super) id: String,
    /// Bytes of the text of all blocks.
    pub(super) bytes: u64,
    /// Bytes of those that were kept.
    pub(super) kept: u64,
    /// The label of each block, by number.
    pub(super) labels: Vec<u16>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    label: String,
    reason: String,
    kept: bool,
    score: f64,
    bytes: u64,
}

impl BlockFacts {
    /// Reads the rows of the file that is called `name` in messages.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or a line is no row of a block.
    pub fn read(name: &str, from: impl BufRead) -> Result<Self, ReadError> {
        let mut facts = Self::default();
        lines(name, "--blocks", from, |row| facts.add(row))?;
        Ok(facts)
    }

    fn add(&mut self, row: Row) {
        let Row { id, label, reason, kept, score, bytes } = row;
        let step = ((score * STEPS as f64) as usize).min(STEPS - 1);
        if kept {
            self.kept_by_score[step] += 1;
        } else {
            self.removed_by_score[step] += 1;
        }
        let number = self.number(&label);
        let record = self.record(id);
        record.bytes += bytes;
        record.kept += if kept { bytes } else { 0 };
        record.labels.push(number);
        let tally = self.causes.entry((label, reason)).or_default();
        tally.blocks += 1;
        tally.bytes += bytes;
    }

    /// The number of a label; there are twenty.
    fn number(&mut self, label: &str) -> u16 {
        let known = self.labels.iter().position(|known| known == label).unwrap_or_else(|| {
            self.labels.push(label.to_owned());
            self.labels.len() - 1
        });
        known as u16
    }

    /// The record of an id. The rows of one record stand together.
    fn record(&mut self, id: String) -> &mut RecordBlocks {
        let place = if self.records.last().is_some_and(|last| last.id == id) {
            self.records.len() - 1
        } else {
            *self.places.entry(id.clone()).or_insert_with(|| {
                self.records.push(RecordBlocks { id, ..RecordBlocks::default() });
                self.records.len() - 1
            })
        };
        &mut self.records[place]
    }

    /// The blocks of the record of an id.
    pub(super) fn of(&self, id: &str) -> Option<&RecordBlocks> {
        self.places.get(id).map(|place| &self.records[*place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_cause_score_and_record() {
        let row = |id: &str, label: &str, kept: bool, score: f64| {
            serde_json::json!({"id": id, "label": label, "reason": "score", "kept": kept, "score": score,
                "bytes": 10, "unknown": null})
            .to_string()
        };
        let rows = [
            row("a", "content", true, 1.0),
            row("a", "related", false, 0.049),
            row("b", "content", true, 0.05),
            row("a", "related", false, 0.5),
        ];
        let facts = BlockFacts::read("b", rows.join("\n").as_bytes()).unwrap();
        assert_eq!(facts.causes[&("related".to_owned(), "score".to_owned())], Tally { blocks: 2, bytes: 20 });
        assert_eq!((facts.kept_by_score[19], facts.kept_by_score[1], facts.removed_by_score[0]), (1, 1, 1));
        let a = facts.of("a").unwrap();
        assert_eq!((a.bytes, a.kept, a.labels.as_slice()), (30, 10, [0, 1, 1].as_slice()));
        assert_eq!(facts.records.len(), 2);
    }
}
