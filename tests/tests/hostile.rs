//! Inputs that are made to harm: nothing panics, no stack overflows, work grows
//! as the input does, output stays within bounds, and limits touch nothing that
//! is real.
//!
//! A sample of the inputs by default, all of them with `DEHUSK_FULL=1`. Time is
//! measured in full release runs only, where nothing else disturbs it much.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use dehusk::{Extractor, Input, InputKind, Options};
use dehusk_dom::{
    Context, Dom, LimitHit, Limits, Namespace, NodeId, ParseOptions, Step, decode, parse, parse_fragment,
};
use dehusk_tests::caught::caught;
use dehusk_tests::dump::dump;
use dehusk_tests::hostile::{self, CLASSES, Class};
use dehusk_tests::pages::{self, Body, Page};
use dehusk_tests::same::same;
use dehusk_tests::score::words;
use dehusk_tests::{generate, gold, html5lib, is_full, shared_dir};

/// The stack of the threads that meet deep nesting. The default of a thread is
/// eight times as much.
const SMALL_STACK: usize = 256 << 10;

/// Pages that a sample takes of each set, spread over it.
const PAGES_A_SET: usize = 20;

fn no_limits() -> Limits {
    Limits::default().with_max_bytes(usize::MAX).with_max_nodes(usize::MAX).with_max_depth(usize::MAX)
}

/// Everything that walks a tree, so that a walk that recurses is found.
fn walk(dom: &Dom) -> usize {
    dom.traverse(NodeId::DOCUMENT)
        .map(|step| match step {
            Step::Enter(id) => dom.name(id).len() + dom.text(id).len() + dom.attributes(id).count(),
            Step::Leave(_) => 1,
        })
        .sum()
}

/// Runs on a small stack. An overflow would abort the process: that is the
/// failure.
fn on_small_stack(run: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(SMALL_STACK).spawn(run).unwrap().join().unwrap();
}

/// The inputs of the script that are of a size, decoded; none where it is not.
fn scripted(size: usize) -> Vec<(String, Vec<u8>)> {
    let scratch = tempfile::tempdir().unwrap();
    let pages = hostile::scripted(scratch.path(), size).unwrap();
    if pages.is_none() {
        eprintln!("left out: no script or no Python here");
    }
    pages.unwrap_or_default().into_iter().map(|page| (page.name, page.bytes)).collect()
}

/// Our classes and those of the script at a size.
fn all_classes(size: usize) -> Vec<(String, Vec<u8>)> {
    let ours = CLASSES.iter().map(|class| (class.name.to_owned(), class.make(size).into_bytes()));
    ours.chain(scripted(size)).collect()
}

/// A sample of the pages of every set.
fn real_pages() -> Vec<Page> {
    let Ok(sets) = fs::read_dir(shared_dir().join("data")) else {
        eprintln!("left out: no data sets here");
        return Vec::new();
    };
    let sets = sets.filter_map(|set| Some(set.ok()?.path())).filter(|set| set.is_dir());
    let pages = sets.flat_map(|set| {
        let every = if is_full() { 1 } else { gold::load(&set).unwrap().len().div_ceil(PAGES_A_SET) };
        pages::of_set(&set).unwrap().step_by(every)
    });
    pages.collect::<Result<_, _>>().unwrap()
}

/// # Panics
///
/// With the names of the inputs that make `run` panic.
fn assert_calm(inputs: &[(String, Vec<u8>)], run: impl Fn(&[u8])) {
    let panics = |(_, bytes): &&(String, Vec<u8>)| caught(|| run(bytes)).is_none();
    let names: Vec<_> = inputs.iter().filter(panics).map(|(name, _)| name).collect();
    assert!(names.is_empty(), "{} of {} inputs panic: {names:?}", names.len(), inputs.len());
}

mod panics {
    use super::*;

    #[test]
    fn no_input_makes_the_parser_panic() {
        let sizes: &[usize] = if is_full() { &[1_000, 32_768, 131_072, 524_288] } else { &[1_000, 16_384] };
        for &size in sizes {
            assert_calm(&all_classes(size), |bytes| {
                let text = decode(bytes, None).text;
                walk(&parse(&text, &ParseOptions::default()));
                let context = Context::new(Namespace::Html, "div");
                walk(&parse_fragment(&text, context, &ParseOptions::default()));
            });
        }
    }

    #[test]
    fn no_input_makes_the_extractor_panic() {
        let extractor = Extractor::new(Options::default());
        let sizes: &[usize] = if is_full() { &[1_000, 32_768, 131_072, 524_288] } else { &[1_000, 16_384] };
        for &size in sizes {
            assert_calm(&all_classes(size), |bytes| {
                for kind in [InputKind::Page, InputKind::Fragment, InputKind::Text] {
                    extractor.extract(Input::bytes(bytes).with_kind(kind));
                }
            });
        }
    }

