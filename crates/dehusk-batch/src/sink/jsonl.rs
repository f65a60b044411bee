//! One JSONL file.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

use super::{Rendering, Sink, sync_folder, temporary_in, without_path};
use crate::SinkError;
use crate::stream::Compression;

const BUFFER: usize = 256 << 10;

type File = BufWriter<NamedTempFile>;

enum Encoder {
    Plain(File),
    Gzip(GzEncoder<File>),
    Zstd(zstd::Encoder<'static, File>),
}

/// One JSONL file. It is written beside its name and gets it when it is whole;
/// a file that had the name before is replaced in the same step.
pub(super) struct JsonlSink {
    path: PathBuf,
    folder: PathBuf,
    /// `None` once finished.
    encoder: Option<Encoder>,
}

impl JsonlSink {
    pub(super) fn new(path: &Path, compression: Compression) -> Result<Self, SinkError> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let failed = |path: &Path, cause| SinkError {
            action: "write to",
            path: path.to_owned(),
            cause: without_path(cause),
        };
        if path.is_dir() {
            return Err(failed(path, io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let file = temporary_in(&folder).map_err(|cause| failed(&folder, cause))?;
        let file = BufWriter::with_capacity(BUFFER, file);
        let encoder = Encoder::new(file, compression).map_err(|cause| failed(path, cause))?;
        Ok(Self { path: path.to_owned(), folder, encoder: Some(encoder) })
    }

    fn failed(&self, action: &'static str, cause: io::Error) -> SinkError {
        SinkError { action, path: self.path.clone(), cause: without_path(cause) }
    }
}

impl Sink for JsonlSink {
    fn write(&mut self, _id: &str, rendered: Rendering) -> Result<(), SinkError> {
        let Rendering::Bytes(rendered) = rendered else { return Ok(()) };
        let Some(encoder) = &mut self.encoder else { return Ok(()) };
        encoder.write_all(&rendered).map_err(|cause| self.failed("write to", cause))
    }

    fn finish(&mut self) -> Result<u64, SinkError> {
        let Some(encoder) = self.encoder.take() else { return Ok(0) };
        let finished = encoder.finish().and_then(|file| {
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

impl Encoder {
    fn new(file: File, compression: Compression) -> io::Result<Self> {
        Ok(match compression {
            Compression::None => Self::Plain(file),
            Compression::Gzip => Self::Gzip(GzEncoder::new(file, flate2::Compression::default())),
            Compression::Zstd => {
                let mut encoder = zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                encoder.include_checksum(true)?;
                Self::Zstd(encoder)
            }
        })
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.write_all(bytes),
            Self::Gzip(encoder) => encoder.write_all(bytes),
            Self::Zstd(encoder) => encoder.write_all(bytes),
        }
    }

    fn finish(self) -> io::Result<NamedTempFile> {
        let file = match self {
            Self::Plain(file) => file,
            Self::Gzip(encoder) => encoder.finish()?,
            Self::Zstd(encoder) => encoder.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_file_has_its_name_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        fs::write(&path, "before").unwrap();
        let mut sink = JsonlSink::new(&path, Compression::None).unwrap();
        sink.write("a", Rendering::Bytes(b"{}\n".to_vec())).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"before");
        drop(sink);
        assert_eq!(names(folder.path()), ["out.jsonl"]);

        let mut sink = JsonlSink::new(&path, Compression::None).unwrap();
        sink.write("a", Rendering::Bytes(b"{}\n".to_vec())).unwrap();
        assert_eq!(sink.finish().unwrap(), 3);
        assert_eq!(fs::read(&path).unwrap(), b"{}\n");
        assert_eq!(names(folder.path()), ["out.jsonl"]);
    }

    #[test]
    fn compressed_files_are_whole() {
        let folder = tempfile::tempdir().unwrap();
        for compression in [Compression::Gzip, Compression::Zstd] {
            let path = folder.path().join("out");
            let mut sink = JsonlSink::new(&path, compression).unwrap();
            sink.write("a", Rendering::Bytes(b"{}\n".to_vec())).unwrap();
            sink.write("b", Rendering::Bytes(b"[]\n".to_vec())).unwrap();
            let length = sink.finish().unwrap();
            let bytes = fs::read(&path).unwrap();
            assert_eq!(bytes.len() as u64, length);
            let mut text = String::new();
            match compression {
                Compression::Gzip => flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut text).unwrap(),
                _ => zstd::Decoder::new(&*bytes).unwrap().read_to_string(&mut text).unwrap(),
            };
            assert_eq!(text, "{}\n[]\n");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing/out.jsonl");
        let error = JsonlSink::new(&path, Compression::None).err().unwrap().to_string();
        assert!(error.starts_with("cannot write to ") && error.contains("missing: "), "{error}");
        assert!(!error.contains(".part"), "{error}");
        let error = JsonlSink::new(folder.path(), Compression::None).err().unwrap().to_string();
        assert!(error.contains("is a directory"), "{error}");
    }
}
