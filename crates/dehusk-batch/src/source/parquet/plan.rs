//! Which columns of a file are read, and what for.

use parquet::file::metadata::ParquetMetaData;
use parquet::schema::types::TypePtr;

use parquet::basic::{ConvertedType, Type as PhysicalType};

use crate::InputErrorCause;
use crate::fields::{FieldNames, names_going_out};

/// Which columns of a file are read. Numbers are those of leaves.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// In the order in which they are asked, and whether they are strings.
    pub(super) content: Vec<(usize, Charset)>,
    pub(super) url: Option<usize>,
    pub(super) id: Option<usize>,
    /// Whether a row without an id fails.
    pub(super) needs_id: bool,
    /// What goes out with the record, in the order of the columns.
    pub(super) kept: Vec<Kept>,
    /// The columns of `kept` that are not flat, as a schema of its own.
    pub(super) nested: Vec<TypePtr>,
}

/// What is known of the bytes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// A string.
    Utf8,
    /// Bytes: what a page was sent as.
    Unknown,
}

/// A column that goes out with the record.
#[derive(Debug)]
pub(super) struct Kept {
    /// Under this name.
    pub(super) name: String,
    pub(super) column: KeptColumn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeptColumn {
    /// A leaf with one value a row.
    Flat(usize),
    /// One of the nested columns, by its place among them.
    Nested(usize),
}

impl Plan {
    /// Finds the columns of `names`.
    ///
    /// # Errors
    ///
    /// Where the file lacks all columns for content, or the one for ids that was
    /// asked for; where one of them is no column of strings or bytes.
    pub(super) fn new(metadata: &ParquetMetaData, names: &FieldNames) -> Result<Self, InputErrorCause> {
        let schema = metadata.file_metadata().schema_descr();
        // Of a column in a group its whole path is the name.
        let leaf = |name: &str| {
            let mut columns = schema.columns().iter();
            columns.position(|column| column.max_rep_level() == 0 && column.path().string() == name)
        };
        let mut plan = Self::default();
        for name in names.content() {
            let Some(index) = leaf(name) else { continue };
            let column = schema.column(index);
            if column.physical_type() != PhysicalType::BYTE_ARRAY {
                return Err(InputErrorCause::ColumnType { name: name.clone() });
            }
            let is_text = matches!(column.converted_type(), ConvertedType::UTF8 | ConvertedType::JSON);
            plan.content.push((index, if is_text { Charset::Utf8 } else { Charset::Unknown }));
        }
        let missing = |wanted: &[String]| InputErrorCause::NoColumn {
            wanted: quoted(wanted.iter()),
            found: quoted(schema.columns().iter().map(|column| column.path().string())),
        };
        if plan.content.is_empty() {
            return Err(missing(names.content()));
        }
        plan.url = leaf(names.url());
        plan.id = leaf(names.id().unwrap_or("id"));
        plan.needs_id = names.id().is_some();
        if let (Some(name), None) = (names.id(), plan.id) {
            return Err(missing(&[name.to_owned()]));
        }
        plan.keep(metadata, names);
        Ok(plan)
    }

    fn keep(&mut self, metadata: &ParquetMetaData, names: &FieldNames) {
        let schema = metadata.file_metadata().schema_descr();
        let roots = schema.root_schema().get_fields();
        let read: Vec<_> =
            self.content.iter().map(|(index, _)| *index).chain(self.url).chain(self.id).collect();
        let mut kept = Vec::new();
        for (root, field) in roots.iter().enumerate() {
            let mut leaves =
                (0..schema.num_columns()).filter(|leaf| schema.get_column_root_idx(*leaf) == root);
            let Some(first) = leaves.next() else { continue };
            let is_read = read.contains(&first) || leaves.any(|leaf| read.contains(&leaf));
            if !names.keeps(field.name().as_bytes(), is_read) {
                continue;
            }
            let is_flat = field.is_primitive() && schema.column(first).max_rep_level() == 0;
            let column =
                if is_flat { KeptColumn::Flat(first) } else { KeptColumn::Nested(self.nested.len()) };
            if !is_flat {
                self.nested.push(field.clone());
            }
            kept.push((field.name(), column));
        }
        let out = names_going_out(kept.iter().map(|(name, _)| *name));
        let columns = kept.into_iter().map(|(_, column)| column);
        self.kept = out.into_iter().zip(columns).map(|(name, column)| Kept { name, column }).collect();
    }

    /// The leaves that are read as one value a row, each once.
    pub(super) fn flat(&self) -> Vec<usize> {
        let kept = self.kept.iter().filter_map(|kept| match kept.column {
            KeptColumn::Flat(leaf) => Some(leaf),
            KeptColumn::Nested(_) => None,
        });
        let content = self.content.iter().map(|(index, _)| *index);
        let mut leaves: Vec<_> = content.chain(self.url).chain(self.id).chain(kept).collect();
        leaves.sort_unstable();
        leaves.dedup();
        leaves
    }
}

fn quoted(names: impl Iterator<Item = impl AsRef<str>>) -> String {
    names.map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}
