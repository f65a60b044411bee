//! What the command says of itself: help, completions, the manual.

use std::fs;

use dehusk_tests::workspace_root;

use super::binary::dehusk;
use super::workplace::Workplace;

const COMMANDS: [&str; 6] = ["extract", "run", "explain", "report", "completions", "man"];

fn stdout(args: &[&str]) -> String {
    let output = dehusk().args(args).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && stderr.is_empty(), "{args:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// Long options in the help of a command, without their dashes.
fn long_options(help: &str) -> Vec<String> {
    let is_option = |line: &&str| line.trim_start().starts_with('-');
    let long = |line: &str| {
        let (_, long) = line.split_once("--")?;
        Some(long.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect())
    };
    help.lines().filter(is_option).filter_map(long).collect()
}

#[test]
fn help_is_in_order_and_names_its_exit_codes() {
    let help = stdout(&["run", "--help"]);
    let headings =
        ["Input:", "Output:", "Text:", "What is kept:", "Running:", "Progress and logs:", "Configuration:"];
    assert!(help.starts_with("Extract"), "{help}");
    let places = headings.map(|heading| {
        help.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no {heading} in\n{help}"))
    });
    assert!(places.is_sorted(), "{places:?}");
    assert!(!help.contains("\nOptions:\n"), "every option stands under a heading of its own");
    assert!(help.contains("130") && stdout(&["--help"]).contains("130"));
    assert!(stdout(&["run", "-h"]).len() < help.len());
}

#[test]
fn the_readme_names_every_option() {
    let readme = fs::read_to_string(workspace_root().join("README.md")).unwrap();
    for command in COMMANDS {
        for long in long_options(&stdout(&[command, "--help"])) {
            let is_named = ["--", "`"].iter().any(|sign| readme.contains(&format!("{sign}{long}")));
            assert!(is_named || ["help", "version"].contains(&&*long), "README.md says nothing of --{long}");
        }
    }
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = stdout(&["completions", shell]);
        for word in COMMANDS.iter().chain(&["min-quality", "print-config"]) {
            assert!(script.contains(word), "no {word} for {shell}");
        }
    }
}

#[test]
fn every_command_has_a_page_in_the_manual() {
    let place = Workplace::new();
    let folder = place.path("man");
    assert_eq!(stdout(&["man", "--dir", folder.to_str().unwrap()]), "");
    let mut expected: Vec<_> = COMMANDS.iter().map(|command| format!("dehusk-{command}.1")).collect();
    expected.push("dehusk.1".to_owned());
    expected.sort();
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, expected);
    assert_eq!(stdout(&["man", "run"]), fs::read_to_string(folder.join("dehusk-run.1")).unwrap());
    assert_eq!(stdout(&["man"]), fs::read_to_string(folder.join("dehusk.1")).unwrap());
    assert!(stdout(&["man", "run"]).contains("min\\-quality"));
}

#[test]
fn names_that_other_tools_have_for_options_are_understood() {
    let place = Workplace::new();
    place.write(
        "page.html",
        "<p>The river rose again on Sunday, and the <b>lower town</b> was cleared by noon.",
    );
    let run = |args: &[&str]| {
        place.run_well(&[&["page.html", "-o", "out.jsonl"], args].concat());
        place.bytes("out.jsonl")
    };
    let rows = run(&["--format", "markdown", "--jobs", "2"]);
    let text = String::from_utf8_lossy(&rows);
    assert!(text.contains("**lower town**"), "{text}");
    for jobs in ["--parallel", "--threads", "--workers"] {
        assert_eq!(run(&["--output-format", "markdown", jobs, "2"]), rows);
    }
}
