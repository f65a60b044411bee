//! Whatever the text: our tree is the one that html5ever builds, for a page and
//! for fragments, with everything kept and for reading.
//!
//! The tree is compared as in the suite of the same name; what is left out there
//! is left out here.

#![no_main]

use dehusk_dom::{Context, Dom, Keep, LimitHit, NodeId, ParseOptions, oracle};
use dehusk_fuzz::{CONTEXTS, KEEPS, SELECT, choose, tree};
use dehusk_tests::dump::dump;
use dehusk_tests::same::{keeps, keeps_but_line_feeds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&context, bytes)) = choose(&CONTEXTS, data) else { return };
    let text = String::from_utf8_lossy(bytes);
    if !is_known_to_differ(&text, context) {
        for keep in KEEPS {
            check(&text, context, keep);
        }
    }
});

/// A select's fragment takes no `<input>`; html5ever takes it, which a case of
/// html5lib (`tests_innerHTML_1.dat`) forbids.
fn is_known_to_differ(text: &str, context: Option<Context<'_>>) -> bool {
    context == SELECT && text.to_ascii_lowercase().contains("<input")
}

fn check(text: &str, context: Option<Context<'_>>, keep: Keep) {
    let ours = tree(text, context, &ParseOptions::default().with_keep(keep));
    let theirs = theirs(text, context, keep);
    assert!(
        agree(&ours, keep, &theirs),
        "{context:?}, {}\ninput: {text:?}\nours:\n{}\ntheirs:\n{}",
        if keep == Keep::Everything { "all kept" } else { "kept for reading" },
        shown(&ours),
        shown(&theirs),
    );
}

/// The oracle's tree with everything kept, so that what a tree for reading leaves
/// out is judged too. Two things that it leaves out cannot be told by looking at
/// the whole: attributes, where some are dropped for their number, and copies for
/// `<selectedcontent>`.
fn theirs<'t>(text: &'t str, context: Option<Context<'_>>, keep: Keep) -> Dom<'t> {
    let parse = |keep| {
        let options = ParseOptions::default().with_keep(keep);
        match context {
            None => oracle::parse(text, &options),
            Some(context) => oracle::parse_fragment(text, context, &options),
        }
    };
    let whole = parse(Keep::Everything);
    let has_copies = || whole.descendants(NodeId::DOCUMENT).any(|id| whole.name(id) == "selectedcontent");
    if whole.limit_hits().contains(&LimitHit::Attributes) || has_copies() { parse(keep) } else { whole }
}

fn agree(ours: &Dom<'_>, keep: Keep, theirs: &Dom<'_>) -> bool {
    // The two count open elements in ways of their own, so trees that this limit
    // flattens need not be the same.
    let is_flattened = |dom: &Dom<'_>| dom.limit_hits().contains(&LimitHit::Depth);
    is_flattened(ours)
        || is_flattened(theirs)
        || keeps(ours, keep, theirs)
        || keeps_but_line_feeds(ours, keep, theirs)
}

fn shown(dom: &Dom<'_>) -> String {
    format!("{}\n({:?}, {:?})", dump(dom), dom.quirks_mode(), dom.limit_hits())
}
