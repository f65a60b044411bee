//! Outputs of which something was lost or changed since.

use std::fs;

use super::super::workplace::Workplace;
use super::{assert_same, dump, end, files, into, start, wait_for};

/// A file that is a document of its own.
const DOCUMENT: &str = "out/16.txt";

/// A finished run into a folder, and its arguments.
fn finished(place: &Workplace, output: &str) -> Vec<String> {
    let args = into("done", output);
    let (code, said) = end(place, &args, &[]);
    assert_eq!(code, Some(3), "{said}");
    args
}

#[test]
fn a_finished_folder_that_lost_a_document_is_refused_and_the_document_named() {
    let place = dump();
    let args = finished(&place, "out");
    let document = place.path("done").join(DOCUMENT);
    let whole = files(&place.path("done"));
    let refused = |reason: &str| {
        let before = files(&place.path("done"));
        let (code, said) = end(&place, &args, &["--resume"]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(reason) && said.contains("begin anew without --resume"), "{said}");
        assert!(files(&place.path("done")) == before, "a refusal changes nothing");
    };
    let bytes = fs::read(&document).unwrap();
    fs::remove_file(&document).unwrap();
    refused("files is not as it left it: done/out/16.txt is missing");
    fs::write(&document, "worked over by hand").unwrap();
    refused(&format!("done/out/16.txt had {} bytes and has 19", bytes.len()));
    fs::remove_file(place.path("done/out/18.txt")).unwrap();
    refused("files are not as it left them: done/out/16.txt had ");
    fs::write(place.path("done/out/18.txt"), &whole["out/18.txt"]).unwrap();
    fs::write(&document, bytes).unwrap();
    let (code, said) = end(&place, &args, &["--resume"]);
    assert_eq!((code, said), (Some(3), String::new()));
    assert!(files(&place.path("done")) == whole);
    end(&place, &args, &[]);
    assert!(files(&place.path("done")) == whole, "what begins anew gives the same");
}

#[test]
fn a_finished_output_that_lost_what_is_beside_it_is_refused() {
    let place = dump();
    let args = finished(&place, "out.jsonl");
    fs::remove_file(place.path("done/drops.jsonl.gz")).unwrap();
    let (code, said) = end(&place, &args, &["--resume"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("1 of its 3 files is not as it left it"), "{said}");
}

#[test]
fn an_output_that_is_gone_is_made_again() {
    let place = dump();
    let args = finished(&place, "out");
    let whole = files(&place.path("done"));
    for name in whole.keys().filter(|name| !name.contains(".dehusk") && !name.contains("report")) {
        fs::remove_file(place.path("done").join(name)).unwrap();
    }
    let (code, said) = end(&place, &args, &["--resume"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(files(&place.path("done")) == whole);
}

#[test]
fn a_document_that_an_unfinished_run_lost_is_written_again() {
    let place = dump();
    end(&place, &into("whole", "out"), &[]);
    let args = into("killed", "out");
    let mut child = start(&place, &args, &["--jobs", "1"]);
    assert!(wait_for(&mut child, &place.path("killed/out/.dehusk-parts/00005.json")));
    child.kill().unwrap();
    child.wait().unwrap();
    let list = fs::read_to_string(place.path("killed/out/.dehusk-parts/00002.documents")).unwrap();
    let name = list.lines().next().unwrap().split_once(' ').unwrap().1;
    fs::remove_file(place.path("killed/out").join(name)).unwrap();
    let (code, said) = end(&place, &args, &["--resume"]);
    assert_eq!(code, Some(3), "{said}");
    assert_same(&place.path("killed"), &place.path("whole"), "out");
}
