//! What the suites and `cargo xtask` share: the corpus cases and their pinned
//! scores, the labelled data sets, and how an output is scored against gold.
//!
//! Nothing that ships depends on this crate.

use std::path::PathBuf;

pub mod baseline;
pub mod case;
pub mod gold;
pub mod judge;
pub mod matching;
pub mod pages;
pub mod sample;
pub mod score;

/// The root of the workspace.
///
/// # Panics
///
/// Never, as long as this crate stands one folder below the root.
pub fn workspace_root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().expect("the crate stands below the workspace root").to_owned()
}

/// The folder of the regression corpus.
pub fn corpus_dir() -> PathBuf {
    workspace_root().join("corpus")
}

/// The folder beside a checkout that holds what may not be copied into it
/// (`data`, `seeds`); it is not there in every checkout.
pub fn shared_dir() -> PathBuf {
    workspace_root().join("../shared")
}
