//! What the inputs of a run are before any of them is read.

use serde::{Deserialize, Serialize};

use super::walk::{Step, Walk};
use crate::fnv::Fnv;

/// What an input is before it is read: what tells whether it is still the same.
///
/// Sizes and times of change, as `make` and `rsync` go by. A hash of the content
/// would be sure, and would cost as much reading as the run itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SurveyedInput {
    /// Its name, as it was given.
    pub(crate) input: String,
    /// Files in it.
    pub(crate) files: u64,
    /// Their bytes.
    pub(crate) bytes: u64,
    /// Stands for names, sizes and times of change of the files.
    pub(crate) listing: String,
}

/// All inputs before they are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Survey {
    pub(crate) inputs: Vec<SurveyedInput>,
    pub(crate) has_stdin: bool,
}

impl Survey {
    /// Goes through a walk to its end. Nothing is opened.
    pub(crate) fn of(walk: Walk) -> Self {
        let mut survey = Self::default();
        let mut listing = Fnv::default();
        for step in walk {
            match step {
                Step::Began(input) => {
                    listing = Fnv::default();
                    let (input, listing) = (input.as_ref().to_owned(), String::new());
                    survey.inputs.push(SurveyedInput { input, files: 0, bytes: 0, listing });
                }
                Step::File(file) => {
                    survey.has_stdin |= file.is_stdin();
                    listing.add(file.id().as_bytes());
                    listing.add(&file.bytes().to_le_bytes());
                    listing.add(&file.modified().unwrap_or_default().to_le_bytes());
                    if let Some(input) = survey.inputs.last_mut() {
                        input.files += 1;
                        input.bytes += file.bytes();
                    }
                }
                Step::Special => listing.add(b"special"),
                Step::Failed(_) => listing.add(b"failed"),
                Step::Ended => {
                    if let Some(input) = survey.inputs.last_mut() {
                        input.listing = format!("{:016x}", listing.value());
                    }
                }
            }
        }
        survey
    }

    /// Bytes of all files.
    pub(crate) fn bytes(&self) -> u64 {
        self.inputs.iter().map(|input| input.bytes).sum()
    }
}
