//! What the suites and `cargo xtask` share: the corpus cases and their pinned
//! scores, the labelled data sets, how an output is scored against gold, and the
//! inputs and comparisons of the parser's suites.
//!
//! Nothing that ships depends on this crate.

use std::path::PathBuf;

pub mod baseline;
pub mod case;
pub mod caught;
pub mod deviation;
pub mod dump;
pub mod generate;
pub mod gold;
pub mod hostile;
pub mod html5lib;
pub mod judge;
pub mod labels;
pub mod matching;
pub mod pages;
pub mod same;
pub mod sample;
pub mod score;
pub mod sets;
pub mod sheet;
pub mod shrink;

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

/// Whether the long suites run whole instead of on a sample: `DEHUSK_FULL=1`.
pub fn is_full() -> bool {
    std::env::var_os("DEHUSK_FULL").is_some_and(|value| value == "1")
}
