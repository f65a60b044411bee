//! Walks over the tree, none of which recurses.

use crate::dom::{Dom, NodeId};

/// One step of a [`Traversal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The walk comes to a node, before its children.
    Enter(NodeId),
    /// The walk leaves a node, behind its children.
    Leave(NodeId),
}

/// Enters and leaves every node of a subtree in document order.
#[derive(Debug, Clone)]
pub struct Traversal<'a> {
    dom: &'a Dom<'a>,
    root: NodeId,
    next: Option<Step>,
}

impl Traversal<'_> {
    /// Goes on behind the node that was entered last, without its children and
    /// without a [`Step::Leave`] for it.
    pub fn skip_children(&mut self, entered: NodeId) {
        self.next = self.after(entered);
    }

    fn after(&self, left: NodeId) -> Option<Step> {
        if left == self.root {
            return None;
        }
        match self.dom.next_sibling(left) {
            Some(sibling) => Some(Step::Enter(sibling)),
            None => self.dom.parent(left).map(Step::Leave),
        }
    }
}

impl Iterator for Traversal<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => Some(self.dom.first_child(id).map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) => self.after(id),
        };
        Some(step)
    }
}

/// The nodes below a node in document order, without the node itself.
#[derive(Debug, Clone)]
pub struct Descendants<'a> {
    traversal: Traversal<'a>,
}

impl Iterator for Descendants<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        self.traversal.find_map(|step| match step {
            Step::Enter(id) => Some(id),
            Step::Leave(_) => None,
        })
    }
}

/// The children of a node in order.
#[derive(Debug, Clone)]
pub struct Children<'a> {
    dom: &'a Dom<'a>,
    next: Option<NodeId>,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.dom.next_sibling(id);
        Some(id)
    }
}

/// The parents of a node from the nearest up, without the node itself.
#[derive(Debug, Clone)]
pub struct Ancestors<'a> {
    dom: &'a Dom<'a>,
    next: Option<NodeId>,
}

impl Iterator for Ancestors<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next?;
        self.next = self.dom.parent(id);
        Some(id)
    }
}

impl Dom<'_> {
    /// The parent of a node; `None` for the document.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent.get()
    }

    /// The first child of a node.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).children().0.get()
    }

    /// The sibling behind a node.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next.get()
    }

    /// The sibling before a node.
    pub fn previous_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).previous.get()
    }

    /// Enters and leaves `root` and everything below it.
    pub fn traverse(&self, root: NodeId) -> Traversal<'_> {
        Traversal { dom: self, root, next: Some(Step::Enter(root)) }
    }

    /// Everything below `id` in document order.
    pub fn descendants(&self, id: NodeId) -> Descendants<'_> {
        let mut traversal = self.traverse(id);
        traversal.next();
        Descendants { traversal }
    }

    /// The children of `id` in order.
    pub fn children(&self, id: NodeId) -> Children<'_> {
        Children { dom: self, next: self.first_child(id) }
    }

    /// The parents of `id` from the nearest up.
    pub fn ancestors(&self, id: NodeId) -> Ancestors<'_> {
        Ancestors { dom: self, next: self.parent(id) }
    }
}

#[cfg(test)]
mod tests {
    use crate::{ParseOptions, Step, Tag, parse};

    #[test]
    fn walks_visit_in_document_order() {
        let dom = parse("<div><p>a<b>c</b></p><p>d</p></div>", &ParseOptions::default());
        let div = dom.elements(Tag::Div).next().unwrap();
        let names: Vec<_> =
            dom.descendants(div).map(|id| format!("{}{}", dom.name(id), dom.text(id))).collect();
        assert_eq!(names, ["p", "a", "b", "c", "p", "d"]);
        assert_eq!(dom.children(div).count(), 2);
        let up: Vec<_> = dom.ancestors(div).map(|id| dom.name(id).to_owned()).collect();
        assert_eq!(up, ["body", "html", ""]);
    }

    #[test]
    fn skipping_children_leaves_them_out() {
        let dom = parse("<div><p>a</p><p>b</p></div>", &ParseOptions::default());
        let div = dom.elements(Tag::Div).next().unwrap();
        let mut walk = dom.traverse(div);
        let mut text = String::new();
        while let Some(step) = walk.next() {
            match step {
                Step::Enter(id) if dom.tag(id) == Some(Tag::P) && text.is_empty() => {
                    text.push('-');
                    walk.skip_children(id);
                }
                Step::Enter(id) => text.push_str(dom.text(id)),
                Step::Leave(_) => {}
            }
        }
        assert_eq!(text, "-b");
    }
}
