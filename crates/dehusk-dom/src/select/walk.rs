//! The walk that finds what a selector matches.

use std::fmt;
use std::iter::FusedIterator;

use selectors::OpaqueElement;
use selectors::matching::SelectorCaches;

use super::chain::Reached;
use super::element::Element;
use super::{Selector, context, nth};
use crate::{Dom, NodeId, NodeKind, Step, Traversal};

/// The elements that a selector matches, in document order: what
/// [`Dom::select`] and [`Dom::select_in`] return.
pub struct Select<'a> {
    dom: &'a Dom<'a>,
    selector: &'a Selector,
    scope: Option<OpaqueElement>,
    walk: Traversal<'a>,
    /// A stack of rows, one for each open node; a row has one entry a chain.
    reached: Vec<Reached>,
    /// `selectors` keys them by addresses in the selector, which is borrowed for
    /// as long.
    caches: SelectorCaches,
}

impl<'a> Select<'a> {
    pub(super) fn new(dom: &'a Dom<'a>, root: NodeId, selector: &'a Selector) -> Self {
        let mut walk = dom.traverse(root);
        walk.next();
        let scope = Element::new(dom, root).map(|root| selectors::Element::opaque(&root));
        let (reached, caches) = (Vec::new(), SelectorCaches::default());
        let mut select = Self { dom, selector, scope, walk, reached, caches };
        if selector.counts_types {
            let parents = dom.ancestors(root).chain([root]).chain(dom.descendants(root));
            parents.for_each(|parent| nth::count_types(dom, parent, &mut select.caches));
        }
        select.open_at(root);
        select
    }

    /// Makes the row of `root` the only one.
    fn open_at(&mut self, root: NodeId) {
        self.open();
        let up = std::iter::once(root).chain(self.dom.ancestors(root));
        let mut path: Vec<_> = up.map_while(|id| Element::new(self.dom, id)).collect();
        let siblings_matter = self.selector.chains.iter().any(super::Chain::has_siblings);
        while let Some(element) = path.pop() {
            if siblings_matter {
                self.pass_siblings_before(element);
            }
            self.enter(element);
            self.reached.drain(..self.selector.chains.len());
        }
    }

    fn pass_siblings_before(&mut self, element: Element<'a>) {
        let parent = self.dom.parent(element.id());
        let siblings = parent.into_iter().flat_map(|parent| self.dom.children(parent));
        for id in siblings.take_while(|&id| id != element.id()) {
            if let Some(sibling) = Element::new(self.dom, id) {
                self.enter(sibling);
                self.close();
            }
        }
    }

    /// Puts a row for the children of a node without a matching past.
    fn open(&mut self) {
        self.reached.resize(self.reached.len() + self.selector.chains.len(), Reached::default());
    }

    fn close(&mut self) {
        self.reached.truncate(self.reached.len() - self.selector.chains.len());
    }

    /// Puts a row for the children of `element` and says whether it matches.
    fn enter(&mut self, element: Element<'a>) -> bool {
        let row = self.reached.len() - self.selector.chains.len();
        let mut context = context(&mut self.caches, self.scope);
        let mut found = false;
        for (at, chain) in self.selector.chains.iter().enumerate() {
            let (below, hit) = chain.step(&mut self.reached[row + at], &element, &mut context);
            self.reached.push(below);
            found |= hit;
        }
        found
    }
}

impl Iterator for Select<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        loop {
            match self.walk.next()? {
                Step::Enter(id) => match Element::new(self.dom, id) {
                    Some(element) if self.enter(element) => return Some(id),
                    None if bears_children(self.dom.kind(id)) => self.open(),
                    _ => {}
                },
                Step::Leave(id) if bears_children(self.dom.kind(id)) => self.close(),
                Step::Leave(_) => {}
            }
        }
    }
}

impl FusedIterator for Select<'_> {}

impl fmt::Debug for Select<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Select").field("selector", &self.selector).finish_non_exhaustive()
    }
}

const fn bears_children(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Document | NodeKind::Fragment | NodeKind::Element(_))
}
