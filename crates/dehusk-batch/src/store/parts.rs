//! The parts of a run: begun, taken up, committed, finished.

use std::fs;
use std::path::{Path, PathBuf};

use super::durable::{self, create_folder};
use super::earlier::{Earlier, Standing};
use super::manifest::{Manifest, WrittenFile};
use super::product::ProductParts;
use super::work_folder::{WorkFolder, json};
use super::{Destination, PartSize, PartState, Places, Product, RunDescription};
use crate::report::ReportState;
use crate::sink::Rendering;
use crate::source::Position;
use crate::{BatchError, Resume, SinkError};

/// What a run writes, part by part.
pub(crate) struct Parts {
    work: WorkFolder,
    places: Places,
    run: RunDescription,
    products: Vec<ProductParts>,
    size: PartSize,
    /// Of the part that is being written: what was handed to it.
    bytes: u64,
    records: u64,
    is_empty: bool,
    /// Files of an earlier output that this one replaces.
    replaced: Vec<String>,
}

/// How a run begins.
pub(crate) enum Begun {
    /// At the beginning. `lost`: parts of an unfinished run that nobody asked for.
    Fresh { parts: Box<Parts>, lost: usize },
    /// Behind the last whole part of an earlier one, of which these are the
    /// descriptions.
    TakenUp { parts: Box<Parts>, states: Vec<PartState> },
    /// Not at all: all is there.
    Complete(Box<ReportState>),
}

impl Parts {
    /// Begins a run, or takes it up where it was left.
    pub(crate) fn begin(
        run: RunDescription,
        destinations: Vec<Destination>,
        places: Places,
        ending: &'static str,
        size: PartSize,
        resume: Resume,
    ) -> Result<Begun, BatchError> {
        let products: Vec<_> =
            destinations.into_iter().map(|destination| ProductParts::new(destination, ending)).collect();
        for product in &products {
            create_folder(&product.folder())?;
        }
        let work = WorkFolder::open(&places.work)?;
        let earlier = Earlier::at(&places);
        let (was_unfinished, replaced) = (earlier.is_unfinished(), earlier.files());
        let output = products.iter().find(|parts| parts.destination.product == Product::Documents);
        let standing = match (resume, output) {
            (Resume::TakeUp, Some(output)) => earlier.standing(&run, &places, &output.destination.path),
            _ => Ok(Standing::Nothing),
        };
        let standing = match standing {
            Ok(standing) => standing,
            Err(refusal) => {
                if !was_unfinished {
                    work.remove()?;
                }
                return Err(refusal);
            }
        };
        let (bytes, records, is_empty) = (0, 0, true);
        let mut parts =
            Box::new(Self { work, places, run, products, size, bytes, records, is_empty, replaced });
        match standing {
            Standing::Unfinished => {
                let states = parts.take_up()?;
                Ok(Begun::TakenUp { parts, states })
            }
            Standing::Finished(manifest) => {
                parts.work.remove()?;
                Ok(Begun::Complete(Box::new(manifest.report)))
            }
            Standing::Nothing => {
                let lost = parts.begin_anew(was_unfinished)?;
                Ok(Begun::Fresh { parts, lost })
            }
        }
    }

    /// Takes up the parts that are whole; says what is known of them.
    fn take_up(&mut self) -> Result<Vec<PartState>, SinkError> {
        let states = whole_parts(&self.work, &mut self.products)?;
        self.work.forget_from(states.len())?;
        Ok(states)
    }

    /// Takes away what an unfinished run left; says how many parts that were.
    fn begin_anew(&mut self, was_unfinished: bool) -> Result<usize, SinkError> {
        let lost = self.work.states().count();
        // A part has its name before it is committed, so that there may be one more.
        let named = if was_unfinished { lost + 1 } else { 0 };
        for product in self.products.iter().filter(|product| product.stays_apart()) {
            for number in 0..named {
                // What cannot be taken away is replaced, or in nobody's way.
                let _ = fs::remove_file(product.part_path(&self.work, number));
            }
        }
        self.work.clear()?;
        self.work.begin(&self.run)?;
        Ok(lost)
    }

    pub(crate) fn has(&self, product: Product) -> bool {
        self.products.iter().any(|parts| parts.destination.product == product)
    }

