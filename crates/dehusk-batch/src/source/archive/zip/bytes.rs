//! The bytes of one entry of a zip, checked.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, FileReader, RangeReader};

use crate::limits::MaxRatio;

/// Compressed bytes that are read at a time.
const BUFFER: usize = 32 << 10;

/// How an entry is compressed. Others (Deflate64, bzip2, LZMA) stand in zips of
/// single programs; their decoders would be code that hardly anybody needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflate,
    Zstd,
}

/// What the directory says of an entry's bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stated {
    pub(super) size: u64,
    pub(super) crc: u32,
}

/// The bytes of one entry. Where they are not what the directory says, or more
/// than the ratio allows, it says so once, and the entry is at its end.
pub(super) struct EntryBytes {
    decoder: Decoder,
    stated: Stated,
    max_ratio: MaxRatio,
    compressed: Arc<AtomicU64>,
    size: u64,
    crc: Crc,
    is_ended: bool,
}

enum Decoder {
    Stored(BufReader<Range>),
    Deflate(DeflateDecoder<BufReader<Range>>),
    Zstd(Box<zstd::Decoder<'static, BufReader<Range>>>),
}

/// The bytes of an entry as they lie in the file.
struct Range {
    reader: RangeReader<Arc<FileReader>>,
    /// Bytes of the entry that were read.
    compressed: Arc<AtomicU64>,
    /// Bytes read by the whole run.
    counter: Arc<AtomicU64>,
}

impl Method {
    pub(super) const fn of(method: CompressionMethod) -> Option<Self> {
        Some(match method {
            CompressionMethod::STORE => Self::Stored,
            CompressionMethod::DEFLATE => Self::Deflate,
            CompressionMethod::ZSTD | CompressionMethod::ZSTD_DEPRECATED => Self::Zstd,
            _ => return None,
        })
    }
}

impl EntryBytes {
    pub(super) fn new(
        file: Arc<FileReader>,
        (start, end): (u64, u64),
        method: Method,
        stated: Stated,
        max_ratio: MaxRatio,
        counter: Arc<AtomicU64>,
    ) -> io::Result<Self> {
        let compressed = Arc::<AtomicU64>::default();
        let reader = RangeReader::new(file, start..end);
        let range =
            BufReader::with_capacity(BUFFER, Range { reader, compressed: Arc::clone(&compressed), counter });
        let decoder = match method {
            Method::Stored => Decoder::Stored(range),
            Method::Deflate => Decoder::Deflate(DeflateDecoder::new(range)),
            Method::Zstd => {
                let mut decoder = zstd::Decoder::with_buffer(range)?;
                decoder.window_log_max(crate::stream::ZSTD_WINDOW_LOG)?;
                Decoder::Zstd(Box::new(decoder))
            }
        };
        Ok(Self { decoder, stated, max_ratio, compressed, size: 0, crc: Crc::new(), is_ended: false })
    }

    fn check(&mut self, read: &[u8]) -> Result<(), String> {
        self.size += read.len() as u64;
        self.crc.update(read);
        let (size, crc) = (self.size, self.crc.sum());
        if size > self.stated.size {
            return Err(format!("holds more than the {} bytes that the zip says it has", self.stated.size));
        }
        if self.max_ratio.is_exceeded(size, self.compressed.load(Ordering::Relaxed)) {
            return Err(format!("decompression makes more than {} bytes of one", self.max_ratio.0));
        }
        if read.is_empty() && size < self.stated.size {
            return Err(format!("{} bytes are missing", self.stated.size - size));
        }
        if read.is_empty() && crc != self.stated.crc {
            return Err("its checksum is wrong".to_owned());
        }
        Ok(())
    }
}

impl Read for EntryBytes {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.is_ended || out.is_empty() {
            return Ok(0);
        }
        let checked = self.decoder.read(out).and_then(|count| {
            self.check(&out[..count]).map_err(|detail| io::Error::new(io::ErrorKind::InvalidData, detail))?;
            Ok(count)
        });
        let is_interrupted = matches!(&checked, Err(error) if error.kind() == io::ErrorKind::Interrupted);
        self.is_ended = !is_interrupted && !matches!(checked, Ok(1..));
        checked
    }
}

impl Read for Decoder {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stored(bytes) => bytes.read(out),
            Self::Deflate(decoder) => decoder.read(out),
            Self::Zstd(decoder) => decoder.read(out),
        }
    }
}

impl Read for Range {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(out)?;
        if count == 0 && self.reader.remaining() > 0 && !out.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the zip ends inside this entry"));
        }
        self.compressed.fetch_add(count as u64, Ordering::Relaxed);
        self.counter.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
