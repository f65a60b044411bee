//! The pages of a column, looked at before they are decompressed.
//!
//! A page that is too large or damaged is replaced by one of nothing, and the
//! rows that it had are marked, so that it costs these rows and the columns stay
//! abreast of each other.

use std::fs::File;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use parquet::basic::{Compression, Encoding, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::ChunkReader;
use parquet::file::serialized_reader::SerializedPageReader;

use super::thrift::{NoThrift, PageHeader};
use super::unpack;

/// Bytes that hold nearly every page's header.
const HEADER: usize = 4 << 10;
/// More than any header has: some writers put the least and greatest value in.
const MAX_HEADER: usize = 16 << 20;
/// Values of a page of nothing.
const NOTHING: u64 = 1 << 16;
/// Pages up to here are not suspected of being bombs.
const UNSUSPECTED: u64 = 16 << 20;

const DATA: i64 = 0;
const INDEX: i64 = 1;
const DICTIONARY: i64 = 2;
const DATA_V2: i64 = 3;

/// What a page may ask for.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageLimits {
    /// Bytes of one value.
    pub(super) max_value: u64,
    /// Bytes that decompression may make of one.
    pub(super) max_ratio: u64,
}

/// Why rows cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// A value is larger than the limit.
    TooLarge,
    /// What the reader says.
    Damaged(String),
}

/// The rows of a group that cannot be read, of all its columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Faults(Arc<Mutex<Vec<FaultyRows>>>);

/// Rows, and what is wrong with them.
type FaultyRows = (Range<u64>, Fault);

impl Faults {
    fn push(&self, rows: Range<u64>, fault: Fault) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((rows, fault));
    }

    /// What is wrong with a row. Rows before it are not asked about again.
    pub(super) fn of(&self, row: u64) -> Option<Fault> {
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        faults.retain(|(rows, _)| rows.end > row);
        faults.iter().find(|(rows, _)| rows.contains(&row)).map(|(_, fault)| fault.clone())
    }
}

/// The pages of a column chunk.
pub(super) struct Pages {
    inner: SerializedPageReader<File>,
    file: Arc<File>,
    column: ColumnChunkMetaData,
    /// Where the next page begins, and what is left of the chunk.
    at: u64,
    left: u64,
    /// The next page's first row, where a value is a row.
    row: u64,
    rows: u64,
    /// Values of pages that were replaced, yet to be handed out.
    nothing: u64,
    limits: PageLimits,
    faults: Faults,
    counter: Arc<AtomicU64>,
}

impl Pages {
    /// The pages of `column`, which lies within the file, in a group of `rows`.
    pub(super) fn new(
        file: &Arc<File>,
        column: &ColumnChunkMetaData,
        rows: u64,
        limits: PageLimits,
        faults: Faults,
        counter: Arc<AtomicU64>,
    ) -> Result<Self> {
        let inner = SerializedPageReader::new(Arc::clone(file), column, rows as usize, None)?;
        let (at, left) = column.byte_range();
        let (file, column) = (Arc::clone(file), column.clone());
        Ok(Self { inner, file, column, at, left, row: 0, rows, nothing: 0, limits, faults, counter })
    }

    /// Whether each value is a row.
    fn is_flat(&self) -> bool {
        self.column.column_descr().max_rep_level() == 0
    }

    fn header(&self) -> Result<PageHeader> {
        let mut length = HEADER;
        loop {
            let bytes = self.file.get_bytes(self.at, length.min(self.left as usize))?;
            match PageHeader::read(&bytes) {
                Ok(header) => return Ok(header),
                Err(NoThrift::End) if bytes.len() as u64 == self.left || length >= MAX_HEADER => {
                    return Err(broken("the column ends inside the header of a page"));
                }
                Err(NoThrift::End) => length *= 16,
                Err(NoThrift::Malformed) => return Err(broken("no page where one should begin")),
            }
        }
    }

    /// Refuses numbers that cannot be.
    fn check(&self, header: &PageHeader) -> Result<()> {
        let left = self.left - header.length;
        let fits = u64::try_from(header.compressed).is_ok_and(|compressed| compressed <= left);
        if !fits || header.uncompressed < 0 {
            return Err(broken("a page is larger than its column"));
        }
        let is_data = matches!(header.kind, DATA | DATA_V2);
        let values = header.values.and_then(|values| u64::try_from(values).ok());
        match values {
            // Room is made for as many as it says.
            Some(entries)
                if header.kind == DICTIONARY && entries > self.column.num_values().max(0) as u64 =>
            {
                Err(broken("a dictionary has more entries than its column has values"))
            }
            None if is_data || header.kind == DICTIONARY => {
                Err(broken("a page does not say how many values it has"))
            }
            Some(values) if is_data && self.is_flat() && values > self.rows - self.row => {
                Err(broken("a page has more values than its row group has rows"))
            }
            _ => Ok(()),
        }
    }

    /// Pages are held whole, so that one may have as much as a few values of the
    /// largest size; a single value, no more than that.
    fn is_too_large(&self, header: &PageHeader) -> bool {
        let (uncompressed, compressed) = (header.uncompressed as u64, header.compressed as u64);
        let is_single = header.values == Some(1);
        // Levels and the value's length stand before it.
        let most =
            if is_single { self.limits.max_value + 64 } else { self.limits.max_value.saturating_mul(4) };
        uncompressed > most || uncompressed > UNSUSPECTED && uncompressed / self.limits.max_ratio > compressed
    }

