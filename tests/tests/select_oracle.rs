//! Our selectors against those of `scraper`: the same texts are accepted, and
//! the same elements found in the same order.
//!
//! Elements are named by their number in document order, which says the same as
//! their path once the two trees are known to be alike. Scripting is off on
//! both sides. Pages that hit a limit are left out, and so are the few that
//! `parse_oracle` knows `scraper` to build another tree of.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use dehusk_dom::{Dom, NodeId, NodeKind, ParseOptions, Selector, decode, parse};
use dehusk_tests::pages::{self, Body};
use dehusk_tests::shared_dir;
use html5ever::ParseOpts;
use html5ever::driver::parse_document;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use proptest::prelude::*;
use scraper::{ElementRef, Html, HtmlTreeSink};

/// Pages that are taken of each set, from its start, unless `DEHUSK_FULL` is
/// set.
const PAGES_A_SET: usize = 40;

/// One page in so many may be left out because the trees differ.
const DIFFERENT_TREES: usize = 100;

/// Selectors that both must take.
const SELECTORS: &[&str] = &[
    // Types, ids, classes.
    "*",
    "p",
    "P",
    "dIv",
    "html",
    "body",
    "x-card",
    "X-Card",
    "é",
    "a",
    "li",
    "td",
    "#a",
    "#A",
    "#main",
    "#content",
    "div#a",
    ".k",
    ".K",
    ".k.l",
    ".l.k",
    "p.k#a",
    "*.k",
    ".nav",
    ".content",
    ".entry-content",
    ".title",
    "#a#a",
    ".k.k",
    "p, div",
    "p,p,p",
    "h1,h2,h3,h4,h5,h6",
    "p , .k ,\n#a",
    // Escapes and odd identifiers.
    r"#\31 0",
    r".a\:b",
    r".\31 23",
    r"#a\.b",
    r"\70",
    r"\",
    r"\000070 ",
    r"[data-\78]",
    r".k\0",
    "#é",
    ".日本",
    "#-x",
    ".--x",
    "._",
    // Attributes.
    "[id]",
    "[ID]",
    "[class]",
    "[href]",
    "[src]",
    "[data-x]",
    "[DATA-X]",
    "[ id ]",
    "[id=a]",
    "[id=\"a\"]",
    "[id='a']",
    "[id=A]",
    "[id=A i]",
    "[id=A I]",
    "[id='A'i]",
    "[id=A s]",
    "[type=TEXT]",
    "[type=TEXT s]",
    "[type=TEXT i]",
    "[lang|=en]",
    "[lang|=EN]",
    "[class~=k]",
    "[class~='k l']",
    "[class~='']",
    "[class^=k]",
    "[class^='']",
    "[class$=l]",
    "[class*='k l']",
    "[class*='']",
    "[class*=nav]",
    "[class*=NAV i]",
    "[href^=http]",
    "[href^='https://']",
    "[href$='.html']",
    "[href*='/']",
    "[data-x='']",
    "[data-x=\"a\\\"b\"]",
    "[data-x='a\\\nb']",
    "[rel~=nofollow]",
    "a[href][class]",
    "a[href]:not([href^='#'])",
    "meta[property^='og:']",
    "meta[name=description i]",
    "[itemprop]",
    "[xmlns]",
    "[viewBox]",
    "[viewbox]",
    "[id",
    "[id='a",
    "[*|href]",
    "[|href]",
    "[*|xlink]",
    "[*|lang]",
    "[|lang]",
    "[*|xmlns]",
    r"[xlink\:href]",
    r"[xml\:lang]",
    "[definitionURL]",
    "[definitionurl]",
    "[*|href='#t' i]",
    // Namespaces of elements.
    "*|*",
    "*|p",
    "*|a",
    "|p",
    "|*",
    // Foreign elements.
    "svg",
    "SVG",
    "svg *",
    "svg a",
    "linearGradient",
    "lineargradient",
    "foreignObject",
    "foreignobject p",
    "math mi",
    "svg > title",
    "path",
    // Combinators.
    "div p",
    "div > p",
    "div>p",
    "p + p",
    "p+p",
    "p ~ p",
    "p~p",
    "h1 ~ p",
    "h2 + p",
    "h2 ~ p + p",
    "div div div",
    "div * p",
    "body > * > *",
    "html > body > div",
    "html head ~ body p",
    "ul > li + li",
    "ul li ~ li > a",
    "li li",
    "table tr > td:first-child",
    "tr + tr td + td",
    "div > p ~ div > p",
    "div ~ div p ~ a",
    "* + * > * ~ *",
    "p > * + *",
    "* * * * *",
    "div > div div > div div",
    "p  \t\n  b",
    "p/**/.k",
    "p/* c */ > /* d */b",
    "template p",
    "template > p",
    "template",
    "p + template ~ p",
    // Places among siblings.
    ":first-child",
    ":last-child",
    ":only-child",
    ":first-of-type",
    ":last-of-type",
    ":only-of-type",
    "p:first-child",
    "p:last-of-type",
    "svg:first-of-type",
    ":nth-child(1)",
    ":nth-child(2)",
    ":nth-child(odd)",
    ":nth-child(EVEN)",
    ":nth-child(2n+1)",
    ":nth-child(2N + 1)",
    ":nth-child(-n+3)",
    ":nth-child( 3n - 2 )",
    ":nth-child(n)",
    ":nth-child(0n+0)",
    ":nth-child(-2)",
    ":nth-child(+3n)",
    ":nth-last-child(2)",
    ":nth-last-child(odd)",
    ":nth-last-child(-n+2)",
    ":nth-of-type(2)",
    ":nth-of-type(2n)",
    ":nth-of-type(odd)",
    ":nth-last-of-type(1)",
    ":nth-last-of-type(3n+1)",
    "li:nth-child(2) ~ li:nth-last-child(2)",
    "p:nth-of-type(2):nth-last-of-type(2)",
    "div:nth-child(2) > p:nth-child(1)",
    ":NTH-CHILD(2)",
    // Other pseudo-classes.
    ":root",
    ":root > body",
    ":ROOT",
    ":empty",
    "p:empty",
    "div:not(:empty)",
    "script:empty",
    ":scope",
    ":scope > *",
    ":scope p",
    ":scope > p + p",
    ":not(p)",
    ":not(p, div)",
    ":not(div p)",
    ":not(div > p)",
    ":not(:not(p))",
    "p:not(.k)",
    "p:not(.k):not(#a)",
    "*:not(:first-child):not(:last-child)",
    ":not(h1 ~ p)",
    ":is(p, b)",
    ":is(div p, .k)",
    ":is(div > p) b",
    ":IS(p)",
    ":host(p), b",
    ":where(p, li):first-child",
    ":is()",
    ":where()",
    ":is(!)",
    ":is(p, :hover)",
    ":is(::before, b)",
    ":is(p",
    ":not(:is(p, :where(b)))",
    "div :is(h1, h2) + p",
    ":has(p)",
    ":has(> p)",
    ":has(+ p)",
    ":has(~ p)",
    "div:has(p)",
    "div:has(> p.k, > b)",
    "p:has(b):not(:has(i))",
    ":has(p + p)",
    ":has(> p ~ p)",
    ":has(+ div p)",
    ":has(~ div > p)",
    ":has(:is(p b))",
    ":has(:not(p))",
    ":has(:scope)",
    ":not(:has(*))",
    ":is(:has(b), :has(i)) > *",
    "a:has(img)",
    "li:has(> a:only-child)",
    "ul:not(:has(> li > ul))",
    "h1:has(+ p)",
    ":has(:nth-child(3))",
    ":has(> :nth-of-type(2))",
    // As written for pages.
    "article p, main p, .post p",
    "div[class*=comment] > p",
    "nav a, footer a, aside a",
    "body > div:nth-child(2) > div > p",
    "[class*=share], [class*=social], [id*=share]",
    "p a[rel~=author], .byline, [itemprop=author]",
    "time[datetime], [itemprop=datePublished]",
    "figure > figcaption, img + em",
    "table:not(:has(th)) td",
    "script[type='application/ld+json']",
    "link[rel=canonical], link[rel=amphtml]",
];

