//! What can be wrong with the files of a run.

use std::io;

/// Why a file that a run wrote could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// It is no JSON, or a field is not what it should be.
    #[error(
        "{name}, line {line}: {}; a file is wanted that `dehusk run` wrote as {wanted}",
        without_place(.cause)
    )]
    Json {
        /// The file.
        name: String,
        /// From 1.
        line: u64,
        /// The option whose file is wanted.
        wanted: &'static str,
        /// What is wrong.
        cause: serde_json::Error,
    },
    /// It is JSON, but no report.
    #[error("{name}: no report; a file is wanted that `dehusk run` wrote as --report")]
    NoReport {
        /// The file.
        name: String,
    },
    /// It is a report of a form that this version does not know.
    #[error("{name}: a report of version {version}; this dehusk reads version {known}")]
    Version {
        /// The file.
        name: String,
        /// Its version.
        version: u32,
        /// The version that is read.
        known: u32,
    },
    /// It could not be read to its end.
    #[error("{name}, behind line {line}: {cause}")]
    Io {
        /// The file.
        name: String,
        /// The last line that was read, from 1; 0 if none was.
        line: u64,
        /// What is wrong.
        cause: io::Error,
    },
}

/// What is wrong, without the line, which is 1 in each line of a file of lines.
fn without_place(cause: &serde_json::Error) -> String {
    let says = cause.to_string();
    says.rsplit_once(" at line ").map_or(says.as_str(), |(what, _)| what).to_owned()
}
