//! Rows to the bytes of a file.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use flate2::write::GzEncoder;

use super::Rendering;
use super::frames::Frames;
#[cfg(feature = "parquet")]
use super::parquet::{self, ParquetPart};
use super::table::Table;
use super::wet::{Head, WetPart};
use crate::stream::Compression;

const BUFFER: usize = 256 << 10;

/// How rows stand in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As lines.
    Lines(Compression),
    /// As rows of this table, in Parquet.
    Rows(Table),
    /// As WARC records, each compressed by itself.
    Wet(Compression),
}

/// A file that rows are written to.
pub(crate) enum Encoder<W: Write + Send> {
    Plain(BufWriter<W>),
    Gzip(GzEncoder<BufWriter<W>>),
    Zstd(Frames<BufWriter<W>>),
    Wet(WetPart<BufWriter<W>>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetPart<BufWriter<W>>>),
}

impl<W: Write + Send> Encoder<W> {
    /// `is_first`: whether nothing is to stand before these rows when files are
    /// joined.
    pub(crate) fn new(file: W, encoding: &Encoding, is_first: bool) -> io::Result<Self> {
        let file = BufWriter::with_capacity(BUFFER, file);
        Ok(match encoding {
            Encoding::Lines(Compression::None) => Self::Plain(file),
            Encoding::Lines(Compression::Gzip) => {
                Self::Gzip(GzEncoder::new(file, flate2::Compression::default()))
            }
            Encoding::Lines(Compression::Zstd) => Self::Zstd(Frames::new(file)?),
            Encoding::Wet(compression) => {
                let head = if is_first { Head::Warcinfo } else { Head::None };
                Self::Wet(WetPart::create(file, *compression, head)?)
            }
            #[cfg(feature = "parquet")]
            Encoding::Rows(table) => Self::Parquet(Box::new(ParquetPart::create(file, table)?)),
            #[cfg(not(feature = "parquet"))]
            Encoding::Rows(_) => {
                return Err(io::Error::new(
                    io::ErrorKind::Unsupported,
                    "built without the feature `parquet`",
                ));
            }
        })
    }

    /// Writes what was rendered for this encoding.
    pub(crate) fn write(&mut self, rendered: Rendering) -> io::Result<()> {
        match (self, rendered) {
            (Self::Plain(file), Rendering::Bytes(bytes)) => file.write_all(&bytes),
            (Self::Gzip(encoder), Rendering::Bytes(bytes)) => encoder.write_all(&bytes),
            (Self::Zstd(frames), Rendering::Bytes(bytes)) => frames.write(&bytes),
            (Self::Wet(part), Rendering::Bytes(bytes)) => part.write(&bytes),
            #[cfg(feature = "parquet")]
            (Self::Parquet(part), Rendering::Rows(rows)) => {
                rows.into_iter().try_for_each(|row| part.write(row))
            }
            // What is rendered is rendered for the encoding.
            _ => Ok(()),
        }
    }

    /// Writes what is left, and gives the file back.
    pub(crate) fn finish(self) -> io::Result<W> {
        let file = match self {
            Self::Plain(file) => file,
            Self::Gzip(encoder) => encoder.finish()?,
            Self::Zstd(frames) => frames.finish()?,
            Self::Wet(part) => part.finish(),
            #[cfg(feature = "parquet")]
            Self::Parquet(part) => part.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// Makes one file of several, in their order.
pub(crate) fn join(parts: &[PathBuf], encoding: &Encoding, out: &mut File) -> io::Result<()> {
    match encoding {
        #[cfg(feature = "parquet")]
        Encoding::Rows(_) => parquet::join(parts, out),
        // Lines, members and frames may stand one behind the other; the system
        // copies from file to file by itself where it can.
        _ => parts.iter().try_for_each(|part| io::copy(&mut File::open(part)?, out).map(drop)),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn two_files_one_behind_the_other_are_one() {
        for compression in [Compression::None, Compression::Gzip, Compression::Zstd] {
            let mut bytes = Vec::new();
            for row in ["{}\n", "[]\n"] {
                let mut encoder = Encoder::new(Vec::new(), &Encoding::Lines(compression), true).unwrap();
                encoder.write(Rendering::Bytes(row.into())).unwrap();
                bytes.extend(encoder.finish().unwrap());
            }
            let mut text = String::new();
            match compression {
                Compression::None => text = String::from_utf8(bytes).unwrap(),
                Compression::Gzip => {
                    flate2::read::MultiGzDecoder::new(&*bytes).read_to_string(&mut text).map(drop).unwrap();
                }
                Compression::Zstd => {
                    zstd::Decoder::new(&*bytes).unwrap().read_to_string(&mut text).map(drop).unwrap();
                }
            }
            assert_eq!(text, "{}\n[]\n");
        }
    }
}