/// Texts that both must reject.
const REJECTED: &[&str] = &[
    "",
    " ",
    ",",
    "p,",
    ",p",
    "p,,b",
    "> p",
    "+ p",
    "~p",
    "p >",
    "p > > b",
    "p + ~ b",
    "p || b",
    "p >> b",
    "/p",
    ".",
    "#",
    "..k",
    ".1k",
    "#1",
    "# a",
    ". k",
    "[",
    "[]",
    "[=a]",
    "[id=]",
    "[id=a b]",
    "[id=a i i]",
    "[id==a]",
    "[id!=a]",
    "[id^ =a]",
    "[id=1]",
    "[svg|id]",
    "[*|]",
    "[*]",
    "svg|a",
    "svg|*",
    "xlink|href",
    "|",
    "*|",
    "**",
    "p*",
    "*p*",
    "p)",
    "(p)",
    "p(b)",
    "{",
    "p {}",
    "p;",
    "@media",
    "<p>",
    "!",
    "&",
    "& p",
    "$p",
    "1p",
    "p/**/b",
    "%",
    "'p'",
    "url(x)",
    "<!--",
    ":",
    "::",
    ": root",
    ":hover",
    ":focus",
    ":active",
    ":link",
    ":visited",
    ":any-link",
    ":checked",
    ":disabled",
    ":enabled",
    ":target",
    ":lang(en)",
    ":dir(ltr)",
    ":defined",
    ":host",
    ":contains('x')",
    ":text",
    ":eq(1)",
    ":first",
    ":nth-child",
    ":nth-child()",
    ":nth-child(a)",
    ":nth-child(2 n)",
    ":nth-child(n 2)",
    ":nth-child(2n + -1)",
    ":nth-child(2 of p)",
    ":nth-last-child(1 of .k)",
    ":nth-of-type(2 of p)",
    ":root()",
    ":empty(p)",
    ":not",
    ":not()",
    ":not(!)",
    ":not(p,)",
    ":not(::before)",
    ":is",
    ":has",
    ":has()",
    ":has(!)",
    ":has(:has(p))",
    ":has(p,)",
    ":has(> > p)",
    ":matches(p)",
    ":-webkit-any(p)",
    ":-moz-any(p)",
    "::before",
    ":before",
    "p::after",
    "::slotted(p)",
    "::part(x)",
    "::first-line",
    "p::",
    "p:",
];

