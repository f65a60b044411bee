//! Text to tree.
//!
//! The tokenizer (HTML Standard § 13.2.5) hands its tokens to [`builder`]
//! (§ 13.2.6), which writes into [`arena`] and keeps the limits.

mod arena;
mod builder;
mod evidence;
#[cfg(feature = "oracle")]
mod html5ever;
mod selected;

use std::borrow::Cow;
use std::rc::Rc;

use self::arena::Arena;
use self::builder::Builder;
use crate::dom::{Dom, NodeId, NodeKind};
use crate::store::{AttributeRange, Span, Store};
use crate::tokenize::{Listed, Raw, RawKind, State, normalize_newlines, tokenize};
use crate::{Context, Keep, LimitHit, Limits, Namespace, ParseOptions, SelfClosing, Tag};

#[cfg(feature = "oracle")]
pub(crate) use self::html5ever::{
    parse as parse_by_html5ever, parse_fragment as parse_fragment_by_html5ever,
};

/// Parses a whole document.
///
/// Time and memory are linear in the input: see [`Limits`] for what keeps them
/// so. Never fails: see [`Dom::limit_hits`].
///
/// The tree borrows the text, or owns it if it is given as a `String`.
pub fn parse<'s>(text: impl Into<Cow<'s, str>>, options: &ParseOptions) -> Dom<'s> {
    let (text, cut) = prepare(text.into(), &options.limits);
    let listed = listed(options.keep);
    let arena = Arena::new(&text, options.keep, Rc::clone(&listed));
    let state = State::Data;
    let builder = Builder::new(arena, options.limits).with_self_closing(self_closing(&text, state, options));
    let builder = tokenize(&text, state, listed, builder);
    let store = builder.finish();
    assemble(text, store, cut)
}

/// Parses a fragment as the content of a `context` element (HTML Standard
/// § 13.4). The tree is an `html` element under the document, the fragment's
/// nodes are its children.
pub fn parse_fragment<'s, 'c>(
    text: impl Into<Cow<'s, str>>,
    context: impl Into<Context<'c>>,
    options: &ParseOptions,
) -> Dom<'s> {
    let context = context.into();
    let (text, cut) = prepare(text.into(), &options.limits);
    let listed = listed(options.keep);
    let arena = Arena::new(&text, options.keep, Rc::clone(&listed));
    let state = initial_state(context);
    let builder = Builder::for_fragment(arena, options.limits, context.namespace, context.name)
        .with_self_closing(self_closing(&text, state, options));
    let builder = tokenize(&text, state, listed, builder);
    let store = builder.finish();
    assemble(text, store, cut)
}

/// Makes a tree of text without markup: one text node in `html` and `body`.
pub fn plain_text<'s>(text: impl Into<Cow<'s, str>>, limits: &Limits) -> Dom<'s> {
    let (text, cut) = clip(text.into(), limits);
    let mut arena = Arena::new(&text, Keep::Everything, Rc::new(Listed::new(&[])));
    let mut parent = NodeId::DOCUMENT;
    for tag in [Tag::Html, Tag::Body] {
        let child = arena.add_element(NodeKind::Element(tag), Namespace::Html, AttributeRange::EMPTY);
        arena.append(parent, child);
        parent = child;
    }
    arena.append_text(parent, Span::source(0..text.len()));
    let store = arena.store;
    assemble(text, store, cut)
}

/// Names that nearly every page has; they are found without a hash map.
const USUAL_ATTRIBUTES: &[&str] = &[
    "alt", "class", "content", "height", "href", "id", "name", "property", "rel", "role", "src", "style",
    "target", "title", "type", "value", "width",
];

fn listed(keep: Keep) -> Rc<Listed> {
    Rc::new(Listed::new(match keep {
        Keep::Everything => USUAL_ATTRIBUTES,
        Keep::Reading { attributes } => attributes,
    }))
}

/// What `/>` means in this text: as HTML or as XML.
fn self_closing(text: &str, state: State<'_>, options: &ParseOptions) -> SelfClosing {
    match options.self_closing {
        SelfClosing::ByEvidence if matches!(state, State::Data) && evidence::is_xml_output(text) => {
            SelfClosing::Xml
        }
        SelfClosing::ByEvidence => SelfClosing::Html,
        said => said,
    }
}

