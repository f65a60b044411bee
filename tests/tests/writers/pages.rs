//! Pages, extracted and written, read again.
//!
//! A sample of the data sets by default, all of them with `DEHUSK_FULL=1`.

use std::fs;
use std::sync::LazyLock;

use dehusk::content::{Choice, Content};
use dehusk::write::{Form, HtmlOptions, Marks, html, markdown, tei};
use dehusk::{Extractor, Input, InputKind, Options};
use dehusk_tests::{generate, html5lib, is_full, sets, shared_dir};
use pulldown_cmark::Parser;

use crate::inert::{assert_inert, text_of};
use crate::normal::{expected, parsed, says};
use crate::payloads::{OWN, payloads};

/// Pages that a sample takes of each set, spread over it.
const PAGES_A_SET: usize = 40;

const PROSE: &str = "<p>The tide turns every six hours and twelve minutes, a little later each day, and the \
    fishermen here still read it from the stones of the old harbour wall.</p>";

static EXTRACTOR: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Options::default().with_structure(Choice::default())));

fn assert_common_html(content: &Content, name: &str) {
    let written = html(content, HtmlOptions::default().with_marks(Marks::Common));
    assert_eq!(ammonia::clean(&written), written, "{name}");
    assert_inert(&written);
}

#[test]
fn real_pages_come_back_from_markdown() {
    let mut lost = Vec::new();
    let mut pages = 0;
    for page in sets::sample(PAGES_A_SET) {
        let content = EXTRACTOR.document(page.input()).content.unwrap();
        pages += 1;
        let written = markdown(&content);
        let (found, wanted) = (parsed(&written), expected(&content.parts));
        if !says(&found, &wanted) {
            let other = found
                .iter()
                .zip(&wanted)
                .find(|(found, wanted)| !says(std::slice::from_ref(*found), std::slice::from_ref(*wanted)));
            lost.push(format!("{}: {other:?}", page.id));
        }
    }
    assert!(lost.is_empty(), "{} of {pages} pages, the first: {}", lost.len(), lost[0]);
}

#[test]
fn html_of_real_pages_is_clean_and_tei_is_well_formed() {
    for page in sets::sample(PAGES_A_SET) {
        let document = EXTRACTOR.document(page.input());
        let content = document.content.as_ref().unwrap();
        assert_common_html(content, &page.id);
        let written = tei(content, &dehusk::write::Head::from(&document));
        assert!(roxmltree::Document::parse(&written).is_ok(), "{}", page.id);
    }
}

/// What is written of a page in HTML and in Markdown is inert.
fn assert_inert_page(page: &str, name: &str) {
    let input = Input::text(page).with_kind(InputKind::Page).with_url("https://coast.example/a");
    let document = EXTRACTOR.document(input);
    assert_common_html(document.content.as_ref().unwrap(), name);
    assert_inert(&document.file(Form::Html));
    assert_inert(&rendered(&document.body(Form::Markdown)));
}

fn rendered(written: &str) -> String {
    let mut shown = String::new();
    pulldown_cmark::html::push_html(&mut shown, Parser::new_ext(written, crate::normal::options()));
    shown
}

/// Payloads where markup of a page may carry them: as they are, in attributes of
/// what is kept, in elements that change how a parser reads.
#[test]
fn nothing_in_a_page_runs_in_what_is_written() {
    // Our own, and of the others every so many: each goes through nine pages.
    let every = if is_full() { 1 } else { 12 };
    let all = payloads();
    let (own, others) = all.split_at(all.len().min(OWN.len()));
    for payload in own.iter().chain(others.iter().step_by(every)) {
        let quoted = payload.replace('&', "&amp;").replace('"', "&quot;");
        let middles = [
            payload.clone(),
            format!(
                "<p><a href=\"{quoted}\" title=\"{quoted}\">the wall</a> <img src=\"{quoted}\" alt=\"{quoted}\"></p>"
            ),
            format!(
                "<figure><img src=\"a.jpg\" alt=\"{quoted}\" title=\"{quoted}\"><figcaption>{payload}</figcaption></figure>"
            ),
            format!("<table><tr><th>a</th><td>{payload}</td></tr><tr><td>b</td><td>c</td></tr></table>"),
            format!("<pre><code class=\"language-{quoted}\">{payload}</code></pre>"),
            format!("<svg><desc>{payload}</desc></svg>"),
            format!("<p><math><mtext>{payload}</mtext></math> metres</p>"),
            format!("<template>{payload}</template><noscript>{payload}</noscript>"),
            format!("<iframe src=\"{quoted}\"></iframe><video src=\"{quoted}\"></video>"),
        ];
        for middle in middles {
            let page = format!(
                "<title>{payload}</title><article><h1>{payload}</h1>{PROSE}{middle}{PROSE}</article>"
            );
            assert_inert_page(&page, payload);
        }
    }
}

/// What parsers are tried with, and soups of tags.
#[test]
fn nothing_that_parsers_are_tried_with_runs() {
    let every = if is_full() { 1 } else { 8 };
    for case in html5lib::tree_cases().unwrap().unwrap_or_default().values().flatten().step_by(every) {
        assert_inert_page(&format!("<article>{PROSE}{}{PROSE}</article>", case.data), &case.id);
    }
    for seed in 0..if is_full() { 20_000 } else { 300 } {
        let page = format!("<article>{PROSE}{}{PROSE}", generate::document(seed));
        assert_inert_page(&page, &format!("seed {seed}"));
    }
}

/// Pages whose words look like Markdown or markup; the words come out as they
/// are.
#[test]
fn words_that_look_like_markup_stay_words() {
    #[derive(serde::Deserialize)]
    struct Line {
        id: String,
        html: String,
        /// What of it is to be seen, if it is text.
        text: Option<String>,
    }
    let path = shared_dir().join("packs/md_inject/cases.jsonl");
    let Ok(lines) = fs::read_to_string(path) else { return };
    for line in lines.lines() {
        let Line { id, html, text } = serde_json::from_str(line).unwrap();
        assert_inert_page(&html, &id);
        let document = EXTRACTOR.document(Input::text(&html).with_kind(InputKind::Page));
        let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let shown = visible(&text_of(&rendered(&document.body(Form::Markdown))));
        if let Some(text) = text.filter(|text| document.text.contains(text)) {
            assert!(shown.contains(&visible(&text)), "{id}: {shown}");
        }
    }
}