const PAGES: &[&str] = &[
    "",
    "text",
    "<p id=a class=k>1<b>2</b><p class='k l'>3<p class=K>4<i></i>",
    "<div id=a><p>a<p class='l k'>b</div><div><h1>h</h1><p>c<p>d<h2>e</h2><p>f<div><p>g</div></div>",
    "<ul><li>a<li><a href=#x>b</a><ul><li>c<li><a>d</a><a>e</a></ul><li></ul>",
    "<table><tr><th>a<th>b<tr><td>c<td>d<tr><td>e</table>",
    "<div id=main class='nav content'><div><div><div><div><p>deep</div></div></div></div></div>",
    "<p data-x=''><p data-x='a\"b'><p data-x='ab'><p data-x='A'><p id=A><p id='' class=''>",
    "<p lang=en>a<p lang=en-US>b<p lang=english>c<p xml:lang=en>d",
    "<input type=text><input type=TEXT><input type=Text><p type=text>",
    "<svg xmlns=x xml:lang=en viewBox='0 0 1 1' id=a class=k><title>t</title><linearGradient/>\
     <a xlink:href=#t xlink:label=z href=u>x</a><foreignObject><p>b<svg></svg></foreignObject></svg>",
    "<math definitionurl=d xlink:title=t><mi>x</mi><mtext><b>z</b></mtext></math><p xlink:href=#t definitionURL=d>",
    "<p>a<template id=a><p class=k>b<p><b>c</b></template><p>d<template></template><p>",
    "<x-card><X-Card class=k></X-Card></x-card><é></é><p class='日本 a:b 123 --x _'><b id='a.b'></b><i id=10></i><u id=-x></u><s id=é>",
    "<p> </p><p><!-- c --></p><p></p><div><!-- c --> </div><div><br></div><script></script>",
    "<body><p>a</body>b<p>c<head><title>d</title><body class=k id=a>",
    "<a rel='nofollow author' href=https://x.y/z.html>1</a><a href=#>2</a><a name=n>3</a><img src=x><em>",
    "<p>1<b>2</b><p>3<i>4</i>5<b><i></i></b><!-- --><p>6<p>7<svg></svg><svg></svg><b></b>",
    "<!-- a --><!doctype html><!-- b --><html lang=en><p>x</html><!-- c -->",
    "<frameset><frame src=a><frame></frameset>",
    "<article><h1>t</h1><p>1<figure><img><figcaption>c</figcaption></figure><p>2</article><aside><a href=/>x</a></aside>",
    "<p class='k\tl\nm k'>a<p class=' k '>b<p class='kl'>c<p class=nav-x>d",
    "<h2 itemprop>a</h2><p>b<p>c<div><a href=/ class=title>1</a></div><div><p>2<p itemprop=author><a rel=author>3</a><em>4</em></div>",
    "<div><p>1</div><div><p>2<template><i></i></template><b></b><p>3</div><div><div><p><a>4</a></div></div>",
    "<meta name=Description><meta property=og:title><link rel=canonical><script type='application/ld+json'>{}</script>\
     <div id=content class='entry-content share'><div class='comments x'><p>1</div><a href=x><img></a><time datetime=d></time></div>",
    "<ul><li><a>1</a></ul><ul><li>1<li>2<li>3</ul><svg xmlns:xlink=y><path d=m /><PATH /></svg>",
    "<div id=c><p>1</p></div><div><div>x</div><p>y</p></div><p class='k \u{fffd}'>z",
    "<table><p>a<tr><td>b<p>c</table><b><p>d</b>e<p>f",
];

