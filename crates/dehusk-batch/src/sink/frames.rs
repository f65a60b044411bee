//! Zstandard, a frame at a time.

use std::io::{self, Write};

use zstd::bulk::Compressor;
use zstd::zstd_safe::CParameter;

/// Bytes that make a frame. Each costs as much again while it is compressed, and
/// frames of 2 MiB are a quarter of a percent larger than one for all.
const FRAME: usize = 2 << 20;

/// Bytes become frames that stand one behind the other, each with its length and
/// a checksum; any reader of streams takes them for one.
///
/// One frame that is fed piece by piece costs up to twice the time: the window is a
/// ring then, in which the compressor looks for matches the slow way, and between
/// two pieces its tables go cold.
pub(crate) struct Frames<W: Write> {
    file: W,
    compressor: Compressor<'static>,
    /// What is to be in the next frame.
    waiting: Vec<u8>,
    /// The last frame, whose memory serves the next.
    frame: Vec<u8>,
}

impl<W: Write> Frames<W> {
    pub(crate) fn new(file: W) -> io::Result<Self> {
        let mut compressor = Compressor::new(zstd::DEFAULT_COMPRESSION_LEVEL)?;
        compressor.set_parameter(CParameter::ChecksumFlag(true))?;
        Ok(Self { file, compressor, waiting: Vec::new(), frame: Vec::new() })
    }

    /// Takes in bytes; writes the frames that they fill.
    pub(crate) fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while self.waiting.len() + bytes.len() >= FRAME {
            let (filling, rest) = bytes.split_at(FRAME - self.waiting.len());
            self.waiting.extend_from_slice(filling);
            self.end_frame()?;
            bytes = rest;
        }
        self.waiting.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes what is left, and gives the file back. No bytes at all are a frame
    /// too: an empty file is none that a reader of Zstandard would take.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        if !self.waiting.is_empty() || self.frame.is_empty() {
            self.end_frame()?;
        }
        Ok(self.file)
    }

    fn end_frame(&mut self) -> io::Result<()> {
        self.frame.clear();
        self.frame.reserve(zstd::zstd_safe::compress_bound(self.waiting.len()));
        self.compressor.compress_to_buffer(&self.waiting, &mut self.frame)?;
        self.waiting.clear();
        self.file.write_all(&self.frame)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_read_as_one_whatever_the_pieces() {
        let bytes: Vec<u8> =
            (0..u32::try_from(FRAME).unwrap()).flat_map(|i| (i ^ (i >> 7)).to_le_bytes()).collect();
        for length in [0, 1, FRAME - 1, FRAME, FRAME + 1, bytes.len()] {
            let mut made = Vec::new();
            for piece in [1 << 10, FRAME, bytes.len()] {
                let mut frames = Frames::new(Vec::new()).unwrap();
                bytes[..length].chunks(piece).for_each(|piece| frames.write(piece).unwrap());
                made.push(frames.finish().unwrap());
            }
            assert!(made.iter().all(|other| *other == made[0]), "{length}");
            assert!(zstd::decode_all(&*made[0]).unwrap() == bytes[..length], "{length}");
        }
    }
}
