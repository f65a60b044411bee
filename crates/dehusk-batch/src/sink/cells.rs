//! A struct as the cells of a row, by its `Serialize`.
//!
//! Written once for all rows, so that a field cannot differ between JSON and
//! columns. The way through `serde_json::Value` was rejected: it makes a map and
//! every name of it for each row.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};

use super::table::{Cell, Column};

/// The shape of a value that no cell has. Rows are of our own making, so that
/// it never comes to the user.
#[derive(Debug)]
pub(super) struct NoCell;

impl fmt::Display for NoCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that no column holds")
    }
}

impl std::error::Error for NoCell {}

impl ser::Error for NoCell {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Takes the fields of a struct into the columns of their names.
pub(super) struct Cells<'t> {
    columns: &'t [Column],
    values: Vec<Cell>,
    /// The column behind that of the last field: structs have mostly the order
    /// of the table.
    next: usize,
}

impl<'t> Cells<'t> {
    pub(super) fn new(columns: &'t [Column]) -> Self {
        Self { columns, values: vec![Cell::Null; columns.len()], next: 0 }
    }

    pub(super) fn into_row(self) -> Vec<Cell> {
        self.values
    }
}

impl SerializeStruct for &mut Cells<'_> {
    type Ok = ();
    type Error = NoCell;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), NoCell> {
        let is_next = self.columns.get(self.next).is_some_and(|column| column.name == name);
        let found = if is_next { Some(self.next) } else { self.columns.iter().position(|c| c.name == name) };
        if let Some(index) = found {
            self.values[index] = value.serialize(Value)?;
            self.next = index + 1;
        }
        Ok(())
    }

    fn end(self) -> Result<(), NoCell> {
        Ok(())
    }
}

/// Makes a value a cell.
struct Value;

/// A list whose first element says what all are; an empty one has texts.
#[derive(Default)]
struct List {
    texts: Vec<String>,
    ints: Vec<i64>,
}

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoCell> {
        match value.serialize(Value)? {
            Cell::Text(text) => self.texts.push(text),
            Cell::Int(int) => self.ints.push(int),
            _ => return Err(NoCell),
        }
        Ok(())
    }

    fn into_cell(self) -> Cell {
        if self.ints.is_empty() { Cell::Texts(self.texts) } else { Cell::Ints(self.ints) }
    }
}

impl SerializeSeq for List {
    type Ok = Cell;
    type Error = NoCell;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoCell> {
        self.push(value)
    }

    fn end(self) -> Result<Cell, NoCell> {
        Ok(self.into_cell())
    }
}

impl SerializeTuple for List {
    type Ok = Cell;
    type Error = NoCell;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoCell> {
        self.push(value)
    }

    fn end(self) -> Result<Cell, NoCell> {
        Ok(self.into_cell())
    }
}

/// A method for each type that fits into an `i64`.
macro_rules! ints {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<Cell, NoCell> {
            i64::try_from(value).map(Cell::Int).map_err(|_| NoCell)
        })*
    };
}

/// A method for each shape that no row has.
macro_rules! refused {
    ($($method:ident($($argument:ty),*) -> $type:ty;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$type, NoCell> {
            Err(NoCell)
        })*
    };
}

type None<T> = Impossible<T, NoCell>;

impl Serializer for Value {
    type Ok = Cell;
    type Error = NoCell;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = None<Cell>;
    type SerializeTupleVariant = None<Cell>;
    type SerializeMap = None<Cell>;
    type SerializeStruct = None<Cell>;
    type SerializeStructVariant = None<Cell>;

    ints!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);
    ints!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);

    fn serialize_bool(self, value: bool) -> Result<Cell, NoCell> {
        Ok(Cell::Bool(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Cell, NoCell> {
        Ok(Cell::Float(value.into()))
    }

    fn serialize_f64(self, value: f64) -> Result<Cell, NoCell> {
        Ok(Cell::Float(value))
    }

    fn serialize_char(self, value: char) -> Result<Cell, NoCell> {
        Ok(Cell::Text(value.into()))
    }

    fn serialize_str(self, value: &str) -> Result<Cell, NoCell> {
        Ok(Cell::Text(value.to_owned()))
    }

    fn serialize_none(self) -> Result<Cell, NoCell> {
        Ok(Cell::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Cell, NoCell> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Cell, NoCell> {
        Ok(Cell::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<Cell, NoCell> {
        Ok(Cell::Text(name.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Cell, NoCell> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, NoCell> {
        Ok(List::default())
    }

    fn serialize_tuple(self, _: usize) -> Result<List, NoCell> {
        Ok(List::default())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Cell, NoCell> {
        Err(NoCell)
    }

    refused! {
        serialize_bytes(&[u8]) -> Cell;
        serialize_unit_struct(&'static str) -> Cell;
        serialize_tuple_struct(&'static str, usize) -> None<Cell>;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> None<Cell>;
        serialize_map(Option<usize>) -> None<Cell>;
        serialize_struct(&'static str, usize) -> None<Cell>;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> None<Cell>;
    }
}

impl<'c, 't> Serializer for &'c mut Cells<'t> {
    type Ok = ();
    type Error = NoCell;
    type SerializeSeq = None<()>;
    type SerializeTuple = None<()>;
    type SerializeTupleStruct = None<()>;
    type SerializeTupleVariant = None<()>;
    type SerializeMap = None<()>;
    type SerializeStruct = &'c mut Cells<'t>;
    type SerializeStructVariant = None<()>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, NoCell> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NoCell> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), NoCell> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), NoCell> {
        Err(NoCell)
    }

    refused! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> None<()>;
        serialize_tuple(usize) -> None<()>;
        serialize_tuple_struct(&'static str, usize) -> None<()>;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> None<()>;
        serialize_map(Option<usize>) -> None<()>;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> None<()>;
    }
}
