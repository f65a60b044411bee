//! Parts joined into one file, without decoding them.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::writer::SerializedFileWriter;

use super::{io_error, schema};

/// Writes the row groups of `parts` as one file, in their order. Pages are copied
/// as they are; the bytes depend on those of the parts only. Linear in their
/// length, in memory that does not grow with it.
///
/// # Errors
///
/// Where a part cannot be read, is no Parquet file or has other columns than the
/// first, where there is no part, and where `out` cannot be written.
pub(crate) fn join(parts: &[PathBuf], out: &mut (impl Write + Send)) -> io::Result<()> {
    let mut files = parts.iter().map(open);
    let Some(first) = files.next() else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "no parts to join"));
    };
    let first = first?;
    let mut writer = begin(&first.1, out).map_err(io_error)?;
    for part in std::iter::once(Ok(first)).chain(files) {
        let (file, metadata) = part?;
        append(&mut writer, &file, &metadata).map_err(io_error)?;
    }
    writer.finish().map_err(io_error)?;
    Ok(())
}

fn open(path: &PathBuf) -> io::Result<(File, ParquetMetaData)> {
    let file = File::open(path)?;
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&file).map_err(io_error)?;
    Ok((file, metadata))
}

fn begin<W: Write + Send>(first: &ParquetMetaData, out: W) -> Result<SerializedFileWriter<W>, ParquetError> {
    let metadata = first.file_metadata();
    let properties =
        schema::builder()?.set_key_value_metadata(metadata.key_value_metadata().cloned()).build();
    SerializedFileWriter::new(out, metadata.schema_descr().root_schema_ptr(), Arc::new(properties))
}

fn append<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    file: &File,
    metadata: &ParquetMetaData,
) -> Result<(), ParquetError> {
    for group in metadata.row_groups() {
        let mut out = writer.next_row_group()?;
        for column in group.columns() {
            let close = ColumnCloseResult {
                bytes_written: column.compressed_size() as u64,
                rows_written: group.num_rows() as u64,
                metadata: column.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            out.append_column(file, close)?;
        }
        out.close()?;
    }
    Ok(())
}