    #[test]
    fn no_generated_document_makes_the_extractor_panic() {
        let extractor = Extractor::new(Options::default());
        let documents = |seed: u64| (format!("seed {seed}"), generate::document(seed).into_bytes());
        let documents: Vec<_> = (0..if is_full() { 20_000 } else { 500 }).map(documents).collect();
        assert_calm(&documents, |bytes| {
            extractor.extract(Input::bytes(bytes).with_kind(InputKind::Page));
        });
    }

    #[test]
    fn no_limit_is_so_small_that_the_parser_panics() {
        for seed in 0..if is_full() { 20_000 } else { 500 } {
            let text = generate::document(seed);
            let small = seed as usize % 40;
            let limits =
                Limits::default().with_max_bytes(7 * small).with_max_nodes(small).with_max_depth(small);
            let dom = parse(&text, &limits.into());
            walk(&dom);
        }
    }
}

mod recursion {
    use super::*;

    /// Levels, of which a stack of 256 KiB can hold none in whatever small frames.
    const LEVELS: usize = 1_000_000;

    /// Levels of the classes that are not the example of their kind.
    fn fewer_levels() -> usize {
        if is_full() { LEVELS } else { 50_000 }
    }

    fn nesting() -> impl Iterator<Item = &'static Class> {
        CLASSES.iter().filter(|class| class.nests)
    }

    #[test]
    fn a_million_levels_need_no_stack() {
        for (before, unit) in
            [("", "<div>"), ("", "<b>"), ("<svg>", "<g>"), ("", "<ul><li>"), ("", "<div><i id=x>")]
        {
            on_small_stack(move || {
                let text = format!("{before}{}end", unit.repeat(LEVELS));
                let dom = parse(&text, &Limits::default().with_max_bytes(usize::MAX).into());
                assert!(dom.limit_hits().contains(&LimitHit::Depth));
                assert!(dom.text_content(NodeId::DOCUMENT).ends_with("end"));
                walk(&dom);
            });
        }
    }

    #[test]
    fn a_tree_of_a_million_levels_needs_no_stack() {
        // Without limits; of the elements that html5ever opens in constant time.
        for (before, unit) in [("", "<span>"), ("<svg>", "<g>"), ("<math>", "<mrow>")] {
            on_small_stack(move || {
                let text = format!("{before}{}end", unit.repeat(LEVELS));
                let dom = parse(&text, &no_limits().into());
                assert_eq!(dom.limit_hits(), []);
                assert!(dom.len() > LEVELS && walk(&dom) > LEVELS);
                assert_eq!(dom.text_content(NodeId::DOCUMENT), "end");
                assert!(same(&dom, &dom));
            });
        }
    }

    #[test]
    fn no_class_overflows_the_parser() {
        for class in nesting() {
            on_small_stack(|| {
                let options = Limits::default().with_max_bytes(usize::MAX).into();
                walk(&parse(&class.repeat(fewer_levels()), &options));
            });
        }
    }

    #[test]
    fn no_class_overflows_the_extractor() {
        for class in nesting() {
            on_small_stack(|| {
                let limits = Limits::default().with_max_bytes(usize::MAX);
                let extractor = Extractor::new(Options::default().with_limits(limits));
                let levels = if is_full() { LEVELS } else { 20_000 };
                extractor.extract(Input::text(&class.repeat(levels)).with_kind(InputKind::Page));
            });
        }
    }

    #[test]
    fn no_page_of_the_script_overflows() {
        let size = if is_full() { 4 << 20 } else { 65_536 };
        for (_, bytes) in scripted(size) {
            on_small_stack(move || {
                Extractor::default().extract(Input::bytes(&bytes).with_kind(InputKind::Page));
            });
        }
    }
}

mod growth {
    use super::*;

    /// How much larger the larger of two inputs is.
    const TIMES: usize = 8;

    /// What parsing costs, but for time: nodes, and bytes of text and values.
    fn work(text: &str) -> (usize, usize) {
        let dom = parse(text, &ParseOptions::default());
        let texts = dom.descendants(NodeId::DOCUMENT).map(|id| dom.text(id).len()).sum();
        (dom.len(), texts)
    }

