//! The columns of a group of rows, while it fills.
//!
//! Values are copied out of the rows as they come. Rows are made by workers, among
//! much that is freed at once; if they waited, the memory around them could not be
//! given back.

use std::mem::take;

use bytes::Bytes;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;

use crate::sink::table::{Cell, Column, Presence, Values};

/// A column that fills. The levels are those of Dremel: how deep a value is
/// defined, and whether it goes on with the list before it.
pub(super) struct Filling {
    presence: Presence,
    is_list: bool,
    values: Buffer,
    /// Of lists, and where a value may be missing.
    defined: Vec<i16>,
    /// Of lists.
    repeated: Vec<i16>,
}

enum Buffer {
    Texts(Texts),
    Ints(Vec<i64>),
    Floats(Vec<f64>),
    Bools(Vec<bool>),
}

/// Texts one behind the other, in pieces: one buffer for all would be copied as it
/// grows, and be there twice.
#[derive(Default)]
struct Texts {
    full: Vec<Piece>,
    filling: Piece,
}

/// Bytes of a piece, unless one text has more.
const PIECE: usize = 1 << 20;

#[derive(Default)]
struct Piece {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Filling {
    pub(super) fn new(column: Column) -> Self {
        let values = match column.values {
            Values::Text | Values::Prose | Values::TextList => Buffer::Texts(Texts::default()),
            Values::Int | Values::IntList => Buffer::Ints(Vec::new()),
            Values::Float => Buffer::Floats(Vec::new()),
            Values::Bool => Buffer::Bools(Vec::new()),
        };
        let is_list = matches!(column.values, Values::TextList | Values::IntList);
        let (defined, repeated) = (Vec::new(), Vec::new());
        Self { presence: column.presence, is_list, values, defined, repeated }
    }

    /// Takes in the next row's cell. Where a value is required and there is none,
    /// which no table of ours has, it is the type's own nothing.
    pub(super) fn push(&mut self, cell: Cell) {
        let is_optional = self.presence == Presence::Optional;
        if self.is_list {
            let length = self.values.extend(cell);
            let empty = i16::from(is_optional);
            if length.is_none_or(|length| length == 0) {
                self.defined.push(if length.is_some() { empty } else { 0 });
                self.repeated.push(0);
            }
            for index in 0..length.unwrap_or_default() {
                self.defined.push(empty + 1);
                self.repeated.push(i16::from(index > 0));
            }
            return;
        }
        let is_there = self.values.push(cell);
        if is_optional {
            self.defined.push(i16::from(is_there));
        } else if !is_there {
            self.values.push_nothing();
        }
    }

    /// Writes what was taken in, and begins anew.
    pub(super) fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let (defined, repeated) = (take(&mut self.defined), take(&mut self.repeated));
        let has_levels = self.is_list || self.presence == Presence::Optional;
        let levels =
            Levels { defined: has_levels.then_some(&*defined), repeated: self.is_list.then_some(&*repeated) };
        match &mut self.values {
            Buffer::Texts(texts) => levels.write::<ByteArrayType>(writer, &texts.take()),
            Buffer::Ints(ints) => levels.write::<Int64Type>(writer, &take(ints)),
            Buffer::Floats(floats) => levels.write::<DoubleType>(writer, &take(floats)),
            Buffer::Bools(flags) => levels.write::<BoolType>(writer, &take(flags)),
        }
    }
}

struct Levels<'l> {
    defined: Option<&'l [i16]>,
    repeated: Option<&'l [i16]>,
}

impl Levels<'_> {
    fn write<T: DataType>(
        &self,
        writer: &mut SerializedColumnWriter<'_>,
        values: &[T::T],
    ) -> Result<(), ParquetError> {
        writer.typed::<T>().write_batch(values, self.defined, self.repeated).map(drop)
    }
}

impl Buffer {
    /// Takes in a single value; false where the cell has none.
    fn push(&mut self, cell: Cell) -> bool {
        match (self, cell) {
            (Self::Texts(texts), Cell::Text(text)) => texts.push(&text),
            (Self::Ints(ints), Cell::Int(int)) => ints.push(int),
            (Self::Floats(floats), Cell::Float(float)) => floats.push(float),
            (Self::Bools(flags), Cell::Bool(flag)) => flags.push(flag),
            _ => return false,
        }
        true
    }

    fn push_nothing(&mut self) {
        match self {
            Self::Texts(texts) => texts.push(""),
            Self::Ints(ints) => ints.push(0),
            Self::Floats(floats) => floats.push(0.0),
            Self::Bools(flags) => flags.push(false),
        }
    }

    /// Takes in the values of a list; how many, where the cell has a list.
    fn extend(&mut self, cell: Cell) -> Option<usize> {
        match (self, cell) {
            (Self::Texts(texts), Cell::Texts(list)) => {
                for text in &list {
                    texts.push(text);
                }
                Some(list.len())
            }
            (Self::Ints(ints), Cell::Ints(list)) => {
                ints.extend_from_slice(&list);
                Some(list.len())
            }
            _ => None,
        }
    }
}

impl Texts {
    fn push(&mut self, text: &str) {
        let Piece { bytes, ends } = &self.filling;
        if !ends.is_empty() && bytes.len() + text.len() > PIECE {
            self.full.push(take(&mut self.filling));
        }
        let Piece { bytes, ends } = &mut self.filling;
        bytes.extend_from_slice(text.as_bytes());
        ends.push(bytes.len());
    }

    /// The texts, which share their memory.
    fn take(&mut self) -> Vec<ByteArray> {
        let pieces = take(&mut self.full).into_iter().chain([take(&mut self.filling)]);
        pieces.flat_map(Piece::into_texts).collect()
    }
}

impl Piece {
    fn into_texts(self) -> impl Iterator<Item = ByteArray> {
        let bytes = Bytes::from(self.bytes);
        let mut start = 0;
        self.ends.into_iter().map(move |end| {
            let text = bytes.slice(start..end);
            start = end;
            ByteArray::from(text)
        })
    }
}
