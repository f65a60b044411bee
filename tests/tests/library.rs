//! What the library promises about every input.

use std::sync::LazyLock;
use std::thread;

use dehusk::{Extraction, Extractor, Input, InputKind, Note, Options};
use dehusk_tests::case::Case;
use dehusk_tests::{corpus_dir, sets};
use proptest::collection::vec;
use proptest::prelude::*;

/// One for all tests and threads, as a user would have it.
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Options::default()));

fn assert_send_sync<T: Send + Sync>() {}

#[test]
fn the_extractor_and_what_it_returns_cross_threads() {
    assert_send_sync::<Extractor>();
    assert_send_sync::<Extraction<'static>>();
    assert_send_sync::<Input<'_>>();
}

/// Everything that a caller can see of an extraction.
fn fingerprint(extraction: &Extraction<'_>) -> String {
    let blocks: Vec<_> = extraction
        .blocks()
        .map(|block| (block.id, block.text.to_owned(), block.verdict, block.place()))
        .collect();
    format!("{:?}\n{blocks:?}", extraction.document)
}

#[test]
fn same_input_same_output_on_any_thread() {
    let cases = Case::load_all(&corpus_dir()).unwrap();
    let all = || -> Vec<String> {
        cases.iter().map(|case| fingerprint(&EXTRACTOR.extract(case.input()))).collect()
    };
    let first = all();
    let others = thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(all)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    for other in others {
        for ((case, a), b) in cases.iter().zip(&first).zip(&other) {
            assert_eq!(a, b, "{} differs between two runs", case.slug);
        }
    }
}

/// Ids are dense and in order, scores and quality are probabilities, the text is
/// made of kept blocks only, and a note says if there is none.
fn assert_sound(extraction: &Extraction<'_>) {
    let blocks: Vec<_> = extraction.blocks().collect();
    for (index, block) in blocks.iter().enumerate() {
        assert_eq!(block.id.index(), index, "block ids are dense and in order: one verdict a block");
        let score = block.verdict.score;
        assert!((0.0..=1.0).contains(&score), "score {score} of block {index} is no probability");
    }
    let kept = blocks.iter().any(|block| block.verdict.is_kept() && !block.text.trim().is_empty());
    let document = &extraction.document;
    assert_eq!(kept, !document.text.trim().is_empty(), "there is text exactly if a block was kept");
    assert_eq!(kept, !document.notes.contains(&Note::NoContent), "no text is noted");
    assert!((0.0..=1.0).contains(&document.quality), "quality {} is no share", document.quality);
}

#[test]
fn every_block_of_the_corpus_has_one_verdict() {
    for case in Case::load_all(&corpus_dir()).unwrap() {
        assert_sound(&EXTRACTOR.extract(case.input()));
    }
}

#[test]
fn every_block_of_the_data_sets_has_one_verdict() {
    for page in sets::sample(20) {
        assert_sound(&EXTRACTOR.extract(page.input()));
    }
}

#[test]
fn deep_nests_need_no_stack() {
    const DEPTH: usize = 100_000;
    let nests = [
        "<div>".repeat(DEPTH) + "deep words",
        "<b>".repeat(DEPTH) + "deep words" + &"</b>".repeat(DEPTH),
        "<ul><li>".repeat(DEPTH) + "deep words",
        "<blockquote>".repeat(DEPTH) + "deep words",
        "<table><tr><td>".repeat(DEPTH) + "deep words",
        "<svg><g>".repeat(DEPTH) + "deep words",
        "<template>".repeat(DEPTH) + "deep words",
        "<font><p>".repeat(DEPTH) + "deep words",
    ];
    for nest in nests {
        let name = nest[..12].to_owned();
        let thread = thread::Builder::new().stack_size(256 << 10);
        let extract = move || drop(EXTRACTOR.extract(Input::text(&nest).with_kind(InputKind::Page)));
        thread.spawn(extract).unwrap().join().unwrap_or_else(|_| panic!("{name}… panicked"));
    }
}

