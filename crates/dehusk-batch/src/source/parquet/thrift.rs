//! As much of Thrift's compact protocol as is needed to look at a file before it
//! is read: sizes of pages, and how deep a schema is.
//!
//! The reader of the crate takes both as they stand, so that a forged number
//! costs memory, or the stack. What is looked at here is refused first.

/// Why bytes are no Thrift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoThrift {
    /// They end too early; more of the same may do.
    End,
    /// Whatever follows, they are none.
    Malformed,
}

/// How deep structs and lists may stand in each other.
const MAX_DEPTH: u32 = 32;

/// Types of fields.
const STOP: u8 = 0;
const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const I16: u8 = 4;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// The header of a page, as far as it is needed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PageHeader {
    /// 0 data, 1 index, 2 dictionary, 3 data of version 2.
    pub(super) kind: i64,
    pub(super) uncompressed: i64,
    pub(super) compressed: i64,
    /// Values of a data page, entries of a dictionary.
    pub(super) values: Option<i64>,
    /// Bytes of levels before the values of a data page of version 2, which are
    /// not compressed.
    pub(super) levels: i64,
    /// Bytes of the header itself.
    pub(super) length: u64,
}

/// Reads bytes from their start.
struct Thrift<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl PageHeader {
    /// The header that `bytes` begin with.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, NoThrift> {
        let mut thrift = Thrift { bytes, at: 0 };
        let mut header = Self::default();
        let (mut kind, mut uncompressed, mut compressed) = (None, None, None);
        thrift.fields(0, |thrift, field, kind_of_value| {
            match (field, kind_of_value) {
                (1, BYTE..=I64) => kind = Some(thrift.int()?),
                (2, BYTE..=I64) => uncompressed = Some(thrift.int()?),
                (3, BYTE..=I64) => compressed = Some(thrift.int()?),
                // Data pages of both versions and dictionaries have their number of values first.
                (5 | 7 | 8, STRUCT) => thrift.fields(1, |thrift, inner, kind_of_value| {
                    match (inner, kind_of_value) {
                        (1, BYTE..=I64) => header.values = Some(thrift.int()?),
                        (5 | 6, BYTE..=I64) if field == 8 => {
                            header.levels = header.levels.saturating_add(thrift.int()?);
                        }
                        _ => thrift.skip(kind_of_value, 2)?,
                    }
                    Ok(())
                })?,
                _ => thrift.skip(kind_of_value, 1)?,
            }
            Ok(())
        })?;
        let all = kind.zip(uncompressed).zip(compressed);
        let ((kind, uncompressed), compressed) = all.ok_or(NoThrift::Malformed)?;
        Ok(Self { kind, uncompressed, compressed, length: thrift.at as u64, ..header })
    }
}

/// How deep the groups of the schema in a footer stand in each other.
pub(super) fn schema_depth(footer: &[u8]) -> Result<usize, NoThrift> {
    let mut thrift = Thrift { bytes: footer, at: 0 };
    // Children that are yet to come, of each open group.
    let (mut open, mut deepest) = (Vec::<i64>::new(), 0);
    thrift.fields(0, |thrift, field, kind| {
        if (field, kind) != (2, LIST) {
            return thrift.skip(kind, 1);
        }
        let (count, _) = thrift.list()?;
        for _ in 0..count {
            let mut children = 0;
            thrift.fields(1, |thrift, field, kind| {
                match (field, kind) {
                    (5, BYTE..=I64) => children = thrift.int()?,
                    _ => thrift.skip(kind, 2)?,
                }
                Ok(())
            })?;
            if let Some(left) = open.last_mut() {
                *left -= 1;
            }
            open.push(children);
            deepest = deepest.max(open.len());
            while open.last().is_some_and(|left| *left <= 0) {
                open.pop();
            }
        }
        Ok(())
    })?;
    Ok(deepest)
}

