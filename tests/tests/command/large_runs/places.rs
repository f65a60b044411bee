//! Outputs that cannot be written, or that stand where something else does.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::super::binary::dehusk_process;
use super::super::extract::PAGE;
use super::super::workplace::{Ended, Workplace};
use super::{assert_same, dump, end, files, in_parts};

/// It failed, without a panic, and names these.
fn fails(ended: &Ended, parts: &[&str]) {
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    for part in parts.iter().copied() {
        assert!(ended.stderr.contains(part), "{part:?} is not in\n{}", ended.stderr);
    }
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
}

#[test]
fn folders_are_made_and_what_cannot_be_one_is_named() {
    let place = dump();
    place.run(&[
        "crawl",
        "-o",
        "a/b/out.jsonl",
        "--drops",
        "c/drops.jsonl",
        "--blocks",
        "d/e/blocks.jsonl",
        "--report",
        "f/report.json",
    ]);
    for name in ["a/b/out.jsonl", "c/drops.jsonl", "d/e/blocks.jsonl", "f/report.json"] {
        assert!(place.path(name).is_file(), "{name}");
    }
    place.write("file", "x");
    for output in ["file/out.jsonl", "file/out", "file/deep/out.parquet", "file"] {
        fails(&place.run(&["crawl", "-o", output]), &["file"]);
    }
    for option in ["--drops", "--blocks", "--report"] {
        fails(&place.run(&["crawl", "-o", "out.jsonl", option, "file/x.jsonl"]), &["file"]);
        fails(&place.run(&["crawl", "-o", "out.jsonl", option, "crawl/deep"]), &["crawl/deep", "directory"]);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = dump();
    fs::create_dir(place.path("locked")).unwrap();
    fs::set_permissions(place.path("locked"), fs::Permissions::from_mode(0o555)).unwrap();
    // Some users may write anywhere.
    if File::create(place.path("locked/x")).is_err() {
        for output in ["locked/out.jsonl", "locked/out", "locked"] {
            fails(&place.run(&["crawl", "-o", output]), &["locked", "ermission denied"]);
        }
    }
    fs::set_permissions(place.path("locked"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn devices_are_not_replaced_by_files() {
    use std::os::unix::fs::FileTypeExt as _;
    let place = dump();
    for option in ["--drops", "--blocks", "--report"] {
        fails(
            &place.run(&["crawl", "-o", "out.jsonl", option, "/dev/null"]),
            &["/dev/null", "no regular file"],
        );
    }
    fails(&place.run(&["crawl", "-o", "/dev/null"]), &["/dev/null", "no folder"]);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    if Path::new("/dev/full").exists() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = dehusk_process();
        let output = command
            .current_dir(place.folder())
            .args(["run", "crawl", "-o", "-"])
            .stdout(full)
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        fails(&Ended { code: output.status.code().unwrap(), stderr }, &["standard output", "No space left"]);
    }
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_costs_only_the_part_at_hand() {
    let place = dump();
    for output in ["out.jsonl", "out-{part}.jsonl"] {
        let (full, whole) = (format!("full-{}", output.len()), format!("whole-{}", output.len()));
        let args = in_parts(&full, output, "1MiB");
        let limited = Command::new("sh")
            .current_dir(place.folder())
            .args(["-c", "trap '' XFSZ; ulimit -f 24; exec \"$@\"", "sh"])
            .arg(dehusk_process().get_program())
            .args(&args)
            .output()
            .unwrap();
        let stderr = String::from_utf8(limited.stderr).unwrap();
        fails(&Ended { code: limited.status.code().unwrap_or(-1), stderr }, &[&full, "File too large"]);
        let (code, said) = end(&place, &args, &["--resume"]);
        assert_eq!(code, Some(3), "{said}");
        end(&place, &in_parts(&whole, output, "1MiB"), &[]);
        assert_same(&place.path(&full), &place.path(&whole), output);
    }
}

#[test]
fn no_id_leads_out_of_the_folder() {
    let place = Workplace::new();
    let ids = [
        "../../up",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a/../../b",
        "C:\\x",
        "..\\..\\y",
        "con",
        "nul.txt",
        "a\u{0}b",
        "~",
        "-rf",
        ".dehusk.json",
        ".dehusk-parts",
        "{part}",
        "x\ny",
        "\u{202e}gnp",
    ];
    let lines: Vec<_> = ids.iter().map(|id| json!({"id": id, "html": PAGE})).collect();
    place.write_lines("in.jsonl", &lines);
    place.run_well(&["in.jsonl", "-o", "deep/out"]);
    let written = files(place.folder());
    let documents =
        written.keys().filter(|name| name.starts_with("deep/out/") && name.strip_suffix(".txt").is_some());
    assert_eq!(documents.count(), ids.len());
    // And the input, the manifest, and the list of the documents.
    assert_eq!(written.len(), ids.len() + 3, "{:?}", written.keys());
}

#[test]
fn parts_in_the_folder_that_is_read_are_no_inputs() {
    let place = dump();
    place.run(&["crawl", "-o", "whole.jsonl"]);
    for folder in ["crawl", "crawl/deep", "crawl/zz"] {
        let output = format!("{folder}/out-{{part}}.jsonl");
        for resume in [&[][..], &["--resume"]] {
            place.run(&[&["crawl", "-o", &*output, "--part-size", "2KiB"], resume].concat());
        }
        let parts: Vec<_> = files(&place.path(folder))
            .into_iter()
            .filter(|(name, _)| name.starts_with("out-0"))
            .map(|(name, bytes)| {
                fs::remove_file(place.path(folder).join(name)).unwrap();
                bytes
            })
            .collect();
        assert!(parts.len() > 3, "{folder}");
        assert!(parts.concat() == place.bytes("whole.jsonl"), "{folder}");
    }
}

#[test]
fn an_input_is_not_written_over_while_it_is_to_be_read() {
    let place = dump();
    let bytes = place.bytes("pages.jsonl");
    place.write("out-00001.jsonl", &bytes);
    place
        .run(&["out-00001.jsonl", "-o", "out-{part}.jsonl"])
        .is_usage("an input and the output are the same");
    place.run(&["crawl", "-o", "crawl"]).is_usage("an input and the output are the same");
    assert!(place.bytes("out-00001.jsonl") == bytes);
}

#[cfg(unix)]
#[test]
fn the_file_that_a_link_leads_to_is_written() {
    let place = dump();
    fs::create_dir(place.path("large")).unwrap();
    place.write("large/there.jsonl", "before");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, place.path(name)).unwrap();
    link("large/there.jsonl", "out.jsonl");
    link("large/drops-to-be.jsonl", "drops.jsonl");
    link("large", "out");
    place.run(&["crawl", "-o", "out.jsonl", "--drops", "drops.jsonl"]);
    for (name, to) in [("out.jsonl", "large/there.jsonl"), ("drops.jsonl", "large/drops-to-be.jsonl")] {
        assert!(fs::symlink_metadata(place.path(name)).unwrap().is_symlink(), "{name}");
        assert!(place.bytes(to).starts_with(b"{"), "{to}");
    }
    place.run(&["crawl", "-o", "out"]);
    assert!(place.path("large/00.txt").is_file());
}

#[test]
fn what_others_left_in_the_places_of_a_run_does_no_harm() {
    let place = dump();
    place.run(&["crawl", "-o", "whole.jsonl"]);
    let expected = place.bytes("whole.jsonl");
    // A folder of parts that was half removed, and files that are none of ours.
    fs::create_dir(place.path("out.jsonl.dehusk-parts")).unwrap();
    for (name, bytes) in [("run.json", "{"), ("00003.json", "{}"), ("00000.documents", "x"), ("lock", "")] {
        place.write(&format!("out.jsonl.dehusk-parts/{name}"), bytes);
    }
    place.write("out.jsonl.dehusk.json", "not JSON");
    for resume in [&["--resume"][..], &[]] {
        place.run(&[&["crawl", "-o", "out.jsonl"], resume].concat());
        assert!(place.bytes("out.jsonl") == expected);
        assert!(!place.path("out.jsonl.dehusk-parts").exists());
    }
}
