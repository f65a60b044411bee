//! One Parquet file.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::parquet::ParquetPart;
use super::table::Table;
use super::{Rendering, Sink, sync_folder, temporary_in, without_path};
use crate::SinkError;

const BUFFER: usize = 256 << 10;

/// One Parquet file, written as [`super::jsonl::JsonlSink`] writes.
pub(super) struct ParquetSink {
    path: PathBuf,
    folder: PathBuf,
    /// `None` once finished.
    part: Option<ParquetPart<BufWriter<NamedTempFile>>>,
}

impl ParquetSink {
    pub(super) fn new(path: &Path, table: &Table) -> Result<Self, SinkError> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let mut sink = Self { path: path.to_owned(), folder, part: None };
        let opened = if path.is_dir() {
            Err(io::Error::from(io::ErrorKind::IsADirectory))
        } else {
            temporary_in(&sink.folder)
                .and_then(|file| ParquetPart::create(BufWriter::with_capacity(BUFFER, file), table))
        };
        sink.part = Some(opened.map_err(|cause| sink.failed("write to", cause))?);
        Ok(sink)
    }

    fn failed(&self, action: &'static str, cause: io::Error) -> SinkError {
        SinkError { action, path: self.path.clone(), cause: without_path(cause) }
    }
}

impl Sink for ParquetSink {
    fn write(&mut self, _id: &str, rendered: Rendering) -> Result<(), SinkError> {
        let (Some(part), Rendering::Rows(rows)) = (&mut self.part, rendered) else { return Ok(()) };
        let written = rows.into_iter().try_for_each(|row| part.write(row));
        written.map_err(|cause| self.failed("write to", cause))
    }

    fn finish(&mut self) -> Result<u64, SinkError> {
        let Some(part) = self.part.take() else { return Ok(0) };
        let finished = part.finish().and_then(|file| {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.as_file().sync_all()?;
            let length = file.as_file().metadata()?.len();
            Ok((file, length))
        });
        let (file, length) = finished.map_err(|cause| self.failed("write to", cause))?;
        file.persist(&self.path)
            .map_err(|failed| self.failed("rename the finished file to", failed.error))?;
        sync_folder(&self.folder);
        Ok(length)
    }
}