    #[test]
    fn nodes_and_text_grow_as_the_input_does() {
        // Beyond 512 open elements, where the depth limit holds in either input.
        let small = if is_full() { 65_536 } else { 16_384 };
        let mut wrong = Vec::new();
        for ((name, one), (_, eight)) in all_classes(small).into_iter().zip(all_classes(TIMES * small)) {
            let (one, eight) = (decode(&one, None).text, decode(&eight, None).text);
            let (a, b) = (work(&one), work(&eight));
            let grows = |a: usize, b: usize| b > 12 * TIMES / 10 * a + 4_096;
            if grows(a.0, b.0) || grows(a.1, b.1) || b.1 > 4 * eight.len() {
                wrong.push(format!("{name}: {a:?} nodes and bytes become {b:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn output_is_bounded() {
        let extractor = Extractor::new(Options::default());
        for (name, bytes) in all_classes(if is_full() { 524_288 } else { 32_768 }) {
            let document = extractor.extract(Input::bytes(&bytes)).document;
            let title = document.title.map_or(0, |title| title.value.len());
            let most = 4 * bytes.len() + 65_536;
            assert!(document.text.len() + title <= most, "{name}: {} bytes of text", document.text.len());
        }
    }

    #[test]
    fn time_grows_as_the_input_does() {
        if !is_full() || cfg!(debug_assertions) {
            eprintln!("skipped: time is measured with DEHUSK_FULL=1 in release builds");
            return;
        }
        let extractor = Extractor::new(Options::default());
        let mut wrong = Vec::new();
        for ((name, one), (_, eight)) in all_classes(65_536).into_iter().zip(all_classes(TIMES * 65_536)) {
            wrong.extend(grows(&format!("{name}, parser"), &one, &eight, |bytes| {
                parse(&decode(bytes, None).text, &ParseOptions::default());
            }));
            wrong.extend(grows(&format!("{name}, extractor"), &one, &eight, |bytes| {
                extractor.extract(Input::bytes(bytes).with_kind(InputKind::Page));
            }));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// What is wrong with the time that the larger input takes.
    fn grows(name: &str, one: &[u8], eight: &[u8], run: impl Fn(&[u8])) -> Option<String> {
        let best = |bytes| (0..3).map(|_| cpu_time(|| run(bytes))).min().unwrap_or_default();
        let (a, b) = (best(one), best(eight));
        let most = a * 12 * TIMES as u32 / 10 + Duration::from_millis(20);
        (b > most).then(|| format!("{name}: {a:?} become {b:?}"))
    }

    /// The time that a thread of its own spends on `run`. Linux tells it apart
    /// from the time that the thread waits; elsewhere the two are one.
    fn cpu_time(run: impl FnOnce()) -> Duration {
        let (cpu, wall) = (thread_time(), Instant::now());
        run();
        match (cpu, thread_time()) {
            (Some(before), Some(after)) => after - before,
            _ => wall.elapsed(),
        }
    }

    fn thread_time() -> Option<Duration> {
        // The first number is the time on a processor, in nanoseconds.
        let times = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        times.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    }
}

mod harmlessness {
    use super::*;

    #[test]
    fn limits_change_no_real_page() {
        let (limited, unlimited) = (ParseOptions::default(), no_limits().into());
        for page in real_pages() {
            let Body::Markup(bytes) = &page.body else { continue };
            let text = decode(bytes, page.charset.as_deref()).text;
            let (a, b) = (parse(&text, &limited), parse(&text, &unlimited));
            assert_eq!(a.limit_hits(), [], "{}", page.id);
            assert!(same(&a, &b), "{}", page.id);
        }
    }

    #[test]
    fn limits_change_no_extraction() {
        let limited = Extractor::new(Options::default());
        let unlimited = Extractor::new(Options::default().with_limits(no_limits()));
        for page in real_pages().iter().step_by(if is_full() { 1 } else { 4 }) {
            let (a, b) = (limited.extract(page.input()), unlimited.extract(page.input()));
            assert_eq!(a.document, b.document, "{}", page.id);
        }
    }

    #[test]
    fn limits_change_no_document_of_html5lib() {
        let Some(files) = html5lib::tree_cases().unwrap() else {
            eprintln!("skipped: the html5lib pack is not here");
            return;
        };
        let (limited, unlimited) = (ParseOptions::default(), no_limits().into());
        for case in files.values().flatten() {
            let (a, b) = (parse(&case.data, &limited), parse(&case.data, &unlimited));
            assert!(same(&a, &b), "{}\n{}\n{}", case.id, dump(&a), dump(&b));
        }
    }

    #[test]
    fn deep_pages_keep_their_words() {
        let page = |unit: &str| format!("<!doctype html><p>Sound first paragraph.{}", unit.repeat(40_000));
        let own =
            ["<span>word ", "<blockquote>quoted ", "<li>item<ul>", "Name <name@example.org>, ", "<b>w <i>x "];
        let own = own.map(|unit| (unit.to_owned(), page(unit).into_bytes()));
        let deep = ["deep_span_text", "mail_addresses", "deep_blockquote"];
        let sizes: &[usize] =
            if is_full() { &[32_768, 131_072, 524_288, 1_572_864] } else { &[32_768, 524_288] };
        let scripted = sizes.iter().flat_map(|&size| scripted(size));
        for (name, bytes) in scripted.filter(|(name, _)| deep.contains(&name.as_str())).chain(own) {
            let text = decode(&bytes, None).text;
            let expected = words(&without_tags(&text)).len();
            let found = parse(&text, &ParseOptions::default()).text_content(NodeId::DOCUMENT);
            let found = words(&found).len();
            assert!(found * 100 >= expected * 95, "{name}: {found} of {expected} words");
        }
    }

    /// The text between the tags of a page that has neither comments nor scripts.
    fn without_tags(text: &str) -> String {
        text.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect()
    }
}
