//! Which blocks two runs call something else.

use std::collections::BTreeMap;

use super::BlockFacts;

/// What became of the blocks of records that have as many in both runs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Moves {
    /// How many blocks went from a label to another.
    pub(super) by_labels: BTreeMap<(String, String), u64>,
    /// Records with the number of their blocks that did, in the first run's order.
    pub(super) by_record: Vec<(String, u64)>,
    /// Blocks that were held against one another.
    pub(super) compared: u64,
    /// Records that have another number of blocks: there numbers say nothing.
    pub(super) divided_otherwise: u64,
}

impl Moves {
    pub(super) fn between(before: &BlockFacts, after: &BlockFacts) -> Self {
        let mut moves = Self::default();
        for old in &before.records {
            let Some(new) = after.of(&old.id) else { continue };
            if old.labels.len() != new.labels.len() {
                moves.divided_otherwise += 1;
                continue;
            }
            moves.compared += old.labels.len() as u64;
            let mut renamed = 0;
            for (from, to) in old.labels.iter().zip(&new.labels) {
                let (from, to) = (&before.labels[usize::from(*from)], &after.labels[usize::from(*to)]);
                if from != to {
                    renamed += 1;
                    *moves.by_labels.entry((from.clone(), to.clone())).or_default() += 1;
                }
            }
            if renamed > 0 {
                moves.by_record.push((old.id.clone(), renamed));
            }
        }
        moves
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::report) fn facts(rows: &[(&str, &str)]) -> BlockFacts {
        let row = |(id, label): &(&str, &str)| {
            serde_json::json!({"id": id, "label": label, "reason": "score", "kept": *label == "content",
                "score": 0.5, "bytes": 10})
            .to_string()
        };
        BlockFacts::read("b", rows.iter().map(row).collect::<Vec<_>>().join("\n").as_bytes()).unwrap()
    }

    #[test]
    fn blocks_are_held_against_those_of_the_same_record_and_number() {
        let before = facts(&[("a", "content"), ("a", "related"), ("b", "content"), ("c", "legal")]);
        // Labels have other numbers here.
        let after =
            facts(&[("c", "legal"), ("c", "legal"), ("a", "related"), ("a", "related"), ("d", "content")]);
        let moves = Moves::between(&before, &after);
        assert_eq!(moves.by_labels, [(("content".to_owned(), "related".to_owned()), 1)].into());
        assert_eq!(moves.by_record, [("a".to_owned(), 1)]);
        assert_eq!((moves.compared, moves.divided_otherwise), (2, 1));
    }
}
