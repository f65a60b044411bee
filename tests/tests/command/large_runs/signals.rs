//! Runs that are asked to stop.

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use super::{assert_same, dump, end, into, start, wait_for};

/// How long a run may take to end: two seconds, and what a busy machine adds.
const PATIENCE: Duration = Duration::from_secs(4);

/// Asks the process to stop; its exit code and what it said.
fn interrupt(child: Child) -> (Option<i32>, String) {
    let asked = Instant::now();
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    assert!(asked.elapsed() < PATIENCE, "{:?}", asked.elapsed());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn an_interrupted_run_ends_soon_and_can_be_gone_on_with() {
    let place = dump();
    let mut child = start(&place, &into("stopped", "out.jsonl.gz"), &["--jobs", "1"]);
    assert!(wait_for(&mut child, &place.path("stopped/out.jsonl.gz.dehusk-parts/00002.json")));
    let (code, said) = interrupt(child);
    assert_eq!(code, Some(130), "{said}");
    assert!(said.contains("--resume"), "{said}");
    assert!(!place.path("stopped/out.jsonl.gz").exists());
    let (code, said) = end(&place, &into("stopped", "out.jsonl.gz"), &["--resume"]);
    assert_eq!(code, Some(3), "{said}");
    end(&place, &into("whole", "out.jsonl.gz"), &[]);
    assert_same(&place.path("stopped"), &place.path("whole"), "interrupted");
}

#[test]
fn a_run_that_waits_for_its_input_ends_too() {
    let place = dump();
    let args = ["run", "-", "-o", "out.jsonl"].map(str::to_owned);
    let mut child = start(&place, &args, &[]);
    // Held open: to wait for the process would close it.
    let input = child.stdin.take();
    assert!(wait_for(&mut child, &place.path("out.jsonl.dehusk-parts/run.json")));
    let (code, said) = interrupt(child);
    drop(input);
    assert_eq!(code, Some(130), "{said}");
}
