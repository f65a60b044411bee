//! The footer of a file, looked at before it is believed.
//!
//! Counts in it decide how much memory the reader takes. What a file of this
//! length cannot have is refused here.

use std::fs::File;

use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::reader::{ChunkReader, Length};

use super::pages::broken;
use super::thrift::schema_depth;

/// Bytes at the end: the length of the footer, and the magic.
const TAIL: u64 = 8;
const MAGIC: &[u8] = b"PAR1";
/// The magic of files whose footer is encrypted.
const ENCRYPTED: &[u8] = b"PARE";
/// Larger than any that was seen, by far; what is made of it takes ten times as
/// much.
const MAX_FOOTER: u64 = 64 << 20;
/// How deep groups may stand in each other: they are walked by recursion.
const MAX_DEPTH: usize = 64;

/// Reads the footer. `max_ratio`: rows that a byte may stand for.
///
/// # Errors
///
/// Where there is none, it is broken, or it says what cannot be.
pub(super) fn read(file: &File, max_ratio: u64) -> Result<ParquetMetaData, ParquetError> {
    let length = file.len();
    // The magic stands at the start too.
    let Some(tail_at) = length.checked_sub(TAIL).filter(|at| *at >= 4) else {
        return Err(broken("the file is too short"));
    };
    let tail = file.get_bytes(tail_at, TAIL as usize)?;
    if tail.ends_with(ENCRYPTED) {
        return Err(broken("the file is encrypted"));
    }
    if !tail.ends_with(MAGIC) {
        return Err(broken("the file has no footer: it was cut, or is not finished"));
    }
    let footer_length = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    let Some(at) = tail_at.checked_sub(footer_length).filter(|_| footer_length <= MAX_FOOTER) else {
        return Err(broken("the footer says that it is larger than the file"));
    };
    let footer = file.get_bytes(at, footer_length as usize)?;
    match schema_depth(&footer) {
        Ok(depth) if depth <= MAX_DEPTH => {}
        Ok(_) => return Err(broken("the columns stand too deep in each other")),
        Err(_) => return Err(broken("the footer is broken")),
    }
    let metadata = ParquetMetaDataReader::decode_metadata(&footer)?;
    check(&metadata, at, max_ratio)?;
    Ok(metadata)
}

fn check(metadata: &ParquetMetaData, end: u64, max_ratio: u64) -> Result<(), ParquetError> {
    let mut rows = 0_i64;
    for group in metadata.row_groups() {
        rows = rows.checked_add(group.num_rows()).ok_or_else(|| broken("the footer counts too many rows"))?;
        check_group(group, end, max_ratio)?;
    }
    if rows != metadata.file_metadata().num_rows() {
        return Err(broken("the footer counts other rows than its row groups have"));
    }
    Ok(())
}

fn check_group(group: &RowGroupMetaData, end: u64, max_ratio: u64) -> Result<(), ParquetError> {
    let rows = u64::try_from(group.num_rows()).map_err(|_| broken("a row group has less than no rows"))?;
    let mut bytes = 0_u64;
    for column in group.columns() {
        let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
        let range = u64::try_from(start).ok().zip(u64::try_from(column.compressed_size()).ok());
        let fits =
            range.and_then(|(start, length)| start.checked_add(length)).is_some_and(|stop| stop <= end);
        let Some((_, length)) = range.filter(|_| fits) else {
            return Err(broken("a column leads beyond the end of the file"));
        };
        bytes = bytes.saturating_add(length);
        let is_flat = column.column_descr().max_rep_level() == 0;
        if is_flat && column.num_values() != group.num_rows() {
            return Err(broken("a column has another number of values than its row group has rows"));
        }
    }
    if rows > bytes.saturating_mul(max_ratio) {
        return Err(broken("a row group counts more rows than its bytes can hold"));
    }
    Ok(())
}
