//! The rows of the files beside the output. Their fields are documented in
//! README.md; a field that goes or changes its meaning is a change for users.

use dehusk::{BlockFields, Extraction};
use serde::ser::{Serialize, SerializeStruct, Serializer};

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
struct BlockRow<'a> {
    id: &'a str,
    fields: BlockFields,
    size: Tally,
    text: Option<&'a str>,
}

impl Serialize for BlockRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("BlockRow", BlockFields::COUNT + 4)?;
        row.serialize_field("id", self.id)?;
        self.fields.serialize_into(&mut row)?;
        row.serialize_field("lines", &self.size.lines)?;
        row.serialize_field("bytes", &self.size.bytes)?;
        match self.text {
            Some(text) => row.serialize_field("text", text)?,
            None => row.skip_field("text")?,
        }
        row.end()
    }
}

/// A row for a record, or a whole input, that is not in the output.
#[derive(serde::Serialize)]
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
        format.render(extraction.blocks().zip(extraction.spans()).map(|(block, span)| BlockRow {
            id,
            fields: BlockFields::of(&block, span),
            size: Tally::of(block.text),
            text: (self == Self::WithText).then_some(block.text),
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
