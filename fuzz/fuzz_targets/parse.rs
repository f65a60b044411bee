//! Whatever the text: a page, and a fragment in any context, becomes a tree whose
//! links agree with each other, whose nodes can all be read, and which keeps to
//! the limits, be they the usual ones or tight.

#![no_main]

use dehusk_dom::{Dom, Keep, Limits, NodeId, NodeKind, ParseOptions};
use dehusk_fuzz::{CONTEXTS, KEEPS, tree};
use libfuzzer_sys::fuzz_target;

/// Limits that inputs of a few kilobytes run into.
const TIGHT_DEPTH: usize = 16;
const TIGHT_NODES: usize = 64;

/// The usual limit of depth.
const DEPTH: usize = 512;

/// A start tag just below the limit may bring others along (`<td>` brings
/// `<tbody>` and `<tr>`), and elements that a table sends away stand elsewhere.
const IMPLIED: usize = 4;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let tight = Limits::default().with_max_depth(TIGHT_DEPTH).with_max_nodes(TIGHT_NODES);
    for context in CONTEXTS {
        for keep in KEEPS {
            let options = ParseOptions::default().with_keep(keep);
            check(&tree(&text, context, &options), keep, DEPTH);
            let dom = tree(&text, context, &options.with_limits(tight));
            check(&dom, keep, TIGHT_DEPTH);
            // Formatting elements that come back are made before the tag that hits the limit.
            assert!(dom.len() <= TIGHT_NODES + TIGHT_DEPTH + IMPLIED, "{} nodes", dom.len());
        }
    }
});

fn check(dom: &Dom<'_>, keep: Keep, max_depth: usize) {
    // A copy of a chosen option stands in `<selectedcontent>`, as deep as that and the option together.
    let copies = if keep == Keep::Everything { 2 } else { 1 };
    let deepest = walk(dom);
    assert!(deepest <= copies * (max_depth + IMPLIED), "{deepest} elements deep");
    let doctype = dom.doctype().map_or(0, |doctype| doctype.name.len());
    std::hint::black_box(doctype + dom.text_content(NodeId::DOCUMENT).len());
}

/// Visits each node once by the links alone; how many elements the deepest has
/// around it, itself included.
fn walk(dom: &Dom<'_>) -> usize {
    let mut seen = vec![false; dom.len()];
    let mut deepest = 0;
    let mut open = vec![(NodeId::DOCUMENT, 0)];
    assert_eq!(dom.parent(NodeId::DOCUMENT), None);
    while let Some((id, above)) = open.pop() {
        assert!(!std::mem::replace(&mut seen[id.index()], true), "{id:?} stands twice");
        read(dom, id);
        let depth = above + usize::from(dom.tag(id).is_some());
        deepest = deepest.max(depth);
        open.extend(children(dom, id).into_iter().map(|child| (child, depth)));
    }
    deepest
}

/// The children, whose links to parent and siblings are looked at.
fn children(dom: &Dom<'_>, parent: NodeId) -> Vec<NodeId> {
    let mut children = Vec::new();
    let mut next = dom.first_child(parent);
    while let Some(id) = next {
        assert_eq!(dom.parent(id), Some(parent));
        assert_eq!(dom.previous_sibling(id), children.last().copied());
        assert!(children.len() < dom.len(), "siblings in a circle");
        children.push(id);
        next = dom.next_sibling(id);
    }
    children
}

/// Reads all that a node has.
fn read(dom: &Dom<'_>, id: NodeId) {
    let is_element = matches!(dom.kind(id), NodeKind::Element(_));
    assert_eq!(dom.name(id).is_empty(), !is_element);
    let attributes: usize =
        dom.attributes(id).map(|attribute| attribute.name.len() + attribute.value.len()).sum();
    std::hint::black_box(dom.text(id).len() + attributes);
}
