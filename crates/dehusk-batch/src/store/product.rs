//! One product of a run, part by part.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::documents::{self, Documents};
use super::durable::{self, failed};
use super::install::install;
use super::left::{self, Left};
use super::state::PartFile;
use super::work_folder::WorkFolder;
use super::{Destination, Places, folder_of};
use crate::SinkError;
use crate::sink::{Encoder, PART, Rendering, Shape, has_placeholder};

/// One product of a run, part by part.
pub(super) struct ProductParts {
    pub(super) destination: Destination,
    /// Where documents are files of their own, those that were written.
    documents: Option<Documents>,
    /// The part that is being written.
    writing: Option<Writing>,
    /// The parts that are whole.
    pub(super) whole: Vec<PartFile>,
    /// Bytes of the file that they have become.
    joined: Option<u64>,
}

struct Writing {
    encoder: Encoder<File>,
    /// Bytes of documents that are files of their own.
    documents: u64,
}

impl ProductParts {
    pub(super) fn new(destination: Destination, ending: &'static str) -> Self {
        let documents = (destination.shape == Shape::Folder).then(|| Documents::new(ending));
        Self { destination, documents, writing: None, whole: Vec::new(), joined: None }
    }

    /// Whether the next part that was committed is there as it was, its documents
    /// too where they are files of their own.
    pub(super) fn is_there(&self, work: &WorkFolder, part: PartFile) -> bool {
        let path = self.part_path(work, self.whole.len());
        if !part.exists {
            return !path.exists();
        }
        let has_documents =
            || self.documents.is_none() || documents::are_there(&path, &self.destination.path);
        left::file(&path, part.length) == Left::AsItWas && has_documents()
    }

    /// Takes up the next part that was committed, which is there.
    pub(super) fn take_up(&mut self, work: &WorkFolder, part: PartFile) -> Result<(), SinkError> {
        if let (Some(documents), true) = (&mut self.documents, part.exists) {
            let path = work.part_path(self.destination.product, self.whole.len());
            documents.take_up(&path).map_err(|cause| failed("read", &path, cause))?;
        }
        self.whole.push(part);
        Ok(())
    }

    pub(super) fn write(
        &mut self,
        work: &WorkFolder,
        id: &str,
        rendered: Rendering,
    ) -> Result<(), SinkError> {
        self.begin(work)?;
        let Some(writing) = &mut self.writing else { return Ok(()) };
        let path = work.writing_path(self.destination.product);
        let Some(documents) = &mut self.documents else {
            return writing.encoder.write(rendered).map_err(|cause| failed("write to", &path, cause));
        };
        // Documents that are files are bytes.
        let Rendering::Bytes(rendered) = rendered else { return Ok(()) };
        let folder = &self.destination.path;
        let line = documents.write(folder, id, &rendered, &work.document_path());
        let line = line.map_err(|(name, cause)| failed("write", &folder.join(name), cause))?;
        writing.documents += rendered.len() as u64;
        let listed = writing.encoder.write(Rendering::Bytes(line));
        listed.map_err(|cause| failed("write to", &path, cause))
    }

    /// Begins the part's file if it has none.
    fn begin(&mut self, work: &WorkFolder) -> Result<(), SinkError> {
        if self.writing.is_some() {
            return Ok(());
        }
        let path = work.writing_path(self.destination.product);
        let is_first = self.stays_apart() || self.whole.iter().all(|part| !part.exists);
        let encoding = &self.destination.encoding;
        let encoder = File::create(&path).and_then(|file| Encoder::new(file, encoding, is_first));
        let encoder = encoder.map_err(|cause| failed("write to", &path, cause))?;
        self.writing = Some(Writing { encoder, documents: 0 });
        Ok(())
    }

    /// Finishes the part's file and gives it its name.
    pub(super) fn finish_part(&mut self, work: &WorkFolder, is_last: bool) -> Result<PartFile, SinkError> {
        // A product without any row is an empty file, and not none.
        if is_last && self.whole.iter().all(|part| !part.exists) {
            self.begin(work)?;
        }
        let mut part = PartFile { length: 0, written: 0, exists: false };
        if let Some(writing) = self.writing.take() {
            let path = self.part_path(work, self.whole.len());
            let finished = self.finish_file(work, writing, &path);
            part = finished.map_err(|cause| failed("write to", &path, cause))?;
        }
        self.whole.push(part);
        Ok(part)
    }

    fn finish_file(&mut self, work: &WorkFolder, writing: Writing, path: &Path) -> io::Result<PartFile> {
        let mut file = writing.encoder.finish()?;
        file.flush()?;
        if let Some(documents) = &mut self.documents {
            durable::sync_files(&self.destination.path, &documents.end_part())?;
        }
        file.sync_all()?;
        let length = file.metadata()?.len();
        drop(file);
        durable::rename(&work.writing_path(self.destination.product), path)?;
        let written = if self.documents.is_some() { writing.documents } else { length };
        Ok(PartFile { length, written, exists: true })
    }

    /// Where part `number` stands, or is to.
    pub(super) fn part_path(&self, work: &WorkFolder, number: usize) -> PathBuf {
        if self.stays_apart() {
            apart(&self.destination.path, number)
        } else {
            work.part_path(self.destination.product, number)
        }
    }

    /// Whether the parts stay files of their own.
    pub(super) fn stays_apart(&self) -> bool {
        has_placeholder(&self.destination.path, PART)
    }

    /// Makes one file of the parts, where they become one.
    pub(super) fn join(&mut self, work: &WorkFolder, places: &Places) -> Result<(), SinkError> {
        if let Some(path) = self.joined_path(places) {
            self.joined = Some(install(work, self, path)?);
        }
        Ok(())
    }

    /// The file that the parts become, where they become one: of documents that are
    /// files of their own, the list of them.
    fn joined_path<'a>(&'a self, places: &'a Places) -> Option<&'a Path> {
        let file = (!self.stays_apart()).then_some(&*self.destination.path);
        if self.documents.is_some() { self.list(places) } else { file }
    }

    /// The list of the documents, where they are files of their own.
    pub(super) fn list<'a>(&self, places: &'a Places) -> Option<&'a Path> {
        self.documents.as_ref().and(places.documents.as_deref())
    }

    /// Bytes of all that was written: of the one file that the parts have become, which
    /// may be fewer or more than theirs, else of the parts or documents.
    pub(super) fn written(&self) -> u64 {
        let of_file = if self.documents.is_some() { None } else { self.joined };
        of_file.unwrap_or_else(|| self.whole.iter().map(|part| part.written).sum())
    }

    /// The folder that the product ends up in.
    pub(super) fn folder(&self) -> PathBuf {
        match self.destination.shape {
            Shape::Folder => self.destination.path.clone(),
            _ => folder_of(&self.destination.path),
        }
    }
}

/// The name of a part that stays a file of its own.
fn apart(path: &Path, number: usize) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(name.replace(PART, &format!("{number:05}")))
}
