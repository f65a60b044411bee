//! Our parser against html5ever, tokenizer and tree builder, before the same arena:
//! both must give the same tree for any input, in any context, whatever the tree
//! keeps.
//!
//! A sample of the inputs by default, all of them with `DEHUSK_FULL=1`.

use std::collections::BTreeMap;

use dehusk_dom::{
    Context, Dom, Keep, LimitHit, Namespace, NodeId, ParseOptions, decode, oracle, parse, parse_fragment,
};
use dehusk_tests::caught::caught;
use dehusk_tests::dump::dump;
use dehusk_tests::pages::Body;
use dehusk_tests::same::{keeps, keeps_but_line_feeds};
use dehusk_tests::shrink::shrink;
use dehusk_tests::{generate, hostile, html5lib, is_full, sets};

/// Pages that a sample takes of each set, spread over it.
const PAGES_A_SET: usize = 60;

/// Differences after which no more are looked for.
const MOST_DIFFERENCES: usize = 8;

/// Bytes of a dump that a message shows.
const SHOWN: usize = 4_000;

/// What a reader of a page looks at.
const READING: Keep = Keep::Reading {
    attributes: &[
        "alt",
        "aria-hidden",
        "aria-label",
        "cite",
        "class",
        "colspan",
        "content",
        "charset",
        "data-src",
        "datetime",
        "dir",
        "headers",
        "hidden",
        "href",
        "hreflang",
        "http-equiv",
        "id",
        "itemprop",
        "itemscope",
        "itemtype",
        "lang",
        "media",
        "name",
        "open",
        "property",
        "rel",
        "role",
        "rowspan",
        "scope",
        "span",
        "src",
        "srcset",
        "start",
        "style",
        "summary",
        "title",
        "type",
        "value",
        "width",
        "xml:lang",
    ],
};

/// The contexts of fragments.
const CONTEXTS: &[Context<'static>] = &[
    Context::new(Namespace::Html, "body"),
    Context::new(Namespace::Html, "td"),
    Context::new(Namespace::Html, "select"),
    Context::new(Namespace::Html, "template"),
    Context::new(Namespace::Svg, "svg"),
];

/// How an input is parsed.
#[derive(Debug, Clone, Copy)]
struct Way<'c> {
    context: Option<Context<'c>>,
    keep: Keep,
}

impl Way<'static> {
    const PAGE: Self = Self { context: None, keep: Keep::Everything };
    const READING: Self = Self { keep: READING, ..Self::PAGE };

    /// A page and a fragment in each context, with all and with little kept.
    fn all() -> impl Iterator<Item = Self> {
        let contexts = [None].into_iter().chain(CONTEXTS.iter().copied().map(Some));
        contexts.flat_map(|context| [Keep::Everything, READING].map(|keep| Self { context, keep }))
    }

    /// A page, a page with little kept, and one of the other ways in turn.
    fn some(turn: usize) -> impl Iterator<Item = Self> {
        let other = Self::all().skip(2).nth(turn % (2 * CONTEXTS.len()));
        [Self::PAGE, Self::READING].into_iter().chain(other)
    }
}

impl Way<'_> {
    fn ours(self, text: &str) -> Option<Dom<'_>> {
        let options = ParseOptions::default().with_keep(self.keep);
        caught(|| match self.context {
            None => parse(text, &options),
            Some(context) => parse_fragment(text, context, &options),
        })
    }

    fn theirs(self, text: &str) -> Option<Dom<'_>> {
        let options = ParseOptions::default().with_keep(self.keep);
        caught(|| match self.context {
            None => oracle::parse(text, &options),
            Some(context) => oracle::parse_fragment(text, context, &options),
        })
    }

    /// Whether our tree is the oracle's, less what is not to be kept. The oracle
    /// keeps all, unless keeping less makes for more than that: in tags with so
    /// many attributes that some are dropped, and of copies for
    /// `<selectedcontent>`, which no reader needs.
    fn agrees(self, text: &str) -> bool {
        if self.is_known_to_differ(text) {
            return true;
        }
        let (ours, whole) = (self.ours(text), Self { keep: Keep::Everything, ..self }.theirs(text));
        let (Some(ours), Some(whole)) = (ours, whole) else { return false };
        let is_special = || {
            whole.limit_hits().contains(&LimitHit::Attributes)
                || text.to_ascii_lowercase().contains("selectedcontent")
        };
        self.agree(&ours, &whole)
            || (is_special() && self.theirs(text).is_some_and(|theirs| self.agree(&ours, &theirs)))
    }

    /// A select's fragment takes no `<input>`; html5ever takes it, which a case
    /// of html5lib (`tests_innerHTML_1.dat`) forbids.
    fn is_known_to_differ(self, text: &str) -> bool {
        let is_select = self.context == Some(Context::new(Namespace::Html, "select"));
        is_select && text.to_ascii_lowercase().contains("<input")
    }

    fn agree(self, ours: &Dom<'_>, theirs: &Dom<'_>) -> bool {
        if is_flattened(ours) || is_flattened(theirs) {
            let text = |dom: &Dom<'_>| dom.text_content(NodeId::DOCUMENT);
            return self.keep != Keep::Everything || text(ours) == text(theirs);
        }
        keeps(ours, self.keep, theirs) || keeps_but_line_feeds(ours, self.keep, theirs)
    }
}

/// Whether the depth limit flattens the tree. The two count open elements in
/// ways of their own, so that such trees have no more in common than their text.
fn is_flattened(dom: &Dom<'_>) -> bool {
    dom.limit_hits().contains(&LimitHit::Depth)
}

