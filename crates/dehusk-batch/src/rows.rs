//! The rows of the files beside the output. Their fields are documented in
//! README.md; a field that goes or changes its meaning is a change for users.

use dehusk::{CueKind, Extraction, Label, Verdict};
use serde::Serialize;

use crate::facts::Tally;
use crate::sink::{Rendering, RowFormat};
use crate::{DropCause, Identity, InputError, Place, RecordError};

/// What the rows of blocks hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockRows {
    /// Everything but the blocks' text.
    #[default]
    WithoutText,
    /// The text too.
    WithText,
}

/// A row for each block of a document.
#[derive(Serialize)]
struct BlockRow<'a> {
    id: &'a str,
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
    lines: u64,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// A row for a record, or a whole input, that is not in the output.
#[derive(Serialize)]
pub(crate) struct DropRow<'a> {
    id: Option<&'a str>,
    url: Option<&'a str>,
    outcome: &'static str,
    reason: &'static str,
    input: &'a str,
    line: Option<u64>,
    offset: Option<u64>,
    message: String,
}

impl BlockRows {
    /// The rows of a document's blocks, in its order.
    pub(crate) fn render(self, id: &str, extraction: &Extraction<'_>, format: &RowFormat) -> Rendering {
        format.render(extraction.blocks().zip(extraction.spans()).map(|(block, span)| {
            let Verdict { label, score, reason } = block.verdict;
            let Tally { lines, bytes, .. } = Tally::of(block.text);
            BlockRow {
                id,
                block: block.id.index(),
                kind: block.kind.name(),
                level: if let dehusk::BlockKind::Heading(level) = block.kind { Some(level) } else { None },
                label,
                kept: label.is_kept(),
                score: (f64::from(score) * 1000.0).round() / 1000.0,
                reason: reason.name(),
                cue: reason.cue(),
                refers_to: reason.refers_to().map(dehusk::BlockId::index),
                span: span.map(|span| [span.start, span.end]),
                lines,
                bytes,
                text: (self == Self::WithText).then_some(block.text),
            }
        }))
    }
}

impl<'a> DropRow<'a> {
    pub(crate) fn dropped(place: &'a Place, identity: &'a Identity, cause: &DropCause) -> Self {
        Self::new("dropped", place, identity, cause.reason().name(), cause.to_string())
    }

    pub(crate) fn failed(place: &'a Place, identity: &'a Identity, error: &RecordError) -> Self {
        Self::new("failed", place, identity, error.reason().name(), error.to_string())
    }

    pub(crate) fn input_failed(error: &'a InputError) -> Self {
        Self {
            id: None,
            url: None,
            outcome: "input-failed",
            reason: error.cause.name(),
            input: &error.input,
            line: None,
            offset: None,
            message: error.cause.to_string(),
        }
    }

    fn new(
        outcome: &'static str,
        place: &'a Place,
        identity: &'a Identity,
        reason: &'static str,
        message: String,
    ) -> Self {
        let Place { input, line, offset } = place;
        let Identity { id, url } = identity;
        let (id, url) = (id.as_deref(), url.as_deref());
        Self { id, url, outcome, reason, input, line: *line, offset: *offset, message }
    }
}
