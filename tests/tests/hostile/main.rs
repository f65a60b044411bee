//! Inputs that are made to harm: nothing panics, no stack overflows, work grows
//! as the input does, output stays within bounds, and limits touch nothing that
//! is real.
//!
//! A sample of the inputs by default, all of them with `DEHUSK_FULL=1`. Time is
//! measured in full release runs only, where nothing else disturbs it much.

mod growth;
mod harmlessness;
mod memory;
mod panics;
mod recursion;

use std::thread;

use dehusk_dom::{Dom, Limits, NodeId, Step};
use dehusk_tests::caught::caught;
use dehusk_tests::hostile::{self, CLASSES};

/// The stack of the threads that meet deep nesting. The default of a thread is
/// eight times as much.
const SMALL_STACK: usize = 256 << 10;

fn no_limits() -> Limits {
    Limits::default().with_max_bytes(usize::MAX).with_max_nodes(usize::MAX).with_max_depth(usize::MAX)
}

/// Everything that walks a tree, so that a walk that recurses is found.
fn walk(dom: &Dom<'_>) -> usize {
    dom.traverse(NodeId::DOCUMENT)
        .map(|step| match step {
            Step::Enter(id) => dom.name(id).len() + dom.text(id).len() + dom.attributes(id).count(),
            Step::Leave(_) => 1,
        })
        .sum()
}

/// Runs on a small stack. An overflow would abort the process: that is the
/// failure.
fn on_small_stack(run: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(SMALL_STACK).spawn(run).unwrap().join().unwrap();
}

/// The inputs of the script of a size; none where the script is not.
fn scripted(size: usize) -> Vec<(String, Vec<u8>)> {
    let scratch = tempfile::tempdir().unwrap();
    let pages = hostile::scripted(scratch.path(), size).unwrap();
    if pages.is_none() {
        eprintln!("left out: no script or no Python here");
    }
    pages.unwrap_or_default().into_iter().map(|page| (page.name, page.bytes)).collect()
}

/// Our classes and those of the script at a size.
fn all_classes(size: usize) -> Vec<(String, Vec<u8>)> {
    let ours = CLASSES.iter().map(|class| (class.name.to_owned(), class.make(size).into_bytes()));
    ours.chain(scripted(size)).collect()
}

/// # Panics
///
/// With the names of the inputs that make `run` panic.
fn assert_calm(inputs: &[(String, Vec<u8>)], run: impl Fn(&[u8])) {
    let panics = |(_, bytes): &&(String, Vec<u8>)| caught(|| run(bytes)).is_none();
    let names: Vec<_> = inputs.iter().filter(panics).map(|(name, _)| name).collect();
    assert!(names.is_empty(), "{} of {} inputs panic: {names:?}", names.len(), inputs.len());
}
