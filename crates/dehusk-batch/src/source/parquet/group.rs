//! The rows of one row group.

use std::collections::HashMap;
use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use parquet::bloom_filter::Sbbf;
use parquet::column::page::PageReader;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::RowGroupReader;
use parquet::record::Field;
use parquet::record::reader::{ReaderIter, RowIter, TreeBuilder};
use parquet::schema::types::{SchemaDescriptor, Type};

use super::json;
use super::pages::{Fault, Faults, PageLimits, Pages, broken};
use super::plan::{Charset, KeptColumn, Plan};
use super::value::{Column, Value};

/// Rows of nested columns that are read at once.
const NESTED_BATCH: usize = 64;

/// The rows of one row group, from its first to its last.
pub(super) struct Group {
    /// By their leaves.
    columns: Vec<(usize, Column)>,
    nested: Option<ReaderIter>,
    faults: Faults,
    /// The next row, from 0.
    row: u64,
    rows: u64,
}

/// A row as its columns have it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: std::result::Result<Option<String>, &'static str>,
    pub(super) url: std::result::Result<Option<String>, &'static str>,
    /// `None` where all columns for it are null.
    pub(super) content: Option<(Vec<u8>, Charset)>,
    /// As JSON that continues an object.
    pub(super) passed: Vec<u8>,
    pub(super) fault: Option<Fault>,
}

/// What a group is opened with.
#[derive(Clone)]
pub(super) struct Chunks {
    pub(super) file: Arc<File>,
    pub(super) limits: PageLimits,
    pub(super) counter: Arc<AtomicU64>,
}

/// A row group whose pages are looked at.
struct Guarded<'m> {
    metadata: &'m RowGroupMetaData,
    chunks: Chunks,
    faults: Faults,
}

impl Group {
    pub(super) fn open(metadata: &RowGroupMetaData, plan: &Plan, chunks: &Chunks) -> Result<Self> {
        let faults = Faults::default();
        let guarded = Guarded { metadata, chunks: chunks.clone(), faults: faults.clone() };
        let column = |leaf: usize| {
            let reader = guarded.get_column_reader(leaf)?;
            Ok((leaf, Column::new(metadata.column(leaf).column_descr_ptr(), reader)))
        };
        let columns = plan.flat().into_iter().map(column).collect::<Result<_>>()?;
        let nested = if plan.nested.is_empty() {
            None
        } else {
            let schema = Type::group_type_builder("kept").with_fields(plan.nested.clone()).build()?;
            let schema = Arc::new(SchemaDescriptor::new(Arc::new(schema)));
            Some(TreeBuilder::new().with_batch_size(NESTED_BATCH).as_iter(schema, &guarded)?)
        };
        Ok(Self { columns, nested, faults, row: 0, rows: metadata.num_rows() as u64 })
    }

    /// Rows that were not handed out.
    pub(super) const fn left(&self) -> u64 {
        self.rows - self.row
    }

    /// The next row; `None` at the end.
    pub(super) fn next(&mut self, plan: &Plan) -> Result<Option<Row>> {
        if self.row == self.rows {
            return Ok(None);
        }
        let mut values = HashMap::with_capacity(self.columns.len());
        for (leaf, column) in &mut self.columns {
            values.insert(*leaf, column.next()?);
        }
        let nested: Vec<(String, Field)> = match &mut self.nested {
            Some(rows) => rows.next().ok_or_else(|| broken("a column ends too early"))??.into_columns(),
            None => Vec::new(),
        };
        let passed = passed(plan, &values, &nested);
        let url = plan.url.and_then(|leaf| values.remove(&leaf));
        let id = match plan.id {
            Some(leaf) if Some(leaf) == plan.url => url.clone(),
            leaf => leaf.and_then(|leaf| values.remove(&leaf)),
        };
        let content = plan.content.iter().find_map(|(leaf, charset)| match values.remove(leaf) {
            Some(Value::Bytes(bytes)) => Some((bytes.data().to_vec(), *charset)),
            _ => None,
        });
        let name = |value: Option<Value>| value.map_or(Ok(None), Value::into_name);
        let row = Row { id: name(id), url: name(url), content, passed, fault: self.faults.of(self.row) };
        self.row += 1;
        Ok(Some(row))
    }
}

fn passed(plan: &Plan, values: &HashMap<usize, Value>, nested: &[(String, Field)]) -> Vec<u8> {
    let mut out = Vec::new();
    for kept in &plan.kept {
        out.push(b',');
        json::text(&kept.name, &mut out);
        out.push(b':');
        match kept.column {
            KeptColumn::Flat(leaf) => values.get(&leaf).unwrap_or(&Value::Null).write(&mut out),
            KeptColumn::Nested(index) => {
                json::field(nested.get(index).map_or(&Field::Null, |(_, field)| field), &mut out);
            }
        }
    }
    out
}

impl RowGroupReader for Guarded<'_> {
    fn metadata(&self) -> &RowGroupMetaData {
        self.metadata
    }

    fn num_columns(&self) -> usize {
        self.metadata.num_columns()
    }

    fn get_column_page_reader(&self, leaf: usize) -> Result<Box<dyn PageReader>> {
        let Chunks { file, limits, counter } = &self.chunks;
        let rows = self.metadata.num_rows() as u64;
        let (faults, counter) = (self.faults.clone(), Arc::clone(counter));
        Ok(Box::new(Pages::new(file, self.metadata.column(leaf), rows, *limits, faults, counter)?))
    }

    fn get_column_bloom_filter(&self, _: usize) -> Option<&Sbbf> {
        None
    }

    fn get_row_iter(&self, _: Option<Type>) -> Result<RowIter<'_>> {
        Err(ParquetError::NYI("rows of a whole group".to_owned()))
    }
}
