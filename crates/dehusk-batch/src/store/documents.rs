//! Documents that are files of their own, and the list of them.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::left::{self, Left};
use crate::sink::Names;

/// Documents that are files of their own. The part of a product that is made of
/// them is the list of them, since a name depends on all before; the lists of all
/// parts, one behind the other, say what a finished folder has to hold.
pub(super) struct Documents {
    names: Names,
    /// Names in the part that is being written.
    given: Vec<String>,
}

/// A document as it stands in a list.
pub(super) struct Listed {
    pub(super) name: String,
    bytes: u64,
}

impl Documents {
    pub(super) fn new(ending: &'static str) -> Self {
        Self { names: Names::with_ending(ending), given: Vec::new() }
    }

    /// Takes up those of an earlier run, in the order of it.
    pub(super) fn take_up(&mut self, list: &Path) -> io::Result<()> {
        listed(list)?.try_for_each(|listed| {
            self.names.take_up(&listed?.name);
            Ok(())
        })
    }

    /// Writes the document with this id to the folder: by way of `temporary`, so that
    /// it gets its name when it is whole. Returns its line in the list.
    pub(super) fn write(
        &mut self,
        folder: &Path,
        id: &str,
        document: &[u8],
        temporary: &Path,
    ) -> Result<Vec<u8>, (String, io::Error)> {
        let name = self.names.name(id);
        let written = fs::write(temporary, document).and_then(|()| fs::rename(temporary, folder.join(&name)));
        if let Err(cause) = written {
            return Err((name, cause));
        }
        let line = format!("{} {name}\n", document.len());
        self.given.push(name);
        Ok(line.into_bytes())
    }

    /// The names of the part that ends here.
    pub(super) fn end_part(&mut self) -> Vec<String> {
        std::mem::take(&mut self.given)
    }
}

impl Listed {
    /// How the document stands in its folder.
    pub(super) fn left(&self, folder: &Path) -> Left {
        left::file(&folder.join(&self.name), self.bytes)
    }
}

/// The documents that a list names.
pub(super) fn listed(list: &Path) -> io::Result<impl Iterator<Item = io::Result<Listed>> + use<>> {
    let lines = BufReader::new(File::open(list)?).lines();
    Ok(lines.map(|line| parse(&line?).ok_or_else(|| io::ErrorKind::InvalidData.into())))
}

/// Names have no spaces and no line breaks in them.
fn parse(line: &str) -> Option<Listed> {
    let (bytes, name) = line.split_once(' ')?;
    Some(Listed { name: name.to_owned(), bytes: bytes.parse().ok()? })
}

/// Whether all documents that a list names stand in the folder as they were written.
pub(super) fn are_there(list: &Path, folder: &Path) -> bool {
    listed(list).is_ok_and(|mut listed| {
        listed.all(|listed| listed.is_ok_and(|listed| listed.left(folder) == Left::AsItWas))
    })
}
