//! What a run would do, without doing it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Batch, Beginning};
use crate::same_file::Role;
use crate::source::{Share, Step, Survey};
use crate::store::outlook;
use crate::{BatchError, InputError, InputErrorCause, InputLimits};

/// A file that a run would read, or something that it could not.
#[derive(Debug)]
pub struct PlannedInput {
    /// Where it stands; `-` for the standard input.
    pub path: PathBuf,
    /// Its bytes, as they lie on disk.
    pub bytes: u64,
    /// What it is, in words, or why it cannot be read.
    pub kind: Result<String, InputErrorCause>,
}

/// What a run would do.
#[derive(Debug)]
pub struct Plan {
    /// Files that it would read, those that could not be read among them.
    pub files: u64,
    /// Their bytes; of a share, those that are in it.
    pub bytes: u64,
    /// Inputs that could not be read at all.
    pub failed: u64,
    /// What it would write: what it is, and where; with `{part}` in the name where
    /// that is a row of files.
    pub written: Vec<(&'static str, PathBuf)>,
    /// All that the bytes of the output depend on besides the inputs, by name.
    pub settings: BTreeMap<String, String>,
    /// How it would begin, or why it would not.
    pub beginning: Result<Beginning, BatchError>,
}

impl Batch {
    /// What [`run`](Self::run) would do. Of each file the first bytes are read, of the
    /// standard input none; nothing is written. `on_input` is called for each file in
    /// the order of reading.
    ///
    /// # Errors
    ///
    /// Where the run would refuse what the caller named, whatever stands in it. What it
    /// would refuse of an earlier run is in the plan.
    pub fn plan(mut self, on_input: &mut dyn FnMut(&PlannedInput)) -> Result<Plan, BatchError> {
        let (survey, templates) = self.survey()?;
        let share = Share::of(self.shard, survey.bytes());
        let [mut files, mut failed, mut before] = [0; 3];
        for step in self.walk(&templates) {
            let range = match &step {
                Step::File(file) => before..before + file.bytes(),
                _ => before..before,
            };
            before = range.end;
            let Some(input) = share.touches(&range).then(|| planned(step, self.limits)).flatten() else {
                continue;
            };
            files += 1;
            failed += u64::from(input.kind.is_err());
            on_input(&input);
        }
        let written = self.written().map(|(role, path)| (product(role), path.to_owned())).collect();
        let bytes = share.length(survey.bytes());
        let (settings, beginning) = (self.all_settings(), self.beginning(&survey));
        Ok(Plan { files, bytes, failed, written, settings, beginning })
    }

    fn beginning(&self, survey: &Survey) -> Result<Beginning, BatchError> {
        self.refuse_unsuitable(survey)?;
        if self.output.is_stdout() {
            return Ok(Beginning::Anew { lost_parts: 0 });
        }
        let (run, places) = self.description(survey);
        outlook(&run, self.destinations(), &places, self.form.ending(), self.resume)
    }
}

/// What a step of the walk would read.
fn planned(step: Step, limits: InputLimits) -> Option<PlannedInput> {
    match step {
        Step::File(file) => {
            let (kind, bytes) = (file.kind(limits), file.bytes());
            Some(PlannedInput { path: file.path().to_owned(), bytes, kind })
        }
        Step::Failed(InputError { input, cause }) => {
            Some(PlannedInput { path: PathBuf::from(&*input), bytes: 0, kind: Err(cause) })
        }
        Step::Began(_) | Step::Special | Step::Ended => None,
    }
}

const fn product(role: Role) -> &'static str {
    match role {
        Role::Input => "input",
        Role::Output => "documents",
        Role::Drops => "drops",
        Role::Blocks => "blocks",
        Role::Report => "report",
    }
}