/// Both trees of one text.
struct Both {
    ours: Dom<'static>,
    theirs: Html,
    /// Elements in document order, and their places there.
    our_elements: Vec<NodeId>,
    our_numbers: HashMap<NodeId, usize>,
    their_elements: Vec<ego_tree::NodeId>,
    their_numbers: HashMap<ego_tree::NodeId, usize>,
}

impl Both {
    /// `None` if the two trees differ, or ours is cut off at a limit.
    fn parse(text: &str) -> Option<Self> {
        let (ours, theirs) = (parse(text, &ParseOptions::default()).into_owned(), their_parse(text));
        let is_element = |&id: &NodeId| matches!(ours.kind(id), NodeKind::Element(_));
        let our_elements: Vec<_> = ours.descendants(NodeId::DOCUMENT).filter(is_element).collect();
        let their_elements: Vec<_> = theirs
            .tree
            .root()
            .descendants()
            .filter_map(ElementRef::wrap)
            .map(|element| element.id())
            .collect();
        let our_numbers = our_elements.iter().copied().zip(0..).collect();
        let their_numbers = their_elements.iter().copied().zip(0..).collect();
        let both = Self { ours, theirs, our_elements, our_numbers, their_elements, their_numbers };
        (both.ours.limit_hits().is_empty() && both.our_shape() == both.their_shape()).then_some(both)
    }

    /// Names of elements and where their parents stand.
    fn our_shape(&self) -> Vec<(String, Option<usize>)> {
        let shape = |&id| {
            (self.ours.name(id).to_owned(), self.our_numbers.get(&self.ours.parent(id).unwrap()).copied())
        };
        self.our_elements.iter().map(shape).collect()
    }

