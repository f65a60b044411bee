//! A Parquet file of its own, whose rows come one by one.

use std::io::{self, Write};
use std::mem::replace;
use std::sync::Arc;

use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};

use super::{io_error, schema};
use crate::sink::table::{Cell, Column, Presence, Row, Table, Values};

/// What the rows of a group take in memory before they are written: some thousand
/// pages, as in data sets for training. Readers hold a group's columns; a run holds
/// one group, besides the records in flight.
const GROUP_WEIGHT: usize = 16 << 20;

/// A Parquet file that rows are written to. It is whole once finished.
///
/// Its bytes depend on the rows and their order, on nothing else.
pub(crate) struct ParquetPart<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: Vec<Row>,
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
        Ok(Self { writer, columns: table.columns.clone(), rows: Vec::new(), weight: 0 })
    }

    /// Takes a row; a group of them is written when it is large enough.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(crate) fn write(&mut self, row: Row) -> io::Result<()> {
        self.weight += row.weight();
        self.rows.push(row);
        if self.weight >= GROUP_WEIGHT { self.write_group().map_err(io_error) } else { Ok(()) }
    }

    /// Writes what is left and the footer, and hands the file back.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        if !self.rows.is_empty() {
            self.write_group().map_err(io_error)?;
        }
        self.writer.into_inner().map_err(io_error)
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut rows = std::mem::take(&mut self.rows);
        self.weight = 0;
        let mut group = self.writer.next_row_group()?;
        for (index, column) in self.columns.iter().enumerate() {
            let Some(mut writer) = group.next_column()? else { break };
            // Taken out of the rows, so that what is written is freed.
            let cells = rows.iter_mut().map(|row| row.cells.get_mut(index)).map(|cell| match cell {
                Some(cell) => replace(cell, Cell::Null),
                None => Cell::Null,
            });
            write_column(&mut writer, *column, cells)?;
            writer.close()?;
        }
        group.close()?;
        Ok(())
    }
}

fn write_column(
    writer: &mut SerializedColumnWriter<'_>,
    column: Column,
    cells: impl Iterator<Item = Cell>,
) -> Result<(), ParquetError> {
    let presence = column.presence;
    match column.values {
        Values::Text | Values::Prose => {
            write_values::<ByteArrayType>(writer, presence, cells, |cell| match cell {
                Cell::Text(text) => Some(ByteArray::from(text.into_bytes())),
                _ => None,
            })
        }
        Values::Int => write_values::<Int64Type>(writer, presence, cells, |cell| match cell {
            Cell::Int(int) => Some(int),
            _ => None,
        }),
        Values::Float => write_values::<DoubleType>(writer, presence, cells, |cell| match cell {
            Cell::Float(float) => Some(float),
            _ => None,
        }),
        Values::Bool => write_values::<BoolType>(writer, presence, cells, |cell| match cell {
            Cell::Bool(flag) => Some(flag),
            _ => None,
        }),
        Values::TextList => write_lists::<ByteArrayType>(writer, presence, cells, |cell| match cell {
            Cell::Texts(texts) => {
                Some(texts.into_iter().map(|text| ByteArray::from(text.into_bytes())).collect())
            }
            _ => None,
        }),
        Values::IntList => write_lists::<Int64Type>(writer, presence, cells, |cell| match cell {
            Cell::Ints(ints) => Some(ints),
            _ => None,
        }),
    }
}

/// Writes a column of single values. Where one is required and there is none,
/// which no table of ours has, it is the type's own nothing.
fn write_values<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    presence: Presence,
    cells: impl Iterator<Item = Cell>,
    value: impl Fn(Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        let value = value(cell);
        match presence {
            Presence::Required => values.push(value.unwrap_or_default()),
            Presence::Optional => {
                levels.push(i16::from(value.is_some()));
                values.extend(value);
            }
        }
    }
    let levels = (presence == Presence::Optional).then_some(&*levels);
    writer.typed::<T>().write_batch(&values, levels, None)?;
    Ok(())
}

/// Writes a column of lists. The levels are those of Dremel: how deep a value is
/// defined, and whether it goes on with the list before it.
fn write_lists<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    presence: Presence,
    cells: impl Iterator<Item = Cell>,
    list: impl Fn(Cell) -> Option<Vec<T::T>>,
) -> Result<(), ParquetError> {
    let empty = i16::from(presence == Presence::Optional);
    let (mut values, mut defined, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for cell in cells {
        let list = list(cell);
        if list.as_ref().is_none_or(Vec::is_empty) {
            defined.push(if list.is_some() { empty } else { 0 });
            repeated.push(0);
        }
        for (index, value) in list.into_iter().flatten().enumerate() {
            defined.push(empty + 1);
            repeated.push(i16::from(index > 0));
            values.push(value);
        }
    }
    writer.typed::<T>().write_batch(&values, Some(&defined), Some(&repeated))?;
    Ok(())
}
