//! The pages of all data sets beside the checkout, or a sample of them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::gold::{self, DataError};
use crate::pages::{self, Page, Pages};
use crate::{is_full, shared_dir};

/// Pages of every set, `most` of each and spread over it, or all of them in a
/// full run; none where there are no sets.
///
/// # Panics
///
/// If a set cannot be read.
pub fn sample(most: usize) -> impl Iterator<Item = Page> {
    let sets = sets();
    if sets.is_empty() {
        eprintln!("left out: no data sets here");
    }
    sets.into_iter().flat_map(move |set| of_set(&set, most).unwrap()).map(Result::unwrap)
}

fn of_set(set: &Path, most: usize) -> Result<Pages, DataError> {
    let every = if is_full() { 1 } else { gold::load(set)?.len().div_ceil(most).max(1) };
    Ok(Box::new(pages::of_set(set)?.step_by(every)))
}

fn sets() -> Vec<PathBuf> {
    let entries = fs::read_dir(shared_dir().join("data")).into_iter().flatten();
    let mut sets: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    sets.retain(|set| set.is_dir());
    sets.sort();
    sets
}