    fn their_shape(&self) -> Vec<(String, Option<usize>)> {
        let shape = |element: ElementRef<'_>| {
            (
                element.value().name().to_owned(),
                self.their_numbers.get(&element.parent().unwrap().id()).copied(),
            )
        };
        (0..self.their_elements.len()).map(|number| shape(self.their_element(number))).collect()
    }

    fn their_element(&self, number: usize) -> ElementRef<'_> {
        ElementRef::wrap(self.theirs.tree.get(self.their_elements[number]).unwrap()).unwrap()
    }

    fn our_hits(&self, hits: impl Iterator<Item = NodeId>) -> Vec<usize> {
        hits.map(|id| self.our_numbers[&id]).collect()
    }

    /// In document order: `scraper` goes by the order in which nodes were made,
    /// and also finds those that the parser has thrown away.
    fn their_hits<'a>(&'a self, hits: impl Iterator<Item = ElementRef<'a>>) -> Vec<usize> {
        let mut hits: Vec<_> =
            hits.filter_map(|element| self.their_numbers.get(&element.id()).copied()).collect();
        hits.sort_unstable();
        hits
    }

    /// Compares what is found in the document and below the element `root`.
    fn compare(&self, pair: &Pair, root: Option<usize>, page: &str) -> usize {
        let Pair { ours, theirs } = pair;
        let our_hits = self.our_hits(self.ours.select(ours));
        assert_eq!(our_hits, self.their_hits(self.theirs.select(theirs)), "`{ours}` on {page}");
        if let Some(root) = root {
            assert_eq!(
                self.our_hits(self.ours.select_in(self.our_elements[root], ours)),
                self.their_hits(self.their_element(root).select(theirs)),
                "`{ours}` in element {root} of {page}"
            );
        }
        our_hits.len()
    }
}

fn their_parse(text: &str) -> Html {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    let options = ParseOpts { tree_builder, ..Default::default() };
    parse_document(HtmlTreeSink::new(Html::new_document()), options).one(text)
}

/// One selector, parsed by both.
struct Pair {
    ours: Selector,
    theirs: scraper::Selector,
}

impl Pair {
    fn new(text: &str) -> Option<Self> {
        match (Selector::parse(text), scraper::Selector::parse(text)) {
            (Ok(ours), Ok(theirs)) => Some(Self { ours, theirs }),
            (Err(_), Err(_)) => None,
            (Ok(_), Err(error)) => panic!("{text:?} is a selector to us only: {error}"),
            (Err(error), Ok(_)) => panic!("{text:?} is a selector to scraper only: {error}"),
        }
    }
}

fn pairs() -> Vec<Pair> {
    let pair = |text: &&str| Pair::new(text).unwrap_or_else(|| panic!("both reject {text:?}"));
    SELECTORS.iter().map(pair).collect()
}

#[test]
fn the_same_texts_are_rejected() {
    let taken: Vec<_> = REJECTED.iter().filter(|text| Pair::new(text).is_some()).collect();
    assert!(taken.is_empty(), "taken by both: {taken:?}");
}

#[test]
fn own_pages() {
    let pairs = pairs();
    let mut unused: HashSet<_> = pairs.iter().map(|pair| pair.ours.as_str()).collect();
    for page in PAGES {
        let both = Both::parse(page).unwrap_or_else(|| panic!("the trees of {page} differ"));
        for pair in &pairs {
            for root in 0..both.our_elements.len() {
                both.compare(pair, Some(root), page);
            }
            let one_by_one = both.our_elements.iter().filter(|&&id| pair.ours.matches(&both.ours, id));
            let all = both.ours.select(&pair.ours).collect::<Vec<_>>();
            assert_eq!(all, one_by_one.copied().collect::<Vec<_>>(), "`{}` on {page}", pair.ours);
            if !all.is_empty() {
                unused.remove(pair.ours.as_str());
            }
        }
    }
    eprintln!("{} selectors, of which these find nothing in {} pages: {unused:?}", pairs.len(), PAGES.len());
}

