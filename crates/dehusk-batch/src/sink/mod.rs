//! Sinks: what a batch writes.

mod cells;
#[cfg(feature = "parquet")]
mod columns;
mod folder;
mod jsonl;
mod language;
mod lines;
mod name;
#[cfg(feature = "parquet")]
#[cfg_attr(
    not(test),
    allow(dead_code, unused_imports, reason = "one part is a whole file until outputs have several")
)]
mod parquet;
mod stdout;
mod table;
#[cfg_attr(not(test), allow(dead_code, reason = "one part is a whole file until outputs have several"))]
mod wet;

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use dehusk::write::Form;
use dehusk::{Document, Record};
use tempfile::NamedTempFile;

use crate::SinkError;
use crate::source::TEMPORARY_PREFIX;
use crate::stream::Compression;
use folder::FolderSink;
use jsonl::JsonlSink;
pub(crate) use lines::{Lines, RowFormat};
use stdout::StdoutSink;
pub use table::Row;
use table::{Cell, Table};
use wet::{Head, WetPart, WetRecord};

/// Whatever takes the documents of a run, in order.
pub trait Sink {
    /// Writes one document as it was rendered.
    ///
    /// # Errors
    ///
    /// Where it cannot be written. The run ends.
    fn write(&mut self, id: &str, rendered: Rendering) -> Result<(), SinkError>;

    /// Finishes the output and gives it its name; says how many bytes it has.
    /// An output that is not finished does not stay under its name.
    ///
    /// # Errors
    ///
    /// Where it cannot be finished.
    fn finish(&mut self) -> Result<u64, SinkError>;
}

/// What a worker made of a document.
#[derive(Debug)]
pub enum Rendering {
    /// The bytes that are written.
    Bytes(Vec<u8>),
    /// Rows that are yet to be put into columns.
    Rows(Vec<Row>),
}

/// Where a run writes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    path: PathBuf,
    shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Folder,
    Jsonl(Compression),
    Parquet,
    Wet(Compression),
    Stdout,
}

/// The path that stands for the standard output.
pub(crate) const STDOUT: &str = "-";

/// How a document is written down: in which form, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    /// A file, with its title.
    File(Form),
    /// The JSON record and a line break.
    JsonLine(Form),
    /// The record as a row of this table.
    Row(Form, Table),
    /// A WARC record, with its title.
    Wet(Form, Compression),
}

/// What goes out with a document that is not in it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Along<'a> {
    /// Further fields of its record, as JSON that continues an object; a text
    /// has none.
    pub(crate) passed: &'a [u8],
    /// When it was fetched, as its WARC says.
    pub(crate) date: Option<&'a str>,
}

impl Output {
    /// The output that `path` names: one JSONL file where it ends in `.jsonl`
    /// or `.ndjson`, with or without `.gz` or `.zst`; one Parquet file where it
    /// ends in `.parquet`; one WET file where it ends in `.wet`, with or without
    /// `.gz` or `.zst`; JSON lines to the standard output where it is `-`; a
    /// folder otherwise.
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

    /// Whether documents are written with their fields: as records.
    pub const fn has_fields(&self) -> bool {
        matches!(self.shape, Shape::Jsonl(_) | Shape::Parquet | Shape::Stdout)
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

    /// `format`: as [`Self::format`] says.
    pub(crate) fn open(&self, form: Form, format: &Format) -> Result<Box<dyn Sink>, SinkError> {
        let path = &self.path;
        Ok(match (self.shape, format) {
            (_, Format::Row(_, table)) => open_table(path, table)?,
            (Shape::Jsonl(compression), _) => Box::new(JsonlSink::new(path, compression)?),
            (Shape::Wet(compression), _) => open_wet(path, compression)?,
            (Shape::Stdout, _) => Box::new(StdoutSink::new()),
            (Shape::Folder | Shape::Parquet, _) => Box::new(FolderSink::new(path, form.ending())?),
        })
    }
}

#[cfg(feature = "parquet")]
fn open_table(path: &Path, table: &Table) -> Result<Box<dyn Sink>, SinkError> {
    Ok(Box::new(columns::ParquetSink::new(path, table)?))
}

#[cfg(not(feature = "parquet"))]
fn open_table(path: &Path, _: &Table) -> Result<Box<dyn Sink>, SinkError> {
    let cause = io::Error::new(io::ErrorKind::Unsupported, "built without the feature `parquet`");
    Err(SinkError { action: "write to", path: path.to_owned(), cause })
}

/// A WET file: the records come compressed, each by itself.
fn open_wet(path: &Path, compression: Compression) -> Result<Box<dyn Sink>, SinkError> {
    let mut file = JsonlSink::new(path, Compression::None)?;
    let head = WetPart::create(Vec::new(), compression, Head::Warcinfo).map(WetPart::finish);
    file.write("", Rendering::Bytes(head.unwrap_or_default()))?;
    Ok(Box::new(file))
}

fn shape(path: &Path) -> Shape {
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
fn compression(path: &Path) -> Compression {
    match extension(path).as_deref() {
        Some("gz") => Compression::Gzip,
        Some("zst") => Compression::Zstd,
        _ => Compression::None,
    }
}

fn extension(path: &Path) -> Option<String> {
    path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase)
}

impl Format {
    /// A document as it goes out.
    pub(crate) fn render(&self, id: &str, document: &Document, along: Along<'_>) -> Rendering {
        let Along { passed, date } = along;
        Rendering::Bytes(match self {
            Self::JsonLine(form) => {
                let text = document.body(*form);
                let mut line = Vec::with_capacity(text.len() + passed.len() + 512);
                // Writing to memory cannot fail, and a record has no maps
                // whose keys could be no strings.
                serde_json::to_writer(&mut line, &Record::new(id, document).with_text(&text))
                    .unwrap_or_default();
                if !passed.is_empty() {
                    line.pop();
                    line.extend_from_slice(passed);
                    line.push(b'}');
                }
                line.push(b'\n');
                line
            }
            Self::File(form) => document.file(*form).into_bytes(),
            Self::Wet(form, compression) => {
                let (url, text) = (document.url.as_deref(), document.file(*form));
                let language = document.language.as_ref().map(|language| &*language.value);
                WetRecord { id, url, date, language, text: &text }.render(*compression)
            }
            Self::Row(form, table) => {
                let text = document.body(*form);
                let mut row = table.row(&Record::new(id, document).with_text(&text));
                if !passed.is_empty() {
                    // From a comma to an object.
                    let fields = format!("{{{}}}", String::from_utf8_lossy(&passed[1..]));
                    row.set_last(Cell::Text(fields));
                }
                return Rendering::Rows(vec![row]);
            }
        })
    }
}

/// A file beside the one that is to be, so that giving it its name is one step
/// that happens or does not.
fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(".part");
    #[cfg(unix)]
    {
        // As any other file: readable for whom the umask lets.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// The system's error without the name of the temporary file, which tells the
/// user nothing.
fn without_path(error: io::Error) -> io::Error {
    let message = error.to_string();
    match message.split_once(" at path ") {
        Some((said, _)) if error.raw_os_error().is_none() => io::Error::new(error.kind(), said),
        _ => error,
    }
}

/// Makes names in `folder` last. Not every system can, and none needs it for
/// the run's own sake.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
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
