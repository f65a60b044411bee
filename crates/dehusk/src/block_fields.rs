//! What is said of a block wherever blocks are written as rows or objects.

use std::ops::Range;

use serde::ser::SerializeStruct;

use crate::{BlockId, BlockKind, CueKind, ExplainedBlock, Label};

/// The fields of a block that every row and object of blocks has, in this order:
/// `block`, `kind`, `level`, `label`, `kept`, `score`, `reason`, `cue`, `refers_to`,
/// `span`. README.md says what they mean; a field that goes or changes its meaning is
/// a change for users.
#[derive(Debug, Clone, PartialEq)]
pub struct BlockFields {
    block: usize,
    kind: &'static str,
    level: Option<u8>,
    label: Label,
    kept: bool,
    score: f64,
    reason: &'static str,
    cue: Option<CueKind>,
    refers_to: Option<usize>,
    span: Option<[usize; 2]>,
}

impl BlockFields {
    /// How many there are.
    pub const COUNT: usize = 10;

    /// Those of a block that stands at `span` in the document's text, as
    /// [`Extraction::spans`](crate::Extraction::spans) has it.
    pub fn of(block: &ExplainedBlock<'_>, span: Option<Range<usize>>) -> Self {
        let verdict = block.verdict;
        Self {
            block: block.id.index(),
            kind: block.kind.name(),
            level: if let BlockKind::Heading(level) = block.kind { Some(level) } else { None },
            label: verdict.label,
            kept: verdict.is_kept(),
            score: (f64::from(verdict.score) * 1000.0).round() / 1000.0,
            reason: verdict.reason.name(),
            cue: verdict.reason.cue(),
            refers_to: verdict.reason.refers_to().map(BlockId::index),
            span: span.map(|span| [span.start, span.end]),
        }
    }

    /// Adds the fields to an object that has others too. `#[serde(flatten)]` would
    /// make a map of it, of which tables have no columns.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize_into<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        object.serialize_field("block", &self.block)?;
        object.serialize_field("kind", self.kind)?;
        object.serialize_field("level", &self.level)?;
        object.serialize_field("label", &self.label)?;
        object.serialize_field("kept", &self.kept)?;
        object.serialize_field("score", &self.score)?;
        object.serialize_field("reason", self.reason)?;
        object.serialize_field("cue", &self.cue)?;
        object.serialize_field("refers_to", &self.refers_to)?;
        object.serialize_field("span", &self.span)
    }
}
