//! Sinks: what a batch writes.

mod folder;
mod jsonl;
mod lines;
mod name;
mod stdout;

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
pub(crate) use lines::Lines;
use stdout::StdoutSink;

/// Whatever takes the documents of a run, in order.
pub trait Sink {
    /// Writes one document as it was rendered.
    ///
    /// # Errors
    ///
    /// Where it cannot be written. The run ends.
    fn write(&mut self, id: &str, rendered: &[u8]) -> Result<(), SinkError>;

    /// Finishes the output and gives it its name; says how many bytes it has.
    /// An output that is not finished does not stay under its name.
    ///
    /// # Errors
    ///
    /// Where it cannot be finished.
    fn finish(&mut self) -> Result<u64, SinkError>;
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
    Stdout,
}

/// The path that stands for the standard output.
pub(crate) const STDOUT: &str = "-";

/// How a document is written down: in which form, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A file, with its title.
    File(Form),
    /// The JSON record and a line break.
    JsonLine(Form),
}

impl Output {
    /// The output that `path` names: one JSONL file where it ends in `.jsonl`
    /// or `.ndjson`, with or without `.gz` or `.zst`; JSON lines to the standard
    /// output where it is `-`; a folder otherwise.
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
        matches!(self.shape, Shape::Jsonl(_) | Shape::Stdout)
    }

    pub(crate) const fn format(&self, form: Form) -> Format {
        match self.shape {
            Shape::Folder => Format::File(form),
            Shape::Jsonl(_) | Shape::Stdout => Format::JsonLine(form),
        }
    }

    pub(crate) fn open(&self, form: Form) -> Result<Box<dyn Sink>, SinkError> {
        Ok(match self.shape {
            Shape::Folder => Box::new(FolderSink::new(&self.path, form.ending())?),
            Shape::Stdout => Box::new(StdoutSink::new()),
            Shape::Jsonl(compression) => Box::new(JsonlSink::new(&self.path, compression)?),
        })
    }
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
    /// The bytes of a document. `passed` are further fields of its record, as
    /// JSON that continues an object; a text has none.
    pub(crate) fn render(self, id: &str, document: &Document, passed: &[u8]) -> Vec<u8> {
        match self {
            Self::JsonLine(form) => {
                let text = document.body(form);
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
            Self::File(form) => document.file(form).into_bytes(),
        }
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
            ("jsonl", Shape::Folder),
            ("a.jsonl/out", Shape::Folder),
        ] {
            assert_eq!(shape(Path::new(name)), expected, "{name}");
        }
    }
}
