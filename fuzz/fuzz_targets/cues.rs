//! Whatever stands in a cue file: it is refused, or its phrases can be looked for
//! in any line, and what one captures lies in the line at character boundaries.
//!
//! The input is the file, and behind the first NUL the line.

#![no_main]

use dehusk_classify::Cues;
use libfuzzer_sys::fuzz_target;

/// A line that most phrases have something in.
const LINE: &str = "By Ann Lee | 3 May 2024 · Read more: Follow us on X (photo: AP) © 2024";

fuzz_target!(|text: &str| {
    let (file, line) = text.split_once('\0').unwrap_or((text, LINE));
    match Cues::from_files([("fuzz.toml", file)]) {
        Ok(cues) => check(&cues, line),
        Err(error) => assert!(error.to_string().starts_with("fuzz.toml: ")),
    }
});

fn check(cues: &Cues, line: &str) {
    if let Some(captured) = cues.find(line).and_then(|found| found.captured) {
        assert!(line.get(captured.clone()).is_some(), "{captured:?} of {line:?}");
    }
}