/// What was compared, and the smallest inputs that came out otherwise.
#[derive(Default)]
struct Comparison {
    inputs: usize,
    differences: BTreeMap<String, String>,
}

impl Comparison {
    fn check<'c>(&mut self, name: &str, text: &str, ways: impl IntoIterator<Item = Way<'c>>) {
        self.inputs += 1;
        for way in ways {
            if self.differences.len() < MOST_DIFFERENCES && !way.agrees(text) {
                let small = shrink(text, |text| !way.agrees(text));
                let difference = difference(name, &small, way);
                self.differences.entry(small).or_insert(difference);
            }
        }
    }

    /// # Panics
    ///
    /// If something came out otherwise.
    fn finish(self) {
        eprintln!("{} inputs compared", self.inputs);
        let differences: Vec<_> = self.differences.into_values().collect();
        assert!(differences.is_empty(), "\n{}", differences.join("\n"));
    }
}

fn difference(name: &str, small: &str, way: Way<'_>) -> String {
    let keep = if way.keep == Keep::Everything { "all kept" } else { "kept for reading" };
    let (ours, theirs) = (shown(way.ours(small)), shown(way.theirs(small)));
    format!("---- {name}, {:?}, {keep}\ninput: {small:?}\nours:\n{ours}\ntheirs:\n{theirs}", way.context)
}

fn shown(dom: Option<Dom<'_>>) -> String {
    let Some(dom) = dom else { return "panics".to_owned() };
    let mut tree = dump(&dom);
    tree.truncate(tree.floor_char_boundary(SHOWN));
    format!("{tree}\n({:?}, {:?})", dom.quirks_mode(), dom.limit_hits())
}

#[test]
fn what_html5ever_forgets() {
    let line_feed = |text: &str| {
        let (ours, theirs) = (Way::PAGE.ours(text).unwrap(), Way::PAGE.theirs(text).unwrap());
        (ours.text_content(NodeId::DOCUMENT).len(), theirs.text_content(NodeId::DOCUMENT).len())
    };
    // Once the two agree, `keeps_but_line_feeds` may go.
    assert_eq!((line_feed("<pre></>\n"), line_feed("<pre>&#xA")), ((0, 1), (0, 1)));
}

#[test]
fn generated_documents() {
    let mut comparison = Comparison::default();
    let count = if is_full() { 1_000_000 } else { 20_000 };
    for seed in 0..count {
        comparison.check(&format!("seed {seed}"), &generate::document(seed), Way::some(seed as usize));
    }
    comparison.finish();
}

#[test]
fn generated_soup() {
    let mut comparison = Comparison::default();
    for seed in 0..if is_full() { 5_000_000 } else { 100_000 } {
        comparison.check(&format!("soup {seed}"), &generate::soup(seed), [Way::PAGE]);
    }
    comparison.finish();
}

#[test]
fn generated_documents_in_pieces() {
    let mut comparison = Comparison::default();
    // Every way an input can end: what is half-written is where states are left out.
    for seed in 0..if is_full() { 5_000 } else { 200 } {
        let text = generate::document(seed);
        for (end, _) in text.char_indices() {
            comparison.check(&format!("seed {seed}, {end} bytes"), &text[..end], [Way::PAGE]);
        }
    }
    comparison.finish();
}

#[test]
fn html5lib_inputs() {
    let mut comparison = Comparison::default();
    let (Some(trees), Some(tokens)) = (html5lib::tree_cases().unwrap(), html5lib::token_cases().unwrap())
    else {
        eprintln!("skipped: the html5lib pack is not here");
        return;
    };
    let cases = trees.values().flatten();
    for (turn, case) in cases.enumerate() {
        comparison.check(&case.id, &case.data, Way::some(turn));
        let Some((namespace, name)) = case.context() else { continue };
        let context = Context::new(namespace, name);
        comparison.check(&case.id, &case.data, [Way { context: Some(context), ..Way::READING }]);
    }
    for (turn, case) in tokens.values().flatten().enumerate() {
        if let Some(input) = case.input() {
            comparison.check(&case.id, &input, Way::some(turn));
            let value =
                format!("<p a='{input}' b=\"{input}x\" c={input}=><textarea>{input}</textarea><svg>{input}");
            comparison.check(&case.id, &value, [Way::PAGE]);
        }
    }
    comparison.finish();
}

#[test]
fn hostile_inputs() {
    let mut comparison = Comparison::default();
    for class in hostile::CLASSES {
        comparison.check(class.name, &class.make(if is_full() { 65_536 } else { 8_192 }), Way::all());
    }
    comparison.finish();
}

#[test]
fn hostile_inputs_of_the_script() {
    let mut comparison = Comparison::default();
    let scratch = tempfile::tempdir().unwrap();
    let sizes: &[usize] = if is_full() { &[100, 4_096, 32_768, 131_072] } else { &[100, 4_096] };
    for &size in sizes {
        let Some(pages) = hostile::scripted(scratch.path(), size).unwrap() else {
            eprintln!("skipped: no script or no Python here");
            return;
        };
        for page in pages {
            let text = decode(&page.bytes, None).text;
            comparison.check(&format!("{} of {size} bytes", page.name), &text, Way::all());
        }
    }
    comparison.finish();
}

#[test]
fn real_pages() {
    let mut comparison = Comparison::default();
    for (turn, page) in sets::sample(PAGES_A_SET).enumerate() {
        let text = match &page.body {
            Body::Markup(bytes) => decode(bytes, page.charset.as_deref()).text,
            Body::Text(text) => text.into(),
        };
        comparison.check(&page.id, &text, Way::some(turn));
    }
    comparison.finish();
}
