//! A file of rows that is written whole: what stands beside the standard output,
//! and the report.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Encoder, Encoding, Rendering};
use crate::SinkError;
use crate::store::{folder_of, temporary};

/// Names of files that have none of their own yet.
const PREFIX: &str = ".dehusk-";

/// A file of rows, or none where nobody asked for it. It is written beside its name and gets it when it is whole; a file that had
/// the name before is replaced in the same step.
pub(crate) struct Lines {
    file: Option<OpenLines>,
}

/// Whether other runs may be writing the same file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// They may: each has a temporary file of its own, which is left behind where
    /// the process is killed.
    Possible,
    /// They are locked out: the temporary file is always the same, so that one that
    /// was left behind is used up by the next run.
    LockedOut,
}

struct OpenLines {
    path: PathBuf,
    encoder: Encoder<NamedTempFile>,
}

impl Lines {
    pub(crate) fn open(file: Option<(&Path, &Encoding)>, sharing: Sharing) -> Result<Self, SinkError> {
        let file = file.map(|(path, encoding)| OpenLines::create(path, encoding, sharing)).transpose()?;
        Ok(Self { file })
    }

    pub(crate) const fn is_open(&self) -> bool {
        self.file.is_some()
    }

    /// Writes rows that are rendered for the encoding.
    pub(crate) fn write(&mut self, rows: Rendering) -> Result<(), SinkError> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.encoder.write(rows).map_err(|cause| failed("write to", &file.path, cause))
    }

    pub(crate) fn finish(&mut self) -> Result<(), SinkError> {
        let Some(OpenLines { path, encoder }) = self.file.take() else { return Ok(()) };
        let finished = encoder.finish().and_then(|file| file.as_file().sync_all().map(|()| file));
        let file = finished.map_err(|cause| failed("write to", &path, cause))?;
        let named = file.persist(&path);
        named.map_err(|cause| failed("rename the finished file to", &path, cause.error))?;
        if let Ok(folder) = File::open(folder_of(&path)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl OpenLines {
    fn create(path: &Path, encoding: &Encoding, sharing: Sharing) -> Result<Self, SinkError> {
        if path.is_dir() {
            return Err(failed("write to", path, io::Error::from(io::ErrorKind::IsADirectory)));
        }
        let folder = folder_of(path);
        std::fs::create_dir_all(&folder).map_err(|cause| failed("create folder", &folder, cause))?;
        let file =
            temporary_in(&folder, path, sharing).map_err(|cause| failed("write to", &folder, cause))?;
        let encoder = Encoder::new(file, encoding, true).map_err(|cause| failed("write to", path, cause))?;
        Ok(Self { path: path.to_owned(), encoder })
    }
}

fn temporary_in(folder: &Path, path: &Path, sharing: Sharing) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    let fixed = temporary(path);
    match sharing {
        Sharing::Possible => builder.prefix(PREFIX).suffix(".part"),
        Sharing::LockedOut => {
            let _ = std::fs::remove_file(&fixed);
            builder.prefix(fixed.file_name().unwrap_or_default()).rand_bytes(0)
        }
    };
    #[cfg(unix)]
    {
        // As any other file: readable for whom the umask lets.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// What could not be done, without the name of the temporary file, which tells the
/// user nothing.
fn failed(action: &'static str, path: &Path, cause: io::Error) -> SinkError {
    let message = cause.to_string();
    let cause = match message.split_once(" at path ") {
        Some((said, _)) if cause.raw_os_error().is_none() => io::Error::new(cause.kind(), said),
        _ => cause,
    };
    SinkError { action, path: path.to_owned(), cause }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::stream::Compression;

    const LINES: Encoding = Encoding::Lines(Compression::None);

    #[test]
    fn the_file_has_its_name_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        let names = || fs::read_dir(folder.path()).unwrap().count();
        fs::write(&path, "before").unwrap();
        let mut lines = Lines::open(Some((&path, &LINES)), Sharing::Possible).unwrap();
        lines.write(Rendering::Bytes(b"{}\n".to_vec())).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"before");
        drop(lines);
        assert_eq!(names(), 1);

        let mut lines = Lines::open(Some((&path, &LINES)), Sharing::LockedOut).unwrap();
        lines.write(Rendering::Bytes(b"{}\n".to_vec())).unwrap();
        lines.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"{}\n");
        assert_eq!(names(), 1);
    }

    #[test]
    fn a_folder_in_the_files_place_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = Lines::open(Some((folder.path(), &LINES)), Sharing::Possible).err().unwrap().to_string();
        assert!(error.contains("is a directory") && !error.contains(".part"), "{error}");
    }
}
