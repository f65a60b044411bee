//! Memory is bounded. It is measured in processes of their own, since an
//! allocator that counts needs `unsafe`.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use dehusk::{Extractor, Input, InputKind};
use dehusk_tests::is_full;

use super::all_classes;

/// What tells the process its input.
const INPUT: &str = "DEHUSK_HOSTILE_INPUT";

const MIB: usize = 1 << 20;

#[test]
fn memory_is_bounded() {
    if !cfg!(target_os = "linux") {
        eprintln!("skipped: memory is measured on Linux only");
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("input");
    let idle = peak_of(&file, b"");
    let size = if is_full() { 524_288 } else { 65_536 };
    // Each process takes longer to start than to run, so a sample takes a few.
    let some = all_classes(size).into_iter().step_by(if is_full() { 1 } else { 10 });
    let wrong: Vec<_> = some.filter_map(|(name, bytes)| too_much(&name, &file, &bytes, idle)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn too_much(name: &str, file: &Path, bytes: &[u8], idle: usize) -> Option<String> {
    let peak = peak_of(file, bytes).saturating_sub(idle);
    let most = (40 * bytes.len() + 32 * MIB).min(256 * MIB);
    (peak > most).then(|| format!("{name}: {} KiB for {} bytes", peak / 1_024, bytes.len()))
}

/// The most memory that a process has held which extracts the input.
fn peak_of(file: &Path, bytes: &[u8]) -> usize {
    fs::write(file, bytes).unwrap();
    let mut process = Command::new(env::current_exe().unwrap());
    process.args(["memory::of_one_input", "--exact", "--ignored", "--nocapture"]).env(INPUT, file);
    let output = String::from_utf8(process.output().unwrap().stdout).unwrap();
    let peak = output.lines().find_map(|line| line.trim_start().strip_prefix("peak "));
    peak.and_then(|kib| kib.parse::<usize>().ok()).expect("the process prints its peak") * 1_024
}

#[test]
#[ignore = "run by memory_is_bounded, in a process of its own"]
fn of_one_input() {
    let Some(file) = env::var_os(INPUT) else { return };
    let bytes = fs::read(file).unwrap();
    drop(Extractor::default().extract(Input::bytes(&bytes).with_kind(InputKind::Page)));
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|peak| peak.split_whitespace().next()).unwrap();
    println!("\npeak {kib}");
}