/// HTML Standard § 13.4, step 10. There is no start tag yet that an end tag could
/// match, so text without markup goes to the end.
fn initial_state(context: Context<'_>) -> State<'static> {
    if context.namespace != Namespace::Html {
        return State::Data;
    }
    let kind = match context.name {
        "title" | "textarea" => RawKind::Rcdata,
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => RawKind::Rawtext,
        "script" => RawKind::Script,
        "plaintext" => return State::Plaintext,
        _ => return State::Data,
    };
    State::Raw(Raw { kind, emit: true }, "")
}

/// The text within the limit, without a byte order mark, line ends normal.
fn prepare<'s>(text: Cow<'s, str>, limits: &Limits) -> (Cow<'s, str>, Option<LimitHit>) {
    let (mut text, cut) = clip(text, limits);
    if text.starts_with('\u{FEFF}') {
        match &mut text {
            Cow::Borrowed(text) => *text = &text['\u{FEFF}'.len_utf8()..],
            Cow::Owned(text) => drop(text.remove(0)),
        }
    }
    match normalize_newlines(&text) {
        Cow::Borrowed(_) => (text, cut),
        Cow::Owned(normal) => (Cow::Owned(normal), cut),
    }
}

fn assemble(source: Cow<'_, str>, mut store: Store, cut: Option<LimitHit>) -> Dom<'_> {
    store.limit_hits.splice(0..0, cut);
    Dom { source, store }
}

fn clip<'s>(mut text: Cow<'s, str>, limits: &Limits) -> (Cow<'s, str>, Option<LimitHit>) {
    if text.len() <= limits.max_bytes {
        return (text, None);
    }
    let length = text.floor_char_boundary(limits.max_bytes);
    match &mut text {
        Cow::Borrowed(text) => *text = &text[..length],
        Cow::Owned(text) => text.truncate(length),
    }
    (text, Some(LimitHit::Bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NodeId;

    fn text(dom: &Dom<'_>) -> String {
        dom.text_content(NodeId::DOCUMENT)
    }

    #[test]
    fn dom_crosses_threads() {
        fn check<T: Send + Sync>() {}
        check::<Dom<'_>>();
    }

    #[test]
    fn depth_limit_flattens_and_keeps_text() {
        let page = format!("{}deep<p>deeper", "<div>".repeat(5_000));
        let dom = parse(&page, &ParseOptions::default());
        assert_eq!(dom.limit_hits(), [LimitHit::Depth]);
        assert_eq!(text(&dom), "deepdeeper");
        let deepest = dom.descendants(NodeId::DOCUMENT).map(|id| dom.ancestors(id).count()).max().unwrap();
        assert!(deepest <= 514, "{deepest}");
    }

    #[test]
    fn depth_limit_leaves_scripts_scripts() {
        let page = format!(
            "{}<script>if (a < b) {{}}</script>text<svg>{}",
            "<div>".repeat(600),
            "<title>".repeat(600)
        );
        let dom = parse(&page, &ParseOptions::default());
        let script = dom.elements(Tag::Script).next().unwrap();
        assert_eq!(dom.text_content(script), "if (a < b) {}");
    }

    #[test]
    fn node_limit_gives_a_partial_tree() {
        let page = "<p>x".repeat(1_000);
        let dom = parse(&page, &Limits::default().with_max_nodes(100).into());
        assert_eq!(dom.limit_hits(), [LimitHit::Nodes]);
        assert!(dom.len() < 110 && text(&dom).starts_with("xxx"));
    }

    #[test]
    fn node_limit_holds_within_a_run_of_text() {
        let page = format!("<frameset>{}", " a".repeat(1_000));
        let dom = parse(&page, &Limits::default().with_max_nodes(100).into());
        assert_eq!((dom.len(), dom.limit_hits()), (100, &[LimitHit::Nodes][..]));
    }

    #[test]
    fn byte_limit_cuts_at_a_character() {
        let dom = parse("ééééé", &Limits::default().with_max_bytes(5).into());
        assert_eq!((text(&dom).as_str(), dom.limit_hits()), ("éé", &[LimitHit::Bytes][..]));
    }

    #[test]
    fn clones_share_their_attributes() {
        let page = format!("<p><a href={}>{}", "x".repeat(10_000), "<p>y".repeat(2_000));
        let dom = parse(&page, &ParseOptions::default());
        assert_eq!(dom.elements(Tag::A).filter(|&id| dom.attribute(id, "href").is_some()).count(), 2_001);
        assert!(dom.store.own.len() < 2 * page.len());
    }

    #[test]
    fn an_element_keeps_256_attributes() {
        let tags = (0..2_000).map(|n| format!("<body a{n}=1>")).collect::<Vec<_>>().concat();
        let dom = parse(&tags, &ParseOptions::default());
        let body = dom.elements(Tag::Body).next().unwrap();
        assert_eq!((dom.attributes(body).count(), dom.limit_hits()), (256, &[LimitHit::Attributes][..]));
    }

    #[test]
    fn scripting_is_off() {
        let dom = parse("<noscript><p>no</p></noscript>", &ParseOptions::default());
        assert_eq!(dom.elements(Tag::P).count(), 1);
    }

    #[test]
    fn misnested_tables_keep_text_in_order() {
        let dom = parse("<table>a<tr>b<td>c</td>d</tr>e</table>f", &ParseOptions::default());
        assert_eq!(text(&dom), "abdecf");
    }

    #[test]
    fn fragments_keep_order_and_rows() {
        let dom = parse_fragment("lead<script>x</script><p>para", Tag::Body, &ParseOptions::default());
        assert_eq!(text(&dom), "leadxpara");
        let rows = parse_fragment("<td>cell", Tag::Tr, &ParseOptions::default());
        assert_eq!(rows.elements(Tag::Td).count(), 1);
    }

    fn as_xml(text: &str) -> Dom<'_> {
        parse(text, &ParseOptions::default().with_self_closing(SelfClosing::Xml))
    }

    /// The tree's elements, each with what it holds in brackets.
    fn shape(dom: &Dom<'_>, of: NodeId) -> String {
        let one = |id| match dom.tag(id) {
            None => dom.text(id).to_owned(),
            Some(_) => format!("{}[{}]", dom.name(id), shape(dom, id)),
        };
        dom.children(of).map(one).collect()
    }

    #[test]
    fn slashes_mean_nothing_unless_asked() {
        let dom = parse("<script src=x/><p>text", &ParseOptions::default());
        assert_eq!(dom.elements(Tag::P).count(), 0);
        let dom = parse("<div/>a<div/>b", &ParseOptions::default());
        assert_eq!(shape(&dom, NodeId::DOCUMENT), "html[head[]body[div[adiv[b]]]]");
    }

    #[test]
    fn xml_slash_is_an_end_tag_at_once() {
        // In HTML, nothing ends `<plaintext>`.
        let has_end_tag = |tag: &&Tag| !tag.is_void() && **tag != Tag::PlainText;
        for name in Tag::ALL.iter().filter(has_end_tag).map(|tag| tag.name()) {
            for around in [
                "@text",
                "<p>a<b>c@text</b>d",
                "<div>@text</div>more",
                "<table><tr><td>@text",
                "<table>@text",
            ] {
                let [slash, pair] = [format!("<{name} id=i />"), format!("<{name} id=i></{name}>")]
                    .map(|element| around.replace('@', &element));
                let [slash, pair] = [as_xml(&slash), as_xml(&pair)].map(|dom| shape(&dom, NodeId::DOCUMENT));
                assert_eq!(slash, pair, "{name} in {around}");
            }
        }
    }

    #[test]
    fn xml_slash_closes_only_its_own_element() {
        let body = |text| {
            let dom = as_xml(text);
            shape(&dom, dom.elements(Tag::Body).next().unwrap())
        };
        assert_eq!(body("<div>a<br/>b<x-y/>c<image/>d</div>"), "div[abr[]bx-y[]cimg[]d]");
        assert_eq!(body("<form>a<form/>b</form>c"), "form[ab]c");
        assert_eq!(body("<div>a<td/>b</div>"), "div[ab]");
        assert_eq!(body("<i>a<i/>b</i>c"), "i[ai[]b]c");
        assert_eq!(body("<plaintext/><p>a</p>"), "plaintext[]p[a]");
        assert_eq!(body("<svg><g/><title/>a</svg>b"), "svg[g[]title[]a]b");
        let deep = format!("{}<div/>text", "<div>".repeat(600));
        assert_eq!(
            body(&deep).matches("div[").count(),
            body(&deep.replace("<div/>", "")).matches("div[").count()
        );
    }

    #[test]
    fn plain_text_is_no_markup() {
        let dom = plain_text("a <b> &amp; c", &Limits::default());
        assert_eq!(text(&dom), "a <b> &amp; c");
        assert_eq!(dom.elements(Tag::B).count(), 0);
    }

    #[test]
    fn attributes_and_names_are_kept() {
        let dom = parse("<X-Card Data-A='1' b=&lt;><svg><a xlink:href=u>", &ParseOptions::default());
        let card = dom.elements(Tag::Other).next().unwrap();
        assert_eq!(dom.name(card), "x-card");
        assert_eq!((dom.attribute(card, "data-a"), dom.attribute(card, "b")), (Some("1"), Some("<")));
        let link = dom.descendants(card).find(|&id| dom.name(id) == "a").unwrap();
        assert_eq!(dom.attribute(link, "xlink:href"), Some("u"));
        assert_eq!(dom.tag(link), Some(Tag::Other));
    }
}
