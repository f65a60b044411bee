//! A Parquet file of its own, whose rows come one by one.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::errors::ParquetError;
use parquet::file::writer::SerializedFileWriter;

use super::filling::Filling;
use super::{io_error, schema};
use crate::sink::table::{Cell, Row, Table};

/// What the rows of a group take in memory before they are written: some thousand
/// pages, as in data sets for training. Readers hold a group's columns; a run holds
/// one group, besides the records in flight.
const GROUP_WEIGHT: usize = 16 << 20;

/// A Parquet file that rows are written to. It is whole once finished.
///
/// Its bytes depend on the rows and their order, on nothing else.
pub(crate) struct ParquetPart<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    /// The group at hand.
    columns: Vec<Filling>,
    /// What its rows weigh.
    weight: usize,
}

impl<W: Write + Send> ParquetPart<W> {
    /// Begins a file of rows of `table`.
    ///
    /// # Errors
    ///
    /// Where `file` cannot be written.
    pub(crate) fn create(file: W, table: &Table) -> io::Result<Self> {
        let schema = schema::schema(table).map_err(io_error)?;
        let properties = schema::properties(table).map_err(io_error)?;
        let writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(io_error)?;
        let columns = table.columns.iter().copied().map(Filling::new).collect();
        Ok(Self { writer, columns, weight: 0 })
    }

    /// Takes a row; a group of them is written when it is large enough.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(crate) fn write(&mut self, row: Row) -> io::Result<()> {
        self.weight += row.weight();
        let cells = row.cells.into_iter().chain(std::iter::repeat(Cell::Null));
        self.columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
        if self.weight >= GROUP_WEIGHT { self.write_group().map_err(io_error) } else { Ok(()) }
    }

    /// Writes what is left and the footer, and hands the file back.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        if self.weight > 0 {
            self.write_group().map_err(io_error)?;
        }
        self.writer.into_inner().map_err(io_error)
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        self.weight = 0;
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column()? else { break };
            column.write(&mut writer)?;
            writer.close()?;
        }
        group.close()?;
        Ok(())
    }
}
