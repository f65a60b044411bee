//! Where a record stands.

use std::fmt;
use std::sync::Arc;

/// Where a record stands: an input, and a line or a byte in it.
///
/// `offset` counts the bytes of the file as it lies on disk, except where a
/// line is given: a line's offset counts the bytes of the text, which differ
/// from those of the file where that is compressed. In a compressed WARC it is
/// the start of the member that the record begins in, as in a CDX index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The input, as it was named or found.
    pub input: Arc<str>,
    /// Line, counted from 1, in inputs that have one record a line.
    pub line: Option<u64>,
    /// Byte, counted from 0; `None` where the record is the whole file.
    pub offset: Option<u64>,
}

impl Place {
    /// The whole of `input`.
    pub(crate) const fn file(input: Arc<str>) -> Self {
        Self { input, line: None, offset: None }
    }

    /// Byte `offset` of `input`.
    pub(crate) const fn byte(input: Arc<str>, offset: u64) -> Self {
        Self { input, line: None, offset: Some(offset) }
    }

    /// Line `line` of `input`, which begins at byte `offset` of its text.
    pub(crate) const fn line(input: Arc<str>, line: u64, offset: u64) -> Self {
        Self { input, line: Some(line), offset: Some(offset) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.input)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(offset) = self.offset {
            write!(f, " (byte {offset})")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_file_line_and_byte() {
        assert_eq!(Place::file("a.html".into()).to_string(), "a.html");
        assert_eq!(Place::byte("a.warc".into(), 7).to_string(), "a.warc (byte 7)");
        assert_eq!(Place::line("a.jsonl".into(), 3, 120).to_string(), "a.jsonl:3 (byte 120)");
    }
}