impl Thrift<'_> {
    fn byte(&mut self) -> Result<u8, NoThrift> {
        let byte = *self.bytes.get(self.at).ok_or(NoThrift::End)?;
        self.at += 1;
        Ok(byte)
    }

    fn varint(&mut self) -> Result<u64, NoThrift> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(NoThrift::Malformed)
    }

    fn int(&mut self) -> Result<i64, NoThrift> {
        let value = self.varint()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    fn pass(&mut self, count: u64) -> Result<(), NoThrift> {
        let left = (self.bytes.len() - self.at) as u64;
        if count > left {
            return Err(NoThrift::End);
        }
        self.at += count as usize;
        Ok(())
    }

    /// Number of elements and their type. Each takes a byte at least.
    fn list(&mut self) -> Result<(u64, u8), NoThrift> {
        let byte = self.byte()?;
        let count = if byte >> 4 == 15 { self.varint()? } else { u64::from(byte >> 4) };
        if count > (self.bytes.len() - self.at) as u64 {
            return Err(NoThrift::End);
        }
        Ok((count, byte & 15))
    }

    /// Hands each field of a struct, by its number and type, to `each`, which has
    /// to read its value.
    fn fields(
        &mut self,
        depth: u32,
        mut each: impl FnMut(&mut Self, i64, u8) -> Result<(), NoThrift>,
    ) -> Result<(), NoThrift> {
        if depth > MAX_DEPTH {
            return Err(NoThrift::Malformed);
        }
        let mut field = 0_i64;
        loop {
            let byte = self.byte()?;
            if byte & 15 == STOP {
                return Ok(());
            }
            let delta = i64::from(byte >> 4);
            field = if delta == 0 { self.int()? } else { field.wrapping_add(delta) };
            each(self, field, byte & 15)?;
        }
    }

    fn skip(&mut self, kind: u8, depth: u32) -> Result<(), NoThrift> {
        match kind {
            TRUE | FALSE => Ok(()),
            BYTE => self.pass(1),
            I16..=I64 => self.varint().map(drop),
            DOUBLE => self.pass(8),
            BINARY => {
                let length = self.varint()?;
                self.pass(length)
            }
            LIST | SET => {
                let (count, kind) = self.list()?;
                (0..count).try_for_each(|_| self.skip_element(kind, depth + 1))
            }
            MAP => {
                let count = self.varint()?;
                let kinds = if count > 0 { self.byte()? } else { 0 };
                (0..count).try_for_each(|_| {
                    self.skip_element(kinds >> 4, depth + 1)?;
                    self.skip_element(kinds & 15, depth + 1)
                })
            }
            STRUCT => self.fields(depth, |thrift, _, kind| thrift.skip(kind, depth + 1)),
            _ => Err(NoThrift::Malformed),
        }
    }

    /// In lists a truth value takes a byte, since it has no field to stand in.
    fn skip_element(&mut self, kind: u8, depth: u32) -> Result<(), NoThrift> {
        if depth > MAX_DEPTH {
            return Err(NoThrift::Malformed);
        }
        if matches!(kind, TRUE | FALSE) { self.pass(1) } else { self.skip(kind, depth) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Type 0, 10 bytes uncompressed, 7 compressed, a checksum, data page of 3 values.
    const PAGE: &[u8] = &[0x15, 0, 0x15, 20, 0x15, 14, 0x15, 2, 0x1c, 0x15, 6, 0x15, 0, 0, 0];

    #[test]
    fn the_header_of_a_page_says_how_large_it_is() {
        let header = PageHeader::read(&[PAGE, b"rest"].concat()).unwrap();
        let expected = PageHeader {
            kind: 0,
            uncompressed: 10,
            compressed: 7,
            values: Some(3),
            levels: 0,
            length: PAGE.len() as u64,
        };
        assert_eq!(header, expected);
        for cut in 0..PAGE.len() {
            assert_eq!(PageHeader::read(&PAGE[..cut]), Err(NoThrift::End), "{cut}");
        }
        assert_eq!(PageHeader::read(&[0]), Err(NoThrift::Malformed));
    }

    #[test]
    fn nothing_makes_it_allocate_recurse_or_run_on() {
        // A list of 2^60 structs; a struct in a struct, without end; a number without end.
        let list = [0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
        assert_eq!(PageHeader::read(&list), Err(NoThrift::End));
        assert_eq!(PageHeader::read(&[0x1c; 100_000]), Err(NoThrift::Malformed));
        assert_eq!(PageHeader::read(&[0x15; 1]), Err(NoThrift::End));
        assert_eq!(PageHeader::read(&[[0x15].as_slice(), &[0xff; 20]].concat()), Err(NoThrift::Malformed));
    }

    #[test]
    fn the_depth_of_a_schema_is_counted() {
        let element = |children: u8| vec![0x55, children * 2, 0];
        // root { a { b } c }
        let elements: Vec<u8> = [2, 1, 0, 0].into_iter().flat_map(element).collect();
        let footer = [&[0x15, 2, 0x19, 0x4c][..], &elements, &[0]].concat();
        assert_eq!(schema_depth(&footer), Ok(3));
    }
}
