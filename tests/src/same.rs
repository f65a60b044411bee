//! Whether two trees are the same: kinds, tags, namespaces, names, attributes
//! in any order, runs of text, document type and quirks mode.

use dehusk_dom::{Dom, Keep, Namespace, NodeId, NodeKind, Step, Tag};

/// Whether two trees are the same.
pub fn same(a: &Dom<'_>, b: &Dom<'_>) -> bool {
    keeps(a, Keep::Everything, b)
}

/// Whether `part` is `whole` less what `keep` leaves out.
pub fn keeps(part: &Dom<'_>, keep: Keep, whole: &Dom<'_>) -> bool {
    agree(Items::of(part, Keep::Everything), Items::of(whole, keep))
}

/// [`keeps`], whatever the line feeds with which `<pre>` and its kind begin: the
/// first one is dropped if it is the next token behind the start tag, which
/// html5ever forgets at a parse error in between, such as `</>`.
pub fn keeps_but_line_feeds(part: &Dom<'_>, keep: Keep, whole: &Dom<'_>) -> bool {
    let items = |dom, keep| Items { drops_line_feeds: true, ..Items::of(dom, keep) };
    agree(items(part, Keep::Everything), items(whole, keep))
}

fn agree<'a>(part: Items<'a>, whole: Items<'a>) -> bool {
    let (a, b) = (part.dom, whole.dom);
    a.doctype() == b.doctype() && a.quirks_mode() == b.quirks_mode() && part.eq(whole)
}

/// What a walk over a tree meets. Neighbouring text nodes mean one run, so how a
/// tree cuts its text into nodes does not show.
#[derive(Debug, PartialEq)]
enum Item<'a> {
    Run(String),
    Comment(&'a str),
    Element(Element<'a>),
    Other(NodeKind),
    End,
}

#[derive(Debug, PartialEq)]
struct Element<'a> {
    kind: NodeKind,
    namespace: Namespace,
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

struct Items<'a> {
    dom: &'a Dom<'a>,
    keep: Keep,
    drops_line_feeds: bool,
    steps: std::iter::Peekable<Box<dyn Iterator<Item = Step> + 'a>>,
}

impl<'a> Items<'a> {
    fn of(dom: &'a Dom<'a>, keep: Keep) -> Self {
        let steps = dom.traverse(NodeId::DOCUMENT).filter(move |step| !is_left_out(dom, node(*step), keep));
        let steps: Box<dyn Iterator<Item = Step>> = Box::new(steps);
        Self { dom, keep, drops_line_feeds: false, steps: steps.peekable() }
    }

    /// The text up to the next step that is not about a text node.
    fn run(&mut self, first: NodeId) -> String {
        let mut run = self.dom.text(first).to_owned();
        let (dom, steps) = (self.dom, &mut self.steps);
        while let Some(step) = steps.next_if(|step| dom.kind(node(*step)) == NodeKind::Text) {
            if let Step::Enter(id) = step {
                run.push_str(dom.text(id));
            }
        }
        if self.drops_line_feeds && run.starts_with('\n') && leads_preformatted(dom, first) {
            run.remove(0);
        }
        run
    }

    fn element(&self, id: NodeId) -> Element<'a> {
        let (dom, keep) = (self.dom, self.keep);
        let is_kept = |name: &str| match keep {
            Keep::Everything => true,
            Keep::Reading { attributes } => attributes.contains(&name),
        };
        let mut attributes: Vec<_> =
            dom.attributes(id).map(|a| (a.name, a.value)).filter(|(name, _)| is_kept(name)).collect();
        attributes.sort_unstable();
        Element { kind: dom.kind(id), namespace: dom.namespace(id), name: dom.name(id), attributes }
    }
}

/// Whether a tree that is made for reading lacks the node.
fn is_left_out(dom: &Dom<'_>, id: NodeId, keep: Keep) -> bool {
    let is_data = |script| {
        let kind = dom.attribute(script, "type").map(str::to_ascii_lowercase);
        kind.is_some_and(|kind| kind.contains("json") || kind.contains("math/tex"))
    };
    keep != Keep::Everything
        && match dom.kind(id) {
            NodeKind::Comment => true,
            NodeKind::Text => dom.parent(id).is_some_and(|parent| match dom.tag(parent) {
                Some(Tag::Style) => true,
                Some(Tag::Script) => !is_data(parent),
                _ => false,
            }),
            _ => false,
        }
}

impl<'a> Iterator for Items<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        let id = match self.steps.next()? {
            Step::Enter(id) => id,
            Step::Leave(_) => return Some(Item::End),
        };
        if self.dom.kind(id) == NodeKind::Text {
            let run = self.run(id);
            return if run.is_empty() { self.next() } else { Some(Item::Run(run)) };
        }
        Some(match self.dom.kind(id) {
            NodeKind::Comment => Item::Comment(self.dom.text(id)),
            NodeKind::Element(_) => Item::Element(self.element(id)),
            kind => Item::Other(kind),
        })
    }
}

/// Whether text comes first in an element whose first line feed is dropped.
fn leads_preformatted(dom: &Dom<'_>, text: NodeId) -> bool {
    let parent = dom.parent(text).and_then(|parent| dom.tag(parent));
    dom.previous_sibling(text).is_none() && matches!(parent, Some(Tag::Pre | Tag::Listing | Tag::TextArea))
}

const fn node(step: Step) -> NodeId {
    match step {
        Step::Enter(id) | Step::Leave(id) => id,
    }
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{Keep, ParseOptions, parse};

    use super::{keeps, same};

    fn agree(a: &str, b: &str) -> bool {
        let options = ParseOptions::default();
        same(&parse(a, &options), &parse(b, &options))
    }

    #[test]
    fn what_makes_a_difference() {
        assert!(agree("<!doctype html><p a=1 b=2>x&amp;y", "<!DOCTYPE HTML><p b=2 a=1>x&#38;y</p>"));
        for other in ["<p>x", "<!doctype html><p>y", "<!doctype html><div>x", "<!doctype html><p a>x"] {
            assert!(!agree("<!doctype html><p>x", other), "{other}");
        }
        assert!(!agree("<p><b>x</b>y", "<p><b>xy"));
        assert!(!agree("<x><y>", "<x></x><y>"));
        assert!(!agree("<svg><p-1>", "<svg></svg><p-1>"));
    }

    #[test]
    fn what_is_left_out_makes_none() {
        let whole =
            "<p class=a onclick=b>x<!-- c -->y<script>s</script><style>t</style><script type=ld+json>d";
        let part = "<p class=a>xy<script></script><style></style><script>d";
        let options = ParseOptions::default();
        let (whole, part) = (parse(whole, &options), parse(part, &options));
        assert!(keeps(&part, Keep::Reading { attributes: &["class"] }, &whole));
        assert!(!keeps(&part, Keep::Reading { attributes: &["class", "onclick"] }, &whole));
        assert!(!same(&part, &whole));
    }
}