    pub(crate) fn write(&mut self, product: Product, id: &str, rendered: Rendering) -> Result<(), SinkError> {
        let parts = self.products.iter_mut().find(|parts| parts.destination.product == product);
        self.bytes += rendered.weight() as u64;
        parts.map_or(Ok(()), |parts| parts.write(&self.work, id, rendered))
    }

    /// What was handed out before this is in the part that is being written.
    pub(crate) const fn advance(&mut self, is_record: bool) {
        self.records += is_record as u64;
        self.is_empty = false;
    }

    /// Whether the part that is being written ends here.
    pub(crate) const fn is_full(&self) -> bool {
        self.bytes >= self.size.bytes || self.records >= self.size.records
    }

    /// Parts that are whole.
    pub(crate) fn count(&self) -> usize {
        self.products.first().map_or(0, |product| product.whole.len())
    }

    /// Makes the part whole that is being written.
    pub(crate) fn commit(&mut self, position: Position, report: ReportState) -> Result<(), SinkError> {
        self.commit_part(position, report, false)
    }

    fn commit_part(
        &mut self,
        position: Position,
        report: ReportState,
        is_last: bool,
    ) -> Result<(), SinkError> {
        let number = self.count();
        let mut files = Vec::with_capacity(self.products.len());
        for product in &mut self.products {
            files.push(product.finish_part(&self.work, is_last)?);
        }
        self.work.commit(number, &PartState { position, files, report })?;
        (self.bytes, self.records, self.is_empty) = (0, 0, true);
        Ok(())
    }

    /// Makes the last part whole, and files of the parts. Says how many bytes the
    /// documents have.
    pub(crate) fn join(&mut self, position: Position, report: ReportState) -> Result<u64, SinkError> {
        if !self.is_empty || self.count() == 0 {
            self.commit_part(position, report, true)?;
        }
        for product in &mut self.products {
            product.join(&self.work, &self.places)?;
        }
        let documents = self.products.iter().find(|parts| parts.destination.product == Product::Documents);
        Ok(documents.map_or(0, ProductParts::written))
    }

    /// Says beside the output what it is, and takes the parts away.
    pub(crate) fn finish(self, report: ReportState) -> Result<(), SinkError> {
        let written = |product| written(&self.work, &self.places, product);
        let files: Vec<_> = self.products.iter().flat_map(written).collect();
        self.remove_surplus();
        let manifest = Manifest { run: self.run, files, report };
        durable::write(&self.places.manifest, &json(&manifest))?;
        self.work.remove()
    }

    /// Removes parts that an earlier output had and this one has not, or whoever
    /// reads all of them would read a mixture.
    fn remove_surplus(&self) {
        for product in self.products.iter().filter(|product| product.stays_apart()) {
            let surplus = (product.whole.len()..).map(|number| product.part_path(&self.work, number));
            let listed = |path: &PathBuf| self.replaced.contains(&self.places.named(path));
            for path in surplus.take_while(listed) {
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// Has the products take up the parts that are whole; says what is known of them.
pub(super) fn whole_parts(
    work: &WorkFolder,
    products: &mut [ProductParts],
) -> Result<Vec<PartState>, SinkError> {
    let mut states = Vec::new();
    for state in work.states() {
        let is_whole = state.files.len() == products.len()
            && products.iter().zip(&state.files).all(|(product, &file)| product.is_there(work, file));
        if !is_whole {
            break;
        }
        for (product, &file) in products.iter_mut().zip(&state.files) {
            product.take_up(work, file)?;
        }
        states.push(state);
    }
    Ok(states)
}

/// The files that a product is.
fn written(work: &WorkFolder, places: &Places, product: &ProductParts) -> Vec<WrittenFile> {
    let file = |path: &Path, bytes| WrittenFile { path: places.named(path), bytes };
    let whole = product.whole.iter().enumerate().filter(|(_, part)| part.exists);
    if product.stays_apart() {
        return whole.map(|(number, part)| file(&product.part_path(work, number), part.written)).collect();
    }
    let list = product.list(places).map(|list| file(list, whole.map(|(_, part)| part.length).sum()));
    std::iter::once(file(&product.destination.path, product.written())).chain(list).collect()
}
