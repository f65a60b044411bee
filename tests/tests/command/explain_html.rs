//! `dehusk explain` in its other forms: contributions, JSON, the page.

use std::fs;

use dehusk_tests::pages::Body;
use dehusk_tests::{corpus_dir, sample};
use serde_json::Value;

use super::binary::dehusk;
use super::extract::PAGE;
use super::workplace::Workplace;

fn stdout(args: &[&str], document: &str) -> String {
    let output = dehusk().arg("explain").args(args).write_stdin(document).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The data that the page's script reads.
fn data(page: &str) -> Value {
    let (_, rest) = page.split_once("<script type=\"application/json\" id=\"data\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

/// The reasons that README.md lists for the rows of blocks.
fn is_closed(reason: &str) -> bool {
    let known = [
        "score",
        "neighbours",
        "cue",
        "announced",
        "repeats",
        "is-title",
        "about-author",
        "hidden-element",
        "not-text",
        "embedded",
        "control",
        "mail-field",
        "selected",
    ];
    known.contains(&reason)
}

#[test]
fn contributions_stand_below_each_block() {
    let plain = stdout(&[], PAGE);
    let with = stdout(&["--contributions"], PAGE);
    assert_eq!(with.lines().count(), 2 * plain.lines().count() - 1, "{with}");
    assert!(with.lines().skip(2).step_by(2).all(|line| line.contains("; others ")), "{with}");
}

#[test]
fn json_has_every_block_and_where_it_stands() {
    let explained: Value = serde_json::from_str(&stdout(&["--json"], PAGE)).unwrap();
    let blocks = explained["blocks"].as_array().unwrap();
    assert_eq!(explained["explain"], 1);
    assert_eq!(blocks.len(), stdout(&[], PAGE).lines().count() - 1);
    let text = explained["text"].as_str().unwrap();
    for (number, block) in blocks.iter().enumerate() {
        assert_eq!(block["block"], number);
        assert!(is_closed(block["reason"].as_str().unwrap()), "{block}");
        assert_eq!(block["kept"], block["span"].is_array());
        if let Some([start, end]) = block["span"].as_array().map(Vec::as_slice) {
            let span = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
            assert_eq!(text[span], *block["text"].as_str().unwrap());
        }
        assert!(block.get("contributions").is_none());
        assert!(block["place"].as_str().unwrap().starts_with("html>body"), "{block}");
    }
    let explained: Value = serde_json::from_str(&stdout(&["--json", "--contributions"], PAGE)).unwrap();
    assert!(explained["blocks"][0]["contributions"].as_array().unwrap().len() > 5);
}

#[test]
fn the_page_has_one_verdict_for_each_block_of_each_page_of_the_sample() {
    let place = Workplace::new();
    for page in sample::pages(&corpus_dir()).unwrap() {
        let Body::Markup(document) = page.body else { continue };
        let name = page.id;
        place.write("page.html", &document);
        let html = place.path("page.out.html");
        dehusk().arg("explain").arg(place.path("page.html")).arg("--html").arg(&html).assert().success();
        let data = data(&fs::read_to_string(&html).unwrap());
        let json = dehusk().args(["explain", "--json"]).arg(place.path("page.html")).output().unwrap().stdout;
        let explained: Value = serde_json::from_slice(&json).unwrap();
        let blocks = explained["blocks"].as_array().unwrap();
        for (column, values) in data["blocks"].as_object().unwrap() {
            assert_eq!(values.as_array().unwrap().len(), blocks.len(), "{name}: {column}");
        }
        for (at, block) in blocks.iter().enumerate() {
            assert_eq!(data["blocks"]["reason"][at], block["reason"], "{name}");
            assert_eq!(data["blocks"]["text"][at], block["text"], "{name}");
            assert!(is_closed(block["reason"].as_str().unwrap()), "{name}: {block}");
        }
    }
}

/// Words that would run if they became markup, in each place that a document has
/// words in.
#[test]
fn nothing_of_a_document_is_markup_of_the_page() {
    let attack = "</script><script>alert(1)</script><img src=x onerror=alert(1)><!--";
    let escaped = attack.replace('<', "&lt;");
    let document = format!(
        "<html><head><title>{escaped} of the coast</title><meta name=author content=\"{escaped}\"></head>\
         <body class='{escaped}'><main><h1>{escaped} of the coast</h1>\
         <p>The mill at the mouth of the river ground corn with {escaped} for six hundred years, and more.</p>\
         <pre>{escaped}</pre><p>Its pond filled through a gate in the dam, <b onclick=alert(1)>and</b> it shut.</p>\
         </main></body></html>"
    );
    let page = stdout(&["--html", "-", "--url", &format!("https://coast.example/{attack}")], &document);
    let own = stdout(&["--html", "-"], "");
    for sign in ["<script", "</script", "<img", "<!--", "onclick=", "https://coast.example/<"] {
        assert_eq!(page.matches(sign).count(), own.matches(sign).count(), "{sign}");
    }
    let policy = "http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;";
    assert!(page.contains(&policy.replace("&#39;", "'")), "no policy");
    assert!(page.find("Content-Security-Policy") < page.find("<style"), "the policy comes first");
    assert!(data(&page)["blocks"]["text"].to_string().contains("alert(1)"));
}

#[test]
fn the_page_is_not_written_over_its_document() {
    let place = Workplace::new();
    place.write("page.html", PAGE);
    let path = place.path("page.html");
    let assert = dehusk().arg("explain").arg(&path).arg("--html").arg(&path).assert().code(1);
    let error = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(error.contains("needs another name"), "{error}");
    assert_eq!(place.bytes("page.html"), PAGE.as_bytes());
}

#[test]
fn one_form_at_a_time() {
    for args in [["--json", "--html=x"], ["--html=x", "--block=1"], ["--json", "--places"]] {
        dehusk().arg("explain").args(args).write_stdin(PAGE).assert().code(2).stdout("");
    }
}
