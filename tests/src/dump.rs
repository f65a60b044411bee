//! A tree in the notation of the html5lib suites: a node a line, children
//! indented by two.
//!
//! ```
//! use dehusk_dom::{ParseOptions, parse};
//! use dehusk_tests::dump::dump;
//!
//! let dom = parse("<p id=a>x", &ParseOptions::default());
//! let tree = "| <html>\n|   <head>\n|   <body>\n|     <p>\n|       id=\"a\"\n|       \"x\"";
//! assert_eq!(dump(&dom), tree);
//! ```

use std::fmt::Write as _;

use dehusk_dom::{Dom, Namespace, NodeId, NodeKind, Step};

/// Attributes that the standard puts into a namespace on elements of SVG and
/// `MathML` (§ 13.2.6.1, adjust foreign attributes), in our notation and in
/// html5lib's.
const FOREIGN_ATTRIBUTES: &[(&str, &str)] = &[
    ("xlink:actuate", "xlink actuate"),
    ("xlink:arcrole", "xlink arcrole"),
    ("xlink:href", "xlink href"),
    ("xlink:role", "xlink role"),
    ("xlink:show", "xlink show"),
    ("xlink:title", "xlink title"),
    ("xlink:type", "xlink type"),
    ("xml:lang", "xml lang"),
    ("xml:space", "xml space"),
    ("xmlns", "xmlns xmlns"),
    ("xmlns:xlink", "xmlns xlink"),
];

/// The whole tree.
pub fn dump(dom: &Dom<'_>) -> String {
    dump_below(dom, NodeId::DOCUMENT)
}

/// The tree of a fragment: what is below the `html` element that stands for its
/// context.
pub fn dump_fragment(dom: &Dom<'_>) -> String {
    let root = dom.children(NodeId::DOCUMENT).find(|&id| dom.tag(id).is_some());
    dump_below(dom, root.unwrap_or(NodeId::DOCUMENT))
}

fn dump_below(dom: &Dom<'_>, root: NodeId) -> String {
    let mut writer = Writer { dom, out: String::new(), run: String::new(), depth: 0 };
    for step in dom.traverse(root) {
        match step {
            Step::Enter(id) | Step::Leave(id) if id == root => {}
            Step::Enter(id) => writer.enter(id),
            Step::Leave(id) => writer.leave(id),
        }
    }
    writer.finish()
}

struct Writer<'a> {
    dom: &'a Dom<'a>,
    out: String,
    /// Text of neighbouring text nodes, which mean one run.
    run: String,
    depth: usize,
}

impl Writer<'_> {
    fn enter(&mut self, id: NodeId) {
        let kind = self.dom.kind(id);
        if kind == NodeKind::Text {
            self.run.push_str(self.dom.text(id));
            return;
        }
        self.end_run();
        match kind {
            NodeKind::Document | NodeKind::Text => {}
            NodeKind::Doctype => self.doctype(),
            NodeKind::Fragment => self.line("content"),
            NodeKind::Comment => self.line(&format!("<!-- {} -->", self.dom.text(id))),
            NodeKind::Element(_) => self.element(id),
        }
        self.depth += 1;
    }

    fn leave(&mut self, id: NodeId) {
        if self.dom.kind(id) != NodeKind::Text {
            self.end_run();
            self.depth -= 1;
        }
    }

    fn finish(mut self) -> String {
        self.end_run();
        self.out.pop();
        self.out
    }

    fn end_run(&mut self) {
        if !self.run.is_empty() {
            let run = std::mem::take(&mut self.run);
            self.line(&format!("\"{run}\""));
        }
    }

    fn doctype(&mut self) {
        let Some(doctype) = self.dom.doctype() else { return self.line("<!DOCTYPE ???>") };
        let ids = match (doctype.public_id, doctype.system_id) {
            ("", "") => String::new(),
            (public, system) => format!(" \"{public}\" \"{system}\""),
        };
        self.line(&format!("<!DOCTYPE {}{ids}>", doctype.name));
    }

    fn element(&mut self, id: NodeId) {
        let namespace = self.dom.namespace(id);
        let prefix = match namespace {
            Namespace::Html => "",
            Namespace::Svg => "svg ",
            Namespace::MathMl => "math ",
        };
        self.line(&format!("<{prefix}{}>", self.dom.name(id)));
        let mut attributes: Vec<_> =
            self.dom.attributes(id).map(|a| (their_name(namespace, a.name), a.value)).collect();
        attributes.sort_unstable();
        self.depth += 1;
        for (name, value) in attributes {
            self.line(&format!("{name}=\"{value}\""));
        }
        self.depth -= 1;
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.out, "| {:indent$}{line}", "", indent = 2 * self.depth);
    }
}

fn their_name(namespace: Namespace, name: &str) -> &str {
    let pair = FOREIGN_ATTRIBUTES.iter().find(|(ours, _)| namespace != Namespace::Html && *ours == name);
    pair.map_or(name, |(_, theirs)| theirs)
}
