//! Values of columns that have one a row, and what they are as JSON.

use parquet::basic::{LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::Result;
use parquet::record::Field;
use parquet::schema::types::ColumnDescPtr;

use super::json::{self, Unit};
use super::pages::broken;

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    /// Strings too: whether they are UTF-8 is nothing that a row could fail by.
    Bytes(ByteArray),
    /// Text that stands for another type, such as a time.
    Text(String),
    Other(Field),
}

/// A column with one value a row.
pub(super) struct Column {
    descr: ColumnDescPtr,
    reader: ColumnReader,
}

impl Column {
    pub(super) const fn new(descr: ColumnDescPtr, reader: ColumnReader) -> Self {
        Self { descr, reader }
    }

    /// The next row's value. An error where the column has no more.
    pub(super) fn next(&mut self) -> Result<Value> {
        let descr = &self.descr;
        let other = |field: Option<Field>| field.map_or(Value::Null, Value::Other);
        Ok(match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) => match one(reader, descr)? {
                Some(value) if is_decimal(descr) => Value::Other(Field::convert_byte_array(descr, value)?),
                value => value.map_or(Value::Null, Value::Bytes),
            },
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                let value = one(reader, descr)?.map(ByteArray::from);
                match value {
                    Some(value) if descr.logical_type_ref() == Some(&LogicalType::Uuid) => {
                        Value::Text(json::uuid(value.data()))
                    }
                    Some(value) => Value::Other(Field::convert_byte_array(descr, value)?),
                    None => Value::Null,
                }
            }
            ColumnReader::Int32ColumnReader(reader) => {
                other(one(reader, descr)?.map(|value| Field::convert_int32(descr, value)))
            }
            ColumnReader::Int64ColumnReader(reader) => match (one(reader, descr)?, unit(descr)) {
                (Some(value), Some(unit)) => Value::Text(json::timestamp(value, unit)),
                (value, _) => other(value.map(|value| Field::convert_int64(descr, value))),
            },
            ColumnReader::Int96ColumnReader(reader) => one(reader, descr)?
                .map_or(Value::Null, |value| Value::Text(json::timestamp(value.to_micros(), Unit::Micros))),
            ColumnReader::BoolColumnReader(reader) => other(one(reader, descr)?.map(Field::Bool)),
            ColumnReader::FloatColumnReader(reader) => other(one(reader, descr)?.map(Field::Float)),
            ColumnReader::DoubleColumnReader(reader) => other(one(reader, descr)?.map(Field::Double)),
        })
    }
}

impl Value {
    /// As the value of a field, in JSON.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Bytes(bytes) => json::text(&String::from_utf8_lossy(bytes.data()), out),
            Self::Text(text) => json::text(text, out),
            Self::Other(field) => json::field(field, out),
        }
    }

    /// As an id or a URL: a string or a number; the error says what it is else.
    pub(super) fn into_name(self) -> std::result::Result<Option<String>, &'static str> {
        match self {
            Self::Null | Self::Other(Field::Null) => Ok(None),
            Self::Bytes(bytes) | Self::Other(Field::Bytes(bytes)) => {
                Ok(Some(String::from_utf8_lossy(bytes.data()).into_owned()))
            }
            Self::Text(text) => Ok(Some(text)),
            Self::Other(Field::Bool(_)) => Err("a boolean"),
            Self::Other(field) => Ok(Some(field.to_string())),
        }
    }
}

fn is_decimal(descr: &ColumnDescPtr) -> bool {
    descr.converted_type() == parquet::basic::ConvertedType::DECIMAL
}

/// The unit of a column of points in time.
fn unit(descr: &ColumnDescPtr) -> Option<Unit> {
    let Some(LogicalType::Timestamp(timestamp)) = descr.logical_type_ref() else { return None };
    Some(match timestamp.unit {
        TimeUnit::MILLIS => Unit::Millis,
        TimeUnit::MICROS => Unit::Micros,
        TimeUnit::NANOS => Unit::Nanos,
    })
}

/// The next row's value, `None` where it is null.
fn one<T: DataType>(reader: &mut ColumnReaderImpl<T>, descr: &ColumnDescPtr) -> Result<Option<T::T>> {
    let (mut values, mut levels) = (Vec::with_capacity(1), Vec::with_capacity(1));
    let defined = (descr.max_def_level() > 0).then_some(&mut levels);
    let (records, _, _) = reader.read_records(1, defined, None, &mut values)?;
    if records == 0 {
        return Err(broken("the column has fewer values than its row group has rows"));
    }
    Ok(values.pop())
}
