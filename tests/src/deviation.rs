//! `tests/data/known_deviations.toml`: the cases of html5lib in which the tree
//! is known to be another than html5lib's, and why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

/// Why a tree is another than html5lib's. A closed list: what fits none of them
/// is an error of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A limit cuts the tree; without limits it is html5lib's.
    Limit,
    /// A limit drops attributes; without limits the tree is html5lib's.
    AttributesDropped,
    /// Tree construction does as html5ever's, which does otherwise too.
    TreeBuilder,
}

/// One case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// Why the tree is another.
    pub reason: Reason,
    /// What is other about it, for readers.
    pub note: String,
}

/// Why the list could not be read.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum DeviationError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{}: {source}", path.display())]
    Syntax { path: PathBuf, source: Box<toml::de::Error> },
}

/// The known deviations by id of the case.
///
/// # Errors
///
/// If the list cannot be read or understood.
pub fn load() -> Result<BTreeMap<String, Deviation>, DeviationError> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/known_deviations.toml");
    let text =
        std::fs::read_to_string(&path).map_err(|source| DeviationError::Io { path: path.clone(), source })?;
    toml::from_str(&text).map_err(|source| DeviationError::Syntax { path, source: Box::new(source) })
}
