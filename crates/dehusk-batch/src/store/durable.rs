//! Steps that last.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::folder_of;
use super::place::temporary;
use crate::SinkError;

/// Writes a small file whole or not at all, so that it outlives the machine: the
/// bytes first, then the name, then the folder that has the name.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), SinkError> {
    let written = || {
        let temporary = temporary(path);
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        rename(&temporary, path)
    };
    written().map_err(|cause| failed("write to", path, cause))
}

/// Gives a file its name; it is to be on disk itself.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_folder(&folder_of(to));
    Ok(())
}

/// Makes names in `folder` last. Not every system can, and none needs it for the
/// run's own sake.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Makes all files of a folder last. One call for the whole file system: a call a
/// file would cost more than making it.
pub(super) fn sync_files(folder: &Path, names: &[String]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        let _ = names;
        rustix::fs::syncfs(File::open(folder)?)?;
    }
    #[cfg(not(target_os = "linux"))]
    {
        for name in names {
            File::open(folder.join(name))?.sync_all()?;
        }
        sync_folder(folder);
    }
    Ok(())
}

/// Creates a folder and those above it.
pub(super) fn create_folder(folder: &Path) -> Result<(), SinkError> {
    fs::create_dir_all(folder).map_err(|cause| failed("create folder", folder, cause))
}

/// What could not be done.
pub(super) fn failed(action: &'static str, path: &Path, cause: io::Error) -> SinkError {
    SinkError { action, path: path.to_owned(), cause }
}
