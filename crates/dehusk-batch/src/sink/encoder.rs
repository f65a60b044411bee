//! Rows to the bytes of a file.

use std::io::{self, BufWriter, Write};

use flate2::write::GzEncoder;

use crate::stream::Compression;

const BUFFER: usize = 256 << 10;

/// Rows to the bytes of a file: lines, compressed or not. What two of them wrote
/// is, one behind the other, a sound file too.
pub(crate) enum Encoder<W: Write> {
    Plain(BufWriter<W>),
    Gzip(GzEncoder<BufWriter<W>>),
    Zstd(zstd::Encoder<'static, BufWriter<W>>),
}

impl<W: Write> Encoder<W> {
    pub(crate) fn new(file: W, compression: Compression) -> io::Result<Self> {
        let file = BufWriter::with_capacity(BUFFER, file);
        Ok(match compression {
            Compression::None => Self::Plain(file),
            Compression::Gzip => Self::Gzip(GzEncoder::new(file, flate2::Compression::default())),
            Compression::Zstd => {
                let mut encoder = zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                encoder.include_checksum(true)?;
                Self::Zstd(encoder)
            }
        })
    }

    pub(crate) fn write(&mut self, row: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.write_all(row),
            Self::Gzip(encoder) => encoder.write_all(row),
            Self::Zstd(encoder) => encoder.write_all(row),
        }
    }

    /// Writes what is left, and gives the file back.
    pub(crate) fn finish(self) -> io::Result<W> {
        let file = match self {
            Self::Plain(file) => file,
            Self::Gzip(encoder) => encoder.finish()?,
            Self::Zstd(encoder) => encoder.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)
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
            for row in [b"{}\n", b"[]\n"] {
                let mut encoder = Encoder::new(Vec::new(), compression).unwrap();
                encoder.write(row).unwrap();
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
