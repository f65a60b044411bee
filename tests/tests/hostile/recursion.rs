//! Nothing recurses on the depth of the input.

use dehusk::content::Choice;
use dehusk::{Extractor, Input, InputKind, Options};
use dehusk_dom::{LimitHit, Limits, NodeId, parse};
use dehusk_tests::hostile::{CLASSES, Class};
use dehusk_tests::is_full;
use dehusk_tests::same::same;

use super::{no_limits, on_small_stack, scripted, walk};

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
            walk(&parse(class.repeat(fewer_levels()), &options));
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
    let size = if is_full() { 1 << 20 } else { 16_384 };
    for (_, bytes) in scripted(size) {
        on_small_stack(move || {
            Extractor::new(Options::default().with_structure(Choice::default()))
                .extract(Input::bytes(&bytes).with_kind(InputKind::Page));
        });
    }
}
