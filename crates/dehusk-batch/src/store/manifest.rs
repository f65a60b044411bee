//! What a run is, so that it can be told from another one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::report::ReportState;
use crate::source::SurveyedInput;

/// Version of the manifest's form.
const VERSION: u32 = 1;

/// All that the bytes of a run's output depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RunDescription {
    /// Version of this form.
    #[serde(rename = "dehusk_manifest")]
    manifest: u32,
    /// Version of the program.
    version: String,
    /// Stands for the models.
    model: String,
    settings: BTreeMap<String, String>,
    inputs: Vec<SurveyedInput>,
}

/// What stands beside a finished output.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    #[serde(flatten)]
    pub(super) run: RunDescription,
    /// The files that the run wrote, and their bytes; where documents are files of
    /// their own, the folder and the bytes of them.
    pub(super) files: Vec<WrittenFile>,
    pub(super) report: ReportState,
}

/// A file of a finished output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WrittenFile {
    pub(super) path: String,
    pub(super) bytes: u64,
}

impl RunDescription {
    pub(crate) fn new(model: String, settings: BTreeMap<String, String>, inputs: Vec<SurveyedInput>) -> Self {
        Self { manifest: VERSION, version: env!("CARGO_PKG_VERSION").to_owned(), model, settings, inputs }
    }

    /// What differs between this run and a later one, and so would give other bytes.
    pub(super) fn differences(&self, later: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        let mut compare = |what: &str, before: &str, after: &str| {
            if before != after {
                differences.push(format!("{what} was {before} and is {after}"));
            }
        };
        compare("the version of dehusk", &self.version, &later.version);
        compare("the model", &self.model, &later.model);
        let names: BTreeSet<_> = self.settings.keys().chain(later.settings.keys()).collect();
        for name in names {
            let of =
                |run: &Self| run.settings.get(name).map_or("not given".to_owned(), |value| quoted(value));
            compare(name, &of(self), &of(later));
        }
        let count = |run: &Self| run.inputs.len().to_string();
        compare("the number of inputs", &count(self), &count(later));
        for (before, after) in self.inputs.iter().zip(&later.inputs) {
            compare("an input", &before.input, &after.input);
            if before.input == after.input {
                let [was, is] = [before, after].map(sizes);
                let changed = before.listing != after.listing && was == is;
                compare(&before.input, &was, &if changed { "changed since".to_owned() } else { is });
            }
        }
        differences
    }
}

fn quoted(value: &str) -> String {
    format!("`{value}`")
}

fn sizes(input: &SurveyedInput) -> String {
    match input.files {
        0 | 1 => format!("{} bytes", input.bytes),
        files => format!("{files} files of {} bytes", input.bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(format: &str, bytes: u64, listing: &str) -> RunDescription {
        let settings = BTreeMap::from([("--format".to_owned(), format.to_owned())]);
        let (input, listing) = ("a.warc".to_owned(), listing.to_owned());
        let inputs = vec![SurveyedInput { input, files: 1, bytes, listing }];
        RunDescription::new("m".to_owned(), settings, inputs)
    }

    #[test]
    fn says_what_differs() {
        let said = |before: RunDescription, after: RunDescription| before.differences(&after);
        assert!(said(run("text", 1, "x"), run("text", 1, "x")).is_empty());
        assert_eq!(said(run("text", 1, "x"), run("html", 1, "x")), ["--format was `text` and is `html`"]);
        assert_eq!(said(run("text", 1, "x"), run("text", 2, "y")), ["a.warc was 1 bytes and is 2 bytes"]);
        assert_eq!(
            said(run("text", 1, "x"), run("text", 1, "y")),
            ["a.warc was 1 bytes and is changed since"]
        );
        let other = RunDescription { version: "0.0.0".to_owned(), ..run("text", 1, "x") };
        assert!(said(other, run("text", 1, "x"))[0].starts_with("the version of dehusk was 0.0.0 and is "));
    }
}
