//! Text to tree.
//!
//! Our tokenizer (HTML Standard § 13.2.5) and html5ever's tree builder
//! (§ 13.2.6), scripting off, write into the arena: [`bridge`] hands the tokens
//! over and keeps the limits, [`sink`] is what the tree builder writes to.
//! Nothing of html5ever shows outside this module.

mod bridge;
mod depth;
mod formatting;
#[cfg(feature = "oracle")]
mod html5ever_tokenizer;
mod run;
mod sink;
mod ticket;
mod tree;

use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, QualName, ns};

use self::bridge::{Bridge, Origin};
use self::sink::{Handle, Sink};
use crate::dom::Dom;
use crate::tokenize::{Listed, Raw, RawKind, State, normalize_newlines, tokenize};
use crate::{Context, Keep, LimitHit, Limits, Namespace, ParseOptions};

#[cfg(feature = "oracle")]
pub(crate) use self::html5ever_tokenizer::{parse as parse_by_html5ever, parse_fragment as parse_fragment_by_html5ever};

/// Parses a whole document.
///
/// Time and memory are linear in the input: see [`Limits`] for what keeps them
/// so. Never fails: see [`Dom::limit_hits`].
pub fn parse(text: &str, options: &ParseOptions) -> Dom {
    let (text, cut) = clip(text, &options.limits);
    let text = normalize_newlines(text);
    let builder = document_builder(text.len(), options);
    let bridge = Bridge::new(builder, &options.limits, options.keep, Origin::Document);
    let bridge = tokenize(&text, State::Data, listed(options.keep), bridge);
    finish(bridge.finish(), cut)
}

/// Parses a fragment as the content of a `context` element (HTML Standard
/// § 13.4). The tree is an `html` element under the document, the fragment's
/// nodes are its children.
pub fn parse_fragment<'c>(text: &str, context: impl Into<Context<'c>>, options: &ParseOptions) -> Dom {
    let (text, cut) = clip(text, &options.limits);
    let text = normalize_newlines(text);
    let context = context.into();
    let builder = fragment_builder(text.len(), context, options);
    let bridge = Bridge::new(builder, &options.limits, options.keep, Origin::Fragment);
    let bridge = tokenize(&text, initial_state(context), listed(options.keep), bridge);
    finish(bridge.finish(), cut)
}

/// Makes a tree of text without markup: one text node in `html` and `body`.
pub fn plain_text(text: &str, limits: &Limits) -> Dom {
    let (text, cut) = clip(text, limits);
    let sink = Sink::new(text.len(), Keep::Everything, Listed::new(&[]));
    sink.plain_text(text);
    finish(sink, cut)
}

/// Names that nearly every page has; they are found without a hash map.
const USUAL_ATTRIBUTES: &[&str] = &[
    "alt", "class", "content", "height", "href", "id", "name", "property", "rel", "role", "src", "style", "target",
    "title", "type", "value", "width",
];

fn listed(keep: Keep) -> Listed {
    Listed::new(match keep {
        Keep::Everything => USUAL_ATTRIBUTES,
        Keep::Reading { attributes } => attributes,
    })
}

fn document_builder(bytes: usize, options: &ParseOptions) -> TreeBuilder<Handle, Sink> {
    TreeBuilder::new(Sink::new(bytes, options.keep, listed(options.keep)), builder_options())
}

fn fragment_builder(bytes: usize, context: Context<'_>, options: &ParseOptions) -> TreeBuilder<Handle, Sink> {
    let sink = Sink::new(bytes, options.keep, listed(options.keep));
    let namespace = match context.namespace {
        Namespace::Html => ns!(html),
        Namespace::Svg => ns!(svg),
        Namespace::MathMl => ns!(mathml),
    };
    let context = sink.detached(QualName::new(None, namespace, LocalName::from(context.name)));
    TreeBuilder::new_for_fragment(sink, context, None, builder_options())
}

fn builder_options() -> TreeBuilderOpts {
    TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() }
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
fn finish(sink: Sink, cut: Option<LimitHit>) -> Dom {
    let mut dom = sink.into_dom();
    dom.limit_hits.splice(0..0, cut);
    dom
}

fn clip<'a>(text: &'a str, limits: &Limits) -> (&'a str, Option<LimitHit>) {
    if text.len() <= limits.max_bytes {
        return (text, None);
    }
    (&text[..text.floor_char_boundary(limits.max_bytes)], Some(LimitHit::Bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NodeId, Tag};

    fn text(dom: &Dom) -> String {
        dom.text_content(NodeId::DOCUMENT)
    }

    #[test]
    fn dom_crosses_threads() {
        fn check<T: Send + Sync>() {}
        check::<Dom>();
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
        let dom = parse(&"<p>x".repeat(1_000), &Limits::default().with_max_nodes(100).into());
        assert_eq!(dom.limit_hits(), [LimitHit::Nodes]);
        assert!(dom.len() < 110 && text(&dom).starts_with("xxx"));
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
        assert!(dom.text.len() < 2 * page.len());
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
