//! `dehusk run` over text that some other tool extracted.

use serde_json::{Value, json};

use super::workplace::{SCRAPE, Workplace};

/// The names of a record's fields in the order in which they are written.
fn field_names(line: &str) -> Vec<String> {
    // Keys of the outermost object only; the values of the tests have none.
    let mut names: Vec<(usize, String)> = serde_json::from_str::<Value>(line)
        .unwrap()
        .as_object()
        .unwrap()
        .keys()
        .map(|name| (line.find(&format!("{}:", json!(name))).unwrap(), name.clone()))
        .collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn text_that_another_tool_extracted_is_cleaned() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[json!({"content": SCRAPE, "html": "<p>not this", "text": "nor this"})]);
    place.run_well(&["in.jsonl", "--text-field", "content", "-o", "out.jsonl"]);
    let record = &place.rows("out.jsonl")[0];
    let text = record["text"].as_str().unwrap();
    assert!(text.contains("The ferry to the island") && text.contains("Its new engine burns"), "{text}");
    for furniture in ["Follow us", "Recent Posts", "Harbour dues", "lamp keeper"] {
        assert!(!text.contains(furniture), "{furniture} is in\n{text}");
    }
    assert_eq!(record["input_kind"], "text");
}

#[test]
fn it_is_text_unless_it_has_markup_or_the_user_says_otherwise() {
    let place = Workplace::new();
    let marked = "<p>The tide turns every six hours and twelve minutes.</p>";
    let prose = "Close a paragraph with </p> where a < b, and the tide turns every six hours.";
    place.write_lines("in.jsonl", &[json!({"t": marked}), json!({"t": prose})]);
    let kinds = |input: &str| {
        place.run_well(&["in.jsonl", "--text-field", "t", "--input", input, "-o", "out.jsonl"]);
        let kind = |record: &Value| record["input_kind"].as_str().unwrap().to_owned();
        place.rows("out.jsonl").iter().map(kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("auto"), ["fragment", "text"]);
    assert_eq!(kinds("text"), ["text", "text"]);
    assert_eq!(place.rows("out.jsonl")[0]["text"], marked);
    assert_eq!(kinds("fragment"), ["fragment", "fragment"]);
}

#[test]
fn the_page_goes_before_the_text_where_both_fields_are_named() {
    let place = Workplace::new();
    let sentence = |word: &str| format!("The {word} stands in the field of that name and nowhere else.");
    place.write_lines(
        "in.jsonl",
        &[
            json!({"body": format!("<p>{}</p>", sentence("page")), "plain": sentence("text")}),
            json!({"body": null, "plain": sentence("text")}),
            json!({"text": sentence("default")}),
        ],
    );
    let ended = place.run(&["in.jsonl", "--html-field", "body", "--text-field", "plain", "-o", "out.jsonl"]);
    assert_eq!(ended.code, 3);
    assert!(
        ended.stderr.contains("in.jsonl:3 (byte ") && ended.stderr.contains("no field `body` or `plain`")
    );
    let texts: Vec<_> = place.rows("out.jsonl").iter().map(|record| record["text"].clone()).collect();
    assert_eq!(texts, [sentence("page"), sentence("text")]);
}

#[test]
fn other_fields_go_out_as_they_came_in() {
    let place = Workplace::new();
    let text = "The tide turns every six hours and twelve minutes.";
    let line = format!(
        r#"{{"n":1.50,"id":7,"content":"{text}","meta":{{ "crawl": ["a", 12345678901234567890123] }},"title":"As fed","text":"old","é":"\u00e9"}}"#
    );
    place.write("in.jsonl", format!("{line}\n"));
    let args = ["in.jsonl", "--text-field", "content", "-o", "out.jsonl"];
    place.run_well(&args);
    let plain = String::from_utf8(place.bytes("out.jsonl")).unwrap();
    assert!(!plain.contains("crawl"), "{plain}");

    place.run_well(&[&args[..], &["--keep-fields"]].concat());
    let all = String::from_utf8(place.bytes("out.jsonl")).unwrap();
    let kept = r#","n":1.50,"meta":{ "crawl": ["a", 12345678901234567890123] },"input_title":"As fed","input_text":"old","é":"\u00e9"}"#;
    assert_eq!(all, plain.replace("}\n", &format!("{kept}\n")));
    assert_eq!(
        (&place.rows("out.jsonl")[0]["id"], &place.rows("out.jsonl")[0]["text"]),
        (&"7".into(), &text.into())
    );

    place.run_well(&[&args[..], &["--keep-fields=id,n,none", "--keep-fields=content"]].concat());
    let named = String::from_utf8(place.bytes("out.jsonl")).unwrap();
    let kept = format!(r#","n":1.50,"input_id":7,"content":"{text}"}}"#);
    assert_eq!(named, plain.replace("}\n", &format!("{kept}\n")));
    assert_eq!(field_names(named.trim_end())[dehusk::Record::FIELDS.len()..], ["n", "input_id", "content"]);
}

#[test]
fn a_broken_character_in_a_kept_field_costs_that_character() {
    let place = Workplace::new();
    place.write(
        "in.jsonl",
        b"{\"text\":\"The tide turns twice a day at the caf\xe9 by the wall.\",\"by\":\"Ren\xe9e\"}\n",
    );
    place.run_well(&["in.jsonl", "--keep-fields", "-o", "out.jsonl"]);
    let record = &place.rows("out.jsonl")[0];
    assert_eq!(record["by"], "Ren\u{fffd}e");
    assert!(record["text"].as_str().unwrap().ends_with("by the wall."), "{record}");
}

/// Names that meet each other and those of a record.
const NAMES: [&str; 9] = [
    "title",
    "input_title",
    "input_input_title",
    "kind",
    "input_kind",
    "input_input_kind",
    "notes",
    "é",
    "x",
];

#[test]
fn no_kept_field_is_lost_whatever_the_names() {
    // Every set of the names, each in two orders: a line a set.
    let place = Workplace::new();
    let sets =
        (0..1_u32 << NAMES.len()).map(|set| NAMES.iter().enumerate().filter(move |(n, _)| set >> n & 1 == 1));
    let line = |fields: Vec<(usize, &&str)>| {
        let fields: Vec<_> =
            fields.iter().map(|(number, name)| format!("{}:{number}", json!(name))).collect();
        format!(
            "{{\"text\":\"The tide turns.\"{}}}\n",
            fields.iter().map(|field| [",", field].concat()).collect::<String>()
        )
    };
    let lines = sets.flat_map(|set| [line(set.clone().collect()), line(set.rev().collect())]);
    place.write("in.jsonl", lines.collect::<String>());
    place.run_well(&["in.jsonl", "--keep-fields", "-o", "out.jsonl", "--quiet"]);
    // Two fields of one name would be one here.
    let numbers = |object: &Value| {
        let mut numbers: Vec<_> = object.as_object().unwrap().values().filter_map(Value::as_u64).collect();
        numbers.sort_unstable();
        numbers
    };
    let (inputs, outputs) = (place.rows("in.jsonl"), place.rows("out.jsonl"));
    assert_eq!(inputs.len(), outputs.len());
    for (input, output) in inputs.iter().zip(&outputs) {
        let mut output = output.clone();
        output.as_object_mut().unwrap().remove("schema");
        assert_eq!(numbers(input), numbers(&output), "{input}");
        let is_own = |name: &&&str| matches!(**name, "title" | "input_kind" | "notes");
        for name in NAMES.iter().filter(|name| !is_own(name) && input.get(**name).is_some()) {
            assert_eq!(input.get(*name), output.get(*name), "{input}");
        }
    }
}

#[test]
fn kept_fields_need_an_output_that_has_fields() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[json!({"text": SCRAPE})]);
    place.run(&["in.jsonl", "--keep-fields", "-o", "texts"]).is_usage("--keep-fields");
    assert_eq!(place.names(), ["in.jsonl"]);
}

#[test]
fn help_is_in_groups() {
    let output = super::binary::dehusk().args(["run", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let places = ["\nInput:\n", "\nOutput:\n", "\nWhat is kept:\n", "\nRunning:\n", "\nExamples:\n"]
        .map(|group| help.find(group).unwrap_or_else(|| panic!("no {group:?} in\n{help}")));
    assert!(places.is_sorted(), "{help}");
}
