//! Parts become the files that were asked for.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::durable::{self, failed};
use super::place::temporary;
use super::product::ProductParts;
use super::work_folder::WorkFolder;
use crate::SinkError;
use crate::sink::join;

/// Makes one file of the parts, under this name. The parts stay, so that this
/// can be done again whenever it was cut short. Says how many bytes the file has.
pub(super) fn install(work: &WorkFolder, product: &ProductParts, path: &Path) -> Result<u64, SinkError> {
    let numbers = (0..product.whole.len()).filter(|&number| product.whole[number].exists);
    let parts: Vec<_> = numbers.map(|number| product.part_path(work, number)).collect();
    let temporary = temporary(path);
    let joined = || {
        match fs::remove_file(&temporary) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        match &*parts {
            // A second name costs nothing; not every file system has them.
            [part] if fs::hard_link(part, &temporary).is_ok() => {}
            parts => {
                let mut file = File::create(&temporary)?;
                join(parts, &product.destination.encoding, &mut file)?;
                file.sync_all()?;
            }
        }
        durable::rename(&temporary, path)?;
        Ok(fs::metadata(path)?.len())
    };
    joined().map_err(|cause| failed("write to", path, cause))
}
