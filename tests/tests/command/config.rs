//! Options from a file.

use serde_json::Value;
use toml::Table;

use super::binary::dehusk;
use super::workplace::{SCRAPE, Workplace, line};

fn place(config: &str) -> Workplace {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[line("one", SCRAPE), line("two", SCRAPE)]);
    place.write("dehusk.toml", config);
    place
}

/// What `--print-config` prints.
fn printed(place: &Workplace, args: &[&str]) -> String {
    let output = dehusk().current_dir(place.path("")).args(args).arg("--print-config").output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && stderr.is_empty(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

/// The line of an option.
fn printed_line<'p>(printed: &'p str, option: &str) -> &'p str {
    let begins = |line: &&str| line.strip_prefix(option).is_some_and(|rest| rest.starts_with(" = "));
    printed.lines().find(begins).unwrap_or_else(|| panic!("no {option} in\n{printed}"))
}

#[test]
fn the_file_beats_defaults_and_the_command_line_beats_the_file() {
    let place = place(
        "[run]\noutput = \"out.jsonl\"\nformat = \"markdown\"\nreport = \"report.json\"\nquiet = true\n",
    );
    assert_eq!(place.run_well(&["in.jsonl"]), "");
    assert_eq!(place.rows("out.jsonl").len(), 2);
    assert!(place.bytes("report.json").starts_with(b"{"));
    place.run_well(&["in.jsonl", "-o", "other.jsonl"]);
    assert_eq!(place.bytes("other.jsonl"), place.bytes("out.jsonl"));

    let printed = printed(&place, &["run", "in.jsonl", "--format", "html"]);
    assert_eq!(printed_line(&printed, "output"), "output = \"out.jsonl\"  # dehusk.toml:2");
    assert_eq!(printed_line(&printed, "format"), "format = \"html\"  # command line");
    assert_eq!(printed_line(&printed, "links"), "links = \"keep\"  # default");
    assert_eq!(printed_line(&printed, "quiet"), "quiet = true  # dehusk.toml:5");
    assert!(printed.contains("\n# jobs is not set\n"), "{printed}");
}

#[test]
fn what_is_printed_gives_itself() {
    let config = "[run]\noutput = \"o \\\"x\\\".jsonl\"\nkeep = [\"aside.a\", 'p[title=\"b\"]']\n\
        keep-fields = [\"a\", \"b\"]\nmin-quality = 0.25\njobs = 2\nverbose = 2\nnfc = true\n[extract]\nlinks = \"drop\"\n";
    let place = place(config);
    for command in ["run", "extract"] {
        let first = printed(&place, &[command]);
        place.write("again.toml", &first);
        let again = printed(&place, &[command, "--config", "again.toml"]);
        let table = |text: &str| text.parse::<Table>().unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(table(&first), table(&again));
        assert!(!again.contains("# default") || first.contains("# default"));
    }
    let table: Table = printed(&place, &["run"]).parse().unwrap();
    let written: Table = config.parse().unwrap();
    for (option, value) in written["run"].as_table().unwrap() {
        assert_eq!(&table["run"][option], value);
    }
}

#[test]
fn options_that_may_stand_alone_or_several_times_may_so_in_the_file() {
    let config = |fields: &str| format!("[run]\noutput = \"out.jsonl\"\nkeep-fields = {fields}\n");
    for (fields, has_kept) in [("true", true), ("[\"note\"]", true), ("\"note\"", true), ("false", false)] {
        let place = place(&config(fields));
        place.write("in.jsonl", r#"{"text": "The tide turns.", "note": 5}"#);
        place.run_well(&["in.jsonl"]);
        assert_eq!(place.rows("out.jsonl")[0].get("note"), has_kept.then_some(&Value::from(5)), "{fields}");
    }
}

#[test]
fn a_slip_names_file_line_and_what_may_have_been_meant() {
    for (config, says) in [
        (
            "[run]\n\nmin_quality = 0.5",
            "dehusk.toml:3: `min_quality` is no option of `dehusk run`; the nearest is `min-quality`",
        ),
        ("[run]\nzzz = 1", "dehusk.toml:2: `zzz` is no option of `dehusk run`; its --help lists them"),
        ("[run]\nconfig = \"x\"", "dehusk.toml:2: `config` is no option"),
        ("[run]\njobs = \"many\"", "dehusk.toml:2: invalid value 'many' for '--jobs <N>'"),
        ("[run]\nformat = \"pdf\"", "[possible values: text, markdown, html, tei]"),
        ("[run]\nquiet = \"yes\"", "dehusk.toml:2: `quiet` has to be true or false, and is string: \"yes\""),
        ("[run]\nhtml-field = true", "dehusk.toml:2: `html-field` has to be a string or a number"),
        (
            "[run]\njobs = [1, 2]",
            "dehusk.toml:2: `jobs` has to be a string or a number, and is array: [1, 2]",
        ),
        ("[run]\nverbose = -1", "dehusk.toml:2: `verbose` has to be a number from 0 to 9"),
        ("[extract]\nlinks = 5", "dehusk.toml:2: invalid value '5' for '--links <WHETHER>'"),
        ("[runs]\njobs = 1", "dehusk.toml:1: `runs` is no table of options: there are [extract] and [run]"),
        ("run = 5", "dehusk.toml:1: `run` has to be a table: [run]"),
        ("[run]\njobs = 1\njobs = 2", "dehusk.toml:3: "),
    ] {
        place(config).run(&["in.jsonl", "-o", "out.jsonl"]).is_usage(says);
    }
    place("")
        .run(&["in.jsonl", "-o", "out.jsonl", "--config", "x.toml"])
        .is_usage("x.toml: there is no such file");
    // What is wrong only beside other options names the file too.
    place("[run]\nblocks-text = true").run(&["in.jsonl", "-o", "out.jsonl"]).is_usage("--no-config");
}

#[test]
fn files_are_looked_for_in_their_places() {
    let place = place("[run]\njobs = 1\n");
    std::fs::create_dir_all(place.path("home/dehusk")).unwrap();
    place.write("home/dehusk/config.toml", "[run]\njobs = 2\n");
    place.write("named.toml", "[run]\njobs = 3\n");
    let jobs = |args: &[&str], folder: &str, named: Option<&str>| {
        let mut command = dehusk();
        command.env("XDG_CONFIG_HOME", place.path("home")).current_dir(place.path(folder));
        if let Some(named) = named {
            command.env("DEHUSK_CONFIG", place.path(named));
        }
        let output = command.args(["run", "--print-config"]).args(args).output().unwrap();
        let printed: Table = String::from_utf8(output.stdout).unwrap().parse().unwrap();
        printed.get("run")?.get("jobs")?.as_integer()
    };
    assert_eq!(jobs(&[], "", None), Some(1));
    assert_eq!(jobs(&[], "home", None), Some(2));
    assert_eq!(jobs(&[], "", Some("named.toml")), Some(3));
    assert_eq!(jobs(&["--config", "dehusk.toml"], "home", Some("named.toml")), None);
    assert_eq!(jobs(&["--config", "../dehusk.toml"], "home", Some("named.toml")), Some(1));
    assert_eq!(jobs(&["--no-config"], "", Some("named.toml")), None);
    assert_eq!(jobs(&["--jobs", "4"], "", None), Some(4));
}