    /// Takes the next page; in place of one that cannot be read, nothing.
    fn take(&mut self, header: &PageHeader) -> Result<Option<Page>> {
        let is_data = matches!(header.kind, DATA | DATA_V2);
        let values = if is_data { header.values.unwrap_or_default() as u64 } else { 0 };
        let is_too_large = self.is_too_large(header);
        let page = if is_too_large {
            self.inner.skip_next_page()?;
            Err((Fault::TooLarge, "a page is larger than the limit".to_owned()))
        } else {
            let page = self.next_of_inner(header);
            page.map_err(|error| (Fault::Damaged(said(&error)), said(&error)))
        };
        let page = match page {
            Ok(page) => page,
            Err((_, message)) if !is_data || !self.is_flat() => return Err(broken(&message)),
            Err((fault, _)) => {
                self.faults.push(self.row..self.row + values, fault);
                self.nothing = values;
                None
            }
        };
        self.row += values;
        Ok(page)
    }

    /// The next page, where it unpacks to what it says.
    fn next_of_inner(&mut self, header: &PageHeader) -> Result<Option<Page>> {
        let codec = self.column.compression();
        if matches!(codec, Compression::GZIP(_) | Compression::BROTLI(_) | Compression::LZ4) {
            let packed = self.file.get_bytes(self.at + header.length, header.compressed as usize)?;
            let levels = (header.levels.max(0) as usize).min(packed.len());
            let declared = (header.uncompressed as u64).saturating_sub(levels as u64);
            let harmless = self.limits.max_value.saturating_mul(4);
            if unpack::is_more_than(declared, &packed[levels..], codec, harmless) {
                self.inner.skip_next_page()?;
                return Err(broken("a page unpacks to more than it says"));
            }
        }
        let page = self.inner.get_next_page()?;
        match &page {
            Some(page) if !self.has_sound_lengths(page) => Err(broken("a page has more lengths than values")),
            _ => Ok(page),
        }
    }

    /// Whether lengths that are encoded themselves are no more than the values.
    fn has_sound_lengths(&self, page: &Page) -> bool {
        let lists = match page.encoding() {
            Encoding::DELTA_LENGTH_BYTE_ARRAY => 1,
            Encoding::DELTA_BYTE_ARRAY => 2,
            _ => return true,
        };
        let descr = self.column.column_descr();
        let (buffer, mut at) = (page.buffer(), 0);
        match page {
            Page::DataPageV2 { def_levels_byte_len, rep_levels_byte_len, .. } => {
                at = *def_levels_byte_len as usize + *rep_levels_byte_len as usize;
            }
            _ => {
                // Levels stand behind their length.
                for level in [descr.max_rep_level(), descr.max_def_level()] {
                    if level == 0 {
                        continue;
                    }
                    let Some(length) = buffer.get(at..).and_then(|rest| rest.first_chunk()) else {
                        return false;
                    };
                    at = at.saturating_add(4).saturating_add(u32::from_le_bytes(*length) as usize);
                }
            }
        }
        (0..lists).all(|_| {
            let length = buffer.get(at..).and_then(|rest| unpack::deltas(rest, page.num_values().into()));
            at += length.unwrap_or_default();
            length.is_some()
        })
    }

    /// A page of values that are null, or, where there has to be one, the least
    /// that a value can be.
    fn page_of_nothing(&mut self) -> Page {
        let values = self.nothing.min(NOTHING);
        self.nothing -= values;
        let descr = self.column.column_descr();
        let size = match descr.physical_type() {
            Type::BOOLEAN => 1,
            Type::INT32 | Type::FLOAT | Type::BYTE_ARRAY => 4,
            Type::INT64 | Type::DOUBLE => 8,
            Type::INT96 => 12,
            Type::FIXED_LEN_BYTE_ARRAY => usize::try_from(descr.type_length()).unwrap_or_default(),
        };
        let buf = if descr.max_def_level() > 0 {
            // One run of levels that are 0, behind its length.
            let mut run = varint(values << 1);
            run.push(0);
            [&(run.len() as u32).to_le_bytes()[..], &run].concat()
        } else {
            vec![0; values as usize * size]
        };
        Page::DataPage {
            buf: Bytes::from(buf),
            num_values: values as u32,
            encoding: Encoding::PLAIN,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        }
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        loop {
            if self.nothing > 0 {
                return Ok(Some(self.page_of_nothing()));
            }
            if self.left == 0 {
                return Ok(None);
            }
            let header = self.header()?;
            self.check(&header)?;
            // The reader passes over indexes by itself, with the next page.
            let page = if header.kind == INDEX { None } else { self.take(&header)? };
            let length = header.length + header.compressed as u64;
            self.at += length;
            self.left -= length;
            self.counter.fetch_add(length, Ordering::Relaxed);
            if page.is_some() {
                return Ok(page);
            }
        }
    }

    /// Nobody looks ahead: records are read, never passed over. A page that
    /// begins inside a row is one of nested columns, whose reader reads on.
    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        if self.nothing == 0 && self.left == 0 {
            return Ok(None);
        }
        Ok(Some(PageMetadata { num_rows: None, num_levels: None, is_dict: false }))
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.get_next_page().map(drop)
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

/// What is wrong, as an error of the reader's own.
pub(super) fn broken(message: &str) -> ParquetError {
    ParquetError::General(message.to_owned())
}

/// What an error says, without the kind before it.
pub(super) fn said(error: &ParquetError) -> String {
    let message = error.to_string();
    let said = ["Parquet error: ", "EOF: ", "External: "].iter().find_map(|kind| message.strip_prefix(kind));
    said.unwrap_or(&message).to_owned()
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}
