//! A file of rows beside the output: what was dropped, all blocks.

use std::path::Path;

use serde::Serialize;

use super::jsonl::JsonlSink;
use super::table::Table;
use super::{Rendering, Shape, Sink, compression, open_table, shape};
use crate::{BlockRows, SinkError};

/// How rows beside the output are written down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum RowFormat {
    /// A line of JSON each.
    #[default]
    Lines,
    /// As rows of this table.
    Columns(Table),
}

/// A file of rows, or none where nobody asked for it: JSON lines, compressed as
/// its name says, or Parquet. Written like an output: it gets its name when it is
/// whole.
pub(crate) struct Lines {
    file: Option<Box<dyn Sink>>,
    format: RowFormat,
}

impl RowFormat {
    /// The format of the rows of blocks in the file at `path`.
    pub(crate) fn blocks(path: &Path, rows: BlockRows) -> Self {
        Self::of(path, || Table::blocks(rows == BlockRows::WithText))
    }

    /// The format of the rows of drops in the file at `path`.
    pub(crate) fn drops(path: &Path) -> Self {
        Self::of(path, Table::drops)
    }

    fn of(path: &Path, table: impl FnOnce() -> Table) -> Self {
        if shape(path) == Shape::Parquet { Self::Columns(table()) } else { Self::Lines }
    }

    /// The rows as they are written.
    pub(crate) fn render<R: Serialize>(&self, rows: impl Iterator<Item = R>) -> Rendering {
        match self {
            Self::Columns(table) => Rendering::Rows(rows.map(|row| table.row(&row)).collect()),
            Self::Lines => {
                let mut lines = Vec::new();
                for row in rows {
                    // Writing to memory cannot fail, and rows have no maps.
                    serde_json::to_writer(&mut lines, &row).unwrap_or_default();
                    lines.push(b'\n');
                }
                Rendering::Bytes(lines)
            }
        }
    }
}

impl Lines {
    pub(crate) fn open(path: Option<&Path>, format: &RowFormat) -> Result<Self, SinkError> {
        let open = |path: &Path| -> Result<Box<dyn Sink>, SinkError> {
            match format {
                RowFormat::Lines => Ok(Box::new(JsonlSink::new(path, compression(path))?)),
                RowFormat::Columns(table) => open_table(path, table),
            }
        };
        Ok(Self { file: path.map(open).transpose()?, format: format.clone() })
    }

    /// Writes rows that are rendered, in the format of the file.
    pub(crate) fn write(&mut self, rows: Rendering) -> Result<(), SinkError> {
        self.file.as_mut().map_or(Ok(()), |file| file.write("", rows))
    }

    /// Writes one row; nothing is made where nobody asked for it.
    pub(crate) fn write_row<R: Serialize>(&mut self, row: impl FnOnce() -> R) -> Result<(), SinkError> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write("", self.format.render(std::iter::once(row())))
    }

    pub(crate) fn finish(&mut self) -> Result<(), SinkError> {
        self.file.as_mut().map_or(Ok(()), |file| file.finish().map(drop))
    }
}
