//! The schema of a table, and how its columns are encoded.

use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::{ColumnPath, Type, TypePtr};

use crate::sink::table::{Column, Presence, Table, Values};

/// Bytes of a page, before it is compressed.
const PAGE: usize = 1 << 20;

/// Rows after which a page's size is looked at. Few, since a text may have
/// megabytes, and readers hold pages whole.
const ROWS_BETWEEN_LOOKS: usize = 16;

/// The columns of a table. Strings are `STRING`, lists the three levels that the
/// format prescribes.
pub(super) fn schema(table: &Table) -> Result<TypePtr, ParquetError> {
    let columns = table.columns.iter().map(field).collect::<Result<_, _>>()?;
    Ok(Arc::new(Type::group_type_builder("dehusk").with_fields(columns).build()?))
}

fn field(column: &Column) -> Result<TypePtr, ParquetError> {
    let repetition = match column.presence {
        Presence::Required => Repetition::REQUIRED,
        Presence::Optional => Repetition::OPTIONAL,
    };
    let leaf = |name, physical, repetition| {
        let builder = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        match physical {
            PhysicalType::BYTE_ARRAY => builder
                .with_logical_type(Some(LogicalType::String))
                .with_converted_type(ConvertedType::UTF8)
                .build(),
            _ => builder.build(),
        }
    };
    let physical = match column.values {
        Values::Text | Values::Prose | Values::TextList => PhysicalType::BYTE_ARRAY,
        Values::Int | Values::IntList => PhysicalType::INT64,
        Values::Float => PhysicalType::DOUBLE,
        Values::Bool => PhysicalType::BOOLEAN,
    };
    let field = if matches!(column.values, Values::TextList | Values::IntList) {
        let element = Arc::new(leaf("element", physical, Repetition::REQUIRED)?);
        let list = Type::group_type_builder("list").with_repetition(Repetition::REPEATED);
        Type::group_type_builder(column.name)
            .with_repetition(repetition)
            .with_logical_type(Some(LogicalType::List))
            .with_converted_type(ConvertedType::LIST)
            .with_fields(vec![Arc::new(list.with_fields(vec![element]).build()?)])
            .build()?
    } else {
        leaf(column.name, physical, repetition)?
    };
    Ok(Arc::new(field))
}

/// How the columns of a table are written. zstd at its default level: texts are
/// a twentieth of the pages that they come from, so that it costs nothing.
pub(super) fn properties(table: &Table) -> Result<WriterProperties, ParquetError> {
    let mut properties = builder()?.set_key_value_metadata(Some(vec![
        KeyValue::new("dehusk.schema".to_owned(), dehusk::SCHEMA.to_string()),
        KeyValue::new("dehusk.table".to_owned(), table.name.to_owned()),
        KeyValue::new("dehusk.version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
    ]));
    // No two texts are the same, and nobody looks for the least of them.
    for column in table.columns.iter().filter(|column| column.values == Values::Prose) {
        let path = ColumnPath::from(column.name);
        properties = properties
            .set_column_dictionary_enabled(path.clone(), false)
            .set_column_statistics_enabled(path, EnabledStatistics::None);
    }
    Ok(properties.build())
}

/// What parts and the file of all of them have in common.
pub(super) fn builder() -> Result<WriterPropertiesBuilder, ParquetError> {
    Ok(WriterProperties::builder()
        .set_created_by(concat!("dehusk version ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(zstd::DEFAULT_COMPRESSION_LEVEL)?))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        // Indexes of pages would have to be moved where parts are joined.
        .set_offset_index_disabled(true)
        .set_write_batch_size(ROWS_BETWEEN_LOOKS)
        .set_data_page_size_limit(PAGE))
}
