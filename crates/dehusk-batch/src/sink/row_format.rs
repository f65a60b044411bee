//! How rows beside the output are written down.

use std::path::Path;

use serde::Serialize;

use super::table::Table;
use super::{Encoding, Rendering, Shape, compression, shape};
use crate::BlockRows;

/// How rows beside the output are written down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum RowFormat {
    /// A line of JSON each.
    #[default]
    Lines,
    /// As rows of this table.
    Columns(Table),
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

    /// How a file of such rows is encoded.
    pub(crate) fn encoding(&self, path: &Path) -> Encoding {
        match self {
            Self::Lines => Encoding::Lines(compression(path)),
            Self::Columns(table) => Encoding::Rows(table.clone()),
        }
    }
}
