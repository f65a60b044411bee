//! The bytes of an input as they lie on disk.

use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const BUFFER: usize = 256 << 10;

/// What bytes come from.
pub(crate) enum Backing {
    /// A file, which can be sought in.
    File(File),
    /// Anything else, such as a pipe.
    Pipe(Box<dyn Read + Send>),
}

/// A buffered reader that knows its offset and can look ahead and go back.
pub(crate) struct Raw {
    backing: Backing,
    /// Whether the backing is a file with an end, whose bytes are all there.
    is_file: bool,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Offset of `buffer[start]`.
    offset: u64,
    /// Bytes read by the whole run, for its progress.
    counter: Arc<AtomicU64>,
}

impl Raw {
    pub(crate) fn new(backing: Backing, counter: Arc<AtomicU64>) -> Self {
        let is_file = matches!(&backing, Backing::File(file) if is_regular(file));
        Self { backing, is_file, buffer: vec![0; BUFFER], start: 0, end: 0, offset: 0, counter }
    }

    /// Offset of the next byte.
    pub(crate) const fn offset(&self) -> u64 {
        self.offset
    }

    /// Whether the bytes come from a file with an end: whatever is to be read of it
    /// can be read at once.
    pub(crate) const fn is_file(&self) -> bool {
        self.is_file
    }

    /// Bytes from here to the end, where that is known.
    pub(crate) fn remaining(&self) -> Option<u64> {
        let Backing::File(file) = &self.backing else { return None };
        let length = file.metadata().ok().filter(|_| self.is_file)?.len();
        Some(length.saturating_sub(self.offset))
    }

    /// The next `count` bytes, fewer at the end; `count` is at most 4 KiB.
    pub(crate) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        let ahead = self.look(count)?;
        Ok(&ahead[..ahead.len().min(count)])
    }

    /// What is in the buffer: at least the next `count` bytes, fewer at the end. The
    /// buffer grows as large as that takes.
    pub(crate) fn look(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.end - self.start < count {
            if self.buffer.len() - self.start < count {
                self.buffer.copy_within(self.start..self.end, 0);
                self.end -= self.start;
                self.start = 0;
                self.buffer.resize(self.buffer.len().max(count), 0);
            }
            if self.read_more()? == 0 {
                break;
            }
        }
        Ok(&self.buffer[self.start..self.end])
    }

    /// Moves on by `count` bytes that were looked at.
    pub(crate) fn pass(&mut self, count: usize) {
        self.start += count;
        self.offset += count as u64;
    }

    /// The file that is read, as if nothing had been read of it; the reader
    /// itself where it reads none, or one that has no end.
    pub(crate) fn into_file(self) -> Result<File, Self> {
        let Backing::File(file) = self.backing else { return Err(self) };
        if !self.is_file {
            return Err(Self { backing: Backing::File(file), ..self });
        }
        self.counter.fetch_sub(self.offset + (self.end - self.start) as u64, Ordering::Relaxed);
        Ok(file)
    }

    /// Goes back to `offset`; false where the backing cannot.
    pub(crate) fn rewind(&mut self, offset: u64) -> bool {
        let back = self.offset.saturating_sub(offset);
        if back <= self.start as u64 {
            self.start -= back as usize;
            self.offset -= back;
            return true;
        }
        let Backing::File(file) = &mut self.backing else { return false };
        if file.seek(SeekFrom::Start(offset)).is_err() {
            return false;
        }
        // What is read a second time is no progress.
        self.counter.fetch_sub(back + (self.end - self.start) as u64, Ordering::Relaxed);
        self.start = 0;
        self.end = 0;
        self.offset = offset;
        true
    }

    /// The file that the bytes come from, for formats that are read from their end;
    /// of anything else, all its bytes in a file that has no name.
    #[cfg(feature = "parquet")]
    pub(crate) fn into_spooled_file(self) -> io::Result<File> {
        match self.into_file() {
            Ok(file) => Ok(file),
            Err(mut raw) => {
                let mut file = tempfile::tempfile()?;
                io::copy(&mut raw, &mut file)?;
                // What is read of it is counted where it is read.
                raw.counter.fetch_sub(file.metadata()?.len(), Ordering::Relaxed);
                Ok(file)
            }
        }
    }

    fn read_more(&mut self) -> io::Result<usize> {
        let space = &mut self.buffer[self.end..];
        let read = loop {
            let read = match &mut self.backing {
                Backing::File(file) => file.read(space),
                Backing::Pipe(pipe) => pipe.read(space),
            };
            match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.end += read;
        self.counter.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

fn is_regular(file: &File) -> bool {
    file.metadata().is_ok_and(|metadata| metadata.is_file())
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            // What was read stays as long as it can: a pipe goes back in it only.
            let before = self.end;
            if self.end == self.buffer.len() {
                (self.start, self.end) = (0, 0);
            }
            if self.read_more()? == 0 {
                (self.start, self.end) = (before, before);
            }
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.pass(count);
    }
}

impl Read for Raw {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(out.len());
        out[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipe(bytes: &'static [u8]) -> Raw {
        Raw::new(Backing::Pipe(Box::new(bytes)), Arc::default())
    }

    #[test]
    fn looks_ahead_without_moving() {
        let mut raw = pipe(b"abcdef");
        assert_eq!(raw.peek(3).unwrap(), b"abc");
        raw.consume(4);
        assert_eq!(raw.peek(9).unwrap(), b"ef");
        assert_eq!(raw.offset(), 4);
    }

    #[test]
    fn goes_back_in_the_buffer_of_a_pipe_and_anywhere_in_a_file() {
        let mut raw = pipe(b"abcdef");
        assert_eq!(io::copy(&mut raw, &mut io::sink()).unwrap(), 6);
        assert!(raw.rewind(1), "from the end too");
        assert_eq!(raw.peek(2).unwrap(), b"bc");

        let mut file = tempfile::tempfile().unwrap();
        let bytes: Vec<u8> = (0..BUFFER * 2 + 7).map(|i| (i % 251) as u8).collect();
        io::Write::write_all(&mut file, &bytes).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        let mut raw = Raw::new(Backing::File(file), Arc::default());
        assert_eq!(raw.remaining(), Some(bytes.len() as u64));
        io::copy(&mut raw, &mut io::sink()).unwrap();
        assert!(raw.rewind(3));
        assert_eq!(raw.peek(2).unwrap(), &bytes[3..5]);
        io::copy(&mut raw, &mut io::sink()).unwrap();
        assert_eq!(raw.counter.load(Ordering::Relaxed), bytes.len() as u64);
    }
}