#[test]
fn text_is_never_taken_for_markup() {
    let text = "How to write a <p> element by hand\n\n\
        A paragraph begins with <p> and may end with </p>, and the browser shows what stands between the two.\n\n\
        Whoever writes <script>alert(1)</script> into a text file has written words, since 1 < 2 && 3 > 2.";
    let extraction = EXTRACTOR.extract(Input::text(text).with_kind(InputKind::Text));
    assert_eq!(extraction.document.input_kind, InputKind::Text);
    for words in ["<p> and may end with </p>", "<script>alert(1)</script>", "1 < 2 && 3 > 2"] {
        assert!(
            extraction.document.text.contains(words),
            "{words} is gone from {:?}",
            extraction.document.text
        );
    }
}

/// Pieces that soups are cooked from: tags that nest badly, raw text, foreign
/// elements, unfinished constructs and words that rules listen to.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=widget>",
    "</div>",
    "<ul><li>",
    "</li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<b>",
    "<i>",
    "</b>",
    "<a href=x>",
    "</a>",
    "<form>",
    "<select><option>",
    "<button>",
    "<svg>",
    "<math><mi>",
    "<template>",
    "</template>",
    "<script>",
    "</script>",
    "<style>",
    "<textarea>",
    "<title>",
    "</title>",
    "<noscript>",
    "<iframe>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<!doctype html>",
    "<body>",
    "</html>",
    "<frameset>",
    "<plaintext>",
    "<h1>",
    "</h1>",
    "<pre>\n",
    "<br>",
    "<img alt=x>",
    "<blockquote class=\"twitter-tweet\">",
    "<article>",
    "<nav>",
    "<time datetime=2024-02-30>",
    "<span hidden>",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "&notit;",
    "<",
    ">",
    "\"",
    "'",
    "=",
    "<x-é>",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\r\n",
    "\n\n",
    " ",
    "Categories: World, News",
    "Recent Posts",
    "Also Read: ",
    "Follow us on Google News",
    "date 2021-10-16",
    "By Ann Lee",
    "pic.twitter.com/abc",
    "October 16, 2021",
    "Words of an author, and more of them.",
    "東京都は、",
    "مرحبا",
    "e\u{301}",
    "𝔘",
    "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"headline\":[{}]}</script>",
    "<meta property=\"og:title\" content=\"T\">",
    "<meta charset=utf-16>",
];

fn soup() -> impl Strategy<Value = String> {
    vec(prop::sample::select(PIECES), 0..120).prop_map(|pieces| pieces.concat())
}

fn kind() -> impl Strategy<Value = Option<InputKind>> {
    prop::sample::select(vec![
        None,
        Some(InputKind::Page),
        Some(InputKind::Fragment),
        Some(InputKind::Mixed),
        Some(InputKind::Text),
    ])
}

fn with_kind(input: Input<'_>, kind: Option<InputKind>) -> Input<'_> {
    match kind {
        Some(kind) => input.with_kind(kind),
        None => input,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..2_000), kind in kind()) {
        assert_sound(&EXTRACTOR.extract(with_kind(Input::bytes(&bytes), kind)));
    }

    #[test]
    fn no_tag_soup_makes_it_panic(soup in soup(), kind in kind()) {
        let extraction = EXTRACTOR.extract(with_kind(Input::text(&soup), kind));
        assert_sound(&extraction);
        assert_eq!(fingerprint(&extraction), fingerprint(&EXTRACTOR.extract(with_kind(Input::text(&soup), kind))));
    }

    #[test]
    fn no_charset_makes_it_panic(soup in soup(), charset in "[a-zA-Z0-9-]{0,12}") {
        assert_sound(&EXTRACTOR.extract(Input::bytes(soup.as_bytes()).with_charset(&charset)));
    }
}