#[test]
fn real_pages() {
    let Ok(sets) = fs::read_dir(shared_dir().join("data")) else {
        eprintln!("skipped: no data sets here");
        return;
    };
    let mut sets: Vec<PathBuf> = sets.filter_map(|set| Some(set.ok()?.path())).collect();
    sets.retain(|set| set.join("pages.warc.gz").exists());
    let take = if env::var_os("DEHUSK_FULL").is_some() { usize::MAX } else { PAGES_A_SET };
    let pairs = pairs();
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let running: Vec<_> = sets.iter().map(|set| scope.spawn(|| compare_set(set, take, &pairs))).collect();
        running.into_iter().map(|set| set.join().expect("a set differs")).collect()
    });
    let sum = |part: fn(&Tally) -> usize| tallies.iter().map(part).sum::<usize>();
    let (compared, left_out, hits) =
        (sum(|tally| tally.compared), sum(|tally| tally.left_out), sum(|tally| tally.hits));
    eprintln!(
        "{} selectors agree on {compared} pages with {hits} hits, {left_out} pages are left out",
        SELECTORS.len()
    );
    assert!(left_out * DIFFERENT_TREES <= compared + left_out, "{left_out} of {compared} pages left out");
}

/// What became of the pages of one set.
struct Tally {
    compared: usize,
    left_out: usize,
    hits: usize,
}

fn compare_set(set: &Path, take: usize, pairs: &[Pair]) -> Tally {
    let mut tally = Tally { compared: 0, left_out: 0, hits: 0 };
    for page in pages::of_set(set).unwrap().take(take) {
        let page = page.unwrap();
        let Body::Markup(bytes) = &page.body else { continue };
        let Some(both) = Both::parse(&decode(bytes, page.charset.as_deref()).text) else {
            tally.left_out += 1;
            continue;
        };
        for (at, pair) in pairs.iter().enumerate() {
            let root = both.our_elements.len() * at / pairs.len();
            tally.hits += both.compare(pair, Some(root), &page.id);
        }
        tally.compared += 1;
    }
    tally
}

/// Bits of selectors, put together in any order, are mostly none.
fn gibberish() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "p",
        "*",
        ".k",
        "#a",
        " ",
        ">",
        "+",
        "~",
        ",",
        "[",
        "]",
        "=",
        "'a'",
        "id",
        "|",
        ":not(",
        ":is(",
        ":has(",
        ")",
        "(",
        ":root",
        "::x",
        ":nth-child(",
        "2n",
        "+1",
        "\\",
        "/*",
        "*/",
        "!",
        "i",
        "\"",
        "é",
        "\0",
        "-",
        "1",
    ]);
    prop::collection::vec(bits, 0..12).prop_map(|bits| bits.concat())
}

fn compound() -> impl Strategy<Value = String> {
    let simple = prop::sample::select(vec![
        "*",
        "p",
        "b",
        "div",
        ".k",
        "p.k",
        "b:first-child",
        ":nth-child(2n)",
        "p:nth-last-of-type(2)",
        ":not(p > b)",
        ":is(div p, b ~ b)",
        ":has(+ p)",
        ":has(> b)",
        ":not(.k):empty",
        "div:not(:scope)",
        "i",
    ]);
    simple.prop_map(str::to_owned)
}

fn chain() -> impl Strategy<Value = String> {
    let combinator = prop::sample::select(vec![" ", " > ", " + ", " ~ "]);
    (compound(), prop::collection::vec((combinator, compound()), 0..5)).prop_map(|(first, rest)| {
        rest.into_iter().fold(first, |chain, (combinator, compound)| chain + combinator + &compound)
    })
}

/// Pages of few names, so that chains find something.
fn soup() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<p class=k>",
        "<b>",
        "</b>",
        "<b class=k>",
        "<div>",
        "<div class=k>",
        "</div>",
        "<i></i>",
        "x",
        "<!-- -->",
        "<template>",
        "</template>",
        "<table>",
        "<td>",
        "</table>",
    ]);
    prop::collection::vec(bits, 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gibberish_is_taken_or_rejected_alike(text in gibberish()) {
        Pair::new(&text);
    }

    #[test]
    fn chains_find_the_same(chains in prop::collection::vec(chain(), 1..4), page in soup(), root in 0..20_usize) {
        let Some(both) = Both::parse(&page) else { return Err(TestCaseError::reject("other trees")) };
        let pair = Pair::new(&chains.join(", ")).unwrap();
        both.compare(&pair, Some(root % both.our_elements.len()), &page);
    }
}
