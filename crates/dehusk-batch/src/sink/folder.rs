//! A folder of files.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::name::Names;
use super::{Rendering, Sink, sync_folder, temporary_in, without_path};
use crate::SinkError;

/// A folder of files, one a document. Each is written beside its name and
/// gets it when it is whole. Files that were in the folder before stay, unless
/// a document has their name.
pub(super) struct FolderSink {
    folder: PathBuf,
    names: Names,
    written: u64,
}

impl FolderSink {
    pub(super) fn new(folder: &Path, ending: &'static str) -> Result<Self, SinkError> {
        let created = fs::create_dir_all(folder);
        created.map_err(|cause| SinkError { action: "create folder", path: folder.to_owned(), cause })?;
        Ok(Self { folder: folder.to_owned(), names: Names::with_ending(ending), written: 0 })
    }

    fn write_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = temporary_in(&self.folder)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    }
}

impl Sink for FolderSink {
    fn write(&mut self, id: &str, rendered: Rendering) -> Result<(), SinkError> {
        let Rendering::Bytes(rendered) = rendered else { return Ok(()) };
        let path = self.folder.join(self.names.name(id));
        self.write_file(&path, &rendered).map_err(|cause| SinkError {
            action: "write",
            path,
            cause: without_path(cause),
        })?;
        self.written += rendered.len() as u64;
        Ok(())
    }

    fn finish(&mut self) -> Result<u64, SinkError> {
        sync_folder(&self.folder);
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leaves_the_folder_and_none_is_lost() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("new/out");
        let mut sink = FolderSink::new(&folder, ".txt").unwrap();
        let long = "x".repeat(5000);
        let ids = [
            "../../up",
            "/etc/passwd",
            "a/../../b",
            "..",
            ".",
            "",
            "nul\0byte",
            &long,
            "\r\n",
            "same",
            "same",
        ];
        for id in ids {
            sink.write(id, Rendering::Bytes(id.as_bytes().to_vec())).unwrap();
        }
        sink.finish().unwrap();
        let written: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap()).collect();
        assert_eq!(written.len(), ids.len());
        assert!(written.iter().all(|entry| entry.file_type().unwrap().is_file()));
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_in_the_folders_place_is_named() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("file");
        fs::write(&path, "x").unwrap();
        let error = FolderSink::new(&path, ".txt").err().unwrap().to_string();
        assert!(error.starts_with("cannot create folder "), "{error}");
    }
}
