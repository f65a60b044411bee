//! A file of JSON lines beside the output: what was dropped, all blocks.

use std::path::Path;

use serde::Serialize;

use super::jsonl::JsonlSink;
use super::{Sink, compression};
use crate::SinkError;

/// A file of JSON lines, compressed as its name says, or none where nobody asked
/// for it. Written like an output: it gets its name when it is whole.
pub(crate) struct Lines {
    file: Option<JsonlSink>,
}

impl Lines {
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, SinkError> {
        let file = path.map(|path| JsonlSink::new(path, compression(path))).transpose()?;
        Ok(Self { file })
    }

    /// Writes lines that are rendered, each with its line break.
    pub(crate) fn write(&mut self, lines: &[u8]) -> Result<(), SinkError> {
        self.file.as_mut().map_or(Ok(()), |file| file.write("", lines))
    }

    /// Writes one line; nothing is made where nobody asked for it.
    pub(crate) fn write_row<R: Serialize>(&mut self, row: impl FnOnce() -> R) -> Result<(), SinkError> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut line = Vec::new();
        // Writing to memory cannot fail, and rows have no maps.
        serde_json::to_writer(&mut line, &row()).unwrap_or_default();
        line.push(b'\n');
        file.write("", &line)
    }

    pub(crate) fn finish(&mut self) -> Result<(), SinkError> {
        self.file.as_mut().map_or(Ok(()), |file| file.finish().map(drop))
    }
}
