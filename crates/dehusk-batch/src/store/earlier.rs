//! What of an earlier run over the same output is there.

use std::fs;
use std::path::Path;

use super::left::Leftovers;
use super::manifest::{Manifest, RunDescription};
use super::place::Places;
use super::work_folder;
use crate::BatchError;

/// What of an earlier run over the same output is there.
pub(super) struct Earlier {
    /// The run whose parts are there.
    unfinished: Option<RunDescription>,
    /// The output that is there.
    finished: Option<Manifest>,
}

/// Where a run stands that is to be gone on with.
pub(super) enum Standing {
    /// At the beginning.
    Nothing,
    /// Behind the last of its parts.
    Unfinished,
    /// At its end.
    Finished(Box<Manifest>),
}

impl Earlier {
    pub(super) fn at(places: &Places) -> Self {
        let manifest = |path: &Path| serde_json::from_slice(&fs::read(path).ok()?).ok();
        Self { unfinished: work_folder::run_at(&places.work), finished: manifest(&places.manifest) }
    }

    pub(super) const fn is_unfinished(&self) -> bool {
        self.unfinished.is_some()
    }

    /// Files of the output that is there.
    pub(super) fn files(&self) -> Vec<String> {
        let files = self.finished.iter().flat_map(|manifest| &manifest.files);
        files.map(|file| file.path.clone()).collect()
    }

    /// Where `run`, whose documents are at `output`, stands if it goes on with this.
    ///
    /// Of a finished output that has lost some of its files nothing is taken to be
    /// right, and nothing is written again: what is still there may have been worked
    /// over by hand since.
    ///
    /// # Errors
    ///
    /// Where it cannot go on.
    pub(super) fn standing(
        self,
        run: &RunDescription,
        places: &Places,
        output: &Path,
    ) -> Result<Standing, BatchError> {
        let known = self.unfinished.as_ref().or(self.finished.as_ref().map(|manifest| &manifest.run));
        let differences = known.map(|known| known.differences(run)).unwrap_or_default();
        if !differences.is_empty() {
            return Err(BatchError::Differs { path: places.manifest.clone(), differences });
        }
        match self {
            Self { unfinished: Some(_), .. } => Ok(Standing::Unfinished),
            Self { finished: Some(manifest), .. } => {
                let leftovers = Leftovers::of(&manifest, places, output);
                if leftovers.are_gone() {
                    return Ok(Standing::Nothing);
                }
                leftovers.refusal(&places.manifest).map_or(Ok(Standing::Finished(Box::new(manifest))), Err)
            }
            _ => Ok(Standing::Nothing),
        }
    }
}
