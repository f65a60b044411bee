//! What a batch writes to.

mod cells;
mod encoder;
mod format;
mod frames;
mod language;
mod lines;
mod name;
#[cfg(feature = "parquet")]
mod parquet;
mod placeholder;
mod row_format;
mod stdout;
mod table;
mod wet;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use dehusk::write::Form;

use crate::Shard;
use crate::stream::Compression;
pub(crate) use encoder::{Encoder, Encoding, join};
pub use format::Rendering;
pub(crate) use format::{Along, Format};
pub(crate) use lines::{Lines, Sharing};
pub(crate) use name::Names;
pub(crate) use placeholder::{PART, SHARD, has_placeholder, stands_for};
pub(crate) use row_format::RowFormat;
pub(crate) use stdout::StdoutSink;
pub use table::Row;
use table::Table;

/// Where a run writes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    path: PathBuf,
    shape: Shape,
}

/// What an output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A folder with a file a document.
    Folder,
    /// Lines of JSON.
    Jsonl(Compression),
    /// A table.
    Parquet,
    /// Texts as WARC records.
    Wet(Compression),
    /// Lines of JSON to the standard output.
    Stdout,
}

/// The path that stands for the standard output.
pub(crate) const STDOUT: &str = "-";

impl Output {
    /// The output that `path` names: JSONL where it ends in `.jsonl` or `.ndjson`,
    /// with or without `.gz` or `.zst`; Parquet where it ends in `.parquet`; WET
    /// where it ends in `.wet`, with or without `.gz` or `.zst`; JSON lines to the
    /// standard output where it is `-`; a folder otherwise.
    ///
    /// With `{part}` in the name of a file the output is a row of files, `{part}`
    /// being replaced by their numbers, from 00000 on.
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let shape = shape(&path);
        Self { path, shape }
    }

    /// The file or folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is the standard output.
    pub const fn is_stdout(&self) -> bool {
        matches!(self.shape, Shape::Stdout)
    }

    /// Whether documents are written with their fields: as JSON records.
    pub const fn has_fields(&self) -> bool {
        matches!(self.shape, Shape::Jsonl(_) | Shape::Parquet | Shape::Stdout)
    }

    /// Whether it is a row of files.
    pub(crate) fn stays_apart(&self) -> bool {
        has_placeholder(&self.path, PART)
    }

    pub(crate) const fn shape(&self) -> Shape {
        self.shape
    }

    /// `keeps_fields`: whether fields of the input go out with the records.
    pub(crate) fn format(&self, form: Form, keeps_fields: bool) -> Format {
        match self.shape {
            Shape::Folder => Format::File(form),
            Shape::Jsonl(_) | Shape::Stdout => Format::JsonLine(form),
            Shape::Parquet => Format::Row(form, Table::records(keeps_fields)),
            Shape::Wet(compression) => Format::Wet(form, compression),
        }
    }

    /// How the file of documents is encoded; of documents that are files of their
    /// own, the list of their names.
    pub(crate) fn encoding(&self, keeps_fields: bool) -> Encoding {
        match self.shape {
            Shape::Folder | Shape::Stdout => Encoding::Lines(Compression::None),
            Shape::Jsonl(compression) => Encoding::Lines(compression),
            Shape::Parquet => Encoding::Rows(Table::records(keeps_fields)),
            Shape::Wet(compression) => Encoding::Wet(compression),
        }
    }

    /// The same, as a file or folder of this name.
    pub(crate) fn at(self, path: PathBuf) -> Self {
        Self { path, ..self }
    }

    /// The same with the shard in its name.
    pub(crate) fn of_shard(self, shard: Option<Shard>) -> Self {
        Self { path: of_shard(self.path, shard), ..self }
    }
}

/// The path with the shard where it has the place for it.
pub(crate) fn of_shard(path: PathBuf, shard: Option<Shard>) -> PathBuf {
    match (shard, path.to_str()) {
        (Some(shard), Some(written)) => written.replace(SHARD, &shard.name()).into(),
        _ => path,
    }
}

/// What a file of this name is.
pub(crate) fn shape(path: &Path) -> Shape {
    if path.as_os_str() == STDOUT {
        return Shape::Stdout;
    }
    let compression = compression(path);
    let stem = match compression {
        Compression::None => Some(path),
        _ => path.file_stem().map(Path::new),
    };
    match stem.and_then(extension).as_deref() {
        Some("jsonl" | "ndjson") => Shape::Jsonl(compression),
        Some("wet") => Shape::Wet(compression),
        Some("parquet") if compression == Compression::None => Shape::Parquet,
        _ => Shape::Folder,
    }
}

/// How a file of this name is compressed.
pub(crate) fn compression(path: &Path) -> Compression {
    match extension(path).as_deref() {
        Some("gz") => Compression::Gzip,
        Some("zst") => Compression::Zstd,
        _ => Compression::None,
    }
}

fn extension(path: &Path) -> Option<String> {
    path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_the_name_decides() {
        for (name, expected) in [
            ("out.jsonl", Shape::Jsonl(Compression::None)),
            ("a/b.NDJSON.gz", Shape::Jsonl(Compression::Gzip)),
            ("out.jsonl.zst", Shape::Jsonl(Compression::Zstd)),
            ("out", Shape::Folder),
            ("-", Shape::Stdout),
            ("./-", Shape::Folder),
            ("out.gz", Shape::Folder),
            ("out.Parquet", Shape::Parquet),
            ("out.warc.wet.gz", Shape::Wet(Compression::Gzip)),
            ("out.wet", Shape::Wet(Compression::None)),
            ("jsonl", Shape::Folder),
            ("a.jsonl/out", Shape::Folder),
        ] {
            assert_eq!(shape(Path::new(name)), expected, "{name}");
        }
    }
}
